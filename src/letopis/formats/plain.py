"""Plain text: one report a file, in any common encoding of Russian. A first line that a blank line follows is the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letopis.formats.binary import binary_kind
from letopis.formats.encoding import Decoded, decode
from letopis.formats.problem import Problem
from letopis.formats.records import clean
from letopis.formats.source import Source, nothing, whole
from letopis.model import Report

LONGEST_TITLE = 250
"""Letters. Headlines of news end below 150; a longer first line is the lead of a report without a title."""
TITLE = re.compile(r"\s*(?P<title>\S[^\n]*?)[^\S\n]*\n[^\S\n]*\n\s*\S")


def read_plain(source: Source, encoding: str | None = None) -> Iterator[Report | Problem]:
    """The report in `source`, or the problem with it."""
    data = whole(source)
    if isinstance(data, Problem):
        yield data
        return
    decoded = decode(data, encoding)
    kind = binary_kind(data) if decoded is None or not decoded.encoding.startswith(("utf-16", "utf-32")) else None
    if kind:
        yield source.problem(f"this looks like {kind[0]}", kind[1])
    elif decoded is None:
        yield source.problem(
            "the encoding is none of UTF-8, UTF-16 and the Russian 8-bit ones", "save it as UTF-8, or name its encoding with --encoding"
        )
    elif not decoded.text.strip():
        yield nothing(source)
    else:
        yield _report(source, decoded)


def _report(source: Source, decoded: Decoded) -> Report:
    text, notes = clean(decoded.text)
    if decoded.spoiled > 0:
        notes = (f"{decoded.spoiled} pieces are not {decoded.encoding} and became U+FFFD: save the file anew, or name its encoding", *notes)
    return Report(id=source.name, text=text, title=title_of(text), problems=notes)


def title_of(text: str) -> str | None:
    """The first line, if a blank line and more text follow it and it is no longer than a headline."""
    match = TITLE.match(text)
    return match["title"] if match and len(match["title"]) <= LONGEST_TITLE else None
