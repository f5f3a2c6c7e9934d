"""Finds every expression of time and resolves it; works out the report's own date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from letopis.languages.language import Language
from letopis.model import Parse, Report, ReportDate, Time, TimeBasis, Times
from letopis.steps.times.cells import Cell, ImpossibleDate, When, bounds, edtf, ends
from letopis.steps.times.finding import Expression, find_expressions
from letopis.steps.times.lengths import duration
from letopis.steps.times.meanings import Every, Length, Open, Shifted, Story
from letopis.steps.times.resolving import Context, Reference, Resolver
from letopis.steps.times.tense import direction

__all__ = ["find_times"]


def find_times(parse: Parse, report: Report, language: Language) -> Times:
    """Times of `parse`, in the order of the text, resolved from the date of `report` or from what the text itself tells."""
    expressions = tuple(find_expressions(parse, language))
    report_date = ReportDate(report.published, "given" if report.published else "unknown")
    found, problems = resolve_all(parse, expressions, reference_of(report_date))
    return Times(report_date, found, problems)


def reference_of(report_date: ReportDate) -> Reference | None:
    """The day to count from, or None where the report's date is unknown or no single day."""
    value = (report_date.value or "").rstrip("~?")
    try:
        return Reference(date.fromisoformat(value[:10]))
    except ValueError:
        return None


@dataclass(slots=True)
class _Story:
    """The last dated moment, and where it stands."""

    when: When | None = None
    sentence: int = -1
    paragraph: int = -1


def resolve_all(
    parse: Parse, expressions: Sequence[Expression], reference: Reference | None, prefer: int = 0
) -> tuple[tuple[Time, ...], tuple[str, ...]]:
    """Values of `expressions`, and the problems met. `prefer`: the side taken where the tense tells nothing."""
    story = _Story()
    times: list[Time] = []
    problems: list[str] = []
    for expression in expressions:
        try:
            found = _resolve(parse, expression, reference, prefer, story)
        except ImpossibleDate:
            problems.append(f"{expression.span.of(parse.text)!r} is a date that no calendar has")
            continue
        if found is not None:
            times.append(found)
    return tuple(times), tuple(problems)


def _resolve(parse: Parse, expression: Expression, reference: Reference | None, prefer: int, story: _Story) -> Time | None:
    """None where the expression turns out to be no time."""
    meaning = expression.meaning
    rule = f"time.{expression.rules[0]}"
    if isinstance(meaning, Length):
        return Time(expression.span, "duration", duration(meaning), rule=rule)
    if isinstance(meaning, Every):
        return Time(expression.span, "set", duration(meaning.length), rule=rule)
    paragraph = parse.sentences[expression.sentence].paragraph
    day = story.when if isinstance(story.when, Cell) and story.when.first == story.when.last and story.paragraph == paragraph else None
    context = Context(reference, direction(parse, expression.head), prefer, story.when, replace(day, clock=None, grain="day") if day else None)
    resolver = Resolver(context)
    when = resolver.resolve(meaning)
    if when is None:
        if isinstance(meaning, Story) and meaning.drop:
            return None
        return Time(expression.span, "date", "?", basis="story", rule=rule)
    if None not in ends(when) and not isinstance(meaning, Open) and meaning != Shifted(0, "day"):
        story.when, story.sentence, story.paragraph = when, expression.sentence, paragraph
    earliest, latest = bounds(when)
    return Time(expression.span, "date", edtf(when), earliest, latest, _basis(resolver.leaned), rule)


def _basis(leaned: set[TimeBasis]) -> TimeBasis:
    return "story" if "story" in leaned else "report" if "report" in leaned else "stated"
