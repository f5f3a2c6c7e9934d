"""What can go wrong with a ledger, in one clear line each. No error leaves a ledger half written: every change is one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError


class LedgerError(Exception):
    """The ledger cannot do what was asked; the message says why, and what mends it."""


class NoLedger(LedgerError):
    """There is no ledger at that place."""


class NotALedger(LedgerError):
    """There is something at that place, but not a ledger."""


class NewerLedger(LedgerError):
    """The ledger was written by a newer Letopis."""


class OlderLedger(LedgerError):
    """The ledger has an older schema and cannot be upgraded, as it may only be read."""


class LockedLedger(LedgerError):
    """Another program is writing."""


class ReadOnlyLedger(LedgerError):
    """The file, or the user, may only read."""


class FullDisk(LedgerError):
    """No space is left; what was committed before is safe."""


class DamagedLedger(LedgerError):
    """The database itself reports damage."""


class Unfit(LedgerError):
    """Another version stored a reading in a way that this one cannot understand; `letopis add --again` reads the report anew."""


class NoSuch(LedgerError):
    """Nothing in the ledger goes by that name or id."""


class BadQuery(LedgerError):
    """A question that cannot be asked."""


class BadCorrection(LedgerError):
    """A correction that cannot be made."""


SQLITE_ERRORS: tuple[tuple[str, type[LedgerError], str], ...] = (
    ("SQLITE_FULL", FullDisk, "the disk is full: make space and run the command again, nothing was half written"),
    ("SQLITE_IOERR", FullDisk, "the disk cannot be written or read (full, or failing): the ledger keeps what was committed before"),
    ("SQLITE_READONLY", ReadOnlyLedger, "the ledger is read-only: check the rights of the file and of its folder"),
    ("SQLITE_BUSY", LockedLedger, "another program is writing to the ledger: try again when it is done"),
    ("SQLITE_LOCKED", LockedLedger, "another program is writing to the ledger: try again when it is done"),
    ("SQLITE_NOTADB", NotALedger, "the file is not a ledger"),
    ("SQLITE_CORRUPT", DamagedLedger, "the file is damaged: run `letopis check`, or take the last backup"),
    ("SQLITE_CANTOPEN", NoLedger, "the file cannot be opened: check that it and its folder exist and may be used"),
)
"""Start of SQLite's error name -> ours and its words, the first that fits."""

POSTGRES_ERRORS: tuple[tuple[str, type[LedgerError], str], ...] = (
    ("53100", FullDisk, "the server's disk is full: nothing was half written"),
    ("53", LockedLedger, "the server has no room for this now (connections, memory): try again later"),
    ("25006", ReadOnlyLedger, "the server takes no changes now (a read-only transaction or a standby)"),
    ("42501", ReadOnlyLedger, "this user of the server may not do that"),
    ("55P03", LockedLedger, "another program is writing to the ledger: try again when it is done"),
    ("40", LockedLedger, "another program changed the same rows: try again"),
    ("3D000", NoLedger, "the server has no such database: create it first (createdb)"),
    ("28", NoLedger, "the server refuses this user or password"),
    ("08", NoLedger, "the server does not answer"),
    ("57", NoLedger, "the server is shutting down or starting: try again"),
    ("XX", DamagedLedger, "the server reports damage"),
)
"""Start of an SQLSTATE -> ours and its words, the first that fits."""

CONNECTING: tuple[tuple[str, str], ...] = (
    ("database", "the server has no such database: create it first (createdb)"),
    ("role", "the server refuses this user or password"),
    ("password", "the server refuses this user or password"),
    ("connection", "the server does not answer"),
)
"""Word in what the driver says when it cannot connect (it gives no SQLSTATE then) -> ours, the first that is found."""


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Errors of the database driver become errors of ours that name the ledger `where`."""
    try:
        yield
    except DBAPIError as error:
        raise plain(error, where) from error
    except sqlite3.Error as error:
        raise _from_driver(error, where) from error


def plain(error: DBAPIError, where: str) -> LedgerError:
    """The error of ours for one of the database."""
    return _from_driver(error.orig, where) if error.orig is not None else LedgerError(f"{where}: {error}")


def _from_driver(error: BaseException, where: str) -> LedgerError:
    name = getattr(error, "sqlite_errorname", None)
    state = getattr(error, "sqlstate", None)
    for code, table in ((name, SQLITE_ERRORS), (state, POSTGRES_ERRORS)):
        for start, kind, words in table:
            if code and code.startswith(start):
                return kind(f"{where}: {words}")
    if "fts5" in str(error):
        return LedgerError(f"{where}: the SQLite of this Python lacks FTS5, its index of words: take another build of Python, or PostgreSQL")
    if state is None and name is None:
        for words_of_server, words in CONNECTING:
            if words_of_server in str(error):
                return NoLedger(f"{where}: {words}")
    return LedgerError(f"{where}: {' '.join(str(error).split())}")
