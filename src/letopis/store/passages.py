"""The passage of an entry: the sentences that its words stand in, as far as plain signs tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from letopis.model import Event, Party, Span, Statement

BOUNDARY = re.compile(r"\n+|(?<=[.!?…])[»”\")]*\s+(?=[«“\"(—–-]?\s*(?P<next>[^\W_]))")
"""A line break, or the end of a sentence where a capital or a digit follows."""
FARTHEST = 600
"""Code points: a party further off stands in another sentence and is left out of the passage."""
WIDEST = 500
"""Code points that are searched for the border of a sentence on either side."""


def statement_spans(statement: Statement) -> list[Span]:
    """Cue, source, addressee and content, in the order of the text."""
    around = [statement.cue, _span(statement.source), _span(statement.addressee)]
    return sorted({s for s in (*around, *statement.content) if s is not None})


def event_spans(event: Event) -> list[Span]:
    """The trigger and those of its parties that stand near it."""
    near = (_span(p) for p in (*event.actors, *event.recipients, event.place))
    return sorted({event.trigger, *(s for s in near if s and abs(s.start - event.trigger.start) < FARTHEST)})


def passage(text: str, spans: Iterable[Span]) -> Span:
    """From the start of the sentence of the first of `spans` to the end of the sentence of the last."""
    found = list(spans)
    if not found:
        return Span(0, 0)
    start, end = min(s.start for s in found), max(s.end for s in found)
    low = max(0, start - WIDEST)
    before = [m.end() for m in _borders(text, low, start) if m.end() <= start]
    high = min(len(text), end + WIDEST)
    after = next(_borders(text, end, high), None)
    return Span(before[-1] if before else low, after.start() if after else high)


def _borders(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return (m for m in BOUNDARY.finditer(text, start, end) if m["next"] is None or m["next"].isupper() or m["next"].isdigit())


def _span(party: Party | None) -> Span | None:
    return party.span if party else None
