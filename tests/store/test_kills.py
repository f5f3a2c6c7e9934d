"""`kill -9` at any moment: the ledger opens, is sound, and has each report wholly or not at all, among them all that were told to be stored."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from letopis.store import Ledger

ROUNDS = 50
LONGEST_S = 0.6
ENTRIES = 2
"""Of each report that is added."""


def killed_after(target: str, seconds: float) -> set[str]:
    """Add to a ledger for a while after it was opened, kill the program; gives the reports that it said it had stored."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(("src", "."))}
    command = [sys.executable, "-m", "tests.store.adds_forever", target]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=Path(__file__).parents[2], text=True)
    assert program.stdout is not None
    if seconds >= 0:
        program.stdout.readline()
        time.sleep(seconds)
    program.send_signal(signal.SIGKILL)
    told, _ = program.communicate()
    return {line.split()[0] for line in told.split("\n")[:-1] if line.startswith("r")}


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_at_random_moments(database: str, request: pytest.FixtureRequest, tmp_path: Path, opened: Callable[..., Ledger]) -> None:
    target = str(tmp_path / "ledger.db") if database == "sqlite" else str(request.getfixturevalue("postgres"))
    chance = random.Random(20)
    stored: set[str] = set()
    for number in range(ROUNDS if database == "sqlite" else ROUNDS // 5):
        stored |= killed_after(target, chance.random() * LONGEST_S)
        ledger = opened(target, create=True)
        assert list(ledger.check()) == [], f"kill {number}"
        with ledger.reading() as connection:
            known = set(connection.execute(text("SELECT uid FROM reports")).scalars())
            whole = "SELECT count(*) FROM versions v WHERE (SELECT count(*) FROM entries e WHERE e.version_id = v.id) <> :entries"
            assert connection.execute(text(whole), {"entries": ENTRIES}).scalar() == 0, f"kill {number}"
        assert stored <= known, f"kill {number}"
        ledger.close()
    assert len(stored) > ROUNDS // 5


@pytest.mark.slow
def test_killed_while_it_is_made(tmp_path: Path, opened: Callable[..., Ledger]) -> None:
    """Before the ledger is even there: what was begun is either nothing or a ledger."""
    for number in range(10):
        target = tmp_path / f"{number}.db"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(("src", "."))}
        code = f"from letopis.store import open_ledger; print(1, flush=True); open_ledger({str(target)!r}, create=True); print(2, flush=True)"
        program = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True)
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(number * 0.01)
        program.send_signal(signal.SIGKILL)
        program.communicate()
        assert list(opened(target, create=True).check()) == []
