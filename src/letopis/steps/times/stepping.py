"""Steps of a counted length from a day: the reference, and where so many units lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from letopis.steps.times import arithmetic as calendar
from letopis.steps.times.cells import Cell, day_cell

UNITS_OF_CLOCK = frozenset({"hour", "minute", "second"})
DAYS_OF_A_MONTH = 30.4
"""On the average, for fractions of months that are no whole days."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The day to count from, as far as it is known. `yearless`: the year of `day` only stands in for an unknown one."""

    day: date
    yearless: bool = False
    clock: tuple[int, int] | None = None


def moved(day: date, n: float, unit: str) -> date | None:
    """`day` moved by `n` units, fractions by the next smaller unit; None for units below the day."""
    if unit in UNITS_OF_CLOCK:
        hours = n / {"hour": 1, "minute": 60, "second": 3600}[unit]
        return calendar.add(day, round(hours / 24), "day") if abs(hours) >= 24 else None
    if n == int(n):
        return calendar.add(day, int(n), unit)
    if unit in calendar.MONTHS:
        months = n * calendar.MONTHS[unit]
        return calendar.add(day, round(months), "month") if months == round(months) else calendar.add(day, round(months * DAYS_OF_A_MONTH), "day")
    return calendar.add(day, round(n * calendar.DAYS[unit]), "day")


def stepped(start: Reference, n: float, unit: str) -> Cell | None:
    """The calendar unit `n` units from `start`, as coarse as the unit counted in: years give a year, weeks and days a day."""
    if unit in UNITS_OF_CLOCK:
        return _clocked(start, n, unit)
    day = moved(start.day, n, unit)
    if day is None:
        return None
    grain = "day" if unit in calendar.DAYS else unit
    if n != int(n):
        grain = {"year": "month", "half": "month", "decade": "year", "century": "year"}.get(unit, "day")
    if grain in {"quarter", "half"}:
        grain = "month"
    if grain in {"decade", "century"}:
        grain = "year"
    if start.yearless and grain == "year":
        return None
    return calendar.cell_at(day, grain)


def _clocked(start: Reference, n: float, unit: str) -> Cell | None:
    minutes = round(n * {"hour": 60, "minute": 1, "second": 1 / 60}[unit])
    if start.clock is None:
        return day_cell(calendar.add(start.day, int(minutes / 1440), "day"))
    days, rest = divmod(start.clock[0] * 60 + start.clock[1] + minutes, 1440)
    day = calendar.add(start.day, days, "day")
    return Cell(day, day, "minute", clock=(rest // 60, rest % 60))
