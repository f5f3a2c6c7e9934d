"""A reading as it stands after what people decided about it. Nothing here asks the database.

A decision names its entry by uid. Where newer rules or an edited text no longer give that uid, the entry is looked for by its words; where
the words still stand but no rule finds the entry any more, it is kept as it was when somebody vouched for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from letopis.model import Entity, Reading
from letopis.store.edits import edited, with_parties
from letopis.store.ids import entry_uids, place_of
from letopis.store.snapshots import Entry, Snapshot, all_entries, claim, kept

REVIEW = {"accept": "accepted", "edit": "edited", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Decision:
    """One correction that holds. `content` is what to change; `seen` is the entry when it was made (None for a split)."""

    uid: str
    target: str
    action: str
    content: Mapping[str, object] = field(default_factory=dict)
    seen: Snapshot | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A reading after corrections.

    `uids` (local id -> uid) of its entries, `review` (local id -> accepted, edited, rejected), `kept` are local ids of entries that only
    people vouch for, `split` (local id of an entity -> uid) are those told apart. `stale` are corrections that no longer say anything: their
    words are gone, or the entry that was accepted now says something else.
    """

    reading: Reading
    uids: Mapping[str, str]
    review: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    split: Mapping[str, str] = field(default_factory=dict)
    stale: tuple[str, ...] = ()


def apply(reading: Reading, decisions: Sequence[Decision], report: str, entities: Mapping[str, str]) -> Standing:
    """`reading` of the report (uid) after `decisions`, in their order. `entities`: local id -> uid, before any split."""
    if not decisions:
        return Standing(reading, entry_uids(reading, report))
    bench = _Bench(reading, entry_uids(reading, report))
    split: dict[str, str] = {}
    for decision in decisions:
        if decision.action == "split":
            split |= bench.split(decision, entities)
        else:
            bench.decide(decision)
    return Standing(bench.reading, bench.uids, bench.review, frozenset(bench.kept), split, tuple(bench.stale))


class _Bench:
    """Where a reading is worked on, decision by decision."""

    def __init__(self, reading: Reading, uids: Mapping[str, str]) -> None:
        self.reading = reading
        self.uids = dict(uids)
        self.review: dict[str, str] = {}
        self.kept: set[str] = set()
        self.stale: list[str] = []
        self._local = {uid: local for local, uid in uids.items()}

    def decide(self, decision: Decision) -> None:
        local = self._find(decision)
        if local is None:
            self.stale.append(decision.uid)
            return
        entry = self._entry(local)
        if decision.action == "edit":
            self.reading = edited(self.reading, entry, decision.content)
        elif decision.action == "accept" and decision.seen and claim(entry, self.reading) != decision.seen.claim:
            self.stale.append(decision.uid)
            return
        self.review[local] = REVIEW[decision.action]

    def split(self, decision: Decision, entities: Mapping[str, str]) -> dict[str, str]:
        """Entities of this report that are somebody else of the same name."""
        name = decision.content.get("name")
        told = {local: decision.other for local, uid in entities.items() if uid == decision.target and decision.other}
        if not told:
            self.stale.append(decision.uid)
        elif isinstance(name, str):
            self.reading = _renamed(self.reading, told, name)
        return told

    def _find(self, decision: Decision) -> str | None:
        """The entry that a decision is about: by uid, by its words, or as it was."""
        if decision.target in self._local:
            return self._local[decision.target]
        if decision.seen is None:
            return None
        moved = decision.seen.moved_to(self.reading.report.text)
        if moved is None:
            return None
        local = next((e.id for e in self._entries(moved.kind) if place_of(e) == place_of(moved.entry)), None)
        if local is None:
            self.reading, local = kept(self.reading, moved, self._local)
            self.kept.add(local)
            self.uids[local] = decision.target
        self._local[decision.target] = local
        return local

    def _entries(self, kind: str) -> Sequence[Entry]:
        return self.reading.statements if kind == "statement" else self.reading.events

    def _entry(self, local: str) -> Entry:
        return next(e for e in all_entries(self.reading) if e.id == local)


def _renamed(reading: Reading, told: Mapping[str, str], name: str) -> Reading:
    """`reading` with the name of some entities changed, wherever they take part."""

    def of(entity: Entity) -> Entity:
        return replace(entity, name=name) if entity.id in told else entity

    statements = tuple(with_parties(s, lambda p: replace(p, name=name) if p.entity in told else p) for s in reading.statements)
    events = tuple(with_parties(e, lambda p: replace(p, name=name) if p.entity in told else p) for e in reading.events)
    return replace(reading, entities=tuple(map(of, reading.entities)), statements=statements, events=events)
