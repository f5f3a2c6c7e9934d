"""The commands that keep a ledger, as a user meets them: what they print, their exit codes, their errors in one line."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from letopis.cli import main
from letopis.keeping.parser import LISTS
from letopis.store import Question, open_ledger

FIRST = """Ледокол вышел в море

Губернатор Илья Береговой сообщил, что ледокол вышел из порта в пятницу. «Мы построим новый причал», — пообещал он.
"""
SECOND = """Суд отпустил капитана

Суд Приозёрья 4 марта 2024 года освободил капитана Павла Степняка. Адвокат Нина Лугова заявила, что ракет на борту не было.
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a ledger of two reports; gives exit code, output and errors."""
    monkeypatch.setenv("LETOPIS_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("LETOPIS_AUTHOR", "Анна")
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")

    def running(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(a) for a in arguments])
        return code, *capsys.readouterr()

    code, out, err = running("add", tmp_path / "first.txt", "--published", "2024-03-09", "--outlet", "Вестник")
    assert (code, err) == (0, "")
    assert "1 report (1 new)" in out
    assert running("add", tmp_path / "second.txt", "--published", "2024-03-05", "--outlet", "Залив")[0] == 0
    return running


def uids(run: Run, *filters: str) -> list[str]:
    return [json.loads(line)["uid"] for line in run("list", "--format", "jsonl", *filters)[1].splitlines()]


def test_adding_again_reads_nothing(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("add", tmp_path / "first.txt", "--published", "2024-03-09", "--outlet", "Вестник")
    assert (code, out.split(": ")[-1]) == (0, "1 report (1 unchanged), 0 entries written\n")
    assert "1 unchanged" in run("add", "--again", tmp_path / "first.txt", "--published", "2024-03-09", "--outlet", "Вестник")[1]
    assert run("show")[1].count("1 unchanged") == 2


def test_a_reading_that_breaks_off_takes_no_place(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = uids(run)

    def broken(reports: object) -> None:
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr("letopis.api.read_many", broken)
    monkeypatch.setattr("letopis.api.read", broken)
    code, out, err = run("add", "--again", tmp_path / "first.txt", "--published", "2024-03-09", "--outlet", "Вестник")
    assert (code, out.split(": ")[-1]) == (1, "0 reports, 0 entries written\n")
    assert "reading failed" in err
    assert uids(run) == before


def test_lists_for_people(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in ("60", "100", "160"):
        monkeypatch.setenv("COLUMNS", columns)
        code, out, _ = run("list")
        assert code == 0
        assert max(map(len, out.split("\n"))) <= int(columns)
        days = [line for line in out.split("\n") if line[:2] == "20"]
        assert days == sorted(days, reverse=True)
        assert "Береговой" in out and "promise" in out


@pytest.mark.parametrize("form", LISTS)
def test_lists_for_programs(run: Run, form: str) -> None:
    out = run("search", "ракеты", "--format", form)[1]
    if form == "csv":
        (row,) = csv.DictReader(io.StringIO(out))
        assert (row["who"], row["outlet"], row["chain"]) == ("Нина Лугова", "Залив", "Залив <- Нина Лугова")
    elif form != "text":
        (found,) = json.loads(out) if form == "json" else [json.loads(out)]
        assert (found["who"], found["first"], found["chain"]) == ("Нина Лугова", "2024-03-05", ["Залив", "Нина Лугова"])


def test_filters(run: Run) -> None:
    assert len(uids(run, "--who", "Береговой")) == 2
    assert len(uids(run, "--who", "берегового", "--act", "promise")) == 1
    assert len(uids(run, "--outlet", "залив", "--event", "RETREAT", "--status", "happened")) == len(uids(run, "--outlet", "залив", "--kind", "event"))
    assert uids(run, "--since", "2024-03-06") == [u for u in uids(run) if u in uids(run, "--outlet", "Вестник")]
    assert uids(run, "--oldest") == uids(run)[::-1]
    assert len(uids(run, "--limit", "1")) == 1
    assert run("list", "--count")[1] == f"{len(uids(run))}\n"
    assert run("search", "дирижабль")[0] == 1
    assert run("list", "--since", "вчера")[::2] == (2, "letopis: --since вчера: no date of the calendar, write it as 2022-05-19, 2022-05 or 2022\n")


def test_a_filter_that_nothing_can_fit_is_told(run: Run) -> None:
    code, _, err = run("list", "--act", "treaten")
    assert code == 2
    assert err.startswith("letopis: --act treaten: no act; is threaten meant? there are say, confirm, ")
    assert run("list", "--event", "assault", "--count")[0] == 0
    assert "no status; there are happened" in run("search", "ракеты", "--status", "maybe")[2]
    assert "`letopis correct history` names the rejected ones" in run("list", "--review", "rejected")[2]
    assert run("list", "--outlet", "вестник севера")[::2] == (1, "letopis: no entry fits; no outlet is called вестник севера, but there is Вестник\n")
    assert run("list", "--outlet", "зали")[2] == "letopis: no entry fits; no outlet is called зали, but there is Залив\n"
    assert run("list", "--outlet", "Глобус")[2] == "letopis: no entry fits; no outlet is called Глобус\n"


def test_show(run: Run) -> None:
    uid = uids(run, "--act", "promise")[0]
    code, out, _ = run("show", uid[:9])
    assert code == 0
    assert "⟦Мы построим новый причал⟧" in " ".join(out.split()) and "Вестник <- Илья Береговой" in out
    entry = json.loads(run("show", uid, "--format", "json")[1])
    report = run("show", entry["report"])[1]
    assert "Ледокол вышел в море" in report and uid[:9] in report
    person = run("show", entry["parties"][0]["entity"])[1]
    assert "Илья Береговой" in person and "губернатор" in person.lower()
    assert "reports      2" in run("show")[1]
    assert run("show", "sxxxxxxxxx")[::2] == (1, "letopis: sxxxxxxxxx: nothing goes by that uid\n")
    assert run("show", "x")[0] == 1


def test_a_silent_edit_is_told_and_shown(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.jsonl"
    for text in (FIRST, FIRST.replace("в пятницу", "в субботу")):
        page.write_text(json.dumps({"id": "p", "text": text, "url": "https://example.org/p", "published": "2024-03-09"}) + "\n", encoding="utf-8")
        out = run("add", page)[1]
    assert "https://example.org/p has another text than before (version 2)" in out
    both = tmp_path / "both.jsonl"
    texts = (FIRST, FIRST.replace("в пятницу", "в субботу"))
    lines = [json.dumps({"id": "p", "text": text, "url": "https://example.org/p", "published": "2024-03-09"}) for text in texts]
    both.write_text("\n".join(lines), encoding="utf-8")
    again = run("add", both)[1].split(": ", 1)[1]
    assert again == "2 reports (1 unchanged, 1 with a text that was replaced since; --restored makes it the newest again), 0 entries written\n"
    (tmp_path / "restored.jsonl").write_text(lines[0], encoding="utf-8")
    assert "(version 3)" in run("add", "--restored", tmp_path / "restored.jsonl")[1]
    assert "(version 4)" in run("add", "--restored", page)[1]
    command = out.split("letopis ")[1].split("\n")[0].split()
    assert "вышел из порта в [-пятницу-]{+субботу+}" in run(*command)[1]
    assert "в пятницу" in run("show", command[1], "--version", "1")[1]


def test_correcting(run: Run, tmp_path: Path) -> None:
    promise, other = uids(run, "--who", "Береговой")
    assert run("correct", "accept", promise)[0] == 0
    assert run("correct", "reject", other)[::2] == (1, "letopis: a correction needs its reason\n")
    made = run("correct", "reject", other, "--reason", "проба")[1].split()[-1]
    assert uids(run, "--who", "Береговой") == [promise]
    assert run("correct", "withdraw", made, "--reason", "ошибка")[0] == 0
    assert run("correct", "edit", other, "act=deny", "who=Павел Степняк; ", "time=2024-03", "--reason", "проба")[0] == 0
    assert uids(run, "--who", "Степняк", "--act", "deny") == [other]
    history = run("correct", "history", other)[1]
    assert [word in history for word in ("reject", "withdrawn (ошибка)", "edit act", "Анна")] == [True] * 4
    assert "no field" in run("correct", "edit", other, "status=planned", "--reason", "проба")[2]
    assert "FIELD=VALUE" in run("correct", "edit", other, "deny", "--reason", "проба")[2]
    lines = run("correct", "export")[1]
    (tmp_path / "c.jsonl").write_text(lines, encoding="utf-8")
    assert "0 corrections taken in" in run("correct", "import", tmp_path / "c.jsonl")[1]
    (tmp_path / "c.jsonl").write_text('{"correction": 1}\n', encoding="utf-8")
    assert "c.jsonl:1:" in run("correct", "import", tmp_path / "c.jsonl")[2]


def test_merging_by_name(run: Run) -> None:
    assert run("correct", "merge", "Павел Степняк", "Илья Береговой", "--reason", "проба")[0] == 0
    assert "nobody" in run("correct", "merge", " ", "Илья Береговой", "--reason", "проба")[2]
    assert run("correct", "merge", "Дирижабль", "Илья Береговой", "--reason", "проба")[::2] == (
        1,
        "letopis: Дирижабль: no entity goes by that name or uid\n",
    )


def test_check_and_remove(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("check")
    assert (code, "all is well, 2 reports" in out) == (0, True)
    report = json.loads(run("list", "--format", "json", "--outlet", "Вестник")[1])[0]["report"]
    assert run("remove", report[:8])[0] == 0
    assert uids(run, "--outlet", "Вестник") == []
    with sqlite3.connect(tmp_path / "ledger.db") as raw:
        raw.execute("UPDATE entries SET evidence = 'иное'")
    code, out, _ = run("check")
    assert (code, "its span says" in out) == (1, True)


def test_a_ledger_in_postgres(run: Run, tmp_path: Path, postgres: str) -> None:
    assert run("add", tmp_path / "first.txt", "--to", postgres)[0] == 0
    (row,) = json.loads(run("search", "причалы", "--format", "json", "--ledger", postgres)[1])
    assert run("correct", "accept", row["uid"], "--ledger", postgres)[0] == 0
    assert "(accepted)" in run("list", "--ledger", postgres)[1]
    assert "Анна: accept" in run("show", row["uid"], "--ledger", postgres)[1]
    assert run("remove", row["report"], "--ledger", postgres)[0] == 0
    assert "0 reports" in run("check", "--ledger", postgres)[1]


def test_errors_are_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "not.db").write_bytes(b"something else entirely, long enough to be looked at as a header of a database" * 20)
    for command in (["list"], ["check"], ["search", "ракеты"], ["show"], ["remove", "r1234567"]):
        for ledger, words in ((tmp_path / "none.db", "no such ledger"), (tmp_path / "not.db", "not a ledger"), (tmp_path, "a folder")):
            code, out, err = run(*command, "--ledger", ledger)
            assert (code, out, err.count("\n")) == (1, "", 1)
            assert words in err
    assert not (tmp_path / "none.db").exists()
    assert "no folder" in run("add", tmp_path / "first.txt", "--to", tmp_path / "no" / "ledger.db")[2]


def test_the_commands_keep_what_the_library_reads(run: Run, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.count(Question()) == len(uids(run))
        (second, first) = ledger.runs()[::-1]
        assert first["finished"] and second["finished"]
        assert any(name.endswith("ru/speech_verbs.tsv") for name in json.loads(str(first["tables"])))
