"""Every row of the tables of speech fires in its own example, and not in its counter-example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

import pytest

from letopis.engine import Tagger
from letopis.languages import ru
from letopis.languages.language import Language
from letopis.languages.tables import Row, read_table
from letopis.steps.entities import find_entities
from letopis.steps.grammar import parse_many
from letopis.steps.statements import find_statements

TABLES: Mapping[str, str] = {"speech_verbs.tsv": "speech", "speech_nouns.tsv": "noun", "source_phrases.tsv": "phrase"}
"""Table -> the family of rules that it feeds."""
SAYING = frozenset({"source", "impersonal"})
"""Roles of phrases that make a statement of their own; the others help or stop one."""
KNOWN_FAILURES: dict[str, str] = {
    "phrase.как_говорится": "the insertion is read before the pattern that stops it",
}
"""Row -> why its sentences are not read yet."""


def _rows() -> list[tuple[str, Row]]:
    folder = files(ru)
    return [(kind, row) for name, kind in TABLES.items() for row in read_table(folder / name, ("id", "act", "example", "not_example"))]


ROWS = _rows()


@pytest.fixture(scope="module")
def fired(tagger: Tagger, russian: Language) -> dict[str, frozenset[str]]:
    """For each sentence of the tables, the rules that speak in it, without the language's code."""
    texts = sorted({s for _, row in ROWS for s in (*row.sentences("example"), *row.sentences("not_example"))})
    return {text: frozenset(_rule(r) for r in rules) for text, rules in zip(texts, _said(texts, tagger, russian), strict=True)}


def _said(texts: Sequence[str], tagger: Tagger, language: Language) -> list[list[str]]:
    parses = parse_many(texts, tagger, language)
    return [[s.rule for s in find_statements(p, find_entities(p, language), language)] for p in parses]


def _rule(rule: str) -> str:
    return rule.partition(".")[2]


def _wrong(kind: str, row: Row, fired: Mapping[str, frozenset[str]]) -> list[str]:
    name = f"{kind}.{row.id}"
    role = row.cells.get("role", "source")
    silent = [s for s in row.sentences("example") if role in SAYING and name not in fired[s]]
    loud = [s for s in row.sentences("not_example") if name in fired[s] or (role == "none" and fired[s])]
    return silent + loud


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=lambda v: v if isinstance(v, str) else v.id)
def test_examples(kind: str, row: Row, fired: dict[str, frozenset[str]]) -> None:
    wrong = _wrong(kind, row, fired)
    name = f"{kind}.{row.id}"
    if name in KNOWN_FAILURES:
        assert wrong, f"{name} is read now: take it off the list of known failures"
    else:
        assert not wrong, f"{name}: {wrong}"


def test_every_row_has_a_sentence() -> None:
    assert not [row.place for _, row in ROWS if not (row.cells["example"] or row.cells["not_example"])]
