"""Writing and dropping the rows of readings: entries, parties, appearances, entities and the index. Many reports at a time, one statement a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from letopis.model import Reading
from letopis.store import index, marks
from letopis.store import schema as t
from letopis.store.days import UNKNOWN, Days, key, keys
from letopis.store.decisions import Decision, Standing, apply
from letopis.store.entities import drop_unseen, ensure_entities
from letopis.store.lemmas import Lemmas
from letopis.store.rownumbers import insert_all
from letopis.store.rows import Drawn, Known, clean, draw, known_entities, party_marks, with_marks

REJECTED = "rejected"
NEWEST = select(func.max(t.entries.c.id)).where(t.entries.c.id.between(bindparam("first"), bindparam("last")))


@dataclass(frozen=True, slots=True)
class Filed:
    """A reading with the rows that it belongs to. `days` are those of the report, `decisions` what people decided about its entries."""

    reading: Reading
    report_uid: str
    report_id: int
    version_id: int
    outlet_id: int | None
    days: Days | None
    decisions: Sequence[Decision] = ()


@dataclass(frozen=True, slots=True)
class _Standing:
    """One report on its way into the tables."""

    filed: Filed
    standing: Standing
    known: Mapping[str, Known]
    drawn: Sequence[Drawn]


def write_entries(connection: Connection, filed: Sequence[Filed], lemmas: Lemmas) -> dict[int, int]:
    """Write the rows of readings whose versions have none yet; returns version -> number of its entries."""
    prepared = [_prepare(f, lemmas) for f in filed]
    ids = ensure_entities(connection, [(k, p.filed.report_id) for p in prepared for k in p.known.values()])
    rows = _Rows(connection)
    for p in prepared:
        local = {name: ids[k.uid] for name, k in p.known.items()}
        rows.appearances += _appearances(p, local)
        for drawn in p.drawn:
            rows.entry(p, drawn, local)
    rows.flush()
    note_changes(connection, [f.version_id for f in filed])
    return {p.filed.version_id: len(p.drawn) for p in prepared}


def drop_entries(connection: Connection, versions: Sequence[int]) -> None:
    """Take away every row that `write_entries` wrote for these versions."""
    wanted = list(versions)
    if not wanted:
        return
    found = list(connection.execute(select(t.entries.c.id).where(t.entries.c.version_id.in_(wanted))).scalars())
    seen = list(connection.execute(select(t.appearances.c.entity_id).where(t.appearances.c.version_id.in_(wanted)).distinct()).scalars())
    index.drop(connection, wanted)
    note_changes(connection, wanted)
    connection.execute(delete(t.parties).where(t.parties.c.entry_id.in_(found)))
    connection.execute(delete(t.entries).where(t.entries.c.id.in_(found)))
    connection.execute(delete(t.appearances).where(t.appearances.c.version_id.in_(wanted)))
    drop_unseen(connection, seen)


def note_changes(connection: Connection, versions: Sequence[int | None]) -> None:
    """Tell those who read along which versions to ask for again; None for changed entities."""
    insert_all(connection, t.changes, [{"version_id": v} for v in versions])


def _prepare(filed: Filed, lemmas: Lemmas) -> _Standing:
    found = {local: k.uid for local, k in known_entities(filed.reading, filed.report_uid).items()} if filed.decisions else {}
    standing = apply(filed.reading, filed.decisions, filed.report_uid, found)
    known = known_entities(standing.reading, filed.report_uid, standing.split)
    return _Standing(filed, standing, known, list(draw(standing.reading, standing.uids, filed.days, lemmas)))


def _appearances(p: _Standing, ids: Mapping[str, int]) -> Iterator[dict[str, object]]:
    day = p.filed.days[0] if p.filed.days else UNKNOWN
    for local, known in p.known.items():
        yield {
            "entity_id": ids[local],
            "version_id": p.filed.version_id,
            "local": local,
            "day": day,
            "names": clean("\n".join(dict.fromkeys((known.entity.name, *known.entity.aliases)))),
            "roles": clean("\n".join(known.entity.roles)),
        }


class _Rows:
    """The rows of one transaction, gathered and written at once; keys are given out within each day."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._next: dict[int, int] = {}
        self.appearances: list[dict[str, object]] = []
        self._entries: list[dict[str, object]] = []
        self._parties: list[dict[str, object]] = []
        self._words: dict[int, list[tuple[int, Sequence[str]]]] = {}

    def entry(self, p: _Standing, drawn: Drawn, ids: Mapping[str, int]) -> None:
        number = self._key(drawn.days[0] if drawn.days else UNKNOWN)
        local = str(drawn.columns["local"])
        review = p.standing.review.get(local)
        live = review != REJECTED
        own = {
            "id": number,
            "uid": drawn.uid,
            "version_id": p.filed.version_id,
            "live": int(live),
            "origin": "kept" if local in p.standing.kept else "read",
            "review": review,
        }
        self._entries.append({**drawn.columns, **own})
        self._parties += [
            {"entry_id": number, "role": int(x.role), "nth": x.nth, "entity_id": ids.get(x.local) if x.local else None, "name": x.name}
            for x in drawn.parties
        ]
        if live:
            more = [*_more(p.filed, drawn, review), *party_marks(drawn.parties, ids)]
            self._words.setdefault(p.filed.version_id, []).append((number, with_marks(drawn.tokens, drawn.fields, more)))

    def flush(self) -> None:
        for table, rows in ((t.appearances, self.appearances), (t.entries, self._entries), (t.parties, self._parties)):
            if rows:
                connection_rows = sorted(rows, key=lambda r: r["id"]) if table is t.entries else rows  # type: ignore[arg-type,return-value]
                self._connection.execute(insert(table), connection_rows)
        index.put(self._connection, self._words)

    def _key(self, day: int) -> int:
        if day not in self._next:
            first, last = keys(day)
            newest = self._connection.execute(NEWEST, {"first": first, "last": last}).scalar()
            self._next[day] = newest + 1 if newest is not None else key(day)
        self._next[day] += 1
        return self._next[day] - 1


def _more(filed: Filed, drawn: Drawn, review: str | None) -> Iterator[str]:
    """Marks that come from the report, the days and the review."""
    if filed.outlet_id is not None:
        yield marks.field("outlet", filed.outlet_id)
    if drawn.days and drawn.days[0] != drawn.days[1]:
        yield marks.INTERVAL
    if review:
        yield marks.field("review", review)
