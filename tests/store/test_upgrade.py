"""Upgrades: a ledger of the first schema, with rows in it, becomes what a new ledger is, and what is declared is what the steps make."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, inspect, text

from letopis.store import Ledger, Question, connect, index, migrations, schema
from letopis.store.errors import OlderLedger
from tests.store.readings import sample
from tests.store.test_adding import add

ROWS = Path(__file__).parent / "schema_1.sql"
"""The rows of a ledger that the program of schema 1 wrote: `sample()`, with an edit, a rejection and a merge; one statement a line."""
STEPS_SHA256 = {
    1: "efcc8f7f5d1c32fe33de4aabb6b89a90d4859ce919af63f6cadbf2e152cc8a41",
    2: "b796c1cceb7a3e17a036b92649638977e4454a380811e14bcbaf99d5244a4558",
}
"""Number of a released schema -> hash of the SQL of the step to it."""


def shape(connection: Connection) -> dict[str, Any]:
    """Tables with their columns, keys and indexes, as the database knows them."""
    known = inspect(connection)
    skip = ("entry_words", "indexed")
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in known.get_columns(table)],
            known.get_pk_constraint(table)["constrained_columns"],
            sorted((tuple(i["column_names"]), bool(i["unique"])) for i in known.get_indexes(table)),
            sorted((tuple(k["constrained_columns"]), k["referred_table"]) for k in known.get_foreign_keys(table)),
        )
        for table in known.get_table_names()
        if not table.startswith(skip)
    }


def test_what_is_declared_is_what_is_made(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        made = shape(connection)
        assert set(made) == set(schema.metadata.tables)
        for name, table in schema.metadata.tables.items():
            columns, key, indexes, _ = made[name]
            assert [(c.name, c.nullable) for c in table.columns] == [(n, null) for n, _, null in columns], name
            assert [c.name for c in table.primary_key.columns] == key, name
            declared = {tuple(c.name for c in i.columns) for i in table.indexes} | {(c.name,) for c in table.columns if c.unique}
            assert declared == {i for i, _ in indexes} | ({("uid",)} & declared) | ({("folded",)} & declared), name


@pytest.mark.parametrize("number", STEPS_SHA256)
def test_released_steps_are_never_changed(number: int) -> None:
    engine = create_engine("sqlite://")
    told: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, *more: told.append(statement))
    with engine.begin() as connection:
        for step in migrations.MIGRATIONS[: number - 1]:
            step(connection)
        told.clear()
        migrations.MIGRATIONS[number - 1](connection)
    assert sha256("\n".join(told).encode()).hexdigest() == STEPS_SHA256[number], "add a step of your own instead"


def of_schema(target: str, number: int, rows: bool = False) -> None:
    """A ledger as the program of that schema made it, empty or with the rows of schema 1."""
    place = connect.place(target)
    engine = create_engine(f"sqlite:///{place.path}" if place.path else place.url)
    with engine.begin() as connection:
        migrations.upgrade(connection, 0, number)
        if rows:
            connection.execute(text("DELETE FROM meta"))
            insert_rows(connection)
        else:
            connection.execute(text("INSERT INTO meta (key, value) VALUES ('ledger', 'old'), ('created', '2026-01-01T00:00:00+00:00')"))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {connect.APPLICATION}")
    engine.dispose()


def insert_rows(connection: Connection) -> None:
    """The rows of `ROWS`, in the dialect of the database; the index from the tokens that SQLite keeps."""
    postgres = connection.dialect.name == "postgresql"
    for line in ROWS.read_text(encoding="utf-8").split("\n"):
        if line.startswith("INSERT INTO indexed"):
            packed = bytes.fromhex(line.partition("X'")[2].partition("'")[0])
            for entry in zlib.decompress(packed).decode().split("\n"):
                key, _, tokens = entry.partition(" ")
                value = index.tsvector(tokens.split(" ")) if postgres else tokens
                connection.execute(index.INSERT[connection.dialect.name], {"id": int(key), "tokens": value})
        if line and not (postgres and "INTO indexed" in line):
            connection.exec_driver_sql(re.sub(r"X'([0-9a-f]*)'", r"'\\x\1'", line).replace("%", "%%") if postgres else line)


def test_the_rows_of_the_first_schema_live_on(target: str, opened: Callable[..., Ledger]) -> None:
    of_schema(target, 1, rows=True)
    ledger = opened(target, create=False)
    assert list(ledger.check()) == []
    rows = {r.local: r for r in ledger.entries_of(ledger.list(Question()).rows[0].report)}
    assert [(name, r.review, r.status, r.live) for name, r in rows.items()] == [
        ("s1", None, None, True),
        ("e1", None, "planned", True),
        ("e2", "edited", "planned", True),
        ("e3", "rejected", "happened", False),
        ("s2", None, None, True),
    ]
    assert ledger.count(Question(words="ракеты")) == 1
    assert ledger.count(Question(entity=rows["e1"].parties[0].entity, roles="w")) == 2
    assert ledger.report(rows["s1"].report).reading == sample()
    assert [a.what for a in add(ledger, sample())] == ["unchanged"]
    assert [a.what for a in add(ledger, replace(sample(), problems=("again",)))] == ["reread"]
    assert {(r.uid, r.review, r.status) for r in ledger.entries_of(rows["s1"].report)} == {(r.uid, r.review, r.status) for r in rows.values()}
    ledger.withdraw(ledger.corrections(rows["e2"].uid)[0].uid, "Анна", "проба")
    assert ledger.entry(rows["e2"].uid).status == "happened"
    ledger.remove([rows["s1"].report])
    assert list(ledger.check()) == []


@pytest.mark.parametrize("number", range(1, migrations.SCHEMA + 1))
def test_every_older_schema_becomes_the_present_one(target: str, number: int, opened: Callable[..., Ledger], ledger_elsewhere: Ledger) -> None:
    of_schema(target, number)
    if number < migrations.SCHEMA:
        with pytest.raises(OlderLedger):
            opened(target, create=False, writes=False)
    upgraded = opened(target, create=False)
    with upgraded.reading() as one, ledger_elsewhere.reading() as other:
        if one.dialect.name == other.dialect.name:
            assert shape(one) == shape(other)
        assert one.execute(text("SELECT value FROM meta WHERE key = 'schema'")).scalar() == str(migrations.SCHEMA)
        assert one.execute(text("SELECT value FROM meta WHERE key = 'ledger'")).scalar() == "old"
    add(upgraded, sample())
    assert upgraded.count(Question()) == 5
    assert list(upgraded.check()) == []


@pytest.fixture
def ledger_elsewhere(tmp_path: Any, opened: Callable[..., Ledger]) -> Ledger:
    return opened(tmp_path / "new.db")
