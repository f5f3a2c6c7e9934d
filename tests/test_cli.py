"""The command line as a user meets it: exit codes, one line a problem, streams, and a start that is felt as instant."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from letopis import commands
from letopis.bulk.parts import ENDINGS
from letopis.cli import FORMATS_BULK, FORMATS_IN, FORMATS_OUT, main
from letopis.export import WRITERS
from letopis.formats import READERS
from letopis.model import Reading, Report

SAMPLES = Path("samples")
TEXT = "Ледокол вышел в море\n\nГубернатор Илья Береговой сообщил, что ледокол вышел из порта в пятницу.\n"
UKRAINIAN = "Губернатор повідомив, що криголам вийшов з порту і повернеться лише в п’ятницю.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "icebreaker.txt"
    path.write_text(TEXT, encoding="cp1251")
    return path


def run(*arguments: str | Path) -> int:
    return main([str(a) for a in arguments])


def usage(*arguments: str | Path) -> None:
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2


def test_a_ledger_for_people(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", text, "--published", "2024-03-05", "--outlet", "Вестник", "--width", "100") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("Ледокол вышел в море\nВестник · 2024-03-05 · ")
    assert "Илья Береговой" in out and " say " in out


def test_columns_are_honoured(text: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    run("read", SAMPLES / "exercise.txt")
    assert max(map(len, capsys.readouterr().out.split("\n"))) <= 60


def test_one_json_line_a_report_in_order(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "--format", "jsonl", SAMPLES / "reports.jsonl", text, SAMPLES / "strike.txt") == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines.pop() == ""
    ledgers = [json.loads(line) for line in lines]
    assert [x["report"]["id"] for x in ledgers] == ["helsinki", "wall", "harbour", str(text), "samples/strike.txt"]
    assert all(x["ledger"] == 1 for x in ledgers)


def test_json_is_an_array(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "--format", "json", text) == 0
    (ledger,) = json.loads(capsys.readouterr().out)
    assert ledger["report"]["text"] == TEXT


def test_json_of_nothing_is_an_empty_array(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "--format", "json", "missing.txt") == 1
    assert json.loads(capsys.readouterr().out) == []


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(TEXT.encode()))))
    assert run("read", "-", "--format", "jsonl") == 0
    assert json.loads(capsys.readouterr().out)["report"]["text"] == TEXT


def test_problems_are_one_line_each_and_stop_nothing(tmp_path: Path, text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "junk.bin").write_bytes(bytes(range(256)) * 99)
    (tmp_path / "long.jsonl").write_text(f'{{"text": "{"а" * 10_000_000}"}}\n{{"text": "Паром ушёл.", "id": "good"}}\n', encoding="utf-8")
    (tmp_path / "ukrainian.txt").write_text(UKRAINIAN, encoding="utf-8")
    names = ["missing.txt", "empty.txt", "junk.bin", "long.jsonl", "ukrainian.txt"]
    assert run("read", "--format", "jsonl", *(tmp_path / n for n in names), tmp_path, text) == 1
    out, err = capsys.readouterr()
    told = err.rstrip("\n").split("\n")
    assert all(line.startswith("letopis: ") for line in told)
    for name, what in zip(names, ["no such file", "no text", "binary", "longer than 4 MB", "Ukrainian"], strict=True):
        (line,) = (t for t in told if str(tmp_path / name) in t)
        assert what in line
    assert len(told) == 6
    ledgers = [json.loads(line) for line in out.rstrip("\n").split("\n")]
    assert [Path(x["report"]["id"]).name for x in ledgers] == ["good", "ukrainian.txt", "icebreaker.txt"]
    assert (ledgers[1]["statements"], ledgers[1]["events"], ledgers[1]["times"]) == ([], [], [])
    assert "Ukrainian" in ledgers[1]["problems"][0]


def test_a_problem_of_a_reading_stands_in_its_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "u.txt").write_text(UKRAINIAN, encoding="utf-8")
    assert run("read", tmp_path / "u.txt") == 1
    out, err = capsys.readouterr()
    assert "the text is in Ukrainian" in out.replace("\n", " ")
    assert err == ""


def test_a_report_that_breaks_the_program_stops_nothing(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from letopis import api

    true_read, true_many = api.read, api.read_many

    def many(reports: list[Report]) -> list[Reading]:
        if any(r.id == "bad" for r in reports):
            raise RuntimeError("a fault")
        return list(true_many(reports))

    def one(report: Report) -> Reading:
        if report.id == "bad":
            raise RuntimeError("a fault")
        return true_read(report)

    monkeypatch.setattr(api, "read_many", many)
    monkeypatch.setattr(api, "read", one)
    good, bad = Report("good", "Паром ушёл."), Report("bad", "Паром пришёл.")
    readings = list(commands.readings_of([good, bad, good]))
    assert [r.report.id for r in readings] == ["good", "bad", "good"]
    assert "a fault" in readings[1].problems[0]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--published", "2022-13-01"], "'2022-13-01' is no date"),
        (["--published", "вчера"], "is no date"),
        (["--published-from", "missing.csv"], "missing.csv: there is no such file"),
        (["--from", "doc"], "invalid choice: 'doc'"),
        (["--format", "xml"], "invalid choice: 'xml'"),
        (["--width", "5"], "is no width"),
        (["--encoding", "klingon"], "is no encoding"),
        (["--encoding", "base64"], "is no encoding"),
    ],
)
def test_a_wrong_command_is_told_in_one_line(text: Path, options: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        assert run("read", text, *options) == 2
    except SystemExit as stop:
        assert stop.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert err.count("\n") == 1


def test_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    usage()
    usage("read")
    assert capsys.readouterr().err.count("\n") == 2


def test_dates_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("2024-03-05.txt", "undated.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    run("read", "--format", "jsonl", "--published-from", "filename", "--published", "2020-01-01", *sorted(tmp_path.iterdir()))
    published = [json.loads(line)["report"]["published"] for line in capsys.readouterr().out.rstrip("\n").split("\n")]
    assert published == ["2024-03-05", "2020-01-01"]


def test_the_choices_are_those_of_readers_and_writers() -> None:
    assert set(FORMATS_IN) == {f.name for f in READERS}
    assert set(FORMATS_OUT) == set(WRITERS)
    assert set(FORMATS_BULK) == set(ENDINGS)


def test_explain(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    assert run("explain", text, "s1", "--outlet", "Вестник") == 0
    out = capsys.readouterr().out
    assert out.startswith("s1: statement, say, indirect\n")
    for told in ("{source Губернатор Илья Береговой} {cue сообщил}", "nsubj", "ru.speech.сообщить", "speech_verbs.tsv:", "Вестник <- "):
        assert told in out


def test_explain_names_what_there_is(capsys: pytest.CaptureFixture[str], text: Path) -> None:
    assert run("explain", text, "s99") == 1
    assert "has no entry 's99'; it has s1, " in capsys.readouterr().err
    assert run("explain", text, "s1", "--report", "nobody") == 1
    assert "there is no report 'nobody'" in capsys.readouterr().err
    assert run("explain", "missing.txt", "s1") == 1


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": "src"}


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_starts_at_once() -> None:
    """Median of ten under 0.2 s of processor time (a busy machine must not fail it); heavy libraries are not even imported."""
    taken = []
    for _ in range(10):
        before = cpu_of_children()
        subprocess.run([sys.executable, "-m", "letopis", "--help"], check=True, capture_output=True, env=environment())
        taken.append(cpu_of_children() - before)
    assert sorted(taken)[5] < 0.2
    heavy = "import sys, letopis.cli; print([m for m in ('numpy', 'slovnet', 'pymorphy3', 'json', 'csv') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], check=True, capture_output=True, text=True, env=environment())
    assert done.stdout.strip() == "[]"


def test_a_closed_pipe_is_no_error(text: Path) -> None:
    command = f"{sys.executable} -m letopis read --format jsonl {' '.join([str(text)] * 20)} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment(), check=True)
    assert done.stderr == ""


def test_output_is_utf8_in_any_locale(text: Path) -> None:
    command = [sys.executable, "-m", "letopis", "read", "--format", "jsonl", str(text)]
    done = subprocess.run(command, capture_output=True, check=True, env={**environment(), "PYTHONIOENCODING": "ascii"})
    assert "Ледокол" in done.stdout.decode("utf-8")
