"""Adding readings to a ledger. Each transaction holds whole reports, so that a report is in or out, never halfway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Engine, Table, insert, select, update

from letopis.model import Reading
from letopis.store import schema as t
from letopis.store.connect import now, writing
from letopis.store.corrections import decisions_of
from letopis.store.days import edtf_days
from letopis.store.entries import Filed, drop_entries, write_entries
from letopis.store.fold import fold
from letopis.store.ids import report_uid, text_hash
from letopis.store.lemmas import Lemmas
from letopis.store.packing import encode_text, pack
from letopis.store.rows import clean

AT_ONCE = 16
"""Reports of one transaction: as many as are read together; so one wait for the disk serves them all."""

What = Literal["added", "unchanged", "reread", "revised"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `add`: `rules` is one hash of all that reads."""

    id: int
    version: str
    rules: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one report: `revised` is another text under a known URL, `reread` another reading of the same text."""

    report: str
    name: str
    what: What
    version: int
    entries: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A report with its version row. `filed` is None where nothing has changed."""

    added: Added
    filed: Filed | None


def begin_run(engine: Engine, version: str, rules: str, tables: str) -> Run:
    """Record that a run begins. `tables` is a JSON object of table -> hash."""
    with writing(engine) as connection:
        values = {"started": now(), "version": version, "rules": rules, "tables": tables}
        return Run(_inserted(connection, t.runs, values), version, rules)


def end_run(engine: Engine, run: Run) -> None:
    with writing(engine) as connection:
        connection.execute(update(t.runs).where(t.runs.c.id == run.id).values(finished=now()))


def add_all(engine: Engine, run: Run, readings: Iterable[Reading], lemmas: Lemmas) -> Iterator[Added]:
    """Store `readings`, in order. What is yielded is safely stored."""
    source = iter(readings)
    while batch := list(islice(source, AT_ONCE)):
        with writing(engine) as connection:
            done = [added for part in _apart(batch) for added in _add(connection, run, part, lemmas)]
            _count(connection, run, done)
        yield from done


def _apart(batch: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Stretches of `batch` in which no report comes twice."""
    part: dict[str, Reading] = {}
    for reading in batch:
        uid = report_uid(reading.report)
        if uid in part:
            yield list(part.values())
            part = {}
        part[uid] = reading
    yield list(part.values())


def _add(connection: Connection, run: Run, readings: Sequence[Reading], lemmas: Lemmas) -> list[Added]:
    placed = [_place(connection, run, reading) for reading in readings]
    counts = write_entries(connection, [p.filed for p in placed if p.filed], lemmas)
    return [_counted(p, counts) for p in placed]


def _counted(placed: _Placed, counts: dict[int, int]) -> Added:
    a = placed.added
    return Added(a.report, a.name, a.what, a.version, counts[placed.filed.version_id]) if placed.filed else a


def _place(connection: Connection, run: Run, reading: Reading) -> _Placed:
    """Find or make the rows of the report and its version; what an older reading left is dropped."""
    uid, sha = report_uid(reading.report), text_hash(reading.report.text)
    packed, reading_sha = pack(reading)
    outlet = _outlet(connection, reading.report.outlet)
    report = _report(connection, reading, uid, outlet)
    known = connection.execute(select(t.versions).where(t.versions.c.report_id == report).order_by(t.versions.c.number.desc())).all()
    same = next((v for v in known if v.sha256 == sha), None)
    what: What
    if same is not None and same.current and same.reading_sha256 == reading_sha:
        return _Placed(Added(uid, reading.report.id, "unchanged", same.number, 0), None)
    values = _version(run, reading, packed, reading_sha)
    if same is not None and same.current:
        what, version, number = "reread", same.id, same.number
        drop_entries(connection, [version])
        connection.execute(update(t.versions).where(t.versions.c.id == version).values(**values))
    else:
        what, number = ("revised", known[0].number + 1) if known else ("added", 1)
        _retire(connection, [v.id for v in known if v.current])
        first = {"report_id": report, "number": number, "current": 1, "sha256": sha, "text": encode_text(reading.report.text), "added": now()}
        version = _inserted(connection, t.versions, {**first, **values})
    days = edtf_days(reading.report_date.value)
    filed = Filed(reading, uid, report, version, outlet, days, decisions_of(connection, uid))
    return _Placed(Added(uid, reading.report.id, what, number, 0), filed)


def _version(run: Run, reading: Reading, packed: bytes, reading_sha: str) -> dict[str, object]:
    days = edtf_days(reading.report_date.value)
    return {
        "title": clean(reading.report.title) if reading.report.title else None,
        "published": reading.report_date.value,
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "language": reading.report.language,
        "reading": packed,
        "reading_sha256": reading_sha,
        "run_id": run.id,
    }


def _retire(connection: Connection, versions: Sequence[int]) -> None:
    """Older versions are kept, but neither listed nor found."""
    if versions:
        from letopis.store import index

        found = connection.execute(select(t.entries.c.id).where(t.entries.c.version_id.in_(versions))).scalars()
        index.drop(connection, found)
        connection.execute(update(t.entries).where(t.entries.c.version_id.in_(versions)).values(live=0))
        connection.execute(update(t.versions).where(t.versions.c.id.in_(versions)).values(current=0))


def _report(connection: Connection, reading: Reading, uid: str, outlet: int | None) -> int:
    found = connection.execute(select(t.reports.c.id, t.reports.c.outlet_id).where(t.reports.c.uid == uid)).first()
    if found is None:
        values = {"uid": uid, "outlet_id": outlet, "url": reading.report.url, "name": clean(reading.report.id), "added": now()}
        return _inserted(connection, t.reports, values)
    if found.outlet_id != outlet and outlet is not None:
        connection.execute(update(t.reports).where(t.reports.c.id == found.id).values(outlet_id=outlet))
    return int(found.id)


def _outlet(connection: Connection, name: str | None) -> int | None:
    if not name or not name.strip():
        return None
    found = connection.execute(select(t.outlets.c.id).where(t.outlets.c.folded == fold(clean(name)))).scalar()
    return found if found is not None else _inserted(connection, t.outlets, {"name": clean(name), "folded": fold(clean(name))})


def _inserted(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    row = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert row is not None
    return int(row[0])


def _count(connection: Connection, run: Run, done: Sequence[Added]) -> None:
    counted = {what: t.runs.c[what] + sum(a.what == what for a in done) for what in get_args(What)}
    connection.execute(update(t.runs).where(t.runs.c.id == run.id).values(**counted))
