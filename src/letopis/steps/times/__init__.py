"""Finds every expression of time and resolves it; works out the report's own date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from letopis.languages.calendar import CalendarTables
from letopis.languages.language import Language
from letopis.model import Parse, Report, Time, TimeBasis, Times
from letopis.steps.times.cells import Cell, ImpossibleDate, Stretch, When, bounds, edtf, ends
from letopis.steps.times.finding import Expression, find_expressions
from letopis.steps.times.lengths import duration
from letopis.steps.times.meanings import Date, Every, Length, Named, Open, Range, Shifted, Story
from letopis.steps.times.problems import contradictions
from letopis.steps.times.publication import report_date
from letopis.steps.times.resolving import Context, Resolver
from letopis.steps.times.stepping import Reference
from letopis.steps.times.tense import attributive, direction

__all__ = ["find_times"]


def find_times(parse: Parse, report: Report, language: Language) -> Times:
    """Times of `parse`, in the order of the text, resolved from the date of `report` or from what the text itself tells."""
    expressions = tuple(find_expressions(parse, language))
    known = report_date(parse, report, expressions, language)
    found, problems = resolve_all(parse, expressions, known.references, language.calendar)
    if known.date.basis == "inferred":
        found = tuple(replace(t, basis="inferred") if t.basis == "report" else t for t in found)
    return Times(known.date, found, (*problems, *contradictions(parse, report, expressions, known, language)))


def resolve_all(
    parse: Parse, expressions: Sequence[Expression], references: Sequence[Reference], tables: CalendarTables, prefer: int = 0
) -> tuple[tuple[Time, ...], tuple[str, ...]]:
    """Values of `expressions`, and the problems met.

    `references`: the day to count from; two of them are the first and the last day of an interval; none, where nothing is known.
    `prefer`: the side taken where the tense tells nothing.
    """
    reader = _Reader(parse, references, tables, prefer)
    times: list[Time] = []
    problems: list[str] = []
    for expression in expressions:
        try:
            found = reader.read(expression)
        except ImpossibleDate:
            problems.append(f"{expression.span.of(parse.text)!r} is a date that no calendar has")
            continue
        if found is not None:
            times.append(found)
    return tuple(times), tuple(problems)


@dataclass(slots=True)
class _Reader:
    """Reads one expression after the other and remembers what the story has dated so far."""

    parse: Parse
    references: Sequence[Reference]
    tables: CalendarTables
    prefer: int
    when: When | None = None
    """The last dated moment, with the paragraph in which it stands."""
    paragraph: int = -1
    after: Cell | None = None
    """The last date with a year of the sentence at hand."""
    sentence: int = -1

    def read(self, expression: Expression) -> Time | None:
        """None where the expression turns out to be no time; raises `ImpossibleDate`."""
        meaning, rule = expression.meaning, f"time.{expression.rules[0]}"
        if isinstance(meaning, Length):
            return Time(expression.span, "duration", duration(meaning), rule=rule)
        if isinstance(meaning, Every):
            return Time(expression.span, "set", duration(meaning.length), rule=rule)
        context = self._context(expression, meaning)
        when, leaned = _between([replace(context, reference=r) for r in self.references] or [context], meaning)
        if when is None:
            dropped = isinstance(meaning, Story) and meaning.drop
            return None if dropped else Time(expression.span, "date", "?", basis="story", rule=rule)
        self._remember(expression, meaning, when, leaned)
        earliest, latest = bounds(when)
        return Time(expression.span, "date", edtf(when), earliest, latest, _basis(leaned), rule)

    def _context(self, expression: Expression, meaning: Date) -> Context:
        if expression.sentence != self.sentence:
            self.sentence, self.after = expression.sentence, None
        towards = direction(self.parse, expression.head, self.tables, isinstance(meaning, Named), isinstance(meaning, Range))
        here = self.parse.sentences[expression.sentence].paragraph == self.paragraph
        day = self.when if here and towards <= 0 and isinstance(self.when, Cell) and self.when.first == self.when.last else None
        same_day = replace(day, clock=None, grain="day") if day else None
        return Context(None, towards, self.prefer, self.when, same_day, self.after)

    def _remember(self, expression: Expression, meaning: Date, when: When, leaned: set[TimeBasis]) -> None:
        if None not in ends(when) and not isinstance(meaning, Open) and meaning != Shifted(0, "day"):
            self.when = when
            self.paragraph = self.parse.sentences[expression.sentence].paragraph
        if isinstance(when, Cell) and when.grain in RUNNING_ON and not leaned and not attributive(self.parse, expression.head):
            self.after = when


RUNNING_ON = frozenset({"day", "month", "season"})
"""Grains of dates from which a later date in the sentence may take its year."""


def _between(contexts: Sequence[Context], meaning: Date) -> tuple[When | None, set[TimeBasis]]:
    """The value, from whichever day of the report's interval: its ends tell the ends of the value."""
    resolvers = [Resolver(c) for c in contexts]
    found = [r.resolve(meaning) for r in resolvers]
    leaned = {basis for r in resolvers for basis in r.leaned}
    first, last = found[0], found[-1]
    if first is None or last is None or first == last:
        return first, leaned
    lo, hi = ends(first)[0], ends(last)[1]
    return (Stretch(lo, hi) if lo or hi else None), leaned


def _basis(leaned: set[TimeBasis]) -> TimeBasis:
    return "story" if "story" in leaned else "report" if "report" in leaned else "stated"
