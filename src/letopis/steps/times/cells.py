"""Stretches of the calendar and how they are written in EDTF (ISO 8601-2).

A `Cell` is one unit of the calendar: a day, a week, a month, a spring. A `Stretch` lies between two cells, either of which may
be missing: an open end. All ends are inclusive days.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from letopis.records import record

Grain = Literal["minute", "hour", "day", "week", "weekend", "days", "month", "quarter", "season", "half", "year", "decade", "century"]
SUB_YEAR: dict[int, tuple[int, int]] = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 2),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    40: (1, 6),
    41: (7, 12),
}
"""EDTF codes of seasons (northern), quarters and halves of the year -> first and last month."""


RUNS_OF_DAYS = frozenset({"week", "weekend", "days"})
"""Grains that EDTF writes as an interval of days."""


class ImpossibleDate(ValueError):
    """A day that no calendar has: 31 February, month 13."""


@record(frozen=True, slots=True)
class Cell:
    """A unit of the calendar, from `first` to `last`. `code` is the EDTF code of a season, quarter or half.

    `yearless`: the year is unknown, and that of `first` stands in for it. `clock`: hour and minute on the day `first`.
    """

    first: date
    last: date
    grain: Grain
    code: int = 0
    yearless: bool = False
    approximate: bool = False
    clock: tuple[int, int] | None = None


@record(frozen=True, slots=True)
class Stretch:
    """From the first day of `lo` to the last day of `hi`; None is an open end."""

    lo: Cell | None
    hi: Cell | None


When = Cell | Stretch


def edtf(when: When) -> str:
    """The value as an EDTF string."""
    if isinstance(when, Cell):
        return _cell(when)
    lone = when.lo is None or when.hi is None
    lo = _edge(when.lo, when.lo.first, lone) if when.lo else ".."
    hi = _edge(when.hi, when.hi.last, lone) if when.hi else ".."
    return f"{lo}/{hi}"


def _cell(cell: Cell) -> str:
    mark = _mark(cell)
    if cell.grain in RUNS_OF_DAYS:
        return f"{_day(cell.first, cell.yearless)}{mark}/{_day(cell.last, cell.yearless)}{mark}"
    return _plain(cell) + mark


def _edge(cell: Cell, day: date, lone: bool) -> str:
    """One end of an interval: `day` where the unit has no EDTF of its own, the month or year where it may not stand between two ends."""
    if cell.grain in RUNS_OF_DAYS:
        return _day(day, cell.yearless) + _mark(cell)
    if not lone and cell.grain in {"season", "quarter", "half"}:
        return _day(day, cell.yearless)[:7] + _mark(cell)
    if not lone and cell.grain in {"decade", "century"}:
        return f"{day.year:04d}{_mark(cell)}"
    return _plain(cell) + _mark(cell)


def _mark(cell: Cell) -> str:
    return "~" if cell.approximate else ""


def _plain(cell: Cell) -> str:
    day = _day(cell.first, cell.yearless)
    if cell.clock is not None:
        return f"{day}T{cell.clock[0]:02d}:{cell.clock[1]:02d}"
    if cell.grain in {"season", "quarter", "half"}:
        return f"{day[:4]}-{cell.code}"
    if cell.grain == "month":
        return day[:7]
    if cell.grain == "year":
        return day[:4]
    if cell.grain == "decade":
        return f"{day[:3]}X"
    if cell.grain == "century":
        return f"{day[:2]}XX"
    return day


def _day(day: date, yearless: bool) -> str:
    return f"XXXX-{day.month:02d}-{day.day:02d}" if yearless else day.isoformat()


def bounds(when: When) -> tuple[str | None, str | None]:
    """Earliest and latest day, ISO; None where open or without a year."""
    lo = when if isinstance(when, Cell) else when.lo
    hi = when if isinstance(when, Cell) else when.hi
    first = lo.first.isoformat() if lo and not lo.yearless else None
    last = hi.last.isoformat() if hi and not hi.yearless else None
    return first, last


def day_cell(day: date) -> Cell:
    return Cell(day, day, "day")


def ends(when: When) -> tuple[Cell | None, Cell | None]:
    """The cells at both ends of `when`."""
    return (when, when) if isinstance(when, Cell) else (when.lo, when.hi)


def approximately(when: When) -> When:
    """The same, marked as approximate."""
    if isinstance(when, Cell):
        return replace(when, approximate=True)
    return Stretch(replace(when.lo, approximate=True) if when.lo else None, replace(when.hi, approximate=True) if when.hi else None)
