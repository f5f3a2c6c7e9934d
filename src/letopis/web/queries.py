"""Small questions that the pages ask of the ledger's tables, beside those of `store`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from letopis.store import Row
from letopis.store import schema as t
from letopis.store.days import iso

HOPS = 6
"""Statements within statements that are followed: no report nests deeper."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as a link needs it: uid after merging, name, and whether it has a page."""

    uid: str
    name: str
    kind: str
    public: bool


def known(connection: Connection, uids: Iterable[str]) -> dict[str, Known]:
    """uid -> who that is after merging."""
    wanted = list(dict.fromkeys(uids))
    e, root = t.entities, t.entities.alias("root")
    query = (
        select(e.c.uid, e.c.name, e.c.kind, e.c.report_id, root.c.uid, root.c.name, root.c.kind, root.c.report_id)
        .outerjoin(root, root.c.id == e.c.merged_into)
        .where(e.c.uid.in_(wanted))
    )
    out: dict[str, Known] = {}
    for own in connection.execute(query) if wanted else ():
        uid, name, kind, report = own[4:8] if own[4] is not None else own[:4]
        out[own[0]] = Known(uid, name, kind, report is None)
    return out


def public(connection: Connection, rows: Sequence[Row]) -> frozenset[str]:
    """The uids of those parties of `rows` that have a page."""
    found = known(connection, (p.entity for r in rows for p in r.parties if p.entity))
    return frozenset(uid for uid, k in found.items() if k.public)


def chains(connection: Connection, rows: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    """Key of an entry -> its chain of attribution, outlet first: who passed it on, and for a statement who said it."""
    e = t.entries.c
    versions = dict(tuple(r) for r in connection.execute(select(e.id, e.version_id).where(e.id.in_([r.key for r in rows]))))
    statements = _around(connection, rows, versions)
    return {r.key: _chain(r, versions.get(r.key), statements) for r in rows}


@dataclass(frozen=True, slots=True)
class _Said:
    who: str | None
    via: str | None
    within: str | None


def _around(connection: Connection, rows: Sequence[Row], versions: Mapping[int, int]) -> dict[tuple[int, str], _Said]:
    """(version, local id) -> the statements that `rows` stand in."""
    e = t.entries.c
    wanted = {(versions[r.key], above) for r in rows if r.key in versions and (above := _above(r)) is not None}
    found: dict[tuple[int, str], _Said] = {}
    for _ in range(HOPS):
        asked = {pair for pair in wanted if pair not in found}
        if not asked:
            break
        query = select(e.version_id, e.local, e.who, e.via, e.within).where(
            e.version_id.in_({v for v, _ in asked}), e.live == 1, e.kind == "statement", e.local.in_({n for _, n in asked})
        )
        found |= dict.fromkeys(asked, _Said(None, None, None))
        found |= {(v, local): _Said(who, via, within) for v, local, who, via, within in connection.execute(query) if (v, local) in asked}
        wanted = {(v, said.within) for (v, _), said in found.items() if said.within}
    return found


def _above(row: Row) -> str | None:
    return row.within if row.kind == "statement" else row.voucher if row.voucher != "narrator" else None


def _chain(row: Row, version: int | None, statements: Mapping[tuple[int, str], _Said]) -> tuple[str, ...]:
    hops: list[str | None] = [row.who] if row.kind == "statement" else []
    hops += [row.via] if row.via else []
    above = _above(row)
    for _ in range(HOPS):
        said = statements.get((version, above)) if above is not None and version is not None else None
        if said is None:
            break
        hops += [said.who, said.via]
        above = said.within
    chain = [row.outlet or "", *(h for h in reversed(hops) if h)]
    return tuple(dict.fromkeys(chain))


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
