"""Adding readings to a ledger. Each transaction holds whole reports, so that a report is in or out, never halfway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, get_args

from sqlalchemy import BindParameter, Connection, Engine, bindparam, select, update

from letopis.model import Reading, Report
from letopis.store import index
from letopis.store import schema as t
from letopis.store.connect import now, writing
from letopis.store.corrections import decisions_of
from letopis.store.days import Days, edtf_days
from letopis.store.decisions import Decision
from letopis.store.entries import Filed, drop_entries, note_changes, write_entries
from letopis.store.errors import Unfit
from letopis.store.fold import fold
from letopis.store.ids import report_uid, text_hash
from letopis.store.lemmas import Lemmas
from letopis.store.packing import encode_text, pack, unpack
from letopis.store.rownumbers import insert_all, insert_one
from letopis.store.rows import clean

AT_ONCE = 32
"""Reports of one transaction, so that one wait for the disk serves them all."""

What = Literal["added", "unchanged", "reread", "revised"]
Known = Literal["no", "same", "older"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `add`: `rules` is one hash of all that reads."""

    id: int
    version: str
    rules: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one report: `revised` is another text under a known URL, `reread` another reading of the same text.

    A text that was replaced by a newer one is `unchanged` too: `version` is then that of the older text.
    """

    report: str
    name: str
    what: What
    version: int
    entries: int


@dataclass(frozen=True, slots=True)
class _Given:
    """A reading on its way in: who it is, and what it weighs."""

    reading: Reading
    uid: str
    sha256: str
    packed: bytes
    reading_sha256: str
    days: Days | None


@dataclass(frozen=True, slots=True)
class _Version:
    """A version that is there already."""

    id: int
    number: int
    sha256: str
    reading_sha256: str
    current: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to become of a report. `version` is the row of the version that is read anew, None where one is to be made."""

    given: _Given
    what: What
    number: int
    version: int | None
    retired: tuple[int, ...] = ()


def known(connection: Connection, reports: Sequence[Report], rules: str) -> list[Known]:
    """Which of `reports` need not be read: `same` is stored just so, read by these very rules, `older` is the text of an older version."""
    v, r = t.versions.c, t.reports.c
    uids = [report_uid(report) for report in reports]
    query = (
        select(r.uid, v.current, v.sha256, v.text, v.reading, t.runs.c.rules)
        .join(t.reports, r.id == v.report_id)
        .join(t.runs, t.runs.c.id == v.run_id)
        .where(r.uid.in_(WANTED))
    )
    there: dict[str, list[Any]] = {}
    for version in connection.execute(query, {"wanted": uids}):
        there.setdefault(version.uid, []).append(version)
    return [_known(report, there.get(uid, []), rules) for uid, report in zip(uids, reports, strict=True)]


def _known(report: Report, versions: Sequence[Any], rules: str) -> Known:
    sha256 = text_hash(report.text)
    alike = [v for v in versions if v.sha256 == sha256]
    current = next((v for v in alike if v.current), None)
    if current is None:
        return "older" if alike else "no"
    return "same" if current.rules == rules and _same(report, current) else "no"


def _same(report: Report, stored: Any) -> bool:
    try:
        before = unpack(stored.reading, report.text).report
    except Unfit:
        return False
    same = all(getattr(before, name) == getattr(report, name) for name in ("id", "title", "published", "outlet", "url"))
    return same and before.relays[: len(report.relays)] == report.relays  # reading may add the agency of a dateline


def begin_run(engine: Engine, version: str, rules: str, tables: str) -> Run:
    """Record that a run begins. `tables` is a JSON object of table -> hash."""
    with writing(engine) as connection:
        return Run(insert_one(connection, t.runs, started=now(), version=version, rules=rules, tables=tables), version, rules)


def end_run(engine: Engine, run: Run) -> None:
    with writing(engine) as connection:
        connection.execute(update(t.runs).where(t.runs.c.id == run.id).values(finished=now()))


def note_unread(engine: Engine, run: Run, number: int) -> None:
    """Count reports of a run that did not even have to be read."""
    with writing(engine) as connection:
        connection.execute(update(t.runs).where(t.runs.c.id == run.id).values(unchanged=t.runs.c.unchanged + number))


def add_all(engine: Engine, run: Run, readings: Iterable[Reading], lemmas: Lemmas, restored: bool = False) -> Iterator[Added]:
    """Store `readings`, in order. What is yielded is safely stored. With `restored`, a text that was replaced becomes the newest one again."""
    source = iter(readings)
    while batch := [_given(r) for r in islice(source, AT_ONCE)]:
        with writing(engine) as connection:
            done = [added for part in _apart(batch) for added in _add(connection, run, part, lemmas, restored)]
            _count(connection, run, done)
        yield from done


def _given(reading: Reading) -> _Given:
    packed, reading_sha256 = pack(reading)
    sha256 = text_hash(reading.report.text)
    return _Given(reading, report_uid(reading.report), sha256, packed, reading_sha256, edtf_days(reading.report_date.value))


def _apart(batch: Sequence[_Given]) -> Iterator[list[_Given]]:
    """Stretches of `batch` in which no report comes twice."""
    part: dict[str, _Given] = {}
    for given in batch:
        if given.uid in part:
            yield list(part.values())
            part = {}
        part[given.uid] = given
    yield list(part.values())


def _add(connection: Connection, run: Run, batch: Sequence[_Given], lemmas: Lemmas, restored: bool) -> list[Added]:
    outlets = _outlets(connection, batch)
    reports = _reports(connection, batch, outlets)
    known = _versions(connection, list(reports.values()))
    plans = [_plan(given, known.get(reports[given.uid], ()), restored) for given in batch]
    changed = [p for p in plans if p.what != "unchanged"]
    versions = _renew(connection, run, changed, reports)
    decisions = decisions_of(connection, [p.given.uid for p in changed])
    filed = [_filed(p, versions[p.given.uid], reports, outlets, decisions) for p in changed]
    counts = write_entries(connection, filed, lemmas)
    return [Added(p.given.uid, p.given.reading.report.id, p.what, p.number, counts.get(versions.get(p.given.uid, -1), 0)) for p in plans]


def _plan(given: _Given, known: Sequence[_Version], restored: bool) -> _Plan:
    """`known` are the versions of the report, newest first. A file that is added once more must change nothing, though its text was replaced since."""
    current = next((v for v in known if v.current), None)
    older = next((v for v in known if v.sha256 == given.sha256 and not v.current), None)
    if current is None or current.sha256 != given.sha256:
        if older is not None and not restored:
            return _Plan(given, "unchanged", older.number, older.id)
        return _Plan(given, "revised" if known else "added", known[0].number + 1 if known else 1, None, tuple(v.id for v in known if v.current))
    return _Plan(given, "unchanged" if current.reading_sha256 == given.reading_sha256 else "reread", current.number, current.id)


def _renew(connection: Connection, run: Run, plans: Sequence[_Plan], reports: Mapping[str, int]) -> dict[str, int]:
    """Make or renew the rows of versions; what older readings left is dropped or retired. Returns uid of the report -> version."""
    _retire(connection, [v for p in plans for v in p.retired])
    drop_entries(connection, [p.version for p in plans if p.version is not None])
    for p in plans:
        if p.version is not None:
            connection.execute(update(t.versions).where(t.versions.c.id == p.version).values(**_read(run, p.given)))
    fresh = [p for p in plans if p.version is None]
    numbers = insert_all(connection, t.versions, [{**_new(p, reports[p.given.uid]), **_read(run, p.given)} for p in fresh])
    made = {p.given.uid: n for p, n in zip(fresh, numbers, strict=True)}
    return {p.given.uid: p.version for p in plans if p.version is not None} | made


def _new(p: _Plan, report: int) -> dict[str, object]:
    text = encode_text(p.given.reading.report.text)
    return {"report_id": report, "number": p.number, "current": 1, "sha256": p.given.sha256, "text": text, "added": now()}


def _read(run: Run, given: _Given) -> dict[str, object]:
    report = given.reading.report
    return {
        "title": clean(report.title) if report.title else None,
        "published": given.reading.report_date.value,
        "first_day": given.days[0] if given.days else None,
        "last_day": given.days[1] if given.days else None,
        "language": report.language,
        "reading": given.packed,
        "reading_sha256": given.reading_sha256,
        "run_id": run.id,
    }


def _filed(p: _Plan, version: int, reports: Mapping[str, int], outlets: Mapping[str, int], decisions: Mapping[str, Sequence[Decision]]) -> Filed:
    g = p.given
    return Filed(g.reading, g.uid, reports[g.uid], version, outlets.get(_outlet(g)), g.days, decisions.get(g.uid, ()))


def _retire(connection: Connection, versions: Sequence[int]) -> None:
    """Older versions are kept, but neither listed nor found."""
    if versions:
        index.drop(connection, versions)
        note_changes(connection, versions)
        connection.execute(update(t.entries).where(t.entries.c.version_id.in_(versions)).values(live=0))
        connection.execute(update(t.versions).where(t.versions.c.id.in_(versions)).values(current=0))


WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
REPORTS = select(t.reports.c.uid, t.reports.c.id, t.reports.c.outlet_id).where(t.reports.c.uid.in_(WANTED))
OUTLETS = select(t.outlets.c.folded, t.outlets.c.id).where(t.outlets.c.folded.in_(WANTED))
VERSIONS = (
    select(*(t.versions.c[name] for name in ("report_id", "id", "number", "sha256", "reading_sha256", "current")))
    .where(t.versions.c.report_id.in_(WANTED))
    .order_by(t.versions.c.number.desc())
)


def _reports(connection: Connection, batch: Sequence[_Given], outlets: Mapping[str, int]) -> dict[str, int]:
    """uid -> row of the report; new ones are made."""
    found = {r.uid: r for r in connection.execute(REPORTS, {"wanted": [g.uid for g in batch]})}
    for given in batch:
        outlet = outlets.get(_outlet(given))
        if given.uid in found and outlet is not None and found[given.uid].outlet_id != outlet:
            connection.execute(update(t.reports).where(t.reports.c.uid == given.uid).values(outlet_id=outlet))
    fresh = [g for g in batch if g.uid not in found]
    rows = [
        {"uid": g.uid, "outlet_id": outlets.get(_outlet(g)), "url": g.reading.report.url, "name": clean(g.reading.report.id), "added": now()}
        for g in fresh
    ]
    made = insert_all(connection, t.reports, rows)
    return {uid: r.id for uid, r in found.items()} | {g.uid: n for g, n in zip(fresh, made, strict=True)}


def _outlets(connection: Connection, batch: Sequence[_Given]) -> dict[str, int]:
    """Folded name -> row of the outlet; new ones are made."""
    names = {_outlet(g): clean(g.reading.report.outlet or "") for g in batch if _outlet(g)}
    found = {r.folded: r.id for r in connection.execute(OUTLETS, {"wanted": list(names)})}
    fresh = [{"name": name, "folded": folded} for folded, name in names.items() if folded not in found]
    return found | dict(zip((f["folded"] for f in fresh), insert_all(connection, t.outlets, fresh), strict=True))


def _outlet(given: _Given) -> str:
    return fold(clean((given.reading.report.outlet or "").strip()))


def _versions(connection: Connection, reports: Sequence[int]) -> dict[int, list[_Version]]:
    """Report -> its versions, newest first."""
    out: dict[int, list[_Version]] = {}
    for v in connection.execute(VERSIONS, {"wanted": list(reports)}):
        out.setdefault(v.report_id, []).append(_Version(v.id, v.number, v.sha256, v.reading_sha256, bool(v.current)))
    return out


def _count(connection: Connection, run: Run, done: Sequence[Added]) -> None:
    counted = {what: t.runs.c[what] + sum(a.what == what for a in done) for what in get_args(What)}
    connection.execute(update(t.runs).where(t.runs.c.id == run.id).values(**counted))
