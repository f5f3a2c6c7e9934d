"""Bulk runs: the output depends on the inputs alone; poison, kills and second runs cost nothing but themselves."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pyarrow import dataset

from letopis.bulk import BulkError, Options, Summary, run
from letopis.bulk.batches import MakeReader
from letopis.bulk.journal import open_journal
from letopis.bulk.pool import Patience
from letopis.formats import Problem
from letopis.model import Report
from tests.bulk.readers import broken, dead, killed_items, quick, text


def reports(count: int) -> list[Report]:
    return [Report(f"r{n}", text(n)) for n in range(count)]


def go(out: Path, items: Iterable[Report | Problem], workers: int = 1, form: str = "jsonl", **more: Any) -> Summary:
    return run(items, Options(out, workers, form, **{"part": 40, "make_reader": quick, **more}))


def ledgers(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted((out / "ledgers").glob("part-*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def problems(out: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (out / "problems.jsonl").read_text("utf-8").splitlines()]


def files(out: Path) -> dict[str, bytes]:
    """What a run leaves, without its journal."""
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file() and not p.name.startswith("_")}


def test_every_report_comes_out_once_and_in_order(tmp_path: Path) -> None:
    summary = go(tmp_path / "o", reports(100), workers=2)
    found = ledgers(tmp_path / "o")
    assert [x["item"] for x in found] == list(range(100))
    assert [x["report"]["id"] for x in found] == [f"r{n}" for n in range(100)]
    assert summary == Summary(100, 0, 0, 0, 3)
    assert len(list((tmp_path / "o" / "ledgers").iterdir())) == 3


@pytest.mark.parametrize("form", ["jsonl", "jsonl.zst", "parquet"])
def test_the_output_does_not_depend_on_the_number_of_workers(tmp_path: Path, form: str) -> None:
    items: list[Report | Problem] = [*reports(90), Report("again", text(3)), Report("slow", "SLOW " + text(99))]
    items.insert(17, Problem("x", "broken", "mend it"))
    items.insert(40, Report("bad", "FAIL"))
    for workers in (1, 3):
        go(tmp_path / str(workers), items, workers, form)
    assert files(tmp_path / "1") == files(tmp_path / "3")
    assert len(problems(tmp_path / "1")) == 2


def test_nothing_gives_an_empty_run(tmp_path: Path) -> None:
    assert go(tmp_path / "o", [Problem("x", "empty", "mend it")]) == Summary(0, 0, 1, 0, 1)
    assert problems(tmp_path / "o")[0]["source"] == "x"


# --- duplicates ------------------------------------------------------------------------------------------------------
def test_duplicates_point_to_the_first(tmp_path: Path) -> None:
    first = text(1, 200)
    items = [
        Report("a", first),
        Report("b", text(2, 200)),
        Report("c", first.upper().replace(" ", ", ") + "!"),
        Report("d", first + " и ещё"),
        Report("e", first[:500]),
    ]
    summary = go(tmp_path / "o", [*items, *reports(60)[10:], Report("f", first)])
    marks = {x["report"]["id"]: (x["duplicate"], x["duplicate_of"], x["duplicate_item"]) for x in ledgers(tmp_path / "o")}
    assert marks["c"] == ("exact", "a", 0)
    assert marks["d"] == ("near", "a", 0)
    assert marks["f"] == ("exact", "a", 0)  # in another part
    assert {marks[k] for k in "abe"} == {(None, None, None)}
    assert summary.duplicates == 3


def test_short_texts_are_never_near(tmp_path: Path) -> None:
    go(tmp_path / "o", [Report("a", text(1, 15)), Report("b", text(1, 14)), Report("c", text(1, 15))])
    assert [x["duplicate"] for x in ledgers(tmp_path / "o")] == [None, None, "exact"]


# --- Parquet ---------------------------------------------------------------------------------------------------------
def test_parquet_holds_what_jsonl_holds(tmp_path: Path) -> None:
    go(tmp_path / "j", [*reports(50), Report("again", text(3))])
    go(tmp_path / "p", [*reports(50), Report("again", text(3))], form="parquet")
    table = dataset.dataset(tmp_path / "p" / "ledgers").to_table().to_pylist()
    assert table == ledgers(tmp_path / "j")


# --- poison ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("poison", "what"), [("HANG", "took longer than"), ("CRASH", "exit code 9")])
def test_a_poison_report_is_named_and_costs_only_itself(tmp_path: Path, poison: str, what: str) -> None:
    items = reports(60)
    items[21] = Report("poison", poison)
    summary = go(tmp_path / "o", items, workers=2, patience=Patience(1.0))
    assert summary.reports == 59
    assert [x["item"] for x in ledgers(tmp_path / "o")] == [n for n in range(60) if n != 21]
    (told,) = problems(tmp_path / "o")
    assert told["source"] == "poison"
    assert what in told["what"]
    assert "21" in told["place"]


def test_a_fault_in_reading_is_told_in_the_ledger_too(tmp_path: Path) -> None:
    items = reports(20)
    items[5] = Report("bad", "FAIL")
    assert go(tmp_path / "o", items).reports == 20
    assert "a fault" in ledgers(tmp_path / "o")[5]["problems"][0]
    assert problems(tmp_path / "o")[0]["source"] == "bad"


@pytest.mark.parametrize(("make_reader", "what"), [(broken, "no weights"), (dead, "exit code 3")])
def test_workers_that_cannot_start_end_the_run(tmp_path: Path, make_reader: MakeReader, what: str) -> None:
    with pytest.raises(BulkError, match=what):
        go(tmp_path / "o", reports(5), make_reader=make_reader)


# --- folders and resumption ------------------------------------------------------------------------------------------
def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    for resume, what in ((False, "not empty"), (True, "no run")):
        with pytest.raises(BulkError, match=what):
            go(tmp_path, reports(5), resume=resume)
    (tmp_path / "o").mkdir()
    with open_journal(tmp_path / "o"), pytest.raises(BulkError, match="another run"):
        go(tmp_path / "o", reports(5), resume=True)
    (tmp_path / "o" / "_journal.sqlite").write_bytes(b"junk" * 1000)
    with pytest.raises(BulkError, match="damaged"):
        go(tmp_path / "o", reports(5), resume=True)


def test_a_finished_run_is_not_run_again(tmp_path: Path) -> None:
    go(tmp_path / "o", reports(50))
    before = files(tmp_path / "o")
    assert go(tmp_path / "o", reports(50), resume=True, make_reader=broken).skipped == 50
    assert files(tmp_path / "o") == before


def test_a_run_goes_on_only_with_the_same_inputs_and_options(tmp_path: Path) -> None:
    go(tmp_path / "o", reports(50))
    with pytest.raises(BulkError, match="inputs are not those"):
        go(tmp_path / "o", reports(51), resume=True)
    with pytest.raises(BulkError, match="format"):
        go(tmp_path / "o", reports(50), form="parquet", resume=True)


PROGRAM = """
import sys
from pathlib import Path
from letopis.bulk import Options, run
from tests.bulk.readers import killed_items, quick
if __name__ == "__main__":
    run(killed_items(), Options(Path(sys.argv[1]), 2, sys.argv[2], 24, True, make_reader=quick))
"""
KILLS = 5


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_killed_at_random_nothing_is_lost_or_doubled(tmp_path: Path, form: str) -> None:
    go(tmp_path / "whole", killed_items(), workers=2, part=24, form=form)
    chance = random.Random(form)
    out = tmp_path / "killed"
    out.mkdir()
    with open_journal(out):  # an empty run to go on with
        pass
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    for kill in range(KILLS + 1):
        process = subprocess.Popen([sys.executable, str(program), str(out), form], env={"PYTHONPATH": "src:."})
        if kill < KILLS:
            before = parts(out)
            while process.poll() is None and parts(out) - before < kill % 3:  # at the start of a run, after its first part, after its second
                time.sleep(0.005)
            time.sleep(chance.uniform(0.0, 0.2))
            process.send_signal(signal.SIGKILL)
            assert process.wait() in {-signal.SIGKILL, 0}
            assert parts(out) < parts(tmp_path / "whole") or kill == KILLS - 1
        else:
            assert process.wait() == 0
    assert files(out) == files(tmp_path / "whole")


def parts(out: Path) -> int:
    return len(list(out.glob("ledgers/part-*")))
