"""Days as numbers, and the keys of entries that carry their day.

A day is its proleptic Gregorian ordinal (`date.toordinal`; 0 where it is not known). The key of an entry is its day and a count within the
day in one integer, so that the newest are the greatest, in the table and in every index, and a range of days is a range of keys.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from letopis.model import Time

BITS = 26
"""Bits of a key below the day: 67 million entries a day. Keys stay under 2**53, so that JavaScript can hold them."""
UNKNOWN = 0
PART = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?[?~%]*$")
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}
"""EDTF's numbers of seasons, quarters and half-years -> first and last month (winter, 24, runs into the next year)."""
WINTER = 24

Days = tuple[int, int]
"""First and last day, both included."""


def key(day: int, nth: int = 0) -> int:
    """The key of the `nth` entry of a day."""
    return (day << BITS) + nth


def keys(day: int) -> tuple[int, int]:
    """First and last key of a day."""
    return key(day), key(day + 1) - 1


def day_of(entry_key: int) -> int:
    return entry_key >> BITS


def ordinal(iso: str | None) -> int:
    """The number of an ISO day."""
    return date.fromisoformat(iso).toordinal() if iso else UNKNOWN


@lru_cache(20_000)
def iso(day: int) -> str | None:
    return date.fromordinal(day).isoformat() if day > UNKNOWN else None


def edtf_days(value: str | None) -> Days | None:
    """First and last day of an EDTF value; None where it has no year or cannot be read. An open side is closed at the other."""
    if not value:
        return None
    first, slash, last = value.partition("/")
    start, end = _part(first), _part(last if slash else first)
    start, end = start or end, end or start
    return (start[0], max(start[0], end[1])) if start and end else None


def _part(value: str) -> Days | None:
    match = PART.match(value)
    if not match:
        return None
    year, month, day = match.group(1), match.group(2), match.group(3)
    low, high = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    try:
        if day:
            exact = date(low, int(month), int(day)).toordinal()
            return exact, exact
        if month:
            return _months(low, int(month))
        return date(low, 1, 1).toordinal(), date(high, 12, 31).toordinal()
    except ValueError:
        return None


def _months(year: int, number: int) -> Days:
    first, last = SEASONS.get(number, (number, number))
    end = year
    if number == WINTER:
        first, last, end = 12, 2, year + 1
    return date(year, first, 1).toordinal(), date(end, last, calendar.monthrange(end, last)[1]).toordinal()


def time_days(time: Time | None, published: Days | None) -> tuple[Days | None, str]:
    """The days of an entry and how they are known: by its `time`, by the day of the `report`, or `unknown`.

    An open side is closed at the report's own days, as far as those lie on that side: what has gone on since 2014 is told up to the
    report, what is to end this year may begin with it; nothing is claimed beyond.
    """
    known = time is not None and time.kind == "date" and (time.earliest or time.latest)
    if time is None or not known:
        return published, "report" if published else "unknown"
    first, last = ordinal(time.earliest), ordinal(time.latest)
    if not first:
        first = min(published[0], last) if published and published[1] <= last else last
    if not last:
        last = max(published[1], first) if published else first
    return (first, max(first, last)), "time"
