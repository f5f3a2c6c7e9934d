"""Keys from PostgreSQL. Its index of words knows no order, so that the newest fifty of a frequent word would cost as much as all of them, and its
planner knows little of rare words. So the way is chosen here. First a thousand entries are looked at one by one, which takes a millisecond or two:
a frequent word fills the page with those. How many there were tells how far back the rest will be found; so far, the index is asked.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from letopis.store.asked import Asked
from letopis.store.schema import LASTING

WALK = 1_000
"""Entries that are looked at before the index is asked."""
SPARE = 1.5
"""How much farther than expected the index is asked."""
GROWTH = 8
"""How much farther it is asked each time that did not suffice."""
RARE = 0.5
"""What is taken for the number of hits in a walk that had none."""
PROBED = 300
"""Entries that last, nearest to a range of days, that are looked at before the index is asked."""
FREQUENT = 5
"""Hits among those from which on all of them are looked at."""

RANGE = "id BETWEEN :low AND :high"
MATCHES = "tokens @@ CAST(:question AS tsquery)"
PLAIN = f"SELECT id FROM entries WHERE live = 1 AND {RANGE} ORDER BY id {{way}} LIMIT :limit"
WALKED = (
    "SELECT array_agg(id ORDER BY id {way}) FILTER (WHERE fits) AS found, min(id) AS first, max(id) AS last, count(*) AS seen"
    f" FROM (SELECT id, {MATCHES} AS fits FROM entry_words WHERE {RANGE} ORDER BY id {{way}} LIMIT :steps) AS near"
)
GATHERED = (
    f"WITH found AS MATERIALIZED (SELECT id FROM entry_words WHERE {RANGE} AND {MATCHES}) SELECT id FROM found ORDER BY id {{way}} LIMIT :limit"
)
"""MATERIALIZED keeps the planner from walking by key after all."""
LASTS = f"WITH lasting AS MATERIALIZED (SELECT id FROM entries WHERE {LASTING.text} AND last_day >= :since AND {RANGE})"
REACHING = f"{LASTS} SELECT id FROM lasting ORDER BY id {{way}} LIMIT :limit"
PROBING = (
    f"{LASTS} SELECT sorted.id FROM (SELECT id FROM lasting ORDER BY id {{way}} LIMIT :probed) AS sorted,"
    f" LATERAL (SELECT 1 FROM entry_words WHERE entry_words.id = sorted.id AND {MATCHES} OFFSET 0) AS fits ORDER BY sorted.id {{way}} LIMIT :limit"
)
REACHING_GATHERED = (
    f"WITH found AS MATERIALIZED (SELECT id FROM entry_words WHERE {RANGE} AND {MATCHES})"
    f" SELECT entries.id FROM found JOIN entries ON entries.id = found.id AND entries.last_day >= :since ORDER BY entries.id {{way}} LIMIT :limit"
)
COUNTED = f"SELECT count(*) FROM (SELECT 1 FROM entry_words WHERE {RANGE} AND {MATCHES} LIMIT :limit) AS found"
COUNTED_PLAIN = f"SELECT count(*) FROM (SELECT 1 FROM entries WHERE live = 1 AND {RANGE} LIMIT :limit) AS found"


def within(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> list[int]:
    if ask.index is None:
        return _keys(connection, ask, PLAIN, low=low, high=high, limit=limit)
    sql = text(WALKED.format(way=_way(ask)))
    near = connection.execute(sql, {"question": ask.index, "low": low, "high": high, "steps": WALK}).one()
    out: list[int] = (near.found or [])[:limit]
    if len(out) == limit or near.seen < WALK:
        return out
    low, high = (low, near.first - 1) if ask.newest else (near.last + 1, high)
    return out + _gathered(connection, ask, low, high, limit - len(out), (near.last - near.first + 1) / (len(out) or RARE))


def _gathered(connection: Connection, ask: Asked, low: int, high: int, limit: int, apart: float) -> list[int]:
    """By the index, a stretch of keys at a time. `apart` is how far one hit is expected from the next."""
    out: list[int] = []
    while len(out) < limit and low <= high:
        span = int(SPARE * apart * (limit - len(out))) + 1
        first, last = (max(low, high - span), high) if ask.newest else (low, min(high, low + span))
        out += _keys(connection, ask, GATHERED, low=first, high=last, limit=limit - len(out))
        low, high = (low, first - 1) if ask.newest else (last + 1, high)
        apart *= GROWTH
    return out


def reaching(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> list[int]:
    if ask.index is None:
        return _keys(connection, ask, REACHING, low=low, high=high, since=ask.since, limit=limit)
    near = _keys(connection, ask, PROBING, low=low, high=high, since=ask.since, limit=limit, probed=PROBED)
    if len(near) == limit:
        return near
    if len(near) >= FREQUENT:
        return _keys(connection, ask, PROBING, low=low, high=high, since=ask.since, limit=limit, probed=None)
    return _keys(connection, ask, REACHING_GATHERED, question=ask.intervals, low=low, high=high, since=ask.since, limit=limit)


def counted(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> int:
    sql = COUNTED_PLAIN if ask.index is None else COUNTED
    return _keys(connection, ask, sql, low=low, high=high, limit=limit)[0]


def _keys(connection: Connection, ask: Asked, sql: str, **values: object) -> list[int]:
    if ":question" in sql:
        values.setdefault("question", ask.index)
    return list(connection.execute(text(sql.format(way=_way(ask))), values).scalars())


def _way(ask: Asked) -> str:
    return "DESC" if ask.newest else "ASC"
