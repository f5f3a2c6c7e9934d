"""The public functions: `read` and `read_many`. Models are loaded once per process, at the first call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import groupby

from letopis.languages.folders import codes, folder
from letopis.languages.identify import language_of, named
from letopis.languages.language import Language, TagsSentences
from letopis.model import Parse, Reading, Report
from letopis.reading import read_parsed, read_reports
from letopis.steps.grammar import parse_many


@lru_cache
def _tagger(code: str) -> TagsSentences:
    return folder(code).load_tagger()


@lru_cache
def _language(code: str) -> Language:
    return folder(code).load()


def load(code: str | None = None) -> None:
    """Load the models and tables of the language `code`, or of all, now and not at the first report."""
    for one in (code,) if code else codes():
        next(read_reports([Report("", named(one).example)], _tagger(one), _language(one)))


def read(text_or_report: str | Report, *, published: str | None = None, outlet: str | None = None) -> Reading:
    """Read one report. `published` is an EDTF date (`2022-05-19`); both keywords fill what the report itself leaves open."""
    return next(read_many([_report(text_or_report, published, outlet)]))


def read_many(texts_or_reports: Iterable[str | Report]) -> Iterator[Reading]:
    """Read many reports, in order; sentences of several are tagged together, so this is faster than `read` in a loop."""
    reports = (_report(r, None, None) for r in texts_or_reports)
    for code, run in groupby(reports, lambda r: language_of(r.text, r.language)):
        yield from read_reports(run, _tagger(code), _language(code))


def _report(given: str | Report, published: str | None, outlet: str | None) -> Report:
    report = given if isinstance(given, Report) else _from_text(given)
    return replace(report, published=report.published or published, outlet=report.outlet or outlet)


def _from_text(text: str) -> Report:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Report(id=sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16], text=text)


def read_closely(report: Report) -> tuple[Reading, Parse]:
    """One report with the grammar that its reading rests on, for explanations."""
    language = _language(language_of(report.text, report.language))
    parse = next(parse_many([report.text], _tagger(language.code), language))
    return read_parsed(replace(report, language=report.language or language.code), parse, language), parse
