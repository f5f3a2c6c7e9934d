"""Widths of text on a terminal: measuring, shortening, padding. Combining marks take no column, wide East Asian letters two."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """`text` on one line, without what a terminal would obey: controls, and marks that turn the direction of writing."""
    flat = SPACE.sub(" ", text).strip()
    return flat if flat.isprintable() else "".join(c for c in flat if unicodedata.category(c)[0] != "C" or c == "\u200d")


def width(text: str) -> int:
    """Columns that `text` takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(c: str) -> int:
    if c < "\u0300":
        return 1
    if unicodedata.combining(c) or unicodedata.category(c) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def shorten(text: str, columns: int) -> str:
    """`text` in at most `columns` columns, with an ellipsis in the place of what was cut; at a border of words where one is near."""
    if width(text) <= columns:
        return text
    if columns <= 1:
        return ELLIPSIS[:columns]
    kept = _fitting(text, columns - 1)
    border = kept.rfind(" ")
    if border > 0.7 * len(kept):
        kept = kept[:border]
    return kept.rstrip(" ,;:—–-«(") + ELLIPSIS


def _fitting(text: str, columns: int) -> str:
    """The longest beginning of `text` that takes no more than `columns`."""
    used = 0
    for n, c in enumerate(text):
        used += _columns(c)
        if used > columns:
            return text[:n]
    return text


def pad(text: str, columns: int) -> str:
    """`text` shortened or filled up to exactly `columns` columns."""
    short = shorten(text, columns)
    return short + " " * (columns - width(short))


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """`text` in lines of at most `columns`, all but the first indented."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        grown = f"{line} {word}" if line.strip() else line + word
        if width(grown) > columns and line.strip():
            lines.append(line)
            grown = indent + word
        line = grown
    return [*lines, line] if line.strip() else lines
