"""Faults: a full disk, rights that are missing, a lock, a ledger of a newer program, a file of something else. One clear error, nothing harmed."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from letopis.store import Ledger, LedgerError, Question, connect, open_ledger
from letopis.store.errors import DamagedLedger, FullDisk, LockedLedger, NewerLedger, NoLedger, NotALedger, ReadOnlyLedger
from tests.store.readings import many, sample
from tests.store.test_adding import add

NOBODY = 65534


def as_nobody(action: Callable[[], object]) -> str:
    """Run `action` in a child without root's rights; gives the name of the error of ours that it raised, or an empty string."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        name = "died"
        try:
            os.setgroups([]) if os.getuid() == 0 else None
            os.setuid(NOBODY) if os.getuid() == 0 else None
            action()
            name = ""
        except LedgerError as error:
            name = type(error).__name__
        finally:
            os.write(write, name.encode())
            os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as told:
        return told.read()


@pytest.fixture
def path(tmp_path: Path, opened: Callable[..., Ledger]) -> Path:
    """A closed ledger of one report, in a folder that anybody may enter."""
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.name.startswith(("pytest-", "test_")) or folder == tmp_path:
            folder.chmod(0o755)
    ledger = opened(tmp_path / "ledger.db")
    add(ledger, sample())
    ledger.close()
    return tmp_path / "ledger.db"


def sound(path: Path, entries: int) -> None:
    with open_ledger(path) as ledger:
        assert list(ledger.check()) == []
        assert ledger.count(Question()) == entries


def test_a_full_disk_by_a_limit_of_size(path: Path) -> None:
    """A child may not let any file grow beyond a limit: what cannot be stored is refused, what was stored before stays."""
    limit = path.stat().st_size + 150_000

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with open_ledger(path) as ledger:
            add(ledger, *many(2000))

    path.chmod(0o666)
    path.parent.chmod(0o777)
    assert as_nobody(fill) == "FullDisk"
    with open_ledger(path) as ledger:
        assert list(ledger.check()) == []
        assert ledger.count(Question(act=("accuse",))) == 1
        add(ledger, *many(10))
        assert list(ledger.check()) == []


def test_a_full_disk_by_a_small_file_system(tmp_path: Path) -> None:
    """A file system of two megabytes; where none can be mounted, SQLite's own limit of pages stands for it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        os.getuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", disk], capture_output=True, check=False).returncode == 0
    )
    try:
        with open_ledger(disk / "ledger.db", create=True) as ledger:
            if not mounted:
                with ledger.reading() as connection:
                    connection.exec_driver_sql("PRAGMA max_page_count = 400")
            with pytest.raises(FullDisk, match="full"):
                add(ledger, *many(5000))
            assert list(ledger.check()) == []
            kept = ledger.count(Question())
            assert kept > 0 and kept % 2 == 0
        if mounted:
            with open_ledger(disk / "ledger.db", writes=False) as ledger:
                assert ledger.count(Question()) == kept
    finally:
        if mounted:
            subprocess.run(["umount", disk], check=True)


def test_a_file_that_may_only_be_read(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert as_nobody(lambda: add(open_ledger(path), *many(1))) == "ReadOnlyLedger"
        assert as_nobody(lambda: open_ledger(path, writes=False).list(Question(words="ракеты"))) == ""
        assert as_nobody(lambda: open_ledger(path.parent / "new.db", create=True)) == "NoLedger"
    finally:
        path.parent.chmod(0o755)
    sound(path, 5)


def test_a_file_that_may_not_be_read_at_all(path: Path) -> None:
    path.chmod(0)
    assert as_nobody(lambda: open_ledger(path, writes=False)) in {"NoLedger", "ReadOnlyLedger"}
    path.chmod(0o644)
    sound(path, 5)


def test_reading_only_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with open_ledger(path, writes=False) as ledger:
        ledger.list(Question(words="ракеты"))
        with pytest.raises(ReadOnlyLedger):
            add(ledger, *many(1))
    assert path.read_bytes() == before


def test_a_locked_ledger(target: str, opened: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "WAIT_S", 1)
    ledger, other = opened(target), opened(target)
    add(ledger, sample())
    with ledger.writing():
        assert other.count(Question()) == 5
        with pytest.raises(LockedLedger, match="another program"):
            add(other, *many(1))
    assert [a.what for a in add(other, *many(1))] == ["added"]


def test_two_programs_add_at_once(target: str, opened: Callable[..., Ledger]) -> None:
    ledgers = opened(target), opened(target)
    done: list[int] = []

    def work(number: int) -> None:
        done.append(len(add(ledgers[number], *many(60, start=30 * number))))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [60, 60]
    assert ledgers[0].count(Question()) == 2 * 90
    assert list(ledgers[0].check()) == []


def test_readers_see_one_state(ledger: Ledger, target: str, opened: Callable[..., Ledger]) -> None:
    add(ledger, sample())
    other = opened(target)
    with ledger.reading() as connection:
        before = connection.execute(text("SELECT count(*) FROM entries")).scalar()
        add(other, *many(10))
        assert connection.execute(text("SELECT count(*) FROM entries")).scalar() == before == 5


def test_a_ledger_of_a_newer_program(target: str, opened: Callable[..., Ledger]) -> None:
    ledger = opened(target)
    with ledger.writing() as connection:
        connection.execute(text("UPDATE meta SET value = '1000' WHERE key = 'schema'"))
    for writes in (True, False):
        with pytest.raises(NewerLedger, match="newer Letopis"):
            opened(target, create=writes, writes=writes)


def test_an_upgrade_that_fails_changes_nothing(target: str, opened: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch) -> None:
    opened(target)

    def broken(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")  # type: ignore[attr-defined]
        raise RuntimeError("in the middle of an upgrade")

    from letopis.store import migrations

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, broken))
    monkeypatch.setattr(connect, "SCHEMA", migrations.SCHEMA + 1)
    monkeypatch.setattr(connect, "upgrade", lambda c, present: migrations.upgrade(c, present, migrations.SCHEMA + 1))
    with pytest.raises(RuntimeError):
        opened(target)
    monkeypatch.undo()
    ledger = opened(target)
    assert list(ledger.check()) == []
    with ledger.writing() as connection:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))


def test_something_else(tmp_path: Path) -> None:
    text_file, other = tmp_path / "text.db", tmp_path / "other.db"
    text_file.write_text("not a database, but long enough for its header to be looked at\n" * 50, encoding="utf-8")
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE shopping (thing TEXT)")
    before = text_file.read_bytes(), other.read_bytes()
    for path in (text_file, other):
        for create, writes in ((True, True), (False, True), (False, False)):
            with pytest.raises(NotALedger):
                open_ledger(path, create=create, writes=writes)
    assert (text_file.read_bytes(), other.read_bytes()) == before
    assert {p.name for p in tmp_path.iterdir()} == {"text.db", "other.db"}


def test_nothing_there(tmp_path: Path) -> None:
    for target in (tmp_path / "none.db", tmp_path / "no" / "none.db", "mysql://host/db"):
        with pytest.raises(NoLedger):
            open_ledger(target)
    with pytest.raises(NotALedger):
        open_ledger(tmp_path, create=True)
    (tmp_path / "empty.db").touch()
    with pytest.raises(NotALedger):
        open_ledger(tmp_path / "empty.db", writes=False)
    assert (tmp_path / "empty.db").stat().st_size == 0
    with pytest.raises(NoLedger, match="does not answer"):
        open_ledger("postgresql://nobody@127.0.0.1:9/none")


def test_no_password_is_told() -> None:
    with pytest.raises(NoLedger) as told:
        open_ledger("postgresql://somebody:secret@127.0.0.1:9/none")
    assert "secret" not in str(told.value)


def test_a_database_that_is_not_there(postgres: str) -> None:
    with pytest.raises(NoLedger, match="no such database"):
        open_ledger(postgres + "_missing")


def test_a_reader_of_postgres_may_not_write(postgres: str, opened: Callable[..., Ledger]) -> None:
    add(opened(postgres), sample())
    reader = opened(postgres, create=False, writes=False)
    assert reader.count(Question()) == 5
    with pytest.raises(ReadOnlyLedger), reader.writing() as connection:
        connection.execute(text("DELETE FROM parties"))


def test_a_truncated_file_is_told(path: Path) -> None:
    with open_ledger(path) as ledger:
        add(ledger, *many(200))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises((DamagedLedger, NotALedger)), open_ledger(path, writes=False) as ledger:
        found = list(ledger.check())
        raise DamagedLedger(found[0]) if found else AssertionError("nothing was found")


def test_a_command_dies_of_no_fault_with_a_traceback(path: Path) -> None:
    """The whole program, as a user runs it."""
    path.write_bytes(path.read_bytes()[:5000])
    environment = {**os.environ, "PYTHONPATH": "src"}
    done = subprocess.run([sys.executable, "-m", "letopis", "list", "--ledger", path], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
