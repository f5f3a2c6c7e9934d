"""Removing and checking: nothing of a removed report is left in the files; what was tampered with is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from letopis.model import Reading
from letopis.store import Ledger, Question, removal
from letopis.store.errors import NoSuch
from tests.store.readings import KINDS, Maker, many, sample
from tests.store.test_adding import add

SECRETS = ("Пелагея", "Тайнинская", "шаровоз", "Незнакомый", "опечатница")


def secret(url: str = "https://example.org/secret") -> Reading:
    body = "Депутат Пелагея Тайнинская пообещала шаровоз в Каменске. Каменск ждёт."
    maker = Maker(f"Обещан шаровоз\n\n{body}\n", outlet="Незнакомый вестник", url=url)
    maker.said("Пелагея Тайнинская", "пообещала", "шаровоз в Каменске", "promise")
    maker.done("ждёт", "SUPPORT", ["Пелагея Тайнинская"], (), "Каменск")
    return maker.reading()


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "Пелагея Тайнинская", ("person", ("депутат",)))


def traces(folder: Path) -> set[str]:
    """Secrets in any file of the folder, as they are or in lower case."""
    content = b"".join(p.read_bytes() for p in folder.iterdir())
    return {w for w in SECRETS if w.encode() in content or w.lower().replace("ё", "е").encode() in content}


def test_a_removed_report_leaves_no_trace(opened: Callable[..., Ledger], tmp_path: Path) -> None:
    ledger = opened(tmp_path / "ledger.db")
    (added, *_) = add(ledger, secret(), *many(60))
    row = ledger.entries_of(added.report)[0]
    ledger.edit(row.uid, {"act": "say"}, "Анна", "опечатница писала")
    other = next(r for r in ledger.list(Question()).rows if r.report != added.report)
    ledger.merge(row.parties[0].entity or "", other.parties[0].entity or "", "Анна", "опечатница") if other.who == "Ирина Белова" else None
    assert traces(tmp_path) >= {"Пелагея", "шаровоз", "Незнакомый"}
    ledger.remove([added.report])
    ledger.close()
    assert traces(tmp_path) == set()
    assert not list(opened(tmp_path / "ledger.db").check())


def test_wiping_that_was_cut_off_is_finished(opened: Callable[..., Ledger], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = opened(tmp_path / "ledger.db")
    (added, *_) = add(ledger, secret(), *many(60))

    def cut_off(engine: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(removal, "purge", cut_off)
    with pytest.raises(KeyboardInterrupt):
        ledger.remove([added.report])
    ledger.close()
    assert traces(tmp_path)
    monkeypatch.undo()
    opened(tmp_path / "ledger.db").close()
    assert traces(tmp_path) == set()


def test_removing(ledger: Ledger) -> None:
    (first, *_) = add(ledger, secret(), *many(3))
    add(ledger, replace(secret(), report=replace(secret().report, text=secret().report.text + "Правка.\n")))
    before = ledger.count(Question())
    row = ledger.entries_of(first.report)[0]
    ledger.reject(row.uid, "Анна", "проба")
    ledger.remove([first.report])
    assert ledger.count(Question()) == before - 2
    assert ledger.count(Question(words="шаровоз")) == 0
    assert not ledger.corrections()
    assert "Незнакомый вестник" not in ledger.outlets()
    assert ledger.find_entities("Пелагея") == ()
    assert [p.reports for p in ledger.find_entities("Северия")] == [3]
    for uid in (row.uid, first.report):
        with pytest.raises(NoSuch):
            ledger.entry(uid) if uid.startswith("s") else ledger.report(uid)
    with pytest.raises(NoSuch):
        ledger.remove([first.report])
    assert not list(ledger.check())


def test_all_or_none(ledger: Ledger) -> None:
    (first, *_) = add(ledger, secret(), *many(3))
    with pytest.raises(NoSuch):
        ledger.remove([first.report, "rnone"])
    assert ledger.report(first.report)


def test_a_sound_ledger_passes(ledger: Ledger) -> None:
    (added, *_) = add(ledger, sample(), *many(5))
    add(ledger, replace(sample(), problems=("again",)))
    ledger.reject(ledger.entries_of(added.report)[1].uid, "Анна", "проба")
    ledger.edit(ledger.entries_of(added.report)[0].uid, {"time": "2022-05-01"}, "Анна", "проба")
    assert list(ledger.check()) == []


TAMPERING = {
    "UPDATE entries SET evidence = 'иное' WHERE local = 's1'": "its span says",
    "UPDATE entries SET cue_end = cue_end + 1 WHERE local = 'e1'": "hangs on",
    "UPDATE versions SET sha256 = 'x'": "not the one that was read",
    "UPDATE versions SET current = 0": "without exactly one current version",
    "DELETE FROM appearances": "appear nowhere",
    "UPDATE entries SET live = 0 WHERE local = 's1'": "the index has",
    "UPDATE versions SET reading = sha256": "reading is damaged",
}


@pytest.mark.parametrize("sql", TAMPERING)
def test_tampering_is_found(ledger: Ledger, sql: str) -> None:
    add(ledger, sample())
    with ledger.writing() as connection:
        connection.execute(text(sql if "sha256" not in sql or connection.dialect.name == "sqlite" else sql.replace("= sha256", "= 'x'")))
    found = " ".join(ledger.check())
    assert TAMPERING[sql] in found


def test_damage_of_the_file_is_found(opened: Callable[..., Ledger], tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = opened(path)
    add(ledger, *many(50))
    ledger.close()
    with sqlite3.connect(path) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entries_uid'").fetchone()[0]
    data = bytearray(path.read_bytes())
    page = (root - 1) * 4096
    data[page + 100 : page + 1100] = b"\xff" * 1000
    path.write_bytes(data)
    from letopis.store.errors import LedgerError

    try:
        found = list(opened(path, create=False, writes=False).check())
    except LedgerError as error:
        found = [str(error)]
    assert found
