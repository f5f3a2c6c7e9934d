"""A report as the reader's page shows it: its words with marks, and a card for each entry as it stands after corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from letopis.explain.rows import find_row
from letopis.export.names import Names
from letopis.model import Event, Party, Reading, Span, Statement, Time
from letopis.store import Correction, Ledger, StoredReport
from letopis.store.corrections import decisions_of, every
from letopis.store.decisions import Standing, apply
from letopis.store.ids import entry_uids
from letopis.store.reports import stored
from letopis.store.rows import known_entities
from letopis.web import queries
from letopis.web.marking import Mark, Piece, cut


@dataclass(frozen=True, slots=True)
class Person:
    """A name on a card. `uid` leads to its page, None where it has none."""

    name: str
    uid: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """An entry. `voucher` is the uid of the statement on whose word an event stands, `within` of the one around a statement.

    `basis` tells how the time is known; `example` is an example sentence of the table row that made the entry, `row` where that row is.
    """

    uid: str
    local: str
    kind: str
    label: str
    mode: str | None
    form: str | None
    status: str | None
    who: tuple[Person, ...]
    whom: tuple[Person, ...]
    via: tuple[Person, ...]
    place: Person | None
    time: str | None
    first: str | None
    last: str | None
    basis: str | None
    chain: tuple[str, ...]
    voucher: str | None
    voucher_name: str | None
    within: str | None
    content: str
    cue: str
    rule: str
    row: str | None
    example: str | None
    certainty: float | None
    review: str | None
    kept: bool
    position: int
    quantities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows of one version of a report. `current` is false for an older version, which cannot be corrected."""

    reading: Reading
    cards: tuple[Card, ...]
    pieces: tuple[Piece, ...]
    current: bool

    def card(self, uid: str) -> Card | None:
        return next((c for c in self.cards if c.uid == uid), None)


@dataclass(frozen=True, slots=True)
class Opened:
    """A stored report as the page shows it, with every correction that was made in it."""

    stored: StoredReport
    sheet: Sheet
    corrections: tuple[Correction, ...]


def opened(ledger: Ledger, report: str, version: int | None) -> Opened:
    """The current version of a report (uid) with corrections, or the version of that number as it was read."""
    with ledger.reading() as connection:
        found = stored(connection, report, version, ledger.place.shown)
        corrections = tuple(every(connection, report=report))
        if found.version != found.current:
            return Opened(found, reading_sheet(found.reading, report), corrections)
        decisions = decisions_of(connection, [report]).get(report, ()) if corrections else ()
        entities = known_entities(found.reading, report)
        standing = apply(found.reading, decisions, report, {local: k.uid for local, k in entities.items()})
        if decisions:
            entities = known_entities(standing.reading, report, standing.split)
        roots = queries.known(connection, (k.uid for k in entities.values()))
    pages = {local: root.uid if root.public else None for local, k in entities.items() if (root := roots.get(k.uid))}
    return Opened(found, _Maker(standing, pages).sheet(True), corrections)


def reading_sheet(reading: Reading, report: str = "") -> Sheet:
    """A reading that is not stored, or an older version: as it was read."""
    return _Maker(Standing(reading, entry_uids(reading, report)), {}).sheet(False)


class _Maker:
    """Makes cards and marks of one standing reading."""

    def __init__(self, standing: Standing, pages: Mapping[str, str | None]) -> None:
        self._standing = standing
        self._reading = standing.reading
        self._pages = pages
        self._names = Names(standing.reading)
        self._text = standing.reading.report.text
        self._said = {s.id: s for s in standing.reading.statements}

    def sheet(self, newest: bool) -> Sheet:
        cards = [self._statement(s) for s in self._reading.statements] + [self._event(e) for e in self._reading.events]
        cards.sort(key=lambda c: (c.position, c.kind != "statement", c.local))
        return Sheet(self._reading, tuple(cards), tuple(cut(self._text, self._marks())), newest)

    # --- cards
    def _statement(self, s: Statement) -> Card:
        content = " … ".join(span.of(self._text) for span in s.content)
        start = min((x.start for x in (s.cue, *s.content) if x), default=0)
        card = self._card(s, "statement", s.act, self._names.chain(s.id), start, content, s.cue.of(self._text) if s.cue else "")
        return replace(
            card,
            form=s.form,
            who=self._people((s.source,)),
            whom=self._people((s.addressee,)),
            via=self._people(s.via),
            within=self._standing.uids.get(s.within or ""),
        )

    def _event(self, e: Event) -> Card:
        said = self._said.get(e.voucher)
        card = self._card(e, "event", e.type, self._names.chain(e.voucher), e.trigger.start, e.trigger.of(self._text), e.trigger.of(self._text))
        return replace(
            card,
            mode=e.mode,
            status=e.status,
            who=self._people(e.actors),
            whom=self._people(e.recipients),
            voucher=self._standing.uids.get(e.voucher),
            voucher_name=self._names.of(said.source) if said else None,
            quantities=tuple(q.span.of(self._text) for q in e.quantities),
        )

    def _card(self, entry: Statement | Event, kind: str, label: str, chain: tuple[str, ...], start: int, content: str, cue: str) -> Card:
        time = self._time(entry.time)
        row = find_row(entry.rule)
        return Card(
            uid=self._standing.uids[entry.id],
            local=entry.id,
            kind=kind,
            label=label,
            mode=None,
            form=None,
            status=None,
            who=(),
            whom=(),
            via=(),
            place=next(iter(self._people((entry.place,))), None),
            time=time.value if time else None,
            first=time.earliest if time else None,
            last=time.latest if time else None,
            basis=time.basis if time else None,
            chain=chain,
            voucher=None,
            voucher_name=None,
            within=None,
            content=content,
            cue=cue,
            rule=entry.rule,
            row=row.row.place if row else None,
            example=row.row.cells.get("example", "").partition("||")[0].strip() or None if row else None,
            certainty=entry.certainty,
            review=self._standing.review.get(entry.id),
            kept=entry.id in self._standing.kept,
            position=start,
        )

    def _time(self, index: int | None) -> Time | None:
        return self._reading.times[index] if index is not None and 0 <= index < len(self._reading.times) else None

    def _people(self, parties: Sequence[Party | None]) -> tuple[Person, ...]:
        found = (Person(p.name, self._pages.get(p.entity or "")) for p in parties if p is not None and p.name)
        return tuple(dict.fromkeys(found))

    # --- marks
    def _marks(self) -> Iterator[Mark]:
        for s in self._reading.statements:
            if self._standing.review.get(s.id) != "rejected":
                yield from self._of_statement(s, self._standing.uids[s.id])
        for e in self._reading.events:
            if self._standing.review.get(e.id) != "rejected":
                yield from self._of_event(e, self._standing.uids[e.id])
        yield from (Mark(t.span, "time", "") for t in self._reading.times if t.rule != "correction")
        yield from (Mark(span, "name", "") for entity in self._reading.entities for span in entity.mentions)

    def _of_statement(self, s: Statement, uid: str) -> Iterator[Mark]:
        yield from (Mark(span, "content", uid) for span in s.content)
        if s.cue:
            yield Mark(s.cue, "cue", uid)
        yield from self._of_parties("source", (s.source,), uid)
        yield from self._of_parties("addressee", (s.addressee,), uid)

    def _of_event(self, e: Event, uid: str) -> Iterator[Mark]:
        yield Mark(e.trigger, "trigger", uid)
        yield from self._of_parties("actor", e.actors, uid)
        yield from self._of_parties("recipient", e.recipients, uid)
        yield from self._of_parties("place", (e.place,), uid)

    def _of_parties(self, kind: str, parties: Sequence[Party | None], uid: str) -> Iterator[Mark]:
        yield from (Mark(Span(*p.span), kind, uid) for p in parties if p is not None and p.span is not None)
