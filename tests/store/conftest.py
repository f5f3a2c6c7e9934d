"""One suite for both databases: `ledger` is a new ledger in a SQLite file, then in PostgreSQL.

PostgreSQL is where LETOPIS_POSTGRES says; `make test-postgres` starts one and sets it. Without it those tests are skipped, and the summary says so.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from letopis.languages.ru.morphology import RussianMorphology
from letopis.store import Ledger, open_ledger

SERVER = os.environ.get("LETOPIS_POSTGRES")
MISSING = "PostgreSQL was not tested: no server in LETOPIS_POSTGRES; `make test-postgres` starts one"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if any(MISSING in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(MISSING, yellow=True)


@pytest.fixture(scope="session")
def morphology() -> RussianMorphology:
    return RussianMorphology()


@pytest.fixture
def postgres() -> Iterator[str]:
    """A new empty database; its URL."""
    if SERVER is None:
        pytest.skip(MISSING)
    import psycopg

    name = f"test_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield SERVER.rpartition("/")[0] + f"/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made."""
    return str(tmp_path / "ledger.db") if request.param == "sqlite" else str(request.getfixturevalue("postgres"))


@pytest.fixture
def opened(morphology: RussianMorphology) -> Iterator[Callable[..., Ledger]]:
    """Opens ledgers, and closes them at the end."""
    ledgers: list[Ledger] = []

    def opening(where: str | Path, *, create: bool = True, writes: bool = True) -> Ledger:
        ledgers.append(open_ledger(where, morphology, create=create, writes=writes))
        return ledgers[-1]

    yield opening
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(target: str, opened: Callable[..., Ledger]) -> Ledger:
    """A new ledger."""
    return opened(target)
