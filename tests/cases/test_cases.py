"""Every line of tests/cases/ru/times_*.txt and report_dates.txt is a test. Statements and events have runners of their own kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from letopis.engine import Tagger
from letopis.languages.language import Language
from letopis.model import Parse, Report
from letopis.steps.dating import date_words
from letopis.steps.grammar import parse_many
from letopis.steps.times import find_times
from tests.cases.notation import Case, read_cases

FOLDER = Path(__file__).parent / "ru"
TIMES = [c for f in sorted(FOLDER.glob("times_*.txt")) for c in read_cases(f)]
DATES = list(read_cases(FOLDER / "report_dates.txt"))
LEAST = 10
"""Sentences of every kind."""


@pytest.fixture(scope="module")
def parses(tagger: Tagger, russian: Language) -> dict[str, Parse]:
    texts = sorted({c.text for c in (*TIMES, *DATES)})
    return dict(zip(texts, parse_many(texts, tagger, russian), strict=True))


def run(case: Case, check: Callable[[], None]) -> None:
    """A known failure must fail; when it passes, its comment has to go."""
    try:
        check()
    except AssertionError:
        if not case.known_failure:
            raise
    else:
        assert not case.known_failure, f"{case.id} passes now: take away its comment"


def check_times(case: Case, parse: Parse, language: Language) -> None:
    """Exactly the marked times are found, with their values; and they date the words that the line names."""
    published = case.settings.get("published")
    times = find_times(parse, Report("case", case.text, published=published), language).times
    wanted = [(m.span.of(case.text), m.label) for m in case.marks if m.label != "cue"]
    assert [(t.span.of(case.text), t.value) for t in times] == wanted
    cues = {i for m in case.marks if m.label == "cue" for i in parse.covered(m.span)}
    dating = date_words(parse, times, language.calendar.dating)
    for pair in filter(None, case.expected.split("; ")):
        word, _, expected = pair.partition(": ")
        head = next(t.i for t in parse.tokens if t.text == word)
        found = dating.time_of(head, cues)
        assert (times[found].span.of(case.text) if found is not None else "-") == expected, word


@pytest.mark.parametrize("case", TIMES, ids=lambda c: c.id)
def test_times(case: Case, parses: dict[str, Parse], russian: Language) -> None:
    run(case, lambda: check_times(case, parses[case.text], russian))


@pytest.mark.parametrize("case", DATES, ids=lambda c: c.id)
def test_report_date(case: Case, parses: dict[str, Parse], russian: Language) -> None:
    date = find_times(parses[case.text], Report("case", case.text), russian).report_date
    assert f"{date.value or '-'} {date.basis}" == case.expected
    assert all(s.of(case.text) for s in date.evidence)


def test_every_kind_has_enough() -> None:
    kinds: dict[str, int] = {}
    for case in TIMES:
        kinds[case.settings["kind"]] = kinds.get(case.settings["kind"], 0) + 1
    assert {k: n for k, n in kinds.items() if n < LEAST} == {}
