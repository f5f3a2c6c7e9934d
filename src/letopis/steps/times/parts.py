"""Parts of a period: its beginning, middle and end, its halves, its first and last days."""

from __future__ import annotations

from datetime import date
from math import ceil

from letopis.steps.times import arithmetic as calendar
from letopis.steps.times.cells import Cell, Stretch, When

MONTH_DAYS = {"start": (1, 10), "middle": (11, 20), "end": (21, 31), "first_half": (1, 15), "second_half": (16, 31), "first_days": (1, 10)}
YEAR_MONTHS = {"start": (1, 4), "middle": (5, 8), "end": (9, 12), "first_half": (1, 6), "second_half": (7, 12), "first_days": (1, 1)}
SHARES = {
    "start": (0, 1 / 3),
    "middle": (1 / 3, 2 / 3),
    "end": (2 / 3, 1),
    "first_half": (0, 1 / 2),
    "second_half": (1 / 2, 1),
    "first_days": (0, 1 / 3),
    "last_days": (2 / 3, 1),
}
"""Of other periods, in days or years of their length."""


def part_of(which: str, of: Cell) -> When:
    """The part `which` of `of`; days and clock times have no parts."""
    if of.first == of.last:
        return of
    if of.grain == "month":
        low, high = MONTH_DAYS.get(which, (21, 31))
        days = Cell(of.first.replace(day=low), of.first.replace(day=min(high, of.last.day)), "days", yearless=of.yearless)
        return _marked(days, of)
    if of.grain == "year":
        if which in {"first_half", "second_half"}:
            return calendar.sub_cell(of.first.year, 40 if which == "first_half" else 41)
        low, high = YEAR_MONTHS.get(which, (12, 12))
        return Stretch(calendar.month_cell(of.first.year, low), calendar.month_cell(of.first.year, high))
    if of.grain in {"decade", "century"}:
        return _years(which, of)
    if of.grain in {"season", "quarter", "half"}:
        return _months(which, of)
    low_share, high_share = SHARES[which]
    n = (of.last - of.first).days + 1
    first = calendar.add(of.first, ceil(low_share * n), "day")
    return _marked(Cell(first, calendar.add(of.first, max(ceil(high_share * n), 1) - 1, "day"), "days", yearless=of.yearless), of)


def _years(which: str, of: Cell) -> When:
    low, high = SHARES[which]
    n = of.last.year - of.first.year + 1
    return Stretch(calendar.year_cell(of.first.year + ceil(low * n)), calendar.year_cell(of.first.year + ceil(high * n) - 1))


def _months(which: str, of: Cell) -> When:
    low, high = SHARES[which]
    n = 6 if of.grain == "half" else 3
    if n == 3 and which in {"first_half", "second_half"}:
        middle = date(of.first.year, of.first.month, 15)
        edge = calendar.add(middle, 1, "month")
        ends = (of.first, edge) if which == "first_half" else (calendar.add(edge, 1, "day"), of.last)
        return Cell(*ends, "days")
    first = calendar.add(of.first, ceil(low * n), "month")
    last = calendar.add(of.first, ceil(high * n) - 1, "month")
    lo, hi = calendar.month_cell(first.year, first.month), calendar.month_cell(last.year, last.month)
    return lo if lo == hi else Stretch(lo, hi)


def _marked(cell: Cell, like: Cell) -> Cell:
    return cell if not like.approximate else Cell(cell.first, cell.last, cell.grain, yearless=cell.yearless, approximate=True)
