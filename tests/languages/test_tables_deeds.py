"""Every row of the tables of deeds fires in its own example (or one of its class for the same word does), and not in its counter-example."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from letopis.engine import Tagger
from letopis.languages.deeds import ControlRow, ModalRow, TriggerRow
from letopis.languages.language import Language
from letopis.languages.ru import load
from letopis.model import Event, Parse, ReportDate, Times
from letopis.steps.entities import find_entities
from letopis.steps.events import find_events, told
from letopis.steps.grammar import parse_many

ROWS = load().deeds.triggers
MODALS = tuple({r.id: r for rows in load().deeds.modals.values() for r in rows}.values())
CONTROLS = tuple({r.id: r for rows in load().deeds.controls.values() for r in rows}.values())
NO_TIMES = Times(ReportDate(None, "unknown"), ())
KNOWN_FAILURES: dict[str, str] = {}
"""Row -> why its example is not read (an error of the parser, mostly)."""


@pytest.fixture(scope="module")
def fired(tagger: Tagger, russian: Language) -> dict[str, frozenset[str]]:
    """For each sentence of the tables, the rows that fire in it."""
    texts = sorted({s for row in ROWS for s in (*row.examples, *row.not_examples)})
    return {text: _rules(parse, russian) for text, parse in zip(texts, parse_many(texts, tagger, russian), strict=True)}


def _rules(parse: Parse, language: Language) -> frozenset[str]:
    return frozenset(candidate.row.id for candidate, _ in told(parse, find_entities(parse, language), NO_TIMES, language))


def _missing(row: TriggerRow, fired: dict[str, frozenset[str]]) -> Sequence[str]:
    """Examples in which neither the row nor another of its class for the same word fires, and counter-examples in which it does."""
    alike = {r.id for r in ROWS if r.type == row.type and set(r.lemmas) & set(row.lemmas)}
    return [s for s in row.examples if not alike & fired[s]] + [s for s in row.not_examples if row.id in fired[s]]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.id)
def test_examples(row: TriggerRow, fired: dict[str, frozenset[str]]) -> None:
    wrong = _missing(row, fired)
    if row.id in KNOWN_FAILURES:
        assert wrong, f"{row.id} is read now: take it off the list of known failures"
    else:
        assert not wrong, f"{row.id}: {wrong}"


@pytest.fixture(scope="module")
def deeds(tagger: Tagger, russian: Language) -> dict[str, tuple[Event, ...]]:
    """The deeds told in each example of the words that govern deeds."""
    both = [*(s for m in MODALS for s in (*m.examples, *m.not_examples)), *(s for c in CONTROLS for s in (*c.examples, *c.not_examples))]
    texts = sorted(set(both))
    parses = parse_many(texts, tagger, russian)
    return {text: find_events(p, find_entities(p, russian), NO_TIMES, (), russian) for text, p in zip(texts, parses, strict=True)}


@pytest.mark.parametrize("row", MODALS, ids=lambda r: r.id)
def test_modals(row: ModalRow, deeds: dict[str, tuple[Event, ...]]) -> None:
    for sentence in row.examples:
        assert row.status in {e.status for e in deeds[sentence]}, sentence
    for sentence in row.not_examples:
        assert row.status not in {e.status for e in deeds[sentence]}, sentence


@pytest.mark.parametrize("row", CONTROLS, ids=lambda r: r.id)
def test_controls(row: ControlRow, deeds: dict[str, tuple[Event, ...]]) -> None:
    for sentence in row.examples:
        assert any(e.actors or (row.recipient and e.recipients) for e in deeds[sentence]), sentence
