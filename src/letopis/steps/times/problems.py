"""Where the text and its date do not go together, in words for the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from letopis.languages.language import Language
from letopis.model import Parse, Report
from letopis.steps.times import meanings as m
from letopis.steps.times.cells import Cell, ImpossibleDate
from letopis.steps.times.finding import Expression
from letopis.steps.times.publication import Known, lower_bound, report_date
from letopis.steps.times.resolving import Context, Resolver

DATELINE_DAYS = 3
"""A dateline may be some days older than the day of publication; beyond that something is wrong."""


def contradictions(parse: Parse, report: Report, expressions: Sequence[Expression], known: Known, language: Language) -> tuple[str, ...]:
    """Problems of the report's date, and of weekdays that do not fit their date."""
    return (*_of_given_date(parse, report, expressions, known, language), *_of_weekdays(parse, expressions, known))


def _of_given_date(parse: Parse, report: Report, expressions: Sequence[Expression], known: Known, language: Language) -> Iterator[str]:
    if known.date.basis != "given" or not known.references:
        return
    last = known.references[-1].day
    bound = lower_bound(parse, expressions, language)
    if bound is not None and bound[0] > last:
        yield f"the report is dated {report.published}, but tells of {bound[1].of(parse.text)!r} as past"
        return
    stated = report_date(parse, replace(report, published=None, url=None), expressions, language)
    if stated.date.basis != "stated" or not stated.references:
        return
    told = stated.references[0].day
    if (stated.date.value or "").startswith("XXXX") and (told.month, told.day) != (
        2,
        29,
    ):  # a dateline without a year: of this one, or at New Year of the last
        told = told.replace(year=last.year - (told.replace(year=last.year) > last))
    days = (last - told).days
    if not 0 <= days <= DATELINE_DAYS:
        yield f"the report is dated {report.published}, but its text says {stated.date.value}"


def _of_weekdays(parse: Parse, expressions: Sequence[Expression], known: Known) -> Iterator[str]:
    """`в понедельник, 18 мая` of a year in which 18 May is no Monday."""
    for e in expressions:
        meaning = e.meaning
        while isinstance(meaning, (m.Clock, m.DayPart, m.Open, m.About, m.Pinned)) and meaning.of is not None:
            meaning = meaning.of
        if not isinstance(meaning, m.Fields) or not meaning.weekday or not meaning.day:
            continue
        day = _day(meaning, known)
        if day is not None and not day.yearless and day.first.isoweekday() != meaning.weekday:
            yield f"{e.span.of(parse.text)!r}: {day.first.isoformat()} is another day of the week"


def _day(meaning: m.Fields, known: Known) -> Cell | None:
    try:
        found = Resolver(Context(known.references[0] if known.references else None)).resolve(meaning)
    except ImpossibleDate:
        return None
    return found if isinstance(found, Cell) else None
