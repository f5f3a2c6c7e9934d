"""Snapshots: an entry with all that it needs to stand by itself, as a correction keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from letopis.model import Entity, Event, Party, Reading, Span, Statement, Time
from letopis.store.edits import with_parties
from letopis.store.packing import built, plain
from letopis.store.passages import event_spans, passage

Entry = Statement | Event
NARRATOR = "narrator"
LOST = ""
"""Voucher of an event whose statement is no longer there: somebody's word, but nobody knows whose."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`entry` with its time and entities. `words` are the text from `start` to the end of its last span; `inside` is the uid of the statement
    that vouches for it or that it stands in. `claim` is what it says (see `claim`)."""

    entry: Entry
    start: int
    words: str
    time: Time | None
    entities: tuple[Entity, ...]
    inside: str | None
    claim: str

    @property
    def kind(self) -> str:
        return "statement" if isinstance(self.entry, Statement) else "event"

    def moved_to(self, text: str) -> Snapshot | None:
        """The snapshot with its spans where its words stand in `text`, nearest to where they stood; None where they are gone."""
        found = list(_all(text, self.words)) if self.words else []
        if not found:
            return None
        by = min(found, key=lambda i: abs(i - self.start)) - self.start
        if not by:
            return self
        return replace(self, entry=_shifted(self.entry, by), time=_shifted(self.time, by) if self.time else None, start=self.start + by)


def all_entries(reading: Reading) -> list[Entry]:
    """Statements, then events."""
    return [*reading.statements, *reading.events]


def take(reading: Reading, entry: Entry, uids: Mapping[str, str]) -> Snapshot:
    """A snapshot of `entry`; `uids`: local id -> uid of entries."""
    text = reading.report.text
    start, end = _stretch(entry, text)
    time = reading.times[entry.time] if entry.time is not None and entry.time < len(reading.times) else None
    wanted = {p.entity for p in _parties(entry)}
    entities = tuple(replace(e, mentions=()) for e in reading.entities if e.id in wanted)
    inside = entry.voucher if isinstance(entry, Event) else entry.within
    return Snapshot(entry, start, text[start:end], time, entities, uids.get(inside, inside) if inside else None, claim(entry, reading))


def claim(entry: Entry, reading: Reading) -> str:
    """What an entry says, in short: two are the same claim when these are equal."""
    time = reading.times[entry.time].value if entry.time is not None and entry.time < len(reading.times) else ""
    place = (entry.place.name if entry.place else None) or ""
    if isinstance(entry, Statement):
        said = (entry.act, _names([entry.source]), _names([entry.addressee]), _names(entry.via))
        return " | ".join((*said, place, time))
    return " | ".join((entry.type, entry.status, _names(entry.actors), _names(entry.recipients), place, time))


def to_json(snapshot: Snapshot) -> dict[str, Any]:
    out = {name: getattr(snapshot, name) for name in ("start", "words", "inside", "claim")}
    return {**out, "kind": snapshot.kind, "entry": plain(snapshot.entry), "time": plain(snapshot.time), "entities": plain(snapshot.entities)}


def from_json(given: Mapping[str, Any]) -> Snapshot | None:
    """The snapshot that `to_json` wrote; None for `{}`."""
    if not given:
        return None
    kind = Statement if given["kind"] == "statement" else Event
    defaults = {"trigger_token": -1} if kind is Event else {}
    entry: Entry = built(kind, {**defaults, **given["entry"]})
    entities = tuple(built(Entity, e) for e in given["entities"])
    return Snapshot(entry, given["start"], given["words"], built(Time, given["time"]), entities, given["inside"], given["claim"])


def kept(reading: Reading, snapshot: Snapshot, local: Mapping[str, str]) -> tuple[Reading, str]:
    """`reading` with the entry of `snapshot` put back, and its local id. `local`: uid -> local id of the entries that are there."""
    known = {(e.kind, e.name): e.id for e in reading.entities}
    entities, names = list(reading.entities), dict[str, str]()
    for entity in snapshot.entities:
        names[entity.id] = known.get((entity.kind, entity.name)) or f"K{len(entities) + 1}"
        if (entity.kind, entity.name) not in known:
            entities.append(replace(entity, id=names[entity.id]))
    times = (*reading.times, snapshot.time) if snapshot.time else reading.times
    time = len(reading.times) if snapshot.time else None
    out = replace(reading, entities=tuple(entities), times=times)
    number = len(reading.statements) + len(reading.events) + 1
    entry = snapshot.entry
    if isinstance(entry, Statement):
        said = with_parties(entry, lambda p: replace(p, entity=names.get(p.entity or "")))
        said = replace(said, id=f"ks{number}", time=time, within=local.get(snapshot.inside or ""))
        return replace(out, statements=(*out.statements, said)), said.id
    voucher = NARRATOR if snapshot.inside == NARRATOR else local.get(snapshot.inside or "", LOST)
    deed = with_parties(entry, lambda p: replace(p, entity=names.get(p.entity or "")))
    deed = replace(deed, id=f"ke{number}", time=time, voucher=voucher, same_as=None)
    return replace(out, events=(*out.events, deed)), deed.id


def _names(parties: Any) -> str:
    return "; ".join(p.name or "" for p in parties if p)


def _all(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _stretch(entry: Entry, text: str) -> Span:
    """The words that an entry stands on: from its cue to the end of its content, or the passage of a deed. Parties may be named elsewhere."""
    if isinstance(entry, Event):
        return passage(text, event_spans(entry))
    spans = [*([entry.cue] if entry.cue else []), *entry.content]
    return Span(min((s.start for s in spans), default=0), max((s.end for s in spans), default=0))


def _parties(entry: Entry) -> Iterator[Party]:
    for spec in fields(entry):
        value = getattr(entry, spec.name)
        if isinstance(value, Party):
            yield value
        elif isinstance(value, tuple):
            yield from (p for p in value if isinstance(p, Party))


def _shifted(value: Any, by: int) -> Any:
    """`value` with every span moved."""
    if isinstance(value, Span):
        return Span(max(0, value.start + by), max(0, value.end + by))
    if isinstance(value, tuple):
        return tuple(_shifted(v, by) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _shifted(getattr(value, f.name), by) for f in fields(value)})
    return value
