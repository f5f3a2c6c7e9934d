"""Named days and eras: from the value in the table to the calendar.

Values are EDTF (`XXXX-05-09`, `1939/1945`), the `n`-th weekday of a month (`XXXX-11-4-4`: the fourth Thursday of November, -1 the
last one), or a day counted from Easter (`easter+49`, `orthodox_easter-7`).
"""

from __future__ import annotations

import re
from datetime import date

from letopis.steps.times import arithmetic as calendar
from letopis.steps.times.cells import Cell, ImpossibleDate, Stretch, When, day_cell

MOVING = re.compile(r"(orthodox_)?easter([+-]\d+)?")
YEARLY = re.compile(r"XXXX-(\d\d)-(\d\d)")
YEARLY_SPAN = re.compile(r"XXXX-(\d\d)-(\d\d)/XXXX-(\d\d)-(\d\d)")
NTH_WEEKDAY = re.compile(r"XXXX-(\d\d)-(-?\d)-(\d)")
DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def named_cell(value: str, year: int | None) -> When | None:
    """What `value` is in `year`; with no year given, only what needs none. Raises `ImpossibleDate`."""
    if value.startswith(("XXXX", "easter", "orthodox")):
        return None if year is None else _yearly(value, year)
    lo, _, hi = value.partition("/")
    if not hi:
        return _once(lo)
    return Stretch(_once(lo) if lo != ".." else None, _once(hi) if hi != ".." else None)


def _once(value: str) -> Cell:
    match = DAY.fullmatch(value)
    if match is None:
        raise ImpossibleDate(value)
    year, month, day = (int(g) if g else None for g in match.groups())
    if year is None or month is None:
        return calendar.year_cell(year or 1)
    return calendar.month_cell(year, month) if day is None else day_cell(calendar.make_day(year, month, day))


def _yearly(value: str, year: int) -> Cell | None:
    if match := YEARLY.fullmatch(value):
        return day_cell(calendar.make_day(year, int(match[1]), int(match[2])))
    if match := YEARLY_SPAN.fullmatch(value):
        first = calendar.make_day(year, int(match[1]), int(match[2]))
        last = calendar.make_day(year, int(match[3]), int(match[4]))
        return Cell(first, last if last >= first else last.replace(year=year + 1), "days")
    if match := NTH_WEEKDAY.fullmatch(value):
        return day_cell(_nth_weekday(year, int(match[1]), int(match[2]), int(match[3])))
    if match := MOVING.fullmatch(value):
        return day_cell(calendar.add(calendar.easter(year, bool(match[1])), int(match[2] or 0), "day"))
    return None


def _nth_weekday(year: int, month: int, n: int, weekday: int) -> date:
    cell = calendar.month_cell(year, month)
    if n > 0:
        return calendar.add(cell.first, (weekday - cell.first.isoweekday()) % 7 + 7 * (n - 1), "day")
    return calendar.add(cell.last, -((cell.last.isoweekday() - weekday) % 7) + 7 * (n + 1), "day")
