"""Builds meanings from what a pattern has matched: the functions that the column `meaning` of the pattern table names.

A builder takes the named parts and the settings of the row, and returns None where they do not fit together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from letopis.languages.time_patterns import Pattern
from letopis.steps.times.given import anchored, dated, maybe_whole, whole, word
from letopis.steps.times.meanings import (
    DAYS,
    About,
    CenturyDecade,
    Clock,
    Counted,
    Date,
    DayPart,
    Every,
    Fields,
    Given,
    Inside,
    Lasting,
    Length,
    Meaning,
    Named,
    Nth,
    Open,
    Pair,
    Part,
    Pinned,
    Range,
    Shifted,
    Side,
    Story,
    Unsettled,
    Vague,
    Years,
)


def build(pattern: Pattern, parts: Given) -> Meaning | None:
    """What `pattern` means with these parts; None where the parts do not fit together."""
    return BUILDERS[pattern.meaning]({**pattern.settings, **parts})


# --- builders --------------------------------------------------------------------------------------------------------
SHORT_YEAR_TURNS = 32
"""Two digits from here on are of the last century: `98-й`, but `24.01.17` is of this one."""
BELOW_DAYS = frozenset({"second", "minute", "hour"})


def same(given: Given) -> Meaning | None:
    """The meaning of the part `of`, unchanged."""
    return given.get("of")


def number(given: Given) -> Meaning | None:
    return whole(given, "n") * whole(given, "times", 1)


def fields(given: Given) -> Meaning | None:
    """Parts `year short_year month day weekday code quarter half_year`; `year` may be a date of which the year is told."""
    told = given.get("year")
    year = told.year if isinstance(told, Fields) else maybe_whole(given, "year")
    short = maybe_whole(given, "short_year")
    if short is not None:
        year = 2000 + short if short < SHORT_YEAR_TURNS else 1900 + short
    code = maybe_whole(given, "code")
    for key, first, n in (("quarter", 33, 4), ("half_year", 40, 2)):
        if key in given:
            if not 1 <= whole(given, key) <= n:
                return None
            code = first + whole(given, key) - 1
    return Fields(year, maybe_whole(given, "month"), maybe_whole(given, "day"), maybe_whole(given, "weekday"), code)


def with_weekday(given: Given) -> Meaning | None:
    of = dated(given, "of")
    if isinstance(of, Inside) and isinstance(of.inner, Fields):
        return replace(of, inner=replace(of.inner, weekday=maybe_whole(given, "weekday")))
    return replace(of, weekday=maybe_whole(given, "weekday")) if isinstance(of, Fields) and of.day and not of.weekday else None


def decade(given: Given) -> Meaning | None:
    n = whole(given, "n")
    if n % 10:
        return None
    short = n < 100
    return Years(n, 10, short)


def century(given: Given) -> Meaning | None:
    n = whole(given, "n")
    return Years((n - 1) * 100, 100) if 1 <= n <= 30 else None


def centuries_decade(given: Given) -> Meaning | None:
    """`90-е годы XIX века`."""
    of, outer = dated(given, "of"), dated(given, "outer")
    if isinstance(of, Years) and of.short and isinstance(outer, Shifted) and outer.unit == "century":
        return CenturyDecade(of.first, outer)
    if isinstance(of, Years) and of.short and isinstance(outer, Years) and outer.n == 100:
        return Years(outer.first + of.first, 10)
    return None


def shifted(given: Given) -> Meaning | None:
    unit = word(given, "unit")
    if unit in BELOW_DAYS:
        return None
    return Shifted(whole(given, "n"), unit, anchored(given), maybe_whole(given, "code"), bool(whole(given, "loose")))


def length(given: Given) -> Meaning | None:
    """`n` (a number or missing), `part` added to it (`с половиной`), `unit`; or widened by `bound` when `of` is given."""
    of = given.get("of")
    if isinstance(of, Length):
        bound = word(given, "bound")
        return replace(of, bound=bound) if not of.bound else None  # type: ignore[arg-type]
    amount = given.get("n", 1)
    extra = given.get("part", 0)
    if amount == "X":
        return Length(None, word(given, "unit"))
    if not isinstance(amount, (int, float)) or not isinstance(extra, (int, float)):
        return None
    upto = given.get("upto")
    extra += whole(given, "minutes") / 60
    return Length(float(amount) + float(extra), word(given, "unit"), upto=float(upto) if isinstance(upto, (int, float)) else None)


def every(given: Given) -> Meaning | None:
    of = given.get("of")
    return Every(of) if isinstance(of, Length) else Every(Length(float(whole(given, "n", 1)), word(given, "unit")))


def counted(given: Given) -> Meaning | None:
    of = given.get("of")
    base = dated(given, "base")
    return Counted(of, whole(given, "sign"), anchored(given), base) if isinstance(of, Length) else None


def lasting(given: Given) -> Meaning | None:
    of = given.get("of") if "of" in given else length(given)
    return Lasting(of, whole(given, "sign"), bool(whole(given, "whole"))) if isinstance(of, Length) else None


def part(given: Given) -> Meaning | None:
    of = dated(given, "of")
    return Part(word(given, "which"), of) if of is not None else None


def inside(given: Given) -> Meaning | None:
    inner, outer = dated(given, "of"), dated(given, "outer")
    return Inside(inner, outer) if inner is not None and outer is not None else None


def nth(given: Given) -> Meaning | None:
    outer, n, unit = dated(given, "outer"), whole(given, "n"), word(given, "unit")
    return Nth(n, unit, outer, whole(given, "weekday")) if outer is not None and n and unit not in BELOW_DAYS else None


def span(given: Given) -> Meaning | None:
    """From `lo` to `hi`; each a date, or a bare number that borrows the other parts: `lo_day`, `lo_month`, `lo_year`, `hi_year`."""
    hi = dated(given, "hi")
    if hi is None and "hi_year" in given:
        hi = Fields(year=whole(given, "hi_year"))
    lo = dated(given, "lo") or _bare_start(given, hi)
    if lo is None or hi is None:
        return None
    return _short_end(Range(lo, hi))


def _bare_start(given: Given, hi: Date | None) -> Date | None:
    if "lo_year" in given:
        return Fields(year=whole(given, "lo_year"))
    if "lo_hour" in given:
        return Clock(whole(given, "lo_hour"), None)
    inner = hi.inner if isinstance(hi, Inside) else hi
    if not isinstance(inner, Fields):
        return None
    start: Fields | None = None
    if "lo_day" in given and inner.day:
        start = replace(inner, day=whole(given, "lo_day"), weekday=None)
    if "lo_month" in given and inner.month and not inner.day:
        start = replace(inner, month=whole(given, "lo_month"))
    return Inside(start, hi.outer) if start and isinstance(hi, Inside) else start


def _short_end(found: Range) -> Range | None:
    """`1950-53`: the end is written with two digits."""
    lo, hi = found.lo, found.hi
    if isinstance(lo, Fields) and isinstance(hi, Fields) and lo.year and hi.year:
        if hi.year < 100:
            hi = replace(hi, year=lo.year // 100 * 100 + hi.year)
        if (hi.year or 0) < lo.year:
            return None
    return Range(lo, hi)


def pair(given: Given) -> Meaning | None:
    """Like `span`, but two expressions; `of` may be a pair that one more goes before."""
    of = given.get("of")
    if isinstance(of, Pair):
        first = _bare_start(given, of.first)
        return Pair(first, of) if first is not None else None
    found = span(given)
    return Pair(found.lo, found.hi) if isinstance(found, Range) else None


def open_end(given: Given) -> Meaning | None:
    of = dated(given, "of")
    side: Side = "before" if given.get("side") == "before" else "after"
    return Open(side, of) if of is not None else None


def about(given: Given) -> Meaning | None:
    of = dated(given, "of")
    return About(of) if of is not None else None


def clock(given: Given) -> Meaning | None:
    """`hour`, `minute`, `half` (morning hours stay, `pm` adds twelve), `of` the day."""
    of = given.get("of")
    if isinstance(of, Clock):
        day = dated(given, "day")
        return replace(of, of=day) if of.of is None and isinstance(day, DAYS) else None
    hour = whole(given, "hour")
    if given.get("half") == "pm" and hour < 12:
        hour += 12
    if given.get("half") == "night" and 6 < hour <= 12:
        hour = (hour + 12) % 24
    return Clock(hour, maybe_whole(given, "minute")) if 0 <= hour <= 24 else None


def with_half(given: Given) -> Meaning | None:
    """A clock time with the part of the day it belongs to: `8 вечера`."""
    of = given.get("of")
    if not isinstance(of, Clock) or of.of is not None or of.hour > 12:
        return of if isinstance(of, Clock) else None
    return clock({"hour": of.hour, "half": word(given, "half"), **({"minute": of.minute} if of.minute is not None else {})})


def day_part(given: Given) -> Meaning | None:
    of = dated(given, "of")
    if isinstance(of, (Clock, DayPart, Open)):
        return None
    return DayPart(word(given, "hours"), of)


def story(given: Given) -> Meaning | None:
    how = given.get("how")
    found = Story("same", word(given, "unit"), bool(whole(given, "or_report")), bool(whole(given, "drop")))
    if how in ("before", "after"):
        found = replace(found, how=how)  # type: ignore[arg-type]
    return About(found) if whole(given, "about") else found


def pinned(given: Given) -> Meaning | None:
    of = dated(given, "of")
    return Pinned(whole(given, "n"), of) if of is not None else None


def named(given: Given) -> Meaning | None:
    return Named(str(given.get("value", "?")))


def until_now(given: Given) -> Meaning | None:
    """Up to the report: `до сих пор`, `ранее`."""
    return Open("before", Shifted(0, "day"))


def from_now(given: Given) -> Meaning | None:
    """From the report on: `впредь`."""
    return Open("after", Shifted(0, "day"))


def around_now(given: Given) -> Meaning | None:
    return About(Shifted(0, "day"))


def weekend(given: Given) -> Meaning | None:
    """The Saturday and Sunday that the tense points to."""
    return Range(Fields(weekday=6), Fields(weekday=7))


def today_part(given: Given) -> Meaning | None:
    """`этой ночью`: a part of the report's own day."""
    return DayPart(word(given, "hours"), Shifted(0, "day"))


def first_of(given: Given) -> Meaning | None:
    """`первые девять месяцев 2012 года`."""
    of, outer = given.get("of"), dated(given, "outer")
    if not isinstance(of, Length) or not of.amount or outer is None or of.unit in BELOW_DAYS:
        return None
    return Range(Nth(1, of.unit, outer), Nth(int(of.amount), of.unit, outer))


def vague(given: Given) -> Meaning | None:
    return Vague(whole(given, "sign"))


def unsettled(given: Given) -> Meaning | None:
    return Unsettled()


BUILDERS: Mapping[str, Callable[[Given], Meaning | None]] = {
    "same": same,
    "number": number,
    "fields": fields,
    "with_weekday": with_weekday,
    "decade": decade,
    "century": century,
    "centuries_decade": centuries_decade,
    "shifted": shifted,
    "length": length,
    "every": every,
    "counted": counted,
    "lasting": lasting,
    "part": part,
    "inside": inside,
    "nth": nth,
    "span": span,
    "pair": pair,
    "open": open_end,
    "about": about,
    "clock": clock,
    "with_half": with_half,
    "day_part": day_part,
    "story": story,
    "pinned": pinned,
    "named": named,
    "until_now": until_now,
    "from_now": from_now,
    "around_now": around_now,
    "weekend": weekend,
    "today_part": today_part,
    "first_of": first_of,
    "vague": vague,
    "unsettled": unsettled,
}
"""What the column `meaning` may say."""
