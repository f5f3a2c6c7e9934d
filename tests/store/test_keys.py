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

WAYS = {"looked at one by one": (10_000, 10_000), "in two walks": (3, 10_000), "a walk, then the index": (3, 5), "by the index": (0, 0)}
"""Name of a way -> entries looked at first, and at most."""
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
    for way, (walk, farthest) in WAYS.items():
        monkeypatch.setattr(keys_postgres, "WALK", walk)
        monkeypatch.setattr(keys_postgres, "FARTHEST", farthest)
        with ledger.reading() as connection:
            for question in (*MORE, *random_questions(random.Random(5), 60)):
                ask = asked(connection, question, ledger.lemmas)
                first = hits(connection, ask, 7)
                told.setdefault(way, []).append((first, hits(connection, ask, 7, first[-1]) if first else [], count(connection, ask, 1000)))
    assert len({repr(answers) for answers in told.values()}) == 1
    assert sum(number for _, _, number in told["by the index"]) > 500
