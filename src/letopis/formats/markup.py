"""Words out of pieces of markup (an entry's summary, the body of an article): blocks become lines."""

from __future__ import annotations

import re
from typing import Any

BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
        "figure",
        "pre",
        "hr",
        "hedline",
        "hl1",
        "hl2",
        "block",
    ]
)
SILENT = frozenset(["script", "style", "head", "template", "noscript"])
SPACES = re.compile(r"[^\S\n\u00a0]+")


def words_of(markup: str) -> str:
    """The text of a piece of HTML, its entities resolved; text without markup comes back as it is."""
    if not markup or ("<" not in markup and "&" not in markup):
        return tidy(markup or "")
    from lxml import html

    try:
        return words_in(html.fragment_fromstring(markup.replace("\x00", ""), create_parent="div"))
    except Exception:  # no tree can be made: what is between the tags is still text
        return tidy(re.sub(r"<[^>]*>", " ", markup))


def words_in(tree: Any) -> str:
    """The text of an lxml tree."""
    out: list[str] = []
    _walk(tree, out)
    return tidy("".join(out))


def _walk(tree: Any, out: list[str]) -> None:
    from lxml import etree

    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
        block = name in BLOCKS
        silent += {"start": 1, "end": -1}.get(event, 0) if name in SILENT else 0
        if event == "start":
            out.append("\n" if block else "")
            out.append(_flat(node.text) if not silent else "")
        else:
            out.append("\n" if block else "")
            out.append(_flat(node.tail) if not silent and node is not tree else "")


def _flat(text: str | None) -> str:
    """Line breaks of the source mean nothing in markup."""
    return re.sub(r"\s+", lambda m: m[0] if m[0] == "\u00a0" else " ", text) if text else ""


def tidy(text: str) -> str:
    """One line break between lines, no space at their ends."""
    lines = (SPACES.sub(" ", line).strip(" \t\u00a0") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)
