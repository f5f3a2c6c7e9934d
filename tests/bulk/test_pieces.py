"""The schema of the ledger's table, and the line of progress."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from letopis import Report, read
from letopis.bulk.progress import Meter, Progress
from letopis.bulk.schema import ledger_schema, rows
from letopis.formats import read_all, read_items

SAMPLES = sorted(map(str, Path("samples").glob("*.txt")))


def test_the_table_holds_the_ledger_field_for_field() -> None:
    for report in read_all(SAMPLES):
        assert isinstance(report, Report)
        ledger = read(report).to_dict()
        (row,) = rows([(7, ledger)]).to_pylist()
        assert row.pop("item") == 7
        for entity in row["entities"]:
            entity["links"] = dict(entity["links"])
        assert row == ledger


def test_the_schema_needs_no_data() -> None:
    assert rows([]).schema == ledger_schema()
    assert rows([(0, read(Report("x", "Дождь.")).to_dict())]).schema == ledger_schema()


def test_the_meter_goes_from_nothing_to_all() -> None:
    meter = Meter(SAMPLES)
    assert meter.share() is None
    shares = [meter.share() or 0.0 for _ in read_items(SAMPLES, watch=meter.watch)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert Meter(["-"]).share() is None


def test_the_line_of_progress() -> None:
    meter = Meter(SAMPLES)
    list(read_items(SAMPLES[:1], watch=meter.watch))
    out = io.StringIO()
    line = Progress(out, meter).line(3, 2)
    assert "3 reports" in line and "2 problems" in line and "left" in line and "%" in line
    assert "left" not in Progress(out, Meter([])).line(3, 2)
