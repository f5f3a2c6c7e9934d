"""Finds every expression of time and resolves it; works out the report's own date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from letopis.languages.language import Language
from letopis.model import Parse, Report, Time, TimeBasis, Times
from letopis.steps.times.cells import Cell, ImpossibleDate, Stretch, When, bounds, edtf, ends
from letopis.steps.times.finding import Expression, find_expressions
from letopis.steps.times.lengths import duration
from letopis.steps.times.meanings import Date, Every, Length, Open, Shifted, Story
from letopis.steps.times.problems import contradictions
from letopis.steps.times.publication import report_date
from letopis.steps.times.resolving import Context, Reference, Resolver
from letopis.steps.times.tense import direction

__all__ = ["find_times"]


def find_times(parse: Parse, report: Report, language: Language) -> Times:
    """Times of `parse`, in the order of the text, resolved from the date of `report` or from what the text itself tells."""
    expressions = tuple(find_expressions(parse, language))
    known = report_date(parse, report, expressions)
    found, problems = resolve_all(parse, expressions, known.references)
    if known.date.basis == "inferred":
        found = tuple(replace(t, basis="inferred") if t.basis == "report" else t for t in found)
    return Times(known.date, found, (*problems, *contradictions(parse, report, expressions, known)))


@dataclass(slots=True)
class _Story:
    """The last dated moment, and where it stands."""

    when: When | None = None
    sentence: int = -1
    paragraph: int = -1


def resolve_all(
    parse: Parse, expressions: Sequence[Expression], references: Sequence[Reference], prefer: int = 0
) -> tuple[tuple[Time, ...], tuple[str, ...]]:
    """Values of `expressions`, and the problems met.

    `references`: the day to count from; two of them are the first and the last day of an interval; none, where nothing is known.
    `prefer`: the side taken where the tense tells nothing.
    """
    story = _Story()
    times: list[Time] = []
    problems: list[str] = []
    for expression in expressions:
        try:
            found = _resolve(parse, expression, references, prefer, story)
        except ImpossibleDate:
            problems.append(f"{expression.span.of(parse.text)!r} is a date that no calendar has")
            continue
        if found is not None:
            times.append(found)
    return tuple(times), tuple(problems)


def _resolve(parse: Parse, expression: Expression, references: Sequence[Reference], prefer: int, story: _Story) -> Time | None:
    """None where the expression turns out to be no time."""
    meaning = expression.meaning
    rule = f"time.{expression.rules[0]}"
    if isinstance(meaning, Length):
        return Time(expression.span, "duration", duration(meaning), rule=rule)
    if isinstance(meaning, Every):
        return Time(expression.span, "set", duration(meaning.length), rule=rule)
    paragraph = parse.sentences[expression.sentence].paragraph
    day = story.when if isinstance(story.when, Cell) and story.when.first == story.when.last and story.paragraph == paragraph else None
    same_day = replace(day, clock=None, grain="day") if day else None
    towards = direction(parse, expression.head)
    context = Context(None, towards, prefer, story.when, same_day if towards <= 0 else None)
    when, leaned = _between([replace(context, reference=r) for r in references] or [context], meaning)
    if when is None:
        if isinstance(meaning, Story) and meaning.drop:
            return None
        return Time(expression.span, "date", "?", basis="story", rule=rule)
    if None not in ends(when) and not isinstance(meaning, Open) and meaning != Shifted(0, "day"):
        story.when, story.sentence, story.paragraph = when, expression.sentence, paragraph
    earliest, latest = bounds(when)
    return Time(expression.span, "date", edtf(when), earliest, latest, _basis(leaned), rule)


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
