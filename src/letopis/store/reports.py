"""A report as it was read: one of its versions, with what the ledger knows of the others."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from letopis.model import Reading
from letopis.store import schema as t
from letopis.store.errors import NoSuch
from letopis.store.packing import decode_text, unpack

VERSIONS = (
    select(t.versions.c.id, t.versions.c.number, t.versions.c.current, t.versions.c.added)
    .join(t.reports, t.reports.c.id == t.versions.c.report_id)
    .where(t.reports.c.uid == bindparam("report"))
    .order_by(t.versions.c.number)
)
READING = select(t.versions.c.reading, t.versions.c.text).where(t.versions.c.id == bindparam("version"))


@dataclass(frozen=True, slots=True)
class StoredReport:
    """One version of a report. `current` is the number of its newest version, `versions` how many there are."""

    uid: str
    version: int
    versions: int
    current: int
    added: str
    reading: Reading


def stored(connection: Connection, uid: str, version: int | None, where: str) -> StoredReport:
    """The current version of a report (uid), or the one of that number. `where` is the ledger as people know it."""
    found = connection.execute(VERSIONS, {"report": uid}).all()
    chosen = next((v for v in found if (v.current if version is None else v.number == version)), None)
    if chosen is None:
        raise NoSuch(f"{uid}: no such report in {where}" if not found else f"{uid}: no version {version}, there are {len(found)}")
    reading, text = connection.execute(READING, {"version": chosen.id}).one()
    current = next(v.number for v in found if v.current)
    return StoredReport(uid, chosen.number, len(found), current, chosen.added, unpack(reading, decode_text(text)))
