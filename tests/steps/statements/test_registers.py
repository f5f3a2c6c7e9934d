"""Every passage of tests/cases/ru/registers.txt is a test: fiction, talk, letters, court, popular science … (tests/cases/registers.py measures)."""

from __future__ import annotations

import pytest

from letopis.languages.language import Language
from letopis.model import Parse
from tests.cases.notation import Case, read_cases
from tests.cases.registers import FILE, LABELS, Saying, figures, find, marked, part_of

CASES = list(read_cases(FILE))
FLOORS = {"dev": {"source": 0.9, "cue": 0.9, "content": 0.9}, "check": {"source": 0.9, "cue": 0.9, "content": 0.9}}
"""Token F1 (tests/cases/registers.py) below which no change may bring a part."""

Results = dict[str, tuple[Case, Parse, list[Saying]]]


@pytest.fixture(scope="module")
def results(russian: Language) -> Results:
    return {case.id: (case, parse, found) for case, parse, found in find(CASES, russian)}


@pytest.mark.parametrize("case", part_of(CASES, "dev"), ids=lambda c: c.id)
def test_passage(case: Case, results: Results) -> None:
    _, _, found = results[case.id]
    right = sorted(found) == sorted(marked(case))
    if case.known_failure:
        assert not right, f"{case.id} passes now: take away its comment"
    else:
        assert sorted(found) == sorted(marked(case))


@pytest.mark.parametrize("part", FLOORS)
def test_floors(part: str, results: Results) -> None:
    by_label = figures([results[c.id] for c in part_of(CASES, part)])["all"]
    assert {label: by_label[label].f1 for label in LABELS if by_label[label].f1 < FLOORS[part][label]} == {}
