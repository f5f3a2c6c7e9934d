"""How stretches of the calendar are written, and their arithmetic."""

from __future__ import annotations

from datetime import date

import pytest

from letopis.steps.times import arithmetic as calendar
from letopis.steps.times.cells import Cell, ImpossibleDate, Stretch, When, approximately, bounds, day_cell, edtf
from letopis.steps.times.lengths import duration
from letopis.steps.times.meanings import Length
from letopis.steps.times.named import named_cell
from letopis.steps.times.parts import part_of

MAY = calendar.month_cell(2022, 5)
DAY = day_cell(date(2022, 5, 16))


@pytest.mark.parametrize(
    ("when", "value", "span"),
    [
        (DAY, "2022-05-16", ("2022-05-16", "2022-05-16")),
        (MAY, "2022-05", ("2022-05-01", "2022-05-31")),
        (calendar.year_cell(2020), "2020", ("2020-01-01", "2020-12-31")),
        (calendar.years_cell(1990, 10), "199X", ("1990-01-01", "1999-12-31")),
        (calendar.years_cell(1700, 100), "17XX", ("1700-01-01", "1799-12-31")),
        (calendar.sub_cell(2021, 24), "2021-24", ("2021-12-01", "2022-02-28")),
        (calendar.sub_cell(2022, 33), "2022-33", ("2022-01-01", "2022-03-31")),
        (calendar.cell_at(date(2022, 5, 19), "week"), "2022-05-16/2022-05-22", ("2022-05-16", "2022-05-22")),
        (Stretch(None, MAY), "../2022-05", (None, "2022-05-31")),
        (Stretch(DAY, None), "2022-05-16/..", ("2022-05-16", None)),
        (Stretch(calendar.sub_cell(2021, 22), calendar.sub_cell(2021, 24)), "2021-06/2022-02", ("2021-06-01", "2022-02-28")),
        (Stretch(calendar.years_cell(1990, 10), None), "199X/..", ("1990-01-01", None)),
        (approximately(Stretch(DAY, None)), "2022-05-16~/..", ("2022-05-16", None)),
        (Cell(date(2000, 5, 16), date(2000, 5, 16), "day", yearless=True), "XXXX-05-16", (None, None)),
        (Cell(date(2022, 5, 16), date(2022, 5, 16), "minute", clock=(9, 5)), "2022-05-16T09:05", ("2022-05-16", "2022-05-16")),
    ],
)
def test_edtf(when: When, value: str, span: tuple[str | None, str | None]) -> None:
    assert edtf(when) == value
    assert bounds(when) == span


@pytest.mark.parametrize(
    ("day", "n", "unit", "wanted"),
    [
        (date(2022, 1, 31), 1, "month", date(2022, 2, 28)),
        (date(2020, 2, 29), 1, "year", date(2021, 2, 28)),
        (date(2022, 5, 19), -1, "week", date(2022, 5, 12)),
        (date(2022, 5, 19), 3, "quarter", date(2023, 2, 19)),
        (date(2022, 12, 31), 1, "day", date(2023, 1, 1)),
    ],
)
def test_steps(day: date, n: int, unit: str, wanted: date) -> None:
    assert calendar.add(day, n, unit) == wanted


def test_what_no_calendar_has() -> None:
    with pytest.raises(ImpossibleDate):
        calendar.make_day(2022, 2, 30)
    with pytest.raises(ImpossibleDate):
        calendar.add(date(9999, 12, 31), 1, "day")
    with pytest.raises(ImpossibleDate):
        calendar.add(date(1, 1, 1), -1, "century")


@pytest.mark.parametrize(
    ("which", "of", "value"),
    [
        ("start", MAY, "2022-05-01/2022-05-10"),
        ("middle", MAY, "2022-05-11/2022-05-20"),
        ("end", MAY, "2022-05-21/2022-05-31"),
        ("end", calendar.month_cell(2021, 2), "2021-02-21/2021-02-28"),
        ("start", calendar.year_cell(2016), "2016-01/2016-04"),
        ("middle", calendar.year_cell(2016), "2016-05/2016-08"),
        ("end", calendar.year_cell(2016), "2016-09/2016-12"),
        ("first_half", calendar.year_cell(2016), "2016-40"),
        ("start", calendar.years_cell(1990, 10), "1990/1993"),
        ("end", calendar.sub_cell(2016, 22), "2016-08"),
        ("start", DAY, "2022-05-16"),
    ],
)
def test_parts(which: str, of: Cell, value: str) -> None:
    assert edtf(part_of(which, of)) == value


@pytest.mark.parametrize(
    ("length", "value"),
    [
        (Length(3, "month"), "P3M"),
        (Length(1.5, "year"), "P1Y6M"),
        (Length(0.5, "hour"), "PT30M"),
        (Length(1.5, "hour"), "PT1H30M"),
        (Length(None, "year"), "PXY"),
        (Length(None, "hour"), "PTXH"),
        (Length(1, "year", "least"), "P1Y/.."),
        (Length(5, "year", "most"), "../P5Y"),
        (Length(20, "year", "about"), "P20Y~"),
        (Length(2, "year", upto=3), "P2Y/P3Y"),
        (Length(3, "decade"), "P30Y"),
    ],
)
def test_durations(length: Length, value: str) -> None:
    assert duration(length) == value


@pytest.mark.parametrize(
    ("value", "year", "wanted"),
    [
        ("XXXX-05-09", 2013, "2013-05-09"),
        ("orthodox_easter", 2022, "2022-04-24"),
        ("orthodox_easter+49", 2022, "2022-06-12"),
        ("easter", 2022, "2022-04-17"),
        ("XXXX-11-4-4", 2021, "2021-11-25"),
        ("XXXX-11--1-7", 2021, "2021-11-28"),
        ("XXXX-01-01/XXXX-01-08", 2022, "2022-01-01/2022-01-08"),
        ("1939/1945", None, "1939/1945"),
        ("../1917", None, "../1917"),
        ("1941-09-08/1944-01-27", None, "1941-09-08/1944-01-27"),
    ],
)
def test_named(value: str, year: int | None, wanted: str) -> None:
    found = named_cell(value, year)
    assert found is not None and edtf(found) == wanted
