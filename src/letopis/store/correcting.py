"""Making corrections: from what somebody wants to the row of it, and the rows of the entries renewed, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from letopis.store import schema as t
from letopis.store.corrections import Action, Correction, decisions_of, every, find, record, take_in
from letopis.store.corrections import withdraw as take_back
from letopis.store.days import edtf_days
from letopis.store.decisions import Standing, apply
from letopis.store.edits import checked
from letopis.store.entities import apply_merges
from letopis.store.entries import Filed, drop_entries, note_changes, write_entries
from letopis.store.errors import BadCorrection, NoSuch
from letopis.store.ids import uid as make_uid
from letopis.store.lemmas import Lemmas
from letopis.store.packing import decode_text, unpack
from letopis.store.rows import known_entities
from letopis.store.snapshots import all_entries, take, to_json

AT_ONCE = 32


def current(connection: Connection, reports: Sequence[str]) -> list[Filed]:
    """The current readings of reports (uids), with the decisions that hold."""
    r, v = t.reports.c, t.versions.c
    query = (
        select(r.uid, r.id.label("report"), r.outlet_id, v.id.label("version"), v.text, v.reading, v.published)
        .join(t.versions, v.report_id == r.id)
        .where(r.uid.in_(reports), v.current == 1)
    )
    decisions = decisions_of(connection, reports)
    return [
        Filed(
            unpack(row.reading, decode_text(row.text)),
            row.uid,
            row.report,
            row.version,
            row.outlet_id,
            edtf_days(row.published),
            decisions.get(row.uid, ()),
        )
        for row in connection.execute(query)
    ]


def renew(connection: Connection, reports: Iterable[str], lemmas: Lemmas) -> None:
    """Write the entries of reports (uids) anew, as the decisions that hold now say."""
    wanted = list(dict.fromkeys(reports))
    for start in range(0, len(wanted), AT_ONCE):
        filed = current(connection, wanted[start : start + AT_ONCE])
        drop_entries(connection, [f.version_id for f in filed])
        write_entries(connection, filed, lemmas)


def decide(
    connection: Connection, action: Action, uid: str, author: str, reason: str, lemmas: Lemmas, changes: Mapping[str, object] | None = None
) -> Correction:
    """Accept, reject or edit the entry `uid`."""
    filed = _report_of(connection, uid)
    stands = _standing(filed)
    local = next((name for name, other in stands.uids.items() if other == uid), None)
    if local is None:
        raise NoSuch(f"{uid}: only an older version of its report has this entry")
    entry = next(e for e in all_entries(stands.reading) if e.id == local)
    seen = take(stands.reading, entry, stands.uids)
    content = checked(seen.kind, changes or {}, len(stands.reading.report.text)) if action == "edit" else {}
    made = record(connection, action, uid, author, reason, report=filed.report_uid, content=content, seen=to_json(seen))
    renew(connection, [filed.report_uid], lemmas)
    return made


def merge(connection: Connection, uid: str, into: str, author: str, reason: str) -> Correction:
    """Say that the entity `uid` is `into`."""
    one, other = _entity(connection, uid), _entity(connection, into)
    if one.id == other.id or (other.merged_into or other.id) == (one.merged_into or one.id):
        raise BadCorrection(f"{one.name} and {other.name} are one already")
    if (one.kind == "person") != (other.kind == "person"):
        raise BadCorrection(f"{one.name} is a {one.kind}, {other.name} a {other.kind}: a person is nothing but a person")
    if one.merged_into is not None:
        raise BadCorrection(f"{one.name} is merged already: withdraw that first, or merge the one that it is merged into")
    private = {e.report_id for e in (one, other)} - {None}
    if private and not all(_appears(connection, e.id, report) for e in (one, other) for report in private):
        raise BadCorrection("a person without role or office is joined with others of the same report only, never across reports")
    made = record(connection, "merge", uid, author, reason, other=into)
    apply_merges(connection)
    note_changes(connection, [None])
    return made


def split(
    connection: Connection, uid: str, reports: Sequence[str], author: str, reason: str, lemmas: Lemmas, name: str | None = None
) -> list[Correction]:
    """Say that the entity `uid` is somebody else in these reports (uids), of another name if one is given.

    One correction a report, and one for each entity merged into it that appears there.
    """
    entity = _entity(connection, uid)
    if not reports:
        raise BadCorrection("a split needs the reports in which it is somebody else")
    there: dict[str, list[str]] = {}
    for report in reports:
        there[report] = _appearing(connection, entity.id, report)
        if not there[report]:
            raise BadCorrection(f"{entity.name} does not appear in {report}")
    off = make_uid("n", "split", uid, *sorted(reports), name or "")
    content = {"name": name} if name else {}
    made = [
        record(connection, "split", member, author, reason, report=report, other=off, content=content)
        for report, members in there.items()
        for member in members
    ]
    renew(connection, reports, lemmas)
    return made


def withdraw(connection: Connection, uid: str, author: str, reason: str, lemmas: Lemmas) -> Correction:
    """Take a correction back; what it changed is as it would be without it."""
    correction = find(connection, uid)
    if correction.action == "split":
        together = [c for c in every(connection, correction.other, holding=True) if c.action == "split" and c.other == correction.other]
    else:
        together = [correction]
    for one in together or [correction]:
        take_back(connection, one.uid, author, reason)
    _follow(connection, together, lemmas)
    return find(connection, uid)


def import_all(connection: Connection, corrections: Iterable[Correction], lemmas: Lemmas) -> list[Correction]:
    """Take in corrections of another ledger; gives back those that were news. What they are about may come later."""
    news = take_in(connection, corrections)
    _follow(connection, news, lemmas)
    return news


def standing(connection: Connection, report: str) -> Standing:
    """The current reading of a report (uid) after corrections."""
    filed = current(connection, [report])
    if not filed:
        raise NoSuch(f"{report}: no such report")
    return _standing(filed[0])


def stale(connection: Connection, report: str) -> list[Correction]:
    """Corrections of a report that hold but say nothing any more: their words are gone, or what was accepted says something else now."""
    return [find(connection, uid) for uid in standing(connection, report).stale]


def _standing(filed: Filed) -> Standing:
    known = {local: k.uid for local, k in known_entities(filed.reading, filed.report_uid).items()}
    return apply(filed.reading, filed.decisions, filed.report_uid, known)


def _follow(connection: Connection, changed: Sequence[Correction], lemmas: Lemmas) -> None:
    renew(connection, [c.report for c in changed if c.report], lemmas)
    if any(c.action == "merge" for c in changed):
        apply_merges(connection)
        note_changes(connection, [None])


def _report_of(connection: Connection, entry: str) -> Filed:
    """The current reading of the report that an entry stands in."""
    query = (
        select(t.reports.c.uid)
        .join(t.versions, t.versions.c.report_id == t.reports.c.id)
        .join(t.entries, t.entries.c.version_id == t.versions.c.id)
        .where(t.entries.c.uid == entry)
    )
    report = connection.execute(query).scalar()
    if report is None:
        raise NoSuch(f"{entry}: no such entry")
    return current(connection, [report])[0]


def _entity(connection: Connection, uid: str) -> Any:
    found = connection.execute(select(t.entities).where(t.entities.c.uid == uid)).first()
    if found is None:
        raise NoSuch(f"{uid}: no such entity")
    return found


def _appearing(connection: Connection, entity: int, report: str) -> list[str]:
    """Of an entity and those merged into it, the uids of those that appear in the current version of a report (uid)."""
    e = t.entities.c
    query = (
        select(e.uid)
        .distinct()
        .join(t.appearances, t.appearances.c.entity_id == e.id)
        .join(t.versions, t.versions.c.id == t.appearances.c.version_id)
        .join(t.reports, t.reports.c.id == t.versions.c.report_id)
        .where((e.id == entity) | (e.merged_into == entity), t.reports.c.uid == report, t.versions.c.current == 1)
        .order_by(e.uid)
    )
    return list(connection.execute(query).scalars())


def _appears(connection: Connection, entity: int, report: int) -> bool:
    """In a report, under its own name or that of one merged with it."""
    same = select(t.entities.c.id).where((t.entities.c.id == entity) | (t.entities.c.merged_into == entity))
    query = (
        select(t.appearances.c.entity_id)
        .join(t.versions, t.versions.c.id == t.appearances.c.version_id)
        .where(t.appearances.c.entity_id.in_(same), t.versions.c.report_id == report)
    )
    return connection.execute(query.limit(1)).first() is not None
