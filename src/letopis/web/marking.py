"""A text cut at every border of a mark, so that marks may cross and nest: each piece knows all that cover it.

Every entry that underlines has a level of its own among those that it meets, so that its line stays at one height from end to end.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from letopis.model import Span

LEVELS = 5
"""Lines that are stacked below the words; deeper ones share the last."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that have a part in an entry. `kind`: content, cue, source, addressee, trigger, actor, recipient, place, time, name."""

    span: Span
    kind: str
    entry: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. `lines` are levels of underlines, `kinds` and `entries` what it is part of. `starts` are entries that begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    starts: tuple[str, ...] = ()


def levels(spans: Sequence[tuple[Span, str]]) -> dict[str, int]:
    """Entry -> level, such that entries whose spans meet have different ones as far as `LEVELS` goes; the longest lie lowest."""
    extent: dict[str, Span] = {}
    for span, entry in spans:
        old = extent.get(entry, span)
        extent[entry] = Span(min(old.start, span.start), max(old.end, span.end))
    out: dict[str, int] = {}
    running: list[tuple[int, int]] = []
    free = list(range(LEVELS))
    for entry, span in sorted(extent.items(), key=lambda x: (x[1].start, -x[1].end, x[0])):
        while running and running[0][0] <= span.start:
            heappush(free, heappop(running)[1])
        level = heappop(free) if free else LEVELS - 1
        out[entry] = level
        if level < LEVELS - 1 or not any(taken == level for _, taken in running):
            heappush(running, (span.end, level))
    return out


def cut(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """`text` in pieces, in order; joined again they are the text."""
    valid = [m for m in marks if 0 <= m.span.start < m.span.end <= len(text)]
    level = levels([(m.span, m.entry) for m in valid if m.kind == "content"])
    borders = sorted({0, len(text), *(m.span.start for m in valid), *(m.span.end for m in valid)})
    opening: dict[int, list[Mark]] = {}
    for m in valid:
        opening.setdefault(m.span.start, []).append(m)
    active: list[Mark] = []
    begun: set[str] = set()
    for start, end in itertools.pairwise(borders):
        active = [m for m in active if m.span.end > start] + opening.get(start, [])
        entries = tuple(dict.fromkeys(m.entry for m in active if m.entry))
        fresh = tuple(e for e in entries if e not in begun)
        begun.update(fresh)
        lines = tuple(sorted({level[m.entry] for m in active if m.kind == "content"}))
        yield Piece(text[start:end], tuple(sorted({m.kind for m in active})), entries, lines, fresh)
