"""Groups entries by the day, or the stretch of days, that their time names, and says it in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from letopis.export.entries import Entry
from letopis.model import Time

UNDATED = "day not told"
LAST = "9999-12-31"
NO_YEAR = " of a year not told"


def by_day(rows: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Headings with their entries: dated ones in the order of time, then the undated; within a group in the order of the text."""
    groups: dict[tuple[str, str, str, str], list[Entry]] = {}
    for row in rows:
        groups.setdefault(_key(row.time), []).append(row)
    return [(key[-1], groups[key]) for key in sorted(groups)]


def _key(time: Time | None) -> tuple[str, str, str, str]:
    """Sorts by the first day, the last day; what is open to the past stands before its last day."""
    if time is None:
        return ("2", "", "", UNDATED)
    first = time.earliest or time.latest
    if first is None:
        return ("1", "", "", in_words(time))
    return ("0", first, time.latest or LAST, in_words(time))


def in_words(time: Time) -> str:
    """A heading for the value of `time`: a day with its weekday, an interval as `from … to …`."""
    first, slash, last = time.value.partition("/")
    if slash:
        if first in {"", ".."}:
            return f"until {_point(last)}"
        if last in {"", ".."}:
            return f"from {_point(first)}"
        return f"{_point(first).removesuffix(NO_YEAR)} to {_point(last)}"
    if time.earliest and time.earliest == time.latest:
        about = "about " if "~" in time.value or "?" in time.value or "%" in time.value else ""
        return f"{about}{time.earliest} {_weekday(time.earliest)}".rstrip()
    return _point(time.value)


def _point(value: str) -> str:
    bare = value.strip("~?%")
    about = "about " if bare != value else ""
    return f"{about}{bare[5:]}{NO_YEAR}" if bare.startswith("XXXX-") else f"{about}{bare}"


def _weekday(day: str) -> str:
    try:
        return date.fromisoformat(day).strftime("%a")
    except ValueError:
        return ""
