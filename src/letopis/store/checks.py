"""Checking a ledger: is the database sound, and does every entry still say what its spans say?"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from letopis.store import marks
from letopis.store import schema as t
from letopis.store.errors import DamagedLedger, LedgerError
from letopis.store.ids import text_hash
from letopis.store.index import KEY, MATCH, mark, written
from letopis.store.packing import decode_text, unpack
from letopis.store.rows import PIECES, clean
from letopis.store.search import spans_of

AT_ONCE = 500


def check(connection: Connection) -> Iterator[str]:
    """What is wrong, in words; nothing where all is well."""
    yield from _database(connection)
    yield from _relations(connection)
    yield from _index(connection)
    yield from _texts(connection)


def sound(connection: Connection) -> None:
    """Raise `DamagedLedger` where the database itself reports damage."""
    found = next(_database(connection), None)
    if found:
        raise DamagedLedger(found)


def _database(connection: Connection) -> Iterator[str]:
    """What the database says about itself."""
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"SQLite: {line}"


RELATIONS = {
    "versions without a report": "SELECT count(*) FROM versions WHERE report_id NOT IN (SELECT id FROM reports)",
    "reports without exactly one current version": (
        "SELECT count(*) FROM reports r WHERE (SELECT count(*) FROM versions v WHERE v.report_id = r.id AND v.current = 1) <> 1"
    ),
    "entries without a version": "SELECT count(*) FROM entries WHERE version_id NOT IN (SELECT id FROM versions)",
    "parties without an entry": "SELECT count(*) FROM parties WHERE entry_id NOT IN (SELECT id FROM entries)",
    "parties without their entity": ("SELECT count(*) FROM parties WHERE entity_id IS NOT NULL AND entity_id NOT IN (SELECT id FROM entities)"),
    "appearances without an entity": "SELECT count(*) FROM appearances WHERE entity_id NOT IN (SELECT id FROM entities)",
    "entities that appear nowhere": "SELECT count(*) FROM entities WHERE id NOT IN (SELECT entity_id FROM appearances)",
    "live entries of a version that is not current": (
        "SELECT count(*) FROM entries e JOIN versions v ON v.id = e.version_id WHERE e.live = 1 AND v.current = 0"
    ),
}


def _relations(connection: Connection) -> Iterator[str]:
    for what, sql in RELATIONS.items():
        number = connection.execute(text(sql)).scalar_one()
        if number:
            yield f"{number} {what}"


def _index(connection: Connection) -> Iterator[str]:
    """Every live entry is in the index, and nothing else is."""
    dialect = connection.dialect.name
    column, match = KEY[dialect], MATCH[dialect]  # FTS5 without a copy of its tokens can be asked, not listed: every entry has the mark `ALL`
    live = connection.execute(select(func.count()).select_from(t.entries).where(t.entries.c.live == 1)).scalar_one()
    every = f"SELECT count(*) FROM entry_words WHERE {match}"
    both = f"SELECT count(*) FROM entry_words JOIN entries ON entries.id = {column} WHERE {match} AND entries.live = 1"
    question = {"question": written(connection, mark(marks.ALL))}
    indexed, matched = (connection.execute(text(sql), question).scalar_one() for sql in (every, both))
    if (indexed, matched) != (live, live):
        yield f"the index has {indexed} entries, of which {matched} are live; there are {live} live entries"


def _texts(connection: Connection) -> Iterator[str]:
    """Texts have the hash that they came with, readings can be read, entries say what their spans say."""
    columns = ("id", "version_id", "uid", "cue", "cue_start", "cue_end", "spans", "evidence")
    last = 0
    while True:
        versions = connection.execute(
            select(t.versions, t.reports.c.uid)
            .join(t.reports, t.reports.c.id == t.versions.c.report_id)
            .where(t.versions.c.id > last)
            .order_by(t.versions.c.id)
            .limit(AT_ONCE)
        ).all()
        if not versions:
            return
        query = (
            select(*(t.entries.c[c] for c in columns)).where(t.entries.c.version_id.in_([v.id for v in versions])).order_by(t.entries.c.version_id)
        )
        entries = {k: list(g) for k, g in groupby(connection.execute(query), key=lambda e: int(e.version_id))}
        for v in versions:
            yield from (f"report {v.uid}, version {v.number}: {problem}" for problem in _version(v, entries.get(v.id, [])))
        last = versions[-1].id


def _version(v: Row[Any], entries: list[Row[Any]]) -> Iterator[str]:
    try:
        words = decode_text(v.text)
    except UnicodeDecodeError:
        yield "its text is damaged"
        return
    if text_hash(words) != v.sha256:
        yield "its text is not the one that was read"
    try:
        unpack(v.reading, words)
    except (zlib.error, json.JSONDecodeError, TypeError, KeyError, LedgerError) as error:
        yield f"its reading is damaged ({error})"
    for e in entries:
        told = PIECES.join(words[a:b] for a, b in spans_of(e.spans))
        if clean(told) != e.evidence:
            yield f"entry {e.uid} says {e.evidence!r}, but its span says {told!r}"
        if e.cue_start is not None and clean(words[e.cue_start : e.cue_end]) != e.cue:
            yield f"entry {e.uid} hangs on {e.cue!r}, but its span says {words[e.cue_start : e.cue_end]!r}"
