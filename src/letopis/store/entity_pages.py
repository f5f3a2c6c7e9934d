"""What the ledger knows of an entity across reports: names, roles, first and last seen; and finding one by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from letopis.store import schema as t
from letopis.store.asked import entity_rows
from letopis.store.days import iso
from letopis.store.errors import NoSuch
from letopis.store.fold import fold

MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity after merging. `public` is false for a person without role or office, who is known in one report only and has no page.

    `aliases` and `roles` are the most frequent first; `merged` are uid and name of those merged into it; `first` and `last` are ISO days of
    reports; `reports` is how many name it.
    """

    uid: str
    kind: str
    name: str
    public: bool
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]
    first: str | None
    last: str | None
    reports: int


def entity_page(connection: Connection, uid: str) -> EntityPage:
    """The entity `uid`, or the one that it is merged into."""
    rows = entity_rows(connection, uid)
    known = {r.id: r for r in connection.execute(select(t.entities).where(t.entities.c.id.in_(rows)))}
    root = known[rows[0]]
    a = t.appearances.c
    seen = connection.execute(
        select(func.min(a.day).filter(a.day > 0), func.max(a.day), func.count(a.version_id.distinct())).where(a.entity_id.in_(rows))
    ).one()
    names = [n for n in _lines(connection, "names", rows) if n != root.name]
    merged = tuple((r.uid, r.name) for r in known.values() if r.id != root.id)
    first, last = (iso(day) if day else None for day in seen[:2])
    roles = tuple(_lines(connection, "roles", rows))
    return EntityPage(root.uid, root.kind, root.name, root.report_id is None, tuple(names), roles, merged, first, last, seen[2])


def find_entities(connection: Connection, name: str, most: int = 20) -> Sequence[EntityPage]:
    """Public entities whose name is `name`, or else contains it; merged ones are given as what they are merged into."""
    e = t.entities.c
    folded = fold(name).strip()
    if not folded:
        raise NoSuch("an empty name names nobody")
    exact = list(connection.execute(select(e.uid).where(e.folded == folded, e.report_id.is_(None)).limit(most)).scalars())
    inside = select(e.uid).where(e.folded.contains(folded, autoescape=True), e.report_id.is_(None)).order_by(func.length(e.folded), e.uid)
    uids = exact or list(connection.execute(inside.limit(most)).scalars())
    pages = {page.uid: page for page in (entity_page(connection, uid) for uid in uids)}
    return tuple(pages.values())


def _lines(connection: Connection, column: str, rows: Sequence[int]) -> list[str]:
    """The lines in a column of appearances, the most frequent first."""
    lines = t.appearances.c[column]
    query = select(lines, func.count().label("times")).where(t.appearances.c.entity_id.in_(rows), lines != "").group_by(lines)
    counted: dict[str, int] = {}
    for text, times in connection.execute(query.order_by(func.count().desc(), lines).limit(10 * MOST_NAMES)):
        for line in text.split("\n"):
            counted[line] = counted.get(line, 0) + times
    return sorted(counted, key=lambda n: (-counted[n], n))[:MOST_NAMES]
