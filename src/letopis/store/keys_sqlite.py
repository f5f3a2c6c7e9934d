"""Keys from SQLite: FTS5 has its entries in the order of their keys and stops reading where a page is full."""

from __future__ import annotations

from sqlalchemy import Connection, text

from letopis.store.asked import Asked
from letopis.store.schema import LASTING

INDEXED = "FROM entry_words WHERE entry_words MATCH :question AND rowid BETWEEN :low AND :high"
PLAIN = "FROM entries WHERE live = 1 AND id BETWEEN :low AND :high"
LASTS = f"SELECT id FROM entries INDEXED BY entries_lasting WHERE {LASTING.text} AND last_day >= :since AND id BETWEEN :low AND :high"
"""SQLite would rather go through the keys: it has no statistics that tell how few entries last."""
REACHING = f"SELECT rowid {INDEXED} AND +rowid IN ({LASTS})"
"""The plus keeps SQLite from asking FTS5 anew for each key of the list."""
ORDERED = "ORDER BY {column} {way} LIMIT :limit"


def within(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> list[int]:
    if ask.index is None:
        return _keys(connection, f"SELECT id {PLAIN}", "id", ask.newest, low=low, high=high, limit=limit)
    return _keys(connection, f"SELECT rowid {INDEXED}", "rowid", ask.newest, question=ask.index, low=low, high=high, limit=limit)


def reaching(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> list[int]:
    if ask.index is None:
        return _keys(connection, LASTS, "id", ask.newest, low=low, high=high, since=ask.since, limit=limit)
    return _keys(connection, REACHING, "rowid", ask.newest, question=ask.intervals, low=low, high=high, since=ask.since, limit=limit)


def counted(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> int:
    """FTS5 goes through a list without reading it out."""
    inside = f"SELECT 1 {PLAIN if ask.index is None else INDEXED} LIMIT :limit"
    values: dict[str, object] = {"low": low, "high": high, "limit": limit}
    if ask.index is not None:
        values["question"] = ask.index
    return int(connection.execute(text(f"SELECT count(*) FROM ({inside})"), values).scalar_one())


def _keys(connection: Connection, sql: str, column: str, newest: bool, **values: object) -> list[int]:
    ordered = ORDERED.format(column=column, way="DESC" if newest else "ASC")
    return list(connection.execute(text(f"{sql} {ordered}"), values).scalars())
