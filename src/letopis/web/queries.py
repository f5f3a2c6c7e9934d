"""Small questions that the pages ask of the ledger's tables, beside those of `store`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from letopis.store import schema as t
from letopis.store.days import iso


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as a link needs it: uid after merging, name, and whether it has a page."""

    uid: str
    name: str
    kind: str
    public: bool


_E, _ROOT = t.entities, t.entities.alias("root")
KNOWN = (
    select(_E.c.uid, _E.c.name, _E.c.kind, _E.c.report_id, _ROOT.c.uid, _ROOT.c.name, _ROOT.c.kind, _ROOT.c.report_id)
    .outerjoin(_ROOT, _ROOT.c.id == _E.c.merged_into)
    .where(_E.c.uid.in_(bindparam("uids", expanding=True)))
)


def known(connection: Connection, uids: Iterable[str]) -> dict[str, Known]:
    """uid -> who that is after merging."""
    wanted = list(dict.fromkeys(uids))
    out: dict[str, Known] = {}
    for own in connection.execute(KNOWN, {"uids": wanted}) if wanted else ():
        uid, name, kind, report = own[4:8] if own[4] is not None else own[:4]
        out[own[0]] = Known(uid, name, kind, report is None)
    return out


# --- entities --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Appearance:
    """A report that names an entity. `day` is ISO."""

    report: str
    title: str | None
    outlet: str | None
    day: str | None
    names: str


def appearances(connection: Connection, uid: str, most: int = 100) -> list[Appearance]:
    """Reports that name the entity `uid` or one merged with it, newest first."""
    e, a, v, r = t.entities.c, t.appearances.c, t.versions.c, t.reports.c
    own = select(e.id).where(e.uid == uid)
    same = select(e.id).where((e.uid == uid) | e.merged_into.in_(own))
    query = (
        select(r.uid, func.max(v.title), func.max(t.outlets.c.name), func.max(a.day), func.max(a.names))
        .select_from(t.appearances)
        .join(t.versions, v.id == a.version_id)
        .join(t.reports, r.id == v.report_id)
        .outerjoin(t.outlets, t.outlets.c.id == r.outlet_id)
        .where(a.entity_id.in_(same), v.current == 1)
        .group_by(r.uid)
        .order_by(func.max(a.day).desc(), r.uid)
        .limit(most)
    )
    return [
        Appearance(uid, title, outlet, iso(day) if day else None, names.replace("\n", ", "))
        for uid, title, outlet, day, names in connection.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in a list. `row` marks its place there; `added` is a moment, ISO 8601."""

    row: int
    uid: str
    title: str | None
    outlet: str | None
    published: str | None
    versions: int
    added: str


def reports(connection: Connection, most: int, before: int | None = None) -> list[Listed]:
    """Reports, the last added first; `before` is the row of the last one seen."""
    v, r = t.versions.c, t.reports.c
    query = (
        select(v.id, r.uid, v.title, t.outlets.c.name, v.published, v.number, v.added)
        .select_from(t.versions)
        .join(t.reports, r.id == v.report_id)
        .outerjoin(t.outlets, t.outlets.c.id == r.outlet_id)
        .where(v.current == 1)
    )
    if before is not None:
        query = query.where(v.id < before)
    return [Listed(*row) for row in connection.execute(query.order_by(v.id.desc()).limit(most))]
