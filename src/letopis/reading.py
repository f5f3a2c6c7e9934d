"""The whole road of one report on one screen: text -> grammar -> who -> when -> said -> done -> on whose word."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from letopis.languages.language import Language, TagsSentences
from letopis.model import Parse, Reading, Report
from letopis.screening import unread, unreadable
from letopis.steps.attribution import attribute
from letopis.steps.entities import find_entities
from letopis.steps.events import find_events
from letopis.steps.grammar import parse_many
from letopis.steps.statements import find_statements
from letopis.steps.times import find_times

REPORTS_AT_ONCE = 16
"""Reports whose sentences go through the tagger together: enough to fill batches of equal length, few enough to stay in memory."""


def read_reports(reports: Iterable[Report], tagger: TagsSentences, language: Language) -> Iterator[Reading]:
    """Readings of `reports`, in order; a text in another language gets an empty one that names it."""
    source = iter(reports)
    while chunk := list(islice(source, REPORTS_AT_ONCE)):
        with _uncollected():
            readings = _together(chunk, tagger, language)
        yield from readings


def _together(reports: list[Report], tagger: TagsSentences, language: Language) -> list[Reading]:
    problems = [unreadable(r.text, language.code) for r in reports]
    parses = parse_many(["" if problem else r.text for r, problem in zip(reports, problems, strict=True)], tagger, language)
    return [
        unread(report, problem) if problem else read_parsed(replace(report, language=language.code), parse, language)
        for report, parse, problem in zip(reports, parses, problems, strict=True)
    ]


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles inside: reports make many small objects and hardly a cycle, and the searches cost an eighth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def read_parsed(report: Report, parse: Parse, language: Language) -> Reading:
    """One report whose grammar is known."""
    report = with_agency(report, parse)
    cast = find_entities(parse, language)
    times = find_times(parse, report, language)
    said = find_statements(parse, cast, language)
    done = find_events(parse, cast, times, said, language)
    tied = attribute(parse, cast, times, said, done, language, report.relays)
    problems = (*report.problems, *times.problems)
    return Reading(report, times.report_date, cast.entities, times.times, tied.statements, tied.events, problems)


def with_agency(report: Report, parse: Parse) -> Report:
    """The report with the agency of its dateline as the last hop of its chain, unless that is the outlet itself."""
    line = parse.dateline
    agency = line.relay.of(report.text) if line and line.relay else None
    known = {name.casefold() for name in (report.outlet, *report.relays) if name}
    return replace(report, relays=(*report.relays, agency)) if agency and agency.casefold() not in known else report
