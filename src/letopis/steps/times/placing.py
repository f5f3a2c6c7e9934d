"""Puts a date that is told in part on the calendar: the one of its name that lies nearest, or on the side that the tense tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from letopis.steps.times import arithmetic as calendar
from letopis.steps.times.cells import Cell, ImpossibleDate, When, day_cell
from letopis.steps.times.meanings import Fields, Nth

LEAP_YEARS_APART = 4
"""29 February is looked for this many years around the anchor."""


def place(f: Fields, year: int) -> Cell:
    """The date in `year`; raises `ImpossibleDate`."""
    if f.code is not None:
        return calendar.sub_cell(year, f.code)
    if f.day is not None and f.month is not None:
        return day_cell(calendar.make_day(year, f.month, f.day))
    if f.month is not None:
        return calendar.month_cell(year, f.month)
    return calendar.year_cell(year)


def place_if_possible(f: Fields, year: int) -> Cell | None:
    """The date in `year`, or None where that year has none."""
    try:
        return place(f, year)
    except ImpossibleDate:
        return None


def choose(found: Sequence[Cell], today: date, direction: int) -> Cell:
    """Of cells in order, the last that has begun, the first that has not ended, or the nearest."""
    past = [c for c in found if c.first <= today]
    future = [c for c in found if c.last >= today]
    if direction < 0 and past:
        return past[-1]
    if direction > 0 and future:
        return future[0]
    return min(found, key=lambda c: (_distance(c, today), c.first))


def nearest(f: Fields, today: date, direction: int) -> Cell | None:
    """The date of this name that the tense points to, else the nearest one."""
    if f.month is None and f.day is not None:
        return _day_of_month(f.day, today, direction)
    years = range(today.year - LEAP_YEARS_APART, today.year + LEAP_YEARS_APART + 1)
    found = [c for c in (place_if_possible(f, year) for year in years) if c is not None]
    if not found:
        raise ImpossibleDate(str(f))
    return choose(found, today, direction)


def _day_of_month(day: int, today: date, direction: int) -> Cell | None:
    """`5-го числа`: of this month or one beside it."""
    months = [calendar.add(today.replace(day=1), k, "month") for k in (-2, -1, 0, 1, 2)]
    found = [c for c in (place_if_possible(Fields(month=m.month, day=day), m.year) for m in months) if c is not None]
    return choose(found, today, direction) if found else None


def weekday_cell(weekday: int, today: date, direction: int) -> Cell:
    """The last such day up to today, or the first from today on."""
    back = (today.isoweekday() - weekday) % 7
    ahead = (weekday - today.isoweekday()) % 7
    return day_cell(calendar.add(today, -back if direction < 0 else ahead, "day"))


def other_weekday(weekday: int, n: int, today: date) -> Cell:
    """`минувшую среду`, `ближайшую среду`: never today."""
    back = (today.isoweekday() - weekday) % 7
    return day_cell(calendar.add(today, -(back or 7) if n < 0 else 7 - back, "day"))


def coded(code: int, unit: str, n: int, today: date) -> Cell:
    """The `n`-th spring or month of that name from today: -1 the last one that is over, 0 that of this year, 1 the next to begin."""
    make = calendar.month_cell if unit == "month" else calendar.sub_cell
    cells = [make(today.year + k, code) for k in range(-3, 4)]
    if n == 0:
        around = [c for c in cells if c.first <= today <= c.last]
        return around[0] if around else next(c for c in cells if c.first.year == today.year)
    past = [c for c in cells if c.last < today]
    future = [c for c in cells if c.first > today]
    return past[max(-len(past), n)] if n < 0 else future[min(len(future), n) - 1]


def weekend(n: int, today: date) -> Cell:
    """This, the last or the next Saturday and Sunday; on a weekend, the last one is that before it."""
    this = calendar.cell_at(today, "weekend")
    if n > 0 and today < this.first:
        n -= 1
    return calendar.cell_at(calendar.add(today, n, "week"), "weekend")


def nth_in(n: Nth, outer: Cell) -> When | None:
    """The `n`-th unit or weekday inside `outer`; None where it has none."""
    if n.weekday:
        day = _nth_weekday(n, outer)
        return day_cell(day) if outer.first <= day <= outer.last else None
    if n.unit == "weekend":
        saturday = _nth_weekday(replace(n, weekday=6), outer)
        return calendar.cell_at(saturday, "weekend") if outer.first <= saturday <= outer.last else None
    if n.unit == "week":
        first = calendar.add(outer.first, 7 * (n.n - 1), "day") if n.n > 0 else calendar.add(outer.last, 7 * n.n + 1, "day")
        last = calendar.add(first, 6, "day")
        return Cell(first, last, "days") if outer.first <= first and last <= calendar.add(outer.last, 6, "day") else None
    start = outer.first if n.n > 0 else outer.last
    found = calendar.cell_at(calendar.add(start, n.n - 1 if n.n > 0 else n.n + 1, n.unit), n.unit)
    return replace(found, yearless=outer.yearless) if outer.first <= found.first and found.last <= outer.last else None


def _nth_weekday(n: Nth, outer: Cell) -> date:
    if n.n > 0:
        return calendar.add(outer.first, (n.weekday - outer.first.isoweekday()) % 7 + 7 * (n.n - 1), "day")
    return calendar.add(outer.last, -((outer.last.isoweekday() - n.weekday) % 7) + 7 * (n.n + 1), "day")


def running_on(f: Fields, after: Cell, today: date | None) -> Cell | None:
    """The first date of this name from `after` on, unless it lies beyond `today`."""
    if f.day and not f.month:
        return None
    found = [c for c in (place_if_possible(f, after.first.year + k) for k in (0, 1)) if c is not None and c.first >= after.first]
    return found[0] if found and (today is None or found[0].first <= today) else None


def _distance(cell: Cell, today: date) -> int:
    if cell.first <= today <= cell.last:
        return 0
    return min(abs((cell.first - today).days), abs((cell.last - today).days))
