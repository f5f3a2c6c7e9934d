"""Entities across reports: one row for each, made when it first appears and dropped when it appears nowhere any more."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, exists, or_, select, update

from letopis.store import schema as t
from letopis.store.fold import fold
from letopis.store.rownumbers import insert_all
from letopis.store.rows import Known, clean

AT_ONCE = 500
"""Values in one IN list."""


def ensure_entities(connection: Connection, wanted: Sequence[tuple[Known, int]]) -> dict[str, int]:
    """uid -> row of every entity of `wanted` (each with the row of its report)."""
    by_uid = {known.uid: (known, report) for known, report in wanted}
    ids = _ids(connection, by_uid)
    missing = [uid for uid in by_uid if uid not in ids]
    if missing:
        made = insert_all(connection, t.entities, [_row(*by_uid[uid]) for uid in missing])
        ids |= dict(zip(missing, made, strict=True))
        if _merged(connection, missing):
            apply_merges(connection)
    return ids


def drop_unseen(connection: Connection, entities: Iterable[int]) -> None:
    """Of these rows, drop those that appear in no report any more."""
    wanted = list(entities)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        seen = exists().where(t.appearances.c.entity_id == t.entities.c.id)
        gone = list(connection.execute(select(t.entities.c.id).where(t.entities.c.id.in_(part), ~seen)).scalars())
        if gone:
            connection.execute(update(t.entities).where(t.entities.c.merged_into.in_(gone)).values(merged_into=None))
            connection.execute(delete(t.entities).where(t.entities.c.id.in_(gone)))


def apply_merges(connection: Connection) -> None:
    """Set `merged_into` of all entities as the merges that hold say; it always leads to the last of a chain."""
    c = t.corrections.c
    query = select(c.target, c.other).where(c.action == "merge", c.withdrawn.is_(None)).order_by(c.id)
    into = {m.target: m.other for m in connection.execute(query)}
    connection.execute(update(t.entities).where(t.entities.c.merged_into.is_not(None)).values(merged_into=None))
    rows = _ids(connection, {*into, *into.values()})
    for target in into:
        root = root_of(target, into, rows)
        if target in rows and root != target:
            connection.execute(update(t.entities).where(t.entities.c.uid == target).values(merged_into=rows[root]))


def root_of(uid: str, into: Mapping[str, str], known: Container[str]) -> str:
    """The end of the chain of merges from `uid`, as far as the ledger knows the entities on it."""
    seen = {uid}
    root, step = uid, into.get(uid)
    while step is not None and step not in seen:
        root = step if step in known else root
        seen.add(step)
        step = into.get(step)
    return root


def _merged(connection: Connection, uids: Sequence[str]) -> bool:
    """Does a merge speak of any of these?"""
    c = t.corrections.c
    held = select(c.id).where(c.action == "merge", c.withdrawn.is_(None))
    if connection.execute(held.limit(1)).first() is None:
        return False
    parts = [uids[start : start + AT_ONCE] for start in range(0, len(uids), AT_ONCE)]
    return any(connection.execute(held.where(or_(c.target.in_(p), c.other.in_(p))).limit(1)).first() for p in parts)


def _ids(connection: Connection, uids: Iterable[str]) -> dict[str, int]:
    query = select(t.entities.c.uid, t.entities.c.id).where(t.entities.c.uid.in_(bindparam("uids", expanding=True)))
    wanted = list(uids)
    out: dict[str, int] = {}
    for start in range(0, len(wanted), AT_ONCE):
        found = connection.execute(query, {"uids": wanted[start : start + AT_ONCE]})
        out |= {row.uid: row.id for row in found}
    return out


def _row(known: Known, report: int) -> dict[str, object]:
    name = clean(known.entity.name)
    return {"uid": known.uid, "kind": known.entity.kind, "name": name, "folded": fold(name), "report_id": None if known.public else report}
