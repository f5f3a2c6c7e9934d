"""Places meanings on the calendar, from the report's date and the moment of the story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from letopis.model import TimeBasis
from letopis.steps.times import arithmetic as calendar
from letopis.steps.times import meanings as m
from letopis.steps.times.cells import Cell, ImpossibleDate, Stretch, When, approximately, day_cell, ends
from letopis.steps.times.named import named_cell
from letopis.steps.times.parts import part_of

LONG_AGO_YEARS = 4
"""29 February is looked for this many years around the anchor."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The report's day as far as it is known. `yearless`: the year of `day` only stands in for an unknown one."""

    day: date
    yearless: bool = False
    clock: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved from.

    `direction`: -1 where its verb is past, 1 where future, 0 where nothing tells. `prefer` is taken for 0 where one side must be
    chosen. `story`: the last dated moment before the expression; `same_day`: that moment, if a part of a day may belong to it.
    `after`: a date with its year that stands before in the sentence: `в декабре 2012 года …, а в марте …` runs on from it.
    """

    reference: Reference | None = None
    direction: int = 0
    prefer: int = 0
    story: When | None = None
    same_day: Cell | None = None
    after: Cell | None = None


@dataclass(slots=True)
class Resolver:
    """Resolves one expression and notes what it leaned on."""

    context: Context
    leaned: set[TimeBasis] = field(default_factory=set)

    def resolve(self, meaning: m.Date) -> When | None:
        """The stretch of the calendar, or None where the text does not settle it; raises `ImpossibleDate`."""
        rule: Callable[[Any], When | None] = getattr(self, f"_{type(meaning).__name__.lower()}")
        return rule(meaning)

    def _within(self, context: Context, meaning: m.Date) -> When | None:
        """`meaning` from another context; what it leans on is noted here."""
        other = Resolver(context, set())
        found = other.resolve(meaning)
        self.leaned |= other.leaned
        return found

    # --- anchors ---
    def _today(self) -> Reference | None:
        self.leaned.add("report")
        return self.context.reference

    def _story_day(self) -> date | None:
        self.leaned.add("story")
        story = self.context.story
        if story is None:
            return None
        lo, hi = ends(story)
        last = hi or lo
        return None if last is None or last.yearless else last.last

    def _anchor(self, anchor: m.Anchor) -> Reference | None:
        if anchor == "story" or (anchor == "tense" and self.context.direction < 0):
            day = self._story_day()
            return Reference(day) if day else None
        return self._today()

    # --- absolute and partly told dates ---
    def _fields(self, f: m.Fields) -> When | None:
        if f.year is not None:
            return _full(f, f.year)
        if f.month is None and f.code is None and f.day is None:
            return self._weekday(f.weekday) if f.weekday else None
        if (following := self._running_on(f)) is not None:
            self.leaned.add("story")
            return following
        today = self._today()
        if today is None or today.yearless:
            return self._yearless(f, today)
        return self._nearest(f, today.day)

    def _running_on(self, f: m.Fields) -> Cell | None:
        """The first date of this name from `after` on, unless it lies beyond the report."""
        after, today = self.context.after, self.context.reference
        if after is None or self.context.direction > 0 or (f.day and not f.month):
            return None
        found = [c for c in (_try(f, after.first.year + k) for k in (0, 1)) if c is not None and c.first >= after.first]
        return found[0] if found and (today is None or today.yearless or found[0].first <= today.day) else None

    def _yearless(self, f: m.Fields, today: Reference | None) -> Cell | None:
        """A day or month of an unknown year."""
        if f.month is None and f.day is not None:
            if today is None:
                return None
            f = replace(f, month=today.day.month)
        cell = _full(f, today.day.year if today else 2000)
        return replace(cell, yearless=True)

    def _nearest(self, f: m.Fields, today: date) -> Cell | None:
        """The date of this name that the tense points to, else the nearest one."""
        if f.month is None and f.day is not None:
            return self._day_of_month(f.day, today)
        found = [c for c in (_try(f, today.year + k) for k in range(-LONG_AGO_YEARS, LONG_AGO_YEARS + 1)) if c is not None]
        if f.weekday and f.day:
            found = [c for c in found if c.first.isoweekday() == f.weekday] or found
        if not found:
            raise ImpossibleDate(f"{f.day:02d}.{f.month:02d}" if f.day and f.month else str(f))
        return self._choose(found, today)

    def _day_of_month(self, day: int, today: date) -> Cell | None:
        """`5-го числа`: of this month or the one beside it."""
        months = [calendar.add(today.replace(day=1), k, "month") for k in (-2, -1, 0, 1, 2)]
        found = [c for c in (_try(m.Fields(month=d.month, day=day), d.year) for d in months) if c is not None]
        return self._choose(found, today) if found else None

    def _choose(self, found: list[Cell], today: date) -> Cell:
        past = [c for c in found if c.first <= today]
        future = [c for c in found if c.last >= today]
        direction = self.context.direction or self.context.prefer
        if direction < 0 and past:
            return past[-1]
        if direction > 0 and future:
            return future[0]
        return min(found, key=lambda c: (_distance(c, today), c.first))

    def _weekday(self, weekday: int) -> Cell | None:
        today = self._today()
        if today is None or today.yearless:
            return None
        direction = self.context.direction or self.context.prefer or -1
        back = (today.day.isoweekday() - weekday) % 7
        ahead = (weekday - today.day.isoweekday()) % 7
        return day_cell(calendar.add(today.day, -back if direction < 0 else ahead, "day"))

    def _years(self, y: m.Years) -> When | None:
        first = y.first
        if y.short:
            today = self.context.reference
            self.leaned.add("report")
            this_year = today.day.year if today and not today.yearless else 2000
            first += 1900 if this_year - 5 < 2000 + first else 2000
        return calendar.years_cell(first, y.n)

    def _named(self, n: m.Named) -> When | None:
        if n.value == "?":
            return None
        found = named_cell(n.value, None)
        if found is not None:
            return found
        today = self._today()
        if today is None or today.yearless:
            found = named_cell(n.value, 2001) if n.value.startswith("XXXX") else None
            return replace(found, yearless=True) if isinstance(found, Cell) else None
        cells = [c for k in (-1, 0, 1) if isinstance(c := named_cell(n.value, today.day.year + k), Cell)]
        return self._choose(cells, today.day) if cells else None

    def _pinned(self, p: m.Pinned) -> When | None:
        return self.resolve(p.of)

    def _unsettled(self, u: m.Unsettled) -> When | None:
        return None

    # --- counted from somewhere ---
    def _shifted(self, s: m.Shifted) -> When | None:
        today = self._anchor(s.anchor)
        if today is None:
            return None
        if today.yearless and not (s.unit == "day" or (s.unit == "month" and s.code is None)):
            return None
        if s.code is not None:
            found: Cell = self._coded(s.code, s.unit, s.n, today.day)
        elif s.unit == "weekend":
            found = _weekend(s.n, today.day)
        else:
            found = calendar.cell_at(calendar.add(today.day, s.n, "day" if s.unit == "days" else s.unit), s.unit)
        return replace(found, yearless=today.yearless)

    def _coded(self, code: int, unit: str, n: int, today: date) -> Cell:
        """The last, present or next spring, month or weekday of that name."""
        if unit == "weekday":
            back = (today.isoweekday() - code) % 7
            if n == 0:
                return self._weekday(code) or day_cell(today)
            return day_cell(calendar.add(today, -(back or 7) if n < 0 else (7 - back), "day"))
        make = calendar.month_cell if unit == "month" else calendar.sub_cell
        cells = [make(today.year + k, code) for k in range(-3, 4)]
        if n == 0:
            this = [c for c in cells if c.first.year == today.year]
            return next((c for c in cells if c.first <= today <= c.last), this[0])
        past = [c for c in cells if c.last < today]
        future = [c for c in cells if c.first > today]
        return past[max(-len(past), n)] if n < 0 else future[min(len(future), n) - 1]

    def _counted(self, c: m.Counted) -> When | None:
        start = self._base(c)
        if start is None or c.length.amount is None:
            return None
        found = _stepped(start, c.length.amount * c.sign, c.length.unit)
        if found is None:
            return None
        found = replace(found, yearless=start.yearless)
        if c.length.bound == "about":
            return replace(found, approximate=True)
        if c.length.bound == "least":
            return Stretch(None, found) if c.sign < 0 else Stretch(found, None)
        return found

    def _base(self, c: m.Counted) -> Reference | None:
        if c.base is None:
            return self._anchor(c.anchor)
        found = self.resolve(c.base)
        if found is None:
            return None
        lo, hi = ends(found)
        edge = (lo and lo.first) if c.sign < 0 else (hi and hi.last)
        return Reference(edge, bool((lo or hi) and (lo or hi).yearless)) if edge else None  # type: ignore[union-attr]

    def _lasting(self, last: m.Lasting) -> When | None:
        today = self._today()
        if today is None or (today.yearless and last.length.unit not in {"day", "week", "month"}):
            return None
        here = replace(day_cell(today.day), yearless=today.yearless)
        if last.length.amount is None:
            return Stretch(None, here) if last.sign < 0 else Stretch(here, None)
        n = last.length.amount * last.sign
        if last.whole and last.length.unit not in {"hour", "minute", "second"}:
            first = calendar.cell_at(calendar.add(today.day, last.sign, last.length.unit), last.length.unit)
            final = calendar.cell_at(calendar.add(today.day, round(n), last.length.unit), last.length.unit)
            return first if first == final else Stretch(min(first, final, key=_first), max(first, final, key=_first))
        edge = _moved(today.day, n, last.length.unit)
        if edge is None:
            return here
        other = replace(day_cell(edge), yearless=today.yearless)
        return Stretch(other, here) if last.sign < 0 else Stretch(here, other)

    def _vague(self, v: m.Vague) -> When | None:
        today = self._today()
        if today is None:
            return None
        here = replace(day_cell(today.day), yearless=today.yearless, approximate=True)
        sign = v.sign or self.context.direction or -1
        return Stretch(None, here) if sign < 0 else Stretch(here, None)

    # --- built from others ---
    def _part(self, p: m.Part) -> When | None:
        of = self.resolve(p.of)
        return part_of(p.which, of) if isinstance(of, Cell) else None

    def _inside(self, i: m.Inside) -> When | None:
        outer = self.resolve(i.outer)
        if not isinstance(outer, Cell):
            return None
        if outer.yearless and isinstance(i.inner, m.Fields):
            return None
        found = self._within(Context(Reference(outer.first), 1), i.inner)
        if found is None:
            return None
        lo, hi = ends(found)
        return found if lo and hi and outer.first <= lo.first and lo.first <= outer.last else None

    def _nth(self, n: m.Nth) -> When | None:
        outer = self.resolve(n.outer)
        if not isinstance(outer, Cell):
            return None
        if n.weekday:
            ahead = (n.weekday - outer.first.isoweekday()) % 7
            back = (outer.last.isoweekday() - n.weekday) % 7
            day = calendar.add(outer.first, ahead + 7 * (n.n - 1), "day") if n.n > 0 else calendar.add(outer.last, -back + 7 * (n.n + 1), "day")
            return day_cell(day) if outer.first <= day <= outer.last else None
        if n.unit == "week":
            first = calendar.add(outer.first, 7 * (n.n - 1), "day") if n.n > 0 else calendar.add(outer.last, 7 * n.n + 1, "day")
            last = calendar.add(first, 6, "day")
            return Cell(first, last, "days") if outer.first <= first and last <= calendar.add(outer.last, 6, "day") else None
        start = outer.first if n.n > 0 else outer.last
        found = calendar.cell_at(calendar.add(start, n.n - 1 if n.n > 0 else n.n + 1, n.unit), n.unit)
        return replace(found, yearless=outer.yearless) if outer.first <= found.first and found.last <= outer.last else None

    def _range(self, r: m.Range) -> When | None:
        """An end without a year takes it from the other end, so that the whole runs forward."""
        if _has_year(r.lo) and not _has_year(r.hi):
            lo = self.resolve(r.lo)
            hi = self._from(lo, r.hi, 1)
        else:
            hi = self.resolve(r.hi)
            lo = self.resolve(r.lo) if _has_year(r.lo) else self._from(hi, r.lo, -1)
        if lo is None or hi is None:
            return None
        return _joined(lo, hi)

    def _from(self, start: When | None, meaning: m.Date, direction: int) -> When | None:
        """`meaning` before or after `start`."""
        if start is None:
            return None
        lo, hi = ends(start)
        edge = lo if direction < 0 else hi
        if edge is None:
            return None
        if edge.yearless:
            return self.resolve(meaning)
        if isinstance(meaning, m.Clock) and meaning.of is None:
            return self.resolve(replace(meaning, of=_as_fields(edge)))
        if not isinstance(meaning, (m.Fields, m.Part, m.DayPart, m.Named)):
            return self.resolve(meaning)
        return self._within(Context(Reference(edge.last if direction < 0 else edge.first), direction), meaning)

    def _open(self, o: m.Open) -> When | None:
        of = self.resolve(o.of)
        if of is None:
            return None
        lo, hi = ends(of)
        if o.side == "before":
            return Stretch(None, hi) if hi else None
        return Stretch(lo, None) if lo else None

    def _about(self, a: m.About) -> When | None:
        of = self.resolve(a.of)
        return approximately(of) if of is not None else None

    def _pair(self, p: m.Pair) -> When | None:
        return self.resolve(p.second)

    # --- inside a day ---
    def _clock(self, c: m.Clock) -> When | None:
        day = self._day(c.of)
        if day is None:
            return None
        first, hour = day.first, c.hour
        today = self.context.reference
        if c.of is None and self.context.prefer > 0 and today and today.clock and (hour, c.minute or 0) < today.clock and hour < 12:
            hour += 12
        if hour == 24:
            first, hour = calendar.add(first, 1, "day"), 0
        return Cell(first, first, "hour" if c.minute is None else "minute", yearless=day.yearless, clock=(hour, c.minute or 0))

    def _daypart(self, d: m.DayPart) -> When | None:
        if d.of is not None:
            return self.resolve(d.of)
        return self._day(None)

    def _day(self, of: m.Date | None) -> Cell | None:
        """The day of a clock time or a part of a day."""
        if of is not None:
            found = self.resolve(of)
            return found if isinstance(found, Cell) and found.first == found.last else None
        if self.context.same_day is not None:
            self.leaned.add("story")
            return self.context.same_day
        today = self._today()
        return replace(day_cell(today.day), yearless=today.yearless) if today else None

    # --- hanging on the story ---
    def _story(self, s: m.Story) -> When | None:
        self.leaned.add("story")
        story = self.context.story
        if story is None:
            if not s.else_report:
                return None
            today = self._today()
            story = replace(day_cell(today.day), yearless=today.yearless) if today else None
            if story is None:
                return None
        lo, hi = ends(story)
        if s.how == "same":
            return self._same(story, s.unit)
        if s.how == "before":
            edge = lo if isinstance(story, Stretch) and lo and hi and lo.grain in {"year", "month"} and lo.last < hi.first else hi
            return Stretch(None, _without_clock(edge)) if edge else None
        return Stretch(_without_clock(lo), None) if lo else None

    def _same(self, story: When, unit: str) -> When | None:
        if not unit:
            return story
        lo, hi = ends(story)
        edge = hi or lo
        if edge is None:
            return None
        if unit == "day" and not (isinstance(story, Cell) and story.first == story.last):
            return None
        if edge.yearless and unit != "day":
            return None
        return replace(calendar.cell_at(edge.first, unit), yearless=edge.yearless)


# --- helpers ---------------------------------------------------------------------------------------------------------
def _full(f: m.Fields, year: int) -> Cell:
    if f.code is not None:
        return calendar.sub_cell(year, f.code)
    if f.day is not None and f.month is not None:
        return day_cell(calendar.make_day(year, f.month, f.day))
    if f.month is not None:
        return calendar.month_cell(year, f.month)
    return calendar.year_cell(year)


def _try(f: m.Fields, year: int) -> Cell | None:
    try:
        return _full(f, year)
    except ImpossibleDate:
        return None


def _distance(cell: Cell, today: date) -> int:
    if cell.first <= today <= cell.last:
        return 0
    return min(abs((cell.first - today).days), abs((cell.last - today).days))


def _first(cell: Cell) -> date:
    return cell.first


def _weekend(n: int, today: date) -> Cell:
    """This, the last or the next Saturday and Sunday; on a weekend, the last one is that before it."""
    this = calendar.cell_at(today, "weekend")
    if n > 0 and today < this.first:
        n -= 1
    return calendar.cell_at(calendar.add(today, n, "week"), "weekend")


def _moved(day: date, n: float, unit: str) -> date | None:
    """`day` moved by `n` units, fractions by the next smaller unit; None for units below the day."""
    if unit in {"hour", "minute", "second"}:
        hours = n / {"hour": 1, "minute": 60, "second": 3600}[unit]
        return calendar.add(day, round(hours / 24), "day") if abs(hours) >= 24 else None
    if n == int(n):
        return calendar.add(day, int(n), unit)
    if unit in calendar.MONTHS:
        months = n * calendar.MONTHS[unit]
        return calendar.add(day, round(months), "month") if months == round(months) else calendar.add(day, round(months * 30.4), "day")
    return calendar.add(day, round(n * calendar.DAYS[unit]), "day")


def _stepped(start: Reference, n: float, unit: str) -> Cell | None:
    """The calendar unit `n` units from `start`, as coarse as the unit counted in: years give a year, weeks and days a day."""
    if unit in {"hour", "minute", "second"}:
        return _clocked(start, n, unit)
    day = _moved(start.day, n, unit)
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


def _has_year(meaning: m.Date) -> bool:
    if isinstance(meaning, m.Fields):
        return meaning.year is not None
    if isinstance(meaning, (m.Part, m.About, m.Open)):
        return _has_year(meaning.of)
    if isinstance(meaning, (m.Clock, m.DayPart)):
        return meaning.of is not None and _has_year(meaning.of)
    return isinstance(meaning, (m.Years, m.Inside, m.Shifted, m.Counted))


def _joined(lo: When, hi: When) -> When | None:
    first, last = ends(lo)[0], ends(hi)[1]
    if first is None or last is None or (first.first > last.last and not (first.yearless or last.yearless)):
        return None
    return Stretch(first, last)


def _without_clock(cell: Cell | None) -> Cell | None:
    return replace(cell, clock=None, grain="day") if cell and cell.clock else cell


def _as_fields(cell: Cell) -> m.Fields:
    return m.Fields(cell.first.year, cell.first.month, cell.first.day)
