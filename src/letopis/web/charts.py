"""Charts as plain shapes for SVG: a histogram of days and bars of time. Positions are numbers; colours belong to the stylesheet."""

from __future__ import annotations

from bisect import bisect
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from letopis.store import Row
from letopis.web.asking import Asking, Links

WIDTH, HEIGHT = 1000, 64
MOST_BARS = 90
"""Bars that are still wide enough to be hit with a mouse."""
SHARE = 0.005
"""Of the entries at either end: days so far off that they would squeeze all others into one bar are left to the list."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the histogram: the days it stands for (ISO), entries, its place, and the address that asks for these days."""

    first: str
    last: str
    count: int
    x: float
    width: float
    height: float
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """`unit` is day, week, month, year or decade. `before` and `after` count entries outside."""

    bars: tuple[Bar, ...]
    unit: str
    first: str
    last: str
    most: int
    before: int
    after: int
    width: int = WIDTH
    height: int = HEIGHT


def histogram(days: Sequence[tuple[int, int]], question: Asking) -> Histogram | None:
    """Entries by the day (an ordinal) on which they begin; None where fewer than two days are known."""
    if len(days) < 2:
        return None
    low, high = _core(days, whole=bool(question.since or question.until))
    core = days[low:high]
    first, last = date.fromordinal(core[0][0]), date.fromordinal(core[-1][0])
    unit = next((u for u, length in UNITS if (last - first).days / length <= MOST_BARS), "century")
    units = list(_units(core, unit))
    origin, end = units[0][0], units[-1][1]
    total, most = (end - origin).days + 1, max(n for _, _, n in units)
    links = question.links("/")
    bars = tuple(_bar(first, last, n, origin, total, most, question, links) for first, last, n in units)
    outside = (sum(n for _, n in days[:low]), sum(n for _, n in days[high:]))
    return Histogram(bars, unit, origin.isoformat(), end.isoformat(), most, *outside)


UNITS = (("day", 1), ("week", 7), ("month", 30.4), ("year", 365.25), ("decade", 3652.5))


def begin(day: date, unit: str) -> date:
    """The first day of the unit that `day` lies in."""
    if unit == "week":
        return max(date.min, day - timedelta(days=min(day.weekday(), (day - date.min).days)))
    if unit == "month":
        return day.replace(day=1)
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    return date(max(1, day.year - day.year % years), 1, 1) if years else day


def finish(start: date, unit: str) -> date:
    """The last day of the unit that begins at `start`."""
    if unit == "day":
        return start
    if unit == "week":
        return min(date.max, start + timedelta(days=6))
    if unit == "month":
        return start.replace(day=monthrange(start.year, start.month)[1])
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    return date(min(9999, start.year - start.year % years + years - 1), 12, 31)


def _units(days: Sequence[tuple[int, int]], unit: str) -> Iterator[tuple[date, date, int]]:
    """First day, last day and entries of each unit that has any."""
    ordinals = [day for day, _ in days]
    sums = [0, *accumulate(count for _, count in days)]
    at = 0
    while at < len(ordinals):
        first = begin(date.fromordinal(ordinals[at]), unit)
        last = finish(first, unit)
        end = bisect(ordinals, last.toordinal())
        yield first, last, sums[end] - sums[at]
        at = end


def _core(days: Sequence[tuple[int, int]], whole: bool) -> tuple[int, int]:
    """From which to which of `days` the chart reaches: all, but for stray ends far from the rest."""
    total = sum(n for _, n in days)
    if whole or total < 20:
        return 0, len(days)
    low, high, left, right = 0, len(days), 0, 0
    far = 0.1 * (days[-1][0] - days[0][0])
    while low < high - 2 and (left := left + days[low][1]) <= SHARE * total + 1 and days[low + 1][0] - days[low][0] > far:
        low += 1
    while high > low + 2 and (right := right + days[high - 1][1]) <= SHARE * total + 1 and days[high - 1][0] - days[high - 2][0] > far:
        high -= 1
    return low, high


def _bar(start: date, last: date, count: int, origin: date, total: int, most: int, question: Asking, links: Links) -> Bar:
    first, end = start.isoformat(), last.isoformat()
    x = WIDTH * (start - origin).days / total
    width = max(1.5, WIDTH * ((last - start).days + 1) / total - 1)
    chosen = (question.since, question.until) == (first, end)
    height = round(max(2.0, HEIGHT * count / most), 2)
    return Bar(first, end, count, round(x, 2), round(width, 2), height, links.between(first, end), chosen)


# --- timeline --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Stretch:
    """A bar of the timeline, in shares of the width (0 to 1000). `inferred`: the day is only that of the report, or about."""

    row: Row
    x: float
    width: float
    inferred: bool
    hollow: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    stretches: tuple[Stretch, ...]
    ticks: tuple[tuple[float, str], ...]
    undated: int
    exact: bool
    """Whether the marks are days; years otherwise."""
    width: int = WIDTH


def timeline(rows: Iterable[Row]) -> Timeline:
    """Bars from the first to the last day of each entry that has days."""
    all_rows = list(rows)
    dated = [(r, date.fromisoformat(r.first), date.fromisoformat(r.last)) for r in all_rows if r.first and r.last]
    if not dated:
        return Timeline((), (), len(all_rows), True)
    dated.sort(key=lambda d: (d[1], d[2], d[0].key))
    low, high = min(d[1] for d in dated), max(d[2] for d in dated)
    total = max(1, (high - low).days + 1)
    stretches = tuple(_stretch(r, a, b, low, total) for r, a, b in dated)
    return Timeline(stretches, _ticks(low, high, total), len(all_rows) - len(dated), total < 8 * 366)


def _stretch(row: Row, first: date, last: date, low: date, total: int) -> Stretch:
    about = row.day_basis != "time" or any(sign in (row.time or "") for sign in "~?%")
    x = WIDTH * (first - low).days / total
    width = max(8.0, WIDTH * ((last - first).days + 1) / total)
    return Stretch(row, round(min(x, WIDTH - width), 2), round(width, 2), about, row.status in {"planned", "possible"})


def _ticks(low: date, high: date, total: int) -> tuple[tuple[float, str], ...]:
    """Some eight marks at beginnings of days, months, years or more."""
    unit = next((u for u, length in UNITS if total / length <= 8), "century")
    out: list[tuple[float, str]] = []
    day = begin(low, unit)
    while day <= high and len(out) < 40:
        if day >= low:
            out.append((round(WIDTH * (day - low).days / total, 2), day.isoformat()))
        end = finish(day, unit)
        if end >= date.max:
            break
        day = end + timedelta(days=1)
    return tuple(out)
