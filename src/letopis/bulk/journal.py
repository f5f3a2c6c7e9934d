"""Remembers which parts of a run are written, in one SQLite file beside them: what is committed there is on disk, whatever was killed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME = "_journal.sqlite"
"""Readers of a folder of Parquet files pass over names that begin with an underscore."""
SCHEMA = """
create table if not exists option (name text primary key, value text not null);
create table if not exists part (
    number integer primary key, items integer not null, rows integer not null, digest blob not null,
    problems integer not null, problem_bytes integer not null, marked integer not null
);
"""


class JournalError(RuntimeError):
    """A journal that cannot be gone on with; the message names the mend."""


@dataclass(frozen=True, slots=True)
class Part:
    """One finished part: `items` of the inputs went into it and gave `rows`; `digest` is of those items.

    `problems` and `problem_bytes` are the length of the problems file after it, in lines and bytes; `marked` its duplicates.
    """

    number: int
    items: int
    rows: int
    digest: bytes
    problems: int
    problem_bytes: int
    marked: int


class Journal:
    """The open journal of one output folder; a second run into the same folder is refused."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def settle(self, options: Mapping[str, object]) -> None:
        """Hold the options of this run against those of the run that is gone on with, or note them."""
        known = {name: json.loads(value) for name, value in self.database.execute("select name, value from option")}
        for name, value in options.items():
            if name in known and known[name] != value:
                raise JournalError(f"this run was begun with {name} {known[name]}, not {value}; give the same, or another --out")
        self.database.executemany("insert or ignore into option values (?, ?)", [(n, json.dumps(v)) for n, v in options.items()])
        self.database.commit()

    def parts(self) -> list[Part]:
        return [Part(*row) for row in self.database.execute("select * from part order by number")]

    def commit(self, part: Part) -> None:
        """The part's file is on disk: with this, it counts."""
        self.database.execute("insert into part values (?, ?, ?, ?, ?, ?, ?)", [getattr(part, k) for k in Part.__slots__])
        self.database.commit()


@contextmanager
def open_journal(folder: Path) -> Iterator[Journal]:
    """The journal of `folder`, made if need be. Raises `JournalError` if another run holds it or it is no journal."""
    database = sqlite3.connect(folder / NAME, timeout=1)
    try:
        database.execute("pragma locking_mode = exclusive")
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = full")
        database.executescript(f"begin immediate; {SCHEMA} commit;")
        yield Journal(database)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise JournalError("another run writes there; wait for it, or give another --out") from None
        raise
    except sqlite3.DatabaseError:
        raise JournalError(f"{NAME} is damaged; give another --out") from None
    finally:
        database.close()
