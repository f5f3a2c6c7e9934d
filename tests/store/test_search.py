"""Search: words in any form, phrases, beginnings, filters and ranges of days, the same in both databases; and the same as a plain look at every entry."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.model import Entity, Party, Reading, Span, Time
from letopis.store import Ledger, Question, Row
from letopis.store.days import edtf_days, iso, ordinal, time_days
from letopis.store.errors import BadQuery
from letopis.store.fold import fold, words
from letopis.store.index import All, Any_, Not, Term, fts5, tsquery, tsvector
from letopis.store.lemmas import Lemmas
from letopis.store.question import word_nodes
from tests.store.readings import Maker, many, sample
from tests.store.test_adding import add


def said(text: str, number: int = 0, **given: object) -> Reading:
    """A report whose one statement is `text`."""
    maker = Maker(f"Сводка {number}\n\nБелова сказала: {text}\n", id=f"r{number}", **given)  # type: ignore[arg-type]
    maker.said("Ирина Белова", "сказала", text)
    return maker.reading()


def found(ledger: Ledger, typed: str, **filters: object) -> list[str]:
    return sorted(r.evidence for r in ledger.every(Question(words=typed, **filters)))  # type: ignore[arg-type]


WORDS = {
    "крылатые ракеты у границы": (
        "ракеты",
        "ракета",
        "ракетами",
        "РАКЕТ",
        "ракет*",
        "крылатых ракет",
        '"крылатой ракеты"',
        "гран*",
        "ракета -войско",
    ),
    "ещё одно ЗАЯВЛЕНИЕ Зелёного": ("еще", "ещё", "зеленый", "Зелёный", "заявления", "заявле́ние"),
    "пресс-секретарь министерства": ("пресс-секретаря", "секретарь", '"пресс секретарь"', "пресс"),
    "комплекс С-300 сбил 2 цели": ("С-300", "300", "с-300", '"С 300"', "2"),
    "они стали из стали": ("сталь", "стать", "стали", '"стать из"'),
    "газета «The Moscow Times» в кафе café": ("moscow", "Times", "cafe", "CAFÉ", '"moscow times"'),
    "молоко́ и й и и": ("молоко", "молока", "й"),
    "O'Neill д’Артаньян": ("o'neill", "neill", "артаньян"),
    "под_чёркнутый знак": ("знака", "под"),
    "слово " + "а" * 70 + "б": ("а" * 70 + "в",),
}


@pytest.mark.parametrize("text", WORDS)
def test_words(ledger: Ledger, text: str) -> None:
    add(ledger, said(text, 1), said("войско молчит", 2))
    for typed in WORDS[text]:
        assert found(ledger, typed) == [text], typed


def test_what_is_not_found(ledger: Ledger) -> None:
    add(ledger, said("крылатые ракеты у границы", 1), said("войско молчит", 2))
    for typed in ('"ракета крылатая"', "ракета войско", "ракета -граница", "дирижабль", '"молчать войско"', "акета*", '"граница войско"'):
        assert found(ledger, typed) == [], typed
    assert found(ledger, "-ракета") == ["войско молчит"]
    assert len(found(ledger, "Белова")) == 2
    for typed in ("", " ", "—", '""', "*", "-", "- *"):
        assert len(found(ledger, typed)) == 2, typed
    for typed in ('"', 'ракеты"', "(", "ракеты OR", "NEAR(ракеты", "ракеты:*", "a' b", "\\", "_all", "tokens:ракеты", "ракеты ^", "x\x00y", "\ud800"):
        found(ledger, typed)


def test_a_phrase_does_not_reach_across(ledger: Ledger) -> None:
    """From the name of a party to the text, or from words to marks."""
    maker = Maker("Сводка\n\nОн сказал: тихо на границе.\n")
    maker.said("Олег Гранин", "сказал", "тихо на границе")
    add(ledger, maker.reading())
    assert found(ledger, '"Гранин он"') == []
    assert found(ledger, '"он сказать"') == ["тихо на границе"]
    assert found(ledger, "Гранин граница") == ["тихо на границе"]


def test_names(ledger: Ledger) -> None:
    maker = Maker("Сводка\n\nИван Гранин встретил Петра Белова в Каменске.\n")
    maker.done("встретил", "CONSULT", ["Иван Гранин"], ["Пётр Белов"], "Каменск")
    maker.done("Каменске", "CONSULT", ["Иван Алексеевич Гранин", "Пётр Белов"])
    add(ledger, maker.reading(), sample())

    def locals_of(**filters: tuple[str, ...]) -> list[str]:
        return sorted(r.local for r in ledger.every(Question(outlet=("Вестник Севера",), **filters)) if r.label == "CONSULT")  # type: ignore[arg-type]

    assert locals_of(who=("Гранин",)) == ["e1", "e2"]
    assert locals_of(who=("иван гранин",)) == ["e1", "e2"]
    assert locals_of(who=("Гранина Ивана",)) == ["e1", "e2"]
    assert locals_of(who=("Петр Белов",)) == ["e2"]
    assert locals_of(whom=("Белов",)) == ["e1"]
    assert locals_of(who=("Иван Белов",)) == []
    assert locals_of(who=("Иван Алексеевич Гранин",)) == ["e2"]
    assert locals_of(who=("Белов", "Гранин"), place=("Каменск",)) == ["e1"]
    assert locals_of(relay=("Белов",)) == []
    with pytest.raises(BadQuery):
        ledger.list(Question(who=("—",)))


def test_filters(ledger: Ledger) -> None:
    maker = Maker("Сводка\n\nИсточник в штабе сообщил, что тихо.\n", outlet="Южный курьер", id="r2")
    maker.said("источник в штабе", "сообщил", "тихо")
    add(ledger, sample(), maker.reading())

    def count(**filters: object) -> int:
        return ledger.count(Question(**filters))  # type: ignore[arg-type]

    assert (count(unnamed=("any",)), count(unnamed=("military",)), count(unnamed=("official",))) == (1, 1, 0)
    assert ledger.list(Question(unnamed=("any",))).rows[0].unnamed == "military"
    assert (count(outlet=("южный КУРЬЕР",)), count(outlet=("курьер",))) == (1, 0)
    assert (count(kind=("statement",)), count(kind=("event",)), count(kind=("statement", "event"))) == (3, 3, 6)
    assert (count(act=("accuse", "deny")), count(act=("ACCUSE",)), count(type=("accuse",))) == (2, 1, 0)
    assert (count(type=("mobilize",), mode=("troops",), status=("happened",)), count(voucher=("said",)), count(voucher=("narrator",))) == (1, 1, 2)
    assert (count(relay=("Портал Утро",)), count(form=("indirect",)), count(form=("direct",))) == (1, 3, 0)
    assert (count(act=("no such",)), count(act=('"quote',)), count(mode=("a b",))) == (0, 0, 0)


# --- days ------------------------------------------------------------------------------------------------------------
def dated(number: int, first: str, last: str | None) -> Reading:
    """A report of one event that lasts from `first` to `last`."""
    maker = Maker(f"Сводка {number}\n\nВойска ушли {number}.\n", published=None, id=f"r{number}")
    time = maker.time(first, first, last or first) if first else None
    maker.done("ушли", "RETREAT", ["Северия"], time=time)
    return maker.reading()


SPANS = [
    ("2022-01-01", "2022-01-01"),
    ("2022-01-05", "2022-01-09"),
    ("2022-01-08", "2022-12-31"),
    ("2021-12-31", "2022-01-02"),
    ("1999-01-01", "2022-01-06"),
    ("2022-01-10", None),
    ("", None),
]
RANGES = [
    (None, None),
    ("2022-01-01", "2022-01-01"),
    ("2022-01-06", None),
    (None, "2022-01-04"),
    ("2022-01-07", "2022-01-20"),
    ("2030-01-01", None),
    (None, "1998-01-01"),
]


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("words", ["", "уйти"])
def test_ranges_of_days_overlap(ledger: Ledger, order: Literal["newest", "oldest"], words: str) -> None:
    add(ledger, *(dated(n, *span) for n, span in enumerate(SPANS)))
    for since, until in RANGES:
        question = Question(
            words=words,
            order=order,
            since=ordinal(since) if since else None,
            until=ordinal(until) if until else None,
        )
        expected = sorted(
            (first, last or first)
            for first, last in SPANS
            if (not since and not until) or (first and (not until or first <= until) and (not since or (last or first) >= since))
        )
        rows = list(ledger.every(question))
        assert sorted((r.first or "", r.last or "") for r in rows) == expected
        assert ledger.count(question) == len(expected)
        starts = [r.key for r in rows]
        assert starts == sorted(starts, reverse=order == "newest")
        paged: list[Row] = []
        after = None
        while True:
            page = ledger.list(question, 2, after)
            paged += page.rows
            if (after := page.after) is None:
                break
        assert paged == rows


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-05", "2022-05-01", "2022-05-31"),
        ("2022-05-16~", "2022-05-16", "2022-05-16"),
        ("2022-05-16T14:00", "2022-05-16", "2022-05-16"),
        ("2022-24", "2022-12-01", "2023-02-28"),
        ("2022-34", "2022-04-01", "2022-06-30"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("17XX", "1700-01-01", "1799-12-31"),
        ("2022-05-01/2022-05-10", "2022-05-01", "2022-05-10"),
        ("2022-02-24/..", "2022-02-24", "2022-02-24"),
        ("../2022-02-24", "2022-02-24", "2022-02-24"),
    ],
)
def test_days_of_edtf(value: str, first: str, last: str) -> None:
    days = edtf_days(value)
    assert days and (iso(days[0]), iso(days[1])) == (first, last)


@pytest.mark.parametrize("value", ["?", "", "XXXX-05-16", "2022-13", "2022-02-30", "P3D", "вчера"])
def test_no_days_of_edtf(value: str) -> None:
    assert edtf_days(value) is None


def test_open_sides_are_closed_at_the_report() -> None:
    report = (ordinal("2022-05-19"), ordinal("2022-05-19"))

    def days(earliest: str | None, latest: str | None) -> tuple[str | None, str | None]:
        known, _ = time_days(Time(Span(0, 1), "date", "x", earliest, latest), report)
        return (iso(known[0]), iso(known[1])) if known else (None, None)

    assert days("2014-03-01", None) == ("2014-03-01", "2022-05-19")
    assert days("2022-06-01", None) == ("2022-06-01", "2022-06-01")
    assert days(None, "2022-12-31") == ("2022-05-19", "2022-12-31")
    assert days(None, "2022-05-01") == ("2022-05-01", "2022-05-01")
    assert time_days(None, report) == (report, "report")
    assert time_days(None, None) == (None, "unknown")


# --- against a plain look at every entry -----------------------------------------------------------------------------
VOCABULARY = ("ракета", "ракеты", "стали", "сталь", "граница", "границы", "ёлка", "елки", "пресс-секретарь", "С-300", "войско", "и", "не", "Каменск")


def random_questions(chance: random.Random, number: int) -> Iterator[Question]:
    for _ in range(number):
        parts = []
        for _ in range(chance.randint(0, 3)):
            word = chance.choice(VOCABULARY)
            parts.append(chance.choice((word, word, f'"{word} {chance.choice(VOCABULARY)}"', f"{word[:4]}*", f"-{word}")))
        yield Question(
            words=" ".join(parts),
            act=chance.choice(((), ("say",), ("deny", "say"))),
            outlet=chance.choice(((), ("Портал Утро",))),
            order=chance.choice(("newest", "oldest")),
            since=chance.choice((None, ordinal("2022-02-01"))),
            until=chance.choice((None, ordinal("2022-04-01"))),
        )


def looked_at(row: Row, text: str, question: Question, lemmas: Lemmas) -> bool:
    """Does an entry fulfil a question? Word by word, without any index."""
    said_words = [lemmas.of(w) for w in words(text)]
    named = [lemmas.of(w) for w in words(row.who or "")]

    def has(node: object) -> bool:
        if isinstance(node, Not):
            return not has(node.node)
        if isinstance(node, (Any_, All)):
            return (any if isinstance(node, Any_) else all)(has(n) for n in node.of)
        assert isinstance(node, Term)
        if node.prefix:
            return any(lemma.startswith(node.tokens[0]) for w in (*said_words, *named) for lemma in w)
        if len(node.tokens) == 1:
            return any(node.tokens[0] in w for w in (*said_words, *named))
        size = len(node.tokens)
        return any(tuple(w[0] for w in row_[i : i + size]) == node.tokens for row_ in (named, said_words) for i in range(len(row_)))

    days = edtf_days(row.published)
    inside = days is not None and (question.since is None or days[1] >= question.since) and (question.until is None or days[0] <= question.until)
    return (
        inside
        and (not question.act or row.label in question.act)
        and (not question.outlet or fold(row.outlet or "") == fold(question.outlet[0]))
        and all(has(n) for n in word_nodes(question.words, lemmas))
    )


def test_the_same_as_a_plain_look(ledger: Ledger) -> None:
    chance = random.Random(11)
    texts = {}
    readings = []
    for n in range(120):
        text = " ".join(chance.choice(VOCABULARY) for _ in range(chance.randint(1, 9)))
        day = f"2022-{chance.randint(1, 6):02d}-{chance.randint(1, 28):02d}"
        reading = said(text, n, published=day, outlet=chance.choice(("Портал Утро", "Вестник Севера")))
        readings.append(replace(reading, statements=(replace(reading.statements[0], act=chance.choice(("say", "deny", "warn"))),)))
        texts[f"r{n}"] = f"Белова сказала: {text}"
    add(ledger, *readings)
    everything = list(ledger.every(Question()))
    columns = ledger.columns()
    for question in random_questions(chance, 150):
        expected = {r.uid for r in everything if looked_at(r, texts[r.report_name], question, ledger.lemmas)}
        assert {r.uid for r in ledger.every(question)} == expected, question
        assert ledger.survey(columns, question).total == len(expected), question


@given(st.text(max_size=60))
def test_any_text_can_be_indexed_and_asked(text: str) -> None:
    lemmas = Lemmas()
    tokens = lemmas.index([text])
    assert all(" " not in t and t for t in tokens)
    tsvector(tokens)
    nodes = tuple(word_nodes(text, lemmas))
    wanted = tuple(n for n in nodes if not isinstance(n, Not))
    if wanted:
        assert fts5(All(nodes)) and tsquery(All(nodes))


@given(st.text(max_size=40))
def test_folding_is_settled(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(w == fold(w) for w in words(text))


def test_a_huge_entry(ledger: Ledger) -> None:
    """More words than PostgreSQL counts positions for, and one of a megabyte."""
    text = " ".join(f"слово{n}" for n in range(20_000)) + " " + "я" * 1_000_000
    add(ledger, said(text), *many(2))
    assert len(found(ledger, "слово100")) == 1
    assert len(found(ledger, '"слово100 слово101"')) == 1
    assert ledger.count(Question()) == 5
    assert not list(ledger.check())


def test_rows_name_their_parties(ledger: Ledger, opened: Callable[..., Ledger]) -> None:
    given = sample()
    unknown = Party(None, None, "Некто Неназванный")
    alias = Entity("E9", "person", "Марк Сухов", ("Сухов",), ("мэр",))
    statement = replace(given.statements[0], addressee=unknown, place=Party(None, "E9", "Марк Сухов"))
    add(ledger, replace(given, statements=(statement,), entities=(*given.entities, alias)))
    (row,) = ledger.list(Question(act=("accuse",))).rows
    assert [(p.role.name, p.name, p.entity is not None) for p in row.parties] == [
        ("SOURCE", "Ирина Белова", True),
        ("ADDRESSEE", "Некто Неназванный", False),
        ("VIA", "Портал Утро", True),
        ("PLACE", "Марк Сухов", True),
        ("ABOUT", "Южная Марка", True),
    ]
    assert row.chain == ("Вестник Севера", "Портал Утро", "Ирина Белова")
    deed = next(r for r in ledger.list(Question(type=("ASSAULT",))).rows)
    assert deed.chain == ("Вестник Севера", "Портал Утро", "Ирина Белова")
    assert row.to_dict()["chain"] == row.chain
