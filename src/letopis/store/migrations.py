"""The steps from an empty database to the present schema, in order. A step that was released is never changed: a new one is added.

A new ledger takes every step too, so there is one road only. Each step runs in the one transaction of the upgrade: all of them happen or none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, text

FIRST = """
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE runs (id {key}, started TEXT NOT NULL, finished TEXT, version TEXT NOT NULL, rules TEXT NOT NULL, tables TEXT NOT NULL,
  added INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0, reread INTEGER NOT NULL DEFAULT 0, revised INTEGER NOT NULL DEFAULT 0);
CREATE TABLE outlets (id {key}, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE);
CREATE TABLE reports (id {key}, uid TEXT NOT NULL UNIQUE, outlet_id {reference} REFERENCES outlets (id), url TEXT, name TEXT NOT NULL,
  added TEXT NOT NULL);
CREATE INDEX reports_name ON reports (name);
CREATE INDEX reports_outlet ON reports (outlet_id);
CREATE TABLE versions (id {key}, report_id {reference} NOT NULL REFERENCES reports (id), number INTEGER NOT NULL, current SMALLINT NOT NULL,
  sha256 TEXT NOT NULL, title TEXT, text {bytes} NOT NULL, published TEXT, first_day INTEGER, last_day INTEGER, language TEXT,
  reading {bytes} NOT NULL, reading_sha256 TEXT NOT NULL, run_id {reference} NOT NULL REFERENCES runs (id), added TEXT NOT NULL);
CREATE UNIQUE INDEX versions_report ON versions (report_id, number);
CREATE INDEX versions_run ON versions (run_id);
CREATE TABLE entities (id {key}, uid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
  report_id {reference} REFERENCES reports (id), merged_into {reference} REFERENCES entities (id));
CREATE INDEX entities_folded ON entities (folded);
CREATE INDEX entities_report ON entities (report_id);
CREATE INDEX entities_merged ON entities (merged_into);
CREATE TABLE appearances (entity_id {reference} NOT NULL REFERENCES entities (id), version_id {reference} NOT NULL REFERENCES versions (id),
  local TEXT NOT NULL, day INTEGER NOT NULL, names TEXT NOT NULL, roles TEXT NOT NULL, PRIMARY KEY (entity_id, version_id, local)){clustered};
CREATE INDEX appearances_version ON appearances (version_id);
CREATE TABLE entries (id {key}, uid TEXT NOT NULL, version_id {reference} NOT NULL REFERENCES versions (id), local TEXT NOT NULL,
  live SMALLINT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, mode TEXT, form TEXT, status TEXT, unnamed TEXT, who TEXT, whom TEXT, via TEXT, place TEXT,
  time TEXT, last_day INTEGER NOT NULL, day_basis TEXT NOT NULL, voucher TEXT, within TEXT, cue TEXT, cue_start INTEGER, cue_end INTEGER,
  spans TEXT NOT NULL, evidence TEXT NOT NULL, rule TEXT NOT NULL, certainty {real}, origin TEXT NOT NULL, review TEXT);
CREATE INDEX entries_uid ON entries (uid);
CREATE INDEX entries_facets ON entries (version_id, live, kind, label, mode, form, status, unnamed, voucher, review, last_day);
CREATE TABLE parties (entry_id {reference} NOT NULL REFERENCES entries (id), role SMALLINT NOT NULL, nth SMALLINT NOT NULL, entity_id INTEGER,
  name TEXT, PRIMARY KEY (entry_id, role, nth)){clustered};
CREATE TABLE changes (id {key}, version_id INTEGER);
CREATE TABLE corrections (id {key}, uid TEXT NOT NULL UNIQUE, target TEXT NOT NULL, other TEXT, report_uid TEXT, action TEXT NOT NULL, content TEXT NOT NULL,
  seen TEXT NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, made TEXT NOT NULL, withdrawn TEXT, withdrawn_by TEXT, withdrawn_why TEXT);
CREATE INDEX corrections_target ON corrections (target);
CREATE INDEX corrections_other ON corrections (other);
CREATE INDEX corrections_report ON corrections (report_uid);
"""
LASTING = "live = 1 AND last_day > (id >> 26)"
WORDS = {
    "sqlite": "CREATE VIRTUAL TABLE entry_words USING fts5 (tokens, content = '', columnsize = 0, tokenize = \"ascii tokenchars '_-+'\");"
    " CREATE TABLE indexed (version_id INTEGER NOT NULL PRIMARY KEY REFERENCES versions (id), tokens BLOB NOT NULL)",
    "postgresql": "CREATE TABLE entry_words (id BIGINT NOT NULL PRIMARY KEY, tokens TSVECTOR NOT NULL);"
    " CREATE INDEX entry_words_tokens ON entry_words USING gin (tokens)",
}
TYPES = {
    "sqlite": {
        "key": "INTEGER NOT NULL PRIMARY KEY",
        "reference": "INTEGER",
        "bytes": "BLOB",
        "real": "FLOAT",
        "clustered": " WITHOUT ROWID",
    },
    "postgresql": {
        "key": "BIGINT NOT NULL PRIMARY KEY",
        "reference": "BIGINT",
        "bytes": "BYTEA",
        "real": "DOUBLE PRECISION",
        "clustered": "",
    },
}


def first(connection: Connection) -> None:
    """Reports with their versions, entries with their parties, entities, corrections, runs, and the index of words."""
    dialect = connection.dialect.name
    _all(connection, FIRST.format(**TYPES[dialect]))
    _all(connection, WORDS[dialect])


def lasting(connection: Connection) -> None:
    """Entries that last for more than a day by their last day: those that reach into a range of days are found without a look at each."""
    _all(connection, f"CREATE INDEX entries_lasting ON entries (last_day, id) WHERE {LASTING}")


MIGRATIONS: Sequence[Callable[[Connection], None]] = (first, lasting)
"""The step to schema 1, to schema 2, and so on."""
SCHEMA = len(MIGRATIONS)


def upgrade(connection: Connection, present: int, wanted: int = SCHEMA) -> None:
    """Take the steps from schema `present` (0: nothing there) to `wanted`, inside the caller's transaction."""
    for step in MIGRATIONS[present:wanted]:
        step(connection)
    connection.execute(text("DELETE FROM meta WHERE key = 'schema'"))
    connection.execute(text("INSERT INTO meta (key, value) VALUES ('schema', :number)"), {"number": str(wanted)})


def _all(connection: Connection, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
