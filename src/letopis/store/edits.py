"""Edits: which fields of an entry a person may change, and the entry after that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TypeVar, get_args

from letopis.model import EVENT_TYPES, Act, Event, Form, Party, Reading, Span, Statement, Status, Time
from letopis.store.days import edtf_days, iso
from letopis.store.errors import BadCorrection
from letopis.store.fold import fold

E = TypeVar("E", Statement, Event)
ARTICLE = {"statement": "a", "event": "an"}
RULE = "correction"
CHOICES: Mapping[str, frozenset[str]] = {
    "act": frozenset(get_args(Act)),
    "form": frozenset(get_args(Form)),
    "status": frozenset(get_args(Status)),
    "type": frozenset(EVENT_TYPES),
}
FIELDS: Mapping[str, frozenset[str]] = {
    "statement": frozenset({"act", "form", "who", "whom", "via", "place", "time", "content"}),
    "event": frozenset({"type", "mode", "status", "who", "whom", "place", "time"}),
}
"""Kind of entry -> fields that may be edited. Parties are lists of names, `place` and `time` (EDTF) are one value or null, `content` spans."""


ONE = {"statement": {"who": "speaker", "whom": "addressee"}}
"""Kind of entry -> fields that hold one name at most, and what it is called."""


def checked(kind: str, changes: Mapping[str, object], length: int) -> dict[str, object]:
    """`changes` if they can be made to an entry of a text of `length` code points, names as lists."""
    if not changes:
        raise BadCorrection("an edit needs something to change")
    out: dict[str, object] = {}
    for name, value in changes.items():
        if name not in FIELDS[kind]:
            raise BadCorrection(f"{name!r} is no field of {ARTICLE[kind]} {kind}; there are {', '.join(sorted(FIELDS[kind]))}")
        out[name] = _content(value, length) if name == "content" else _checked(name, value)
        names = out[name]
        if isinstance(names, list) and len(names) > 1 and name in ONE.get(kind, {}):
            raise BadCorrection(f"a statement has one {ONE[kind][name]}: name {names[0]!r} alone")
    return out


def _checked(name: str, value: object) -> object:
    if name in CHOICES:
        if value not in CHOICES[name]:
            raise BadCorrection(f"{value!r} is no {name}; there are {', '.join(sorted(CHOICES[name]))}")
    elif name in {"who", "whom", "via"}:
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, (list, tuple)) or not all(isinstance(n, str) for n in names):
            raise BadCorrection(f"{name} is a list of names")
        return [n.strip() for n in names if n.strip()]
    elif value is not None and not isinstance(value, str):
        raise BadCorrection(f"{name} is a text or nothing")
    elif name == "time" and value and edtf_days(value) is None:
        raise BadCorrection(f"{value!r} is no date of the calendar; write 2022-05-16, 2022-05, 2022 or 2022-05-01/2022-05-10, or nothing")
    return value or None if name in {"place", "time", "mode"} else value


def _content(value: object, length: int) -> list[list[int]]:
    spans = _spans(value)
    if any(end > length for _, end in spans):
        raise BadCorrection(f"content goes beyond the text, which ends at {length}")
    return spans


def _spans(value: object) -> list[list[int]]:
    pairs = [list(p) for p in value] if isinstance(value, (list, tuple)) else []
    if not pairs or not all(len(p) == 2 and all(isinstance(n, int) for n in p) and 0 <= p[0] < p[1] for p in pairs):
        raise BadCorrection("content is a list of [start, end] in the text")
    return pairs


def edited(reading: Reading, entry: Statement | Event, changes: Mapping[str, object]) -> Reading:
    """`reading` with the changes (as `checked` gives them) made to one entry."""
    if isinstance(entry, Statement):
        reading, changed = _timed(reading, _statement(reading, entry, changes), changes)
        return replace(reading, statements=tuple(changed if s.id == entry.id else s for s in reading.statements))
    reading, deed = _timed(reading, _event(reading, entry, changes), changes)
    return replace(reading, events=tuple(deed if e.id == entry.id else e for e in reading.events))


def _statement(reading: Reading, s: Statement, changes: Mapping[str, object]) -> Statement:
    new: dict[str, object] = {name: changes[name] for name in ("act", "form") if name in changes}
    for name, attribute in (("who", "source"), ("whom", "addressee"), ("place", "place")):
        if name in changes:
            new[attribute] = _one(reading, getattr(s, attribute), changes[name])
    if "via" in changes:
        new["via"] = _parties(reading, s.via, changes["via"])
    if "content" in changes:
        new["content"] = tuple(Span(*p) for p in _spans(changes["content"]))
    return replace(s, **new)  # type: ignore[arg-type]


def _event(reading: Reading, e: Event, changes: Mapping[str, object]) -> Event:
    new: dict[str, object] = {name: changes[name] for name in ("type", "mode", "status") if name in changes}
    for name, attribute in (("who", "actors"), ("whom", "recipients")):
        if name in changes:
            new[attribute] = _parties(reading, getattr(e, attribute), changes[name])
    if "place" in changes:
        new["place"] = _one(reading, e.place, changes["place"])
    return replace(e, **new)  # type: ignore[arg-type]


def _timed(reading: Reading, entry: E, changes: Mapping[str, object]) -> tuple[Reading, E]:
    if "time" not in changes:
        return reading, entry
    value = changes["time"]
    if not isinstance(value, str):
        return reading, replace(entry, time=None)
    days = edtf_days(value)
    span = reading.times[entry.time].span if entry.time is not None and entry.time < len(reading.times) else Span(0, 0)
    time = Time(span, "date", value, iso(days[0]) if days else None, iso(days[1]) if days else None, "stated", RULE)
    return replace(reading, times=(*reading.times, time)), replace(entry, time=len(reading.times))


def _one(reading: Reading, old: Party | None, given: object) -> Party | None:
    names = [given] if isinstance(given, str) else list(given) if isinstance(given, (list, tuple)) else []
    found = _parties(reading, (old,) if old else (), names)
    return found[0] if found else None


def _parties(reading: Reading, old: Sequence[Party], names: object) -> tuple[Party, ...]:
    """Parties of these names: the old one in the same position lends its words, the report's entities their identity."""
    given = [str(n) for n in names] if isinstance(names, (list, tuple)) else []
    known = {fold(e.name): e for e in reading.entities}
    out: list[Party] = []
    for n, name in enumerate(given):
        entity = known.get(fold(name))
        before = old[n] if n < len(old) else None
        same = before is not None and before.name is not None and fold(before.name) == fold(name)
        out.append(before if same and before else Party(before.span if before else None, entity.id if entity else None, name))
    return tuple(out)


def with_parties(entry: E, change: Callable[[Party], Party]) -> E:
    """`entry` with every party changed."""
    new: dict[str, object] = {}
    for spec in fields(entry):
        value = getattr(entry, spec.name)
        if isinstance(value, Party):
            new[spec.name] = change(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Party):
            new[spec.name] = tuple(map(change, value))
    return replace(entry, **new)  # type: ignore[arg-type]
