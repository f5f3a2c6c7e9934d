"""Keys from PostgreSQL. Its index of words knows no order, so that the newest fifty of a frequent word cost as much as all of them, and its planner
knows little of rare words. So the way is chosen here: entries are looked at one by one from the end of the list, two thousand in some milliseconds;
a frequent word fills the page with those. What is too rare for that is had from the index and sorted: it is not much.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from letopis.store.asked import Asked
from letopis.store.schema import LASTING

WALK = 2_000
"""Entries that are looked at before the index is asked."""
FARTHEST = 20_000
"""Entries that are looked at in a second walk, where the first found some: beyond that the index is faster."""
SPARE = 1.5
"""How much farther than expected a second walk goes."""

RANGE = "id BETWEEN :low AND :high"
MATCHES = "tokens @@ CAST(:question AS tsquery)"
PLAIN = f"SELECT id FROM entries WHERE live = 1 AND {RANGE} ORDER BY id {{way}} LIMIT :limit"
WALKED = (
    f"SELECT id FROM (SELECT id, tokens FROM entry_words WHERE {RANGE} ORDER BY id {{way}} LIMIT :steps) AS near"
    f" WHERE {MATCHES} ORDER BY id {{way}} LIMIT :limit"
)
EDGE = f"SELECT id FROM entry_words WHERE {RANGE} ORDER BY id {{way}} OFFSET :steps LIMIT 1"
GATHERED = (
    f"WITH found AS MATERIALIZED (SELECT id FROM entry_words WHERE {RANGE} AND {MATCHES}) SELECT id FROM found ORDER BY id {{way}} LIMIT :limit"
)
"""MATERIALIZED keeps the planner from walking by key after all."""
LASTS = f"WITH lasting AS MATERIALIZED (SELECT id FROM entries WHERE {LASTING.text} AND last_day >= :since AND {RANGE})"
REACHING = f"{LASTS} SELECT id FROM lasting ORDER BY id {{way}} LIMIT :limit"
REACHING_INDEXED = (
    f"{LASTS} SELECT sorted.id FROM (SELECT id FROM lasting ORDER BY id {{way}} OFFSET 0) AS sorted,"
    f" LATERAL (SELECT 1 FROM entry_words WHERE entry_words.id = sorted.id AND {MATCHES} OFFSET 0) AS fits ORDER BY sorted.id {{way}} LIMIT :limit"
)
COUNTED = f"SELECT count(*) FROM (SELECT 1 FROM entry_words WHERE {RANGE} AND {MATCHES} LIMIT :limit) AS found"
COUNTED_PLAIN = f"SELECT count(*) FROM (SELECT 1 FROM entries WHERE live = 1 AND {RANGE} LIMIT :limit) AS found"


def within(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> list[int]:
    if ask.index is None:
        return _keys(connection, ask, PLAIN, low=low, high=high, limit=limit)
    out: list[int] = []
    steps = WALK
    while len(out) < limit and steps:
        out += _keys(connection, ask, WALKED, low=low, high=high, steps=steps, limit=limit - len(out))
        edge = _keys(connection, ask, EDGE, low=low, high=high, steps=steps) if len(out) < limit else []
        if not edge:
            return out
        low, high = (low, edge[0]) if ask.newest else (edge[0], high)
        steps = _farther(len(out), limit) if steps == WALK else 0
    return out + _keys(connection, ask, GATHERED, low=low, high=high, limit=limit - len(out))


def _farther(found: int, limit: int) -> int:
    """Entries to look at in a second walk, so that a page is full; none where that is too far."""
    steps = int(SPARE * WALK * (limit - found) / found) if found else FARTHEST + 1
    return steps if steps <= FARTHEST else 0


def reaching(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> list[int]:
    sql = REACHING if ask.index is None else REACHING_INDEXED
    return _keys(connection, ask, sql, low=low, high=high, since=ask.since, limit=limit)


def counted(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> int:
    sql = COUNTED_PLAIN if ask.index is None else COUNTED
    return _keys(connection, ask, sql, low=low, high=high, limit=limit)[0]


def _keys(connection: Connection, ask: Asked, sql: str, **values: object) -> list[int]:
    if ":question" in sql:
        values["question"] = ask.index
    return list(connection.execute(text(sql.format(way="DESC" if ask.newest else "ASC")), values).scalars())
