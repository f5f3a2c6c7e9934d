"""Places meanings on the calendar, from the report's date and the moment of the story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from letopis.model import TimeBasis
from letopis.records import record
from letopis.steps.times import arithmetic as calendar
from letopis.steps.times import meanings as m
from letopis.steps.times.cells import Cell, Stretch, When, approximately, day_cell, ends
from letopis.steps.times.named import named_cell
from letopis.steps.times.parts import part_of
from letopis.steps.times.placing import choose, coded, nearest, nth_in, other_weekday, place, running_on, weekday_cell, weekend
from letopis.steps.times.spanning import as_fields, has_year, joined, past_midnight, without_clock
from letopis.steps.times.stepping import Reference, moved, stepped


@record(frozen=True, slots=True)
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

    def _direction(self) -> int:
        return self.context.direction or self.context.prefer

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
            return place(f, f.year)
        if f.month is None and f.code is None and f.day is None:
            return self._weekday(f.weekday) if f.weekday else None
        known = self.context.reference
        if self.context.after is not None and self.context.direction <= 0:
            following = running_on(f, self.context.after, known.day if known and not known.yearless else None)
            if following is not None:
                self.leaned.add("story")
                return following
        today = self._today()
        if today is None or today.yearless:
            return self._yearless(f, today)
        return nearest(f, today.day, self._direction())

    def _yearless(self, f: m.Fields, today: Reference | None) -> Cell | None:
        """A day or month of an unknown year."""
        if f.month is None and f.day is not None:
            if today is None:
                return None
            f = replace(f, month=today.day.month)
        cell = place(f, today.day.year if today else 2000)
        return replace(cell, yearless=True)

    def _weekday(self, weekday: int) -> Cell | None:
        today = self._today()
        if today is None or today.yearless:
            return None
        return weekday_cell(weekday, today.day, self._direction() or -1)

    def _years(self, y: m.Years) -> When | None:
        first = y.first
        if y.short:
            today = self.context.reference
            self.leaned.add("report")
            this_year = today.day.year if today and not today.yearless else 2000
            first += 1900 if this_year - 5 < 2000 + first else 2000
        return calendar.years_cell(first, y.n)

    def _centurydecade(self, c: m.CenturyDecade) -> When | None:
        century = self.resolve(c.century)
        return calendar.years_cell(century.first.year + c.decade, 10) if isinstance(century, Cell) else None

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
        return choose(cells, today.day, self._direction()) if cells else None

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
            found = self._named_unit(s, s.code, today.day)
        elif s.unit == "weekend":
            found = weekend(s.n, today.day)
        else:
            found = calendar.cell_at(calendar.add(today.day, s.n, "day" if s.unit == "days" else s.unit), s.unit)
        return replace(found, yearless=today.yearless)

    def _named_unit(self, s: m.Shifted, code: int, today: date) -> Cell:
        """The last, present or next spring, month or weekday of that name."""
        if s.unit != "weekday":
            return coded(code, s.unit, s.n, today)
        return other_weekday(code, s.n, today) if s.n else weekday_cell(code, today, self._direction() or -1)

    def _counted(self, c: m.Counted) -> When | None:
        start = self._base(c)
        if start is None or c.length.amount is None:
            return None
        found = stepped(start, c.length.amount * c.sign, c.length.unit)
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
            return first if first == final else Stretch(min(first, final, key=lambda c: c.first), max(first, final, key=lambda c: c.first))
        edge = moved(today.day, n, last.length.unit)
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
        return nth_in(n, outer) if isinstance(outer, Cell) else None

    def _range(self, r: m.Range) -> When | None:
        """An end without a year takes it from the other end, so that the whole runs forward."""
        if has_year(r.lo) and not has_year(r.hi):
            lo = self.resolve(r.lo)
            hi = self._from(lo, r.hi, 1)
        else:
            hi = self.resolve(r.hi)
            lo = self.resolve(r.lo) if has_year(r.lo) else self._from(hi, r.lo, -1)
        if lo is None or hi is None:
            return None
        return joined(lo, past_midnight(lo, hi))

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
            return self.resolve(replace(meaning, of=as_fields(edge)))
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
            return Stretch(None, without_clock(edge)) if edge else None
        return Stretch(without_clock(lo), None) if lo else None

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
