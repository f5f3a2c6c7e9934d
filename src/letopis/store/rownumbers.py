"""Row numbers. One writer at a time holds the ledger, so it can count on from the last row by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert `rows`, in one statement, and give their row numbers in order."""
    if not rows:
        return []
    newest = connection.execute(select(func.max(table.c.id))).scalar() or 0
    numbers = list(range(newest + 1, newest + 1 + len(rows)))
    connection.execute(insert(table), [{**row, "id": number} for row, number in zip(rows, numbers, strict=True)])
    return numbers


def insert_one(connection: Connection, table: Table, **row: Any) -> int:
    return insert_all(connection, table, [row])[0]
