"""Removing reports for good: rows, index, what only they made known, and the traces in the database's own files."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, delete, insert, or_, select, text

from letopis.store import schema as t
from letopis.store.connect import now, reading, writing
from letopis.store.entries import drop_entries
from letopis.store.errors import LockedLedger, NoSuch

DUE = "purge"
"""Key in `meta` while traces of removed reports are still to be wiped."""
TABLES = ("entries", "parties", "entry_words", "appearances", "entities", "versions", "reports", "outlets", "corrections")


def remove(connection: Connection, report: str) -> None:
    """Delete a report (uid) with its versions, entries, corrections, and the entities and the outlet that nobody else names."""
    found = connection.execute(select(t.reports).where(t.reports.c.uid == report)).first()
    if found is None:
        raise NoSuch(f"{report}: no such report")
    versions = list(connection.execute(select(t.versions.c.id).where(t.versions.c.report_id == found.id)).scalars())
    seen = select(t.entities.c.uid).join(t.appearances, t.appearances.c.entity_id == t.entities.c.id)
    named = set(connection.execute(seen.where(t.appearances.c.version_id.in_(versions))).scalars())
    drop_entries(connection, versions)
    connection.execute(delete(t.corrections).where(t.corrections.c.report_uid == report))
    _forget(connection, named)
    connection.execute(delete(t.versions).where(t.versions.c.id.in_(versions)))
    connection.execute(delete(t.reports).where(t.reports.c.id == found.id))
    others = select(t.reports.c.id).where(t.reports.c.outlet_id == t.outlets.c.id).exists()
    connection.execute(delete(t.outlets).where(t.outlets.c.id == found.outlet_id, ~others))


def _forget(connection: Connection, named: set[str]) -> None:
    """Of these entities (uids), drop the merges of those that are gone."""
    wanted = list(named)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        gone = set(part) - set(connection.execute(select(t.entities.c.uid).where(t.entities.c.uid.in_(part))).scalars())
        if gone:
            c = t.corrections.c
            connection.execute(delete(t.corrections).where(c.action == "merge", or_(c.target.in_(gone), c.other.in_(gone))))


def purge(engine: Engine) -> None:
    """Wipe what deleted rows left behind.

    SQLite overwrites deleted rows as it goes (`secure_delete`); left over are words in the segments of FTS5, which are written anew, and the
    write-ahead log, which is emptied. PostgreSQL keeps deleted rows in its files until the tables are written anew.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in TABLES:
                connection.execute(text(f"VACUUM (FULL) {table}"))
        return
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO entry_words (entry_words) VALUES ('optimize')"))
    raw = engine.raw_connection()
    try:
        busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        raw.close()
    if busy:
        raise LockedLedger("removed, but others are reading the ledger and its log still has traces: close them and remove again")


def remove_all(engine: Engine, reports: Sequence[str]) -> None:
    """Remove reports (uids), all or none, and wipe their traces. Should the wiping be cut off, the ledger knows that it is due."""
    with writing(engine) as connection:
        for report in reports:
            remove(connection, report)
        connection.execute(delete(t.meta).where(t.meta.c.key == DUE))
        connection.execute(insert(t.meta).values(key=DUE, value=now()))
    purge(engine)
    with writing(engine) as connection:
        connection.execute(delete(t.meta).where(t.meta.c.key == DUE))


def finish(engine: Engine) -> None:
    """Wipe what a removal that was cut off left behind."""
    with reading(engine) as connection:
        due = connection.execute(select(t.meta.c.value).where(t.meta.c.key == DUE)).first()
    if due is not None:
        remove_all(engine, [])
