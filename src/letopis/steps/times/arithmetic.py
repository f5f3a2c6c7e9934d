"""Arithmetic of the calendar: which unit a day lies in, and steps by whole units. Plain functions on `datetime.date`.

Steps by months keep the day of the month and clamp it to the month's end (31 January + 1 month = 28 February), as
dateutil's `relativedelta` does. Weeks begin on Monday (ISO 8601).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from letopis.steps.times.cells import SUB_YEAR, Cell, Grain, ImpossibleDate, day_cell

MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
"""Units counted in months."""
DAYS: dict[str, int] = {"day": 1, "week": 7, "weekend": 7}
"""Units counted in days."""


def make_day(year: int, month: int, day: int) -> date:
    """The day; raises `ImpossibleDate`."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ImpossibleDate(f"{day:02d}.{month:02d}.{year}") from error


def add(day: date, n: int, unit: str) -> date:
    """`day` moved by `n` units; raises `ImpossibleDate` outside the years 1 to 9999."""
    try:
        if unit in DAYS:
            return day + timedelta(days=n * DAYS[unit])
        months = day.year * 12 + day.month - 1 + n * MONTHS[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError) as error:
        raise ImpossibleDate(f"{day} {n:+d} {unit}") from error


def month_cell(year: int, month: int) -> Cell:
    first = make_day(year, month, 1)
    return Cell(first, first.replace(day=monthrange(year, month)[1]), "month")


def year_cell(year: int) -> Cell:
    return Cell(make_day(year, 1, 1), make_day(year, 12, 31), "year")


def sub_cell(year: int, code: int) -> Cell:
    """The season, quarter or half `code` of `year`; winter runs from December of `year`."""
    low, high = SUB_YEAR[code]
    last_year = year + 1 if low > high else year
    grain: Grain = "season" if code < 33 else "quarter" if code < 40 else "half"
    first = make_day(year, low, 1)
    return Cell(first, month_cell(last_year, high).last, grain, code)


def years_cell(first: int, n: int) -> Cell:
    """The decade or century that begins with the year `first`."""
    return Cell(make_day(max(first, 1), 1, 1), make_day(first + n - 1, 12, 31), "decade" if n == 10 else "century")


def cell_at(day: date, unit: str) -> Cell:
    """The unit of the calendar in which `day` lies."""
    if unit == "week":
        monday = add(day, -day.weekday(), "day")
        return Cell(monday, add(monday, 6, "day"), "week")
    if unit == "weekend":
        monday = add(day, -day.weekday(), "day")
        return Cell(add(monday, 5, "day"), add(monday, 6, "day"), "weekend")
    if unit == "month":
        return month_cell(day.year, day.month)
    if unit == "quarter":
        return sub_cell(day.year, 33 + (day.month - 1) // 3)
    if unit == "half":
        return sub_cell(day.year, 40 + (day.month - 1) // 6)
    if unit == "year":
        return year_cell(day.year)
    if unit == "decade":
        return years_cell(day.year // 10 * 10, 10)
    if unit == "century":
        return years_cell(day.year // 100 * 100, 100)
    return day_cell(day)


def easter(year: int, orthodox: bool) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, 1991, chapter 8); the Orthodox one for 1900-2099."""
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return add(make_day(year, month, day + 1), 13, "day")
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    p = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * p) // 451
    month, day = divmod(h + p - 7 * m + 114, 31)
    return make_day(year, month, day + 1)
