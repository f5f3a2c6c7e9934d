"""PostgreSQL is asked in three ways, by how frequent the answers are; all of them give the same page."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from letopis.store import Ledger, Question, keys_postgres
from letopis.store.asked import asked
from letopis.store.hits import count, hits
from tests.store.readings import many, sample
from tests.store.test_adding import add
from tests.store.test_search import dated, random_questions

WAYS: dict[str, dict[str, float]] = {
    "looked at one by one": {"WALK": 10_000, "PROBED": 10_000},
    "a walk, then the index in small steps": {"WALK": 3, "SPARE": 0.01, "GROWTH": 1.2, "PROBED": 1, "FREQUENT": 1},
    "a walk, then the index in steps": {"WALK": 3, "PROBED": 2},
    "by the index at once": {"WALK": 1, "SPARE": 1e18, "PROBED": 1, "FREQUENT": 10_000},
}
"""Name of a way -> what makes PostgreSQL be asked so."""
MORE = (
    Question(words="колонна"),
    Question(words="колонна", order="oldest"),
    Question(words="прибыть номер 3*", who=("Белова",)),
    Question(who=("Северия",), since=738_160, until=738_200),
    Question(act=("deny",)),
    Question(words="ракета -учения"),
)


def test_every_way_finds_the_same(postgres: str, opened: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = opened(postgres)
    add(ledger, sample(), *many(60), *(dated(n, f"2022-01-{n:02d}", f"2022-{n % 12 + 1:02d}-28") for n in range(1, 29)))
    told: dict[str, list[tuple[list[int], list[int], int]]] = {}
    for way, numbers in WAYS.items():
        monkeypatch.undo()
        for name, number in numbers.items():
            monkeypatch.setattr(keys_postgres, name, number)
        with ledger.reading() as connection:
            for question in (*MORE, *random_questions(random.Random(5), 60)):
                ask = asked(connection, question, ledger.lemmas)
                first = hits(connection, ask, 7)
                told.setdefault(way, []).append((first, hits(connection, ask, 7, first[-1]) if first else [], count(connection, ask, 1000)))
    assert len({repr(answers) for answers in told.values()}) == 1
    assert sum(number for _, _, number in told["by the index at once"]) > 500
