"""Every line of tests/cases/ru/statements*.txt is a test: cue, source, hearer, relays and content of each statement, its act and form.

`{cue said}`, `{source who}`, `{to whom}`, `{via relay}`, `{content what}`, numbered (`cue2`) where a line has several statements;
behind ` => ` stand act and form of each, in order. What is not marked must not be found.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from letopis.engine import Tagger
from letopis.languages.language import Language
from letopis.model import Parse, Party, Span, Statement
from letopis.steps.entities import find_entities
from letopis.steps.grammar import parse_many
from letopis.steps.statements import find_statements
from tests.cases.notation import Case, read_cases

FOLDER = Path(__file__).parents[2] / "cases" / "ru"
CASES = [c for f in sorted(FOLDER.glob("statements*.txt")) for c in read_cases(f)]
LABELS = ("cue", "source", "to", "via", "content")


@pytest.fixture(scope="module")
def parses(tagger: Tagger, russian: Language) -> dict[str, Parse]:
    texts = sorted({c.text for c in CASES})
    return dict(zip(texts, parse_many(texts, tagger, russian), strict=True))


def spans(party: Party | None) -> list[Span]:
    return [party.span] if party is not None and party.span is not None else []


def told(statement: Statement, number: str) -> list[tuple[str, Span]]:
    """The marks that a line must have for `statement`."""
    found = {
        "cue": [statement.cue] if statement.cue else [],
        "source": spans(statement.source),
        "to": spans(statement.addressee),
        "via": [s for v in statement.via for s in spans(v)],
        "content": list(statement.content),
    }
    return [(label + number, span) for label in LABELS for span in found[label]]


def check(case: Case, statements: tuple[Statement, ...]) -> None:
    many = len(statements) > 1
    marks = [m for n, s in enumerate(statements, 1) for m in told(s, str(n) if many else "")]
    assert sorted(marks) == sorted((m.label, m.span) for m in case.marks)
    acts = "; ".join((f"{n}: " if many else "") + f"{s.act} {s.form}" for n, s in enumerate(statements, 1))
    assert acts == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_statements(case: Case, parses: dict[str, Parse], russian: Language) -> None:
    parse = parses[case.text]
    try:
        check(case, find_statements(parse, find_entities(parse, russian), russian))
    except AssertionError:
        if not case.known_failure:
            raise
    else:
        assert not case.known_failure, f"{case.id} passes now: take away its comment"
