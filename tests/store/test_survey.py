"""Counts from the columns in memory are those that the lists of the database give, before and after changes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from letopis.store import Ledger, Question, Row
from letopis.store.days import ordinal
from tests.store.readings import many, sample
from tests.store.test_adding import add

FACETS = ("kind", "act", "type", "status", "form", "voucher", "unnamed", "review", "mode", "outlet", "who", "whom", "relay", "place", "about", "days")
QUESTIONS = [
    Question(),
    Question(order="oldest"),
    Question(words="колонна"),
    Question(words="-колонна"),
    Question(words="учен*"),
    Question(words='"ракетный удар"'),
    Question(words="ракеты", act=("accuse", "deny")),
    Question(act=("accuse",)),
    Question(type=("ACCUSE", "ASSAULT")),
    Question(type=("ASSAULT",), status=("planned",)),
    Question(who=("Северия",), since=ordinal("2022-01-10"), until=ordinal("2022-02-03")),
    Question(since=ordinal("2022-05-16"), until=ordinal("2022-05-16")),
    Question(until=ordinal("2022-01-03")),
    Question(outlet=("вестник севера",)),
    Question(outlet=("нет такого",)),
    Question(unnamed=("any",)),
    Question(review=("accepted",)),
    Question(voucher=("said",)),
    Question(mode=("troops",)),
]


def all_rows(ledger: Ledger, question: Question) -> list[Row]:
    return list(ledger.every(question))


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_counts_are_those_of_the_lists(ledger: Ledger, question: Question) -> None:
    add(ledger, sample(), *many(40))
    columns = ledger.columns()
    for _ in range(2):
        listed = all_rows(ledger, question)
        found = ledger.survey(columns, question, FACETS, limit=7)
        assert found.total == len(listed) == ledger.count(question)
        assert list(found.rows) == listed[:7]
        second = ledger.survey(columns, question, (), 7, found.after) if found.after else None
        assert list(second.rows if second else []) == listed[7:14]
        assert sum(found.counts["kind"].values()) == sum(n for _, n in found.days) == len(listed)
        assert found.counts["act"] == counted(r.label for r in listed if r.kind == "statement")
        assert found.counts["type"] == counted(r.label for r in listed if r.kind == "event")
        assert found.counts["status"] == counted(r.status for r in listed)
        assert {n.name: n.count for n in found.names["outlet"]} == counted(r.outlet for r in listed)
        assert {n.name: n.count for n in found.names["who"]} == counted(p.name for r in listed for p in r.parties if p.role in (0, 3) and p.entity)
        change(ledger)


def counted(values: object) -> dict[str, int]:
    out: dict[str, int] = {}
    for value in values:  # type: ignore[attr-defined]
        if value is not None:
            out[value] = out.get(value, 0) + 1
    return out


def change(ledger: Ledger) -> None:
    """Something of everything: a report read anew, new ones, a rejection, an acceptance, a merge."""
    newer = sample()
    add(ledger, replace(newer, events=(replace(newer.events[1], mode="exercise"), newer.events[2])), *many(5, start=40))
    rows = all_rows(ledger, Question())
    ledger.reject(rows[3].uid, "Анна", "проба")
    ledger.accept(rows[5].uid, "Анна")
    ledger.edit(rows[7].uid, {"time": "2022-05-16/2022-05-18"}, "Анна", "проба")


def test_merged_entities_are_counted_as_one(ledger: Ledger) -> None:
    add(ledger, sample())
    columns = ledger.columns()
    who = {n.name: n for n in ledger.survey(columns, Question(), ["who"]).names["who"]}
    ledger.merge(who["Южная Марка"].uid or "", who["Северия"].uid or "", "Анна", "проба")
    after = {n.name: n.count for n in ledger.survey(columns, Question(), ["who"]).names["who"]}
    assert after["Северия"] == who["Северия"].count + who["Южная Марка"].count
    assert "Южная Марка" not in after


def test_an_empty_ledger(ledger: Ledger) -> None:
    columns = ledger.columns()
    found = ledger.survey(columns, Question(words="ракеты", act=("say",), since=700_000), FACETS)
    assert (found.rows, found.total, found.days) == ((), 0, [])
    add(ledger, sample())
    assert ledger.survey(columns, Question(), FACETS).total == 5


def test_many_patches_give_what_reading_everything_gives(ledger: Ledger) -> None:
    chance = random.Random(5)
    add(ledger, *many(60))
    columns = ledger.columns()
    for _ in range(8):
        rows = all_rows(ledger, Question())
        getattr(ledger, chance.choice(("reject", "accept")))(chance.choice(rows).uid, "Анна", "проба")
        add(ledger, *many(chance.randint(1, 4), start=chance.randrange(100)))
        question = Question(words=chance.choice(("", "колонна", "полигон")), outlet=chance.choice(((), ("Портал Утро",))))
        assert ledger.survey(columns, question, FACETS) == ledger.survey(ledger.columns(), question, FACETS)


def test_entity_pages(ledger: Ledger) -> None:
    add(ledger, sample(), sample(outlet="Портал Утро", published="2022-06-01"))
    (page,) = ledger.find_entities("ирина белова")
    assert (page.kind, page.name, page.roles, page.public, page.reports) == ("person", "Ирина Белова", ("министр обороны Северии",), True, 2)
    assert (page.first, page.last) == ("2022-05-19", "2022-06-01")
    assert [p.name for p in ledger.find_entities("белов")] == ["Ирина Белова"]
    assert ledger.find_entities("нет такой") == ()
    assert ledger.entity(page.uid) == page
