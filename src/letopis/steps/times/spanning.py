"""Helpers of ranges: which end has a year, and how two ends make one stretch."""

from __future__ import annotations

from dataclasses import replace

from letopis.steps.times import arithmetic as calendar
from letopis.steps.times import meanings as m
from letopis.steps.times.cells import Cell, Stretch, When, ends


def has_year(meaning: m.Date) -> bool:
    """Does the text tell its year, or what it is counted from?"""
    if isinstance(meaning, m.Fields):
        return meaning.year is not None
    if isinstance(meaning, (m.Part, m.About, m.Open)):
        return has_year(meaning.of)
    if isinstance(meaning, (m.Clock, m.DayPart)):
        return meaning.of is not None and has_year(meaning.of)
    return isinstance(meaning, (m.Years, m.Inside, m.Shifted, m.Counted))


def joined(lo: When, hi: When) -> When | None:
    """From the beginning of one to the end of the other; None where they run backward."""
    first, last = ends(lo)[0], ends(hi)[1]
    if first is None or last is None or (first.first > last.last and not (first.yearless or last.yearless)):
        return None
    return Stretch(first, last)


def past_midnight(lo: When, hi: When) -> When:
    """`с полуночи до семи утра`: the second time of the clock belongs to the next day."""
    if (
        isinstance(lo, Cell)
        and isinstance(hi, Cell)
        and lo.clock
        and hi.clock
        and lo.first >= hi.first
        and (lo.first, lo.clock) > (hi.first, hi.clock)
    ):
        day = calendar.add(lo.first, 1 if lo.clock > hi.clock else 0, "day")
        return replace(hi, first=day, last=day)
    return hi


def without_clock(cell: Cell | None) -> Cell | None:
    """The day of a time of the clock."""
    return replace(cell, clock=None, grain="day") if cell and cell.clock else cell


def as_fields(cell: Cell) -> m.Fields:
    """Its first day, told whole."""
    return m.Fields(cell.first.year, cell.first.month, cell.first.day)
