"""Entities across reports: one row for each, made when it first appears and dropped when it appears nowhere any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
        apply_merges(connection, missing)
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


def apply_merges(connection: Connection, uids: Sequence[str]) -> None:
    """Set `merged_into` of these entities, and of those merged into them, as the corrections that hold say."""
    for start in range(0, len(uids), AT_ONCE):
        part = uids[start : start + AT_ONCE]
        merges = connection.execute(
            select(t.corrections.c.target, t.corrections.c.other).where(
                t.corrections.c.action == "merge",
                t.corrections.c.withdrawn.is_(None),
                or_(t.corrections.c.target.in_(part), t.corrections.c.other.in_(part)),
            )
        ).all()
        for target, other in merges:
            into = select(t.entities.c.id).where(t.entities.c.uid == other).scalar_subquery()
            connection.execute(update(t.entities).where(t.entities.c.uid == target).values(merged_into=into))


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
