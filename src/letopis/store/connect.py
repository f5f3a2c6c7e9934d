"""Opening a ledger: where it is, the engine of its database, and its schema.

SQLite runs in WAL mode: one writer, any number of readers that never wait, each reading transaction sees one state of the ledger.
A transaction that writes takes the write lock at its start (`BEGIN IMMEDIATE`; an advisory lock in PostgreSQL), so no two of them meet halfway.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import QueuePool

from letopis.store.errors import LedgerError, NewerLedger, NoLedger, NotALedger, OlderLedger, told_plainly
from letopis.store.migrations import SCHEMA, upgrade

APPLICATION = 0x4C45544F
"""SQLite's application_id of a ledger: `LETO`."""
LOCK = 0x4C45544F
"""Number of PostgreSQL's advisory lock that writers take."""
WAIT_S = 10
"""Seconds that a writer waits for another before it gives up."""
CACHE_KIB = 64 * 1024
READERS = 16
POSTGRES = "-c jit=off -c plan_cache_mode=force_custom_plan"
"""Questions take milliseconds: compiling them would take longer, and one plan for all of them would be wrong for most."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ledger is. `url` is SQLAlchemy's; `path` is set for SQLite; `shown` is safe to print (no password)."""

    url: str
    path: Path | None
    shown: str


def place(target: str | os.PathLike[str]) -> Place:
    """A path, or a URL `postgresql://user@host/database`."""
    given = os.fspath(target)
    scheme, separator, rest = given.partition("://")
    if separator and scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        return Place(f"postgresql+psycopg://{rest}", None, f"postgresql://{rest.rpartition('@')[2]}")
    if separator and scheme != "sqlite":
        raise NoLedger(f"{scheme}://: a ledger is a file or postgresql://user@host/database")
    path = Path(rest.removeprefix("/") if separator else given)
    return Place("sqlite://", path, str(path))


def connect(target: str | os.PathLike[str], *, create: bool = False, writes: bool = True) -> tuple[Engine, Place]:
    """The engine of the ledger at `target`, with its schema brought up to date. `create` makes one where there is none.

    With `writes` false nothing is changed, and a file or folder that may only be read will do.
    """
    where = place(target)
    with told_plainly(where.shown):
        engine = _sqlite(where.path, create, writes) if where.path is not None else _postgres(where, writes)
        try:
            _prepare(engine, where, create, writes)
        except BaseException:
            engine.dispose()
            raise
    return engine, where


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it happens or nothing."""
    with engine.connect().execution_options(letopis_writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_S}s'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads: it sees one state of the ledger, whatever others write meanwhile."""
    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        yield connection


def now() -> str:
    """This moment, ISO 8601, UTC, in seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


# --- PostgreSQL ------------------------------------------------------------------------------------------------------
def _postgres(where: Place, writes: bool) -> Engine:
    options = POSTGRES if writes else f"{POSTGRES} -c default_transaction_read_only=on"
    try:
        return create_engine(where.url, pool_size=READERS, pool_pre_ping=True, connect_args={"options": options})
    except ModuleNotFoundError as error:
        raise LedgerError("PostgreSQL needs the package psycopg: pip install 'letopis[postgres]'") from error


# --- SQLite ----------------------------------------------------------------------------------------------------------
def _sqlite(path: Path, create: bool, writes: bool) -> Engine:
    if path.is_dir():
        raise NotALedger(f"{path}: a folder, not a ledger")
    if not path.exists() and not (create and writes):
        raise NoLedger(f"{path}: no such ledger; `letopis add … --to {path}` makes one")
    if create and writes and not path.parent.exists():
        raise NoLedger(f"{path}: there is no folder {path.parent}")
    modes = ["rwc" if create else "rw"] if writes else ["rw", "ro", "immutable"]

    def opened() -> sqlite3.Connection:
        for mode in modes[:-1]:
            try:
                return _open(path, mode, writes)
            except sqlite3.OperationalError:
                continue
        return _open(path, modes[-1], writes)

    engine = create_engine("sqlite://", creator=opened, poolclass=QueuePool, pool_size=READERS, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _open(path: Path, mode: str, writes: bool) -> sqlite3.Connection:
    how = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?{how}", uri=True, timeout=WAIT_S, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = FULL")
        if writes and _ours_or_empty(connection):
            connection.execute("PRAGMA journal_mode = WAL")
        if not writes:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # fails here where the folder takes no -shm file
    except BaseException:
        connection.close()
        raise
    return connection


def _ours_or_empty(connection: sqlite3.Connection) -> bool:
    """Nothing is changed in a database of something else, not even its journal."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    pages: int = connection.execute("PRAGMA page_count").fetchone()[0]
    return application == APPLICATION or pages == 0


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("letopis_writes") else "BEGIN")


# --- schema ----------------------------------------------------------------------------------------------------------
def _prepare(engine: Engine, where: Place, create: bool, writes: bool) -> None:
    """Check what is there; make or upgrade it where that may be done."""
    with reading(engine) as connection:
        present = _present(connection, where)
    if present == SCHEMA:
        return
    if not present and not (create and writes):
        raise NotALedger(f"{where.shown}: there is no ledger in it; `letopis add … --to` makes one")
    if not writes:
        raise OlderLedger(f"{where.shown}: schema {present}, older than this Letopis ({SCHEMA}), and it may only be read: open it once for writing")
    with writing(engine) as connection:
        present = _present(connection, where)  # another program may have been faster
        if present < SCHEMA:
            upgrade(connection, present)
        if not present:
            connection.execute(text("INSERT INTO meta (key, value) VALUES ('ledger', :uid), ('created', :now)"), {"uid": uuid4().hex, "now": now()})
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _present(connection: Connection, where: Place) -> int:
    """The number of the schema that is there: 0 where there is none yet."""
    tables = set(inspect(connection).get_table_names())
    if "meta" not in tables:
        if connection.dialect.name == "sqlite" and tables:
            raise NotALedger(f"{where.shown}: a database of something else, not a ledger")
        return 0
    found: Any = connection.execute(text("SELECT value FROM meta WHERE key = 'schema'")).scalar()
    if not found:
        raise NotALedger(f"{where.shown}: a database of something else, not a ledger")
    if int(found) > SCHEMA:
        raise NewerLedger(f"{where.shown}: schema {found}, made by a newer Letopis (this one knows {SCHEMA}): upgrade Letopis")
    return int(found)
