"""Which mentions tell of one deed: the same class and stem, and nothing in roles, time and place that speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from letopis.model import Event, Parse, Party, Time

STEM = 4
"""Letters that two words for one deed share at their beginning (`задержан`, `задержание`; `убит`, `убийство`)."""


def linked(parse: Parse, times: Sequence[Time], events: Sequence[Event]) -> tuple[Event, ...]:
    """`events` with `same_as` leading from each later mention to the first."""
    firsts: list[list[Event]] = []
    out: list[Event] = []
    for event in events:
        home = next((group for group in reversed(firsts) if all(_agree(parse, times, event, other) for other in group) and _tied(event, group)), None)
        if home is None:
            firsts.append([event])
            out.append(event)
        else:
            home.append(event)
            out.append(replace(event, same_as=home[0].id))
    return tuple(out)


def _agree(parse: Parse, times: Sequence[Time], a: Event, b: Event) -> bool:
    """Does nothing speak against one deed?"""
    if a.type != b.type or a.status != b.status or not _alike(parse, a, b):
        return False
    return _no_quarrel(a.actors, b.actors) and _no_quarrel(a.recipients, b.recipients) and _same_place(a, b) and _same_time(times, a, b)


def _tied(event: Event, group: Sequence[Event]) -> bool:
    """Is there a sign that it is the same: a party, a place or a time in common, or nothing told of it at all?"""
    if not (event.actors or event.recipients):
        return event.time is None or any(other.time == event.time or other.time is None for other in group)
    mine = {_who(p) for p in (*event.actors, *event.recipients)}
    return any(mine & {_who(p) for p in (*other.actors, *other.recipients)} or _same_spot(event, other) for other in group)


def _same_spot(a: Event, b: Event) -> bool:
    """A bare mention and a fuller one of what happened at one place."""
    return a.place is not None and b.place is not None and not (b.actors or b.recipients)


def _alike(parse: Parse, a: Event, b: Event) -> bool:
    first, second = (parse.tokens[e.trigger_token].lemma for e in (a, b))
    return first[:STEM] == second[:STEM] or a.rule == b.rule or bool(a.mode and a.mode == b.mode and a.mode not in LOOSE)


LOOSE = frozenset({"visit", "other", "phone", "economic"})
"""Modes that many different deeds of one report share."""


def _no_quarrel(a: Sequence[Party], b: Sequence[Party]) -> bool:
    return not a or not b or bool({_who(p) for p in a} & {_who(p) for p in b})


def _same_place(a: Event, b: Event) -> bool:
    return a.place is None or b.place is None or _who(a.place) == _who(b.place)


def _same_time(times: Sequence[Time], a: Event, b: Event) -> bool:
    """Do the days overlap, where both are dated?"""
    if a.time is None or b.time is None or a.time == b.time:
        return True
    first, second = times[a.time], times[b.time]
    starts = [t.earliest or "0000" for t in (first, second)]
    ends = [t.latest or "9999" for t in (first, second)]
    return max(starts) <= min(ends)


def _who(party: Party) -> str:
    return party.entity or (party.name or "").casefold()
