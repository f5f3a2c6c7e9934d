"""What has changed between two texts, by lines and within them by words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 20_000
"""Letters of a stretch of lines that are compared word by word; in longer ones the lines stand against each other as they are."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text: in both, or taken out, or put in."""

    kind: Literal["same", "out", "in"]
    text: str


def changes(old: str, new: str) -> list[Change]:
    """`old` made into `new`: the texts of `same` and `out` make up `old`, those of `same` and `in` make up `new`."""
    out: list[Change] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = "".join(before[a:b]), "".join(after[c:d])
        if kind == "replace" and len(left) + len(right) <= LONGEST:
            out += _compared(PIECE.findall(left), PIECE.findall(right))
        else:
            out += _pair(kind == "equal", left, right)
    return _joined(out)


def _compared(left: Sequence[str], right: Sequence[str]) -> Iterator[Change]:
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield from _pair(kind == "equal", "".join(left[a:b]), "".join(right[c:d]))


def _pair(equal: bool, left: str, right: str) -> Iterator[Change]:
    if equal:
        yield Change("same", left)
        return
    if left:
        yield Change("out", left)
    if right:
        yield Change("in", right)


def _joined(found: Sequence[Change]) -> list[Change]:
    out: list[Change] = []
    for change in found:
        if out and out[-1].kind == change.kind:
            out[-1] = Change(change.kind, out[-1].text + change.text)
        else:
            out.append(change)
    return out
