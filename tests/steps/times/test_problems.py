"""Dates that no calendar has, and dates that contradict each other, are problems of the ledger."""

from __future__ import annotations

import pytest

from letopis.engine import Tagger
from letopis.languages.language import Language
from letopis.model import Report, Times
from letopis.steps.grammar import parse_many
from letopis.steps.times import find_times


def times(text: str, published: str | None, tagger: Tagger, language: Language) -> Times:
    parse = next(parse_many([text], tagger, language))
    return find_times(parse, Report("r", text, published=published), language)


@pytest.mark.parametrize("words", ["31 февраля", "31 июня 2013 года", "29 февраля 2013 года", "30.02.2013", "31.11.17"])
def test_impossible_dates(words: str, tagger: Tagger, russian: Language) -> None:
    found = times(f"Мост закрыли {words}.", "2022-05-19", tagger, russian)
    assert words not in [t.span.of(f"Мост закрыли {words}.") for t in found.times]
    assert len(found.problems) == 1 and words in found.problems[0]


def test_leap_day_without_a_year_is_found(tagger: Tagger, russian: Language) -> None:
    found = times("Мост закрыли 29 февраля.", "2022-05-19", tagger, russian)
    assert [t.value for t in found.times] == ["2020-02-29"] and not found.problems


@pytest.mark.parametrize(
    ("text", "published", "part"),
    [
        ("Мост закрыли 5 июня 2023 года.", "2022-05-19", "as past"),
        ("МОСКВА, 5 мая 2021 — РИА Новости. Мост закрыли.", "2022-05-19", "2021-05-05"),
        ("Сегодня, 5 мая 2022 года, мост закрыли.", "2022-05-19", "2022-05-05"),
        ("В понедельник, 17 мая, мост закрыли.", "2022-05-19", "another day of the week"),
        ("В понедельник, 17 мая 2022 года, мост закрыли.", None, "another day of the week"),
    ],
)
def test_contradictions(text: str, published: str | None, part: str, tagger: Tagger, russian: Language) -> None:
    found = times(text, published, tagger, russian)
    assert any(part in p for p in found.problems), found.problems


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Мост закрыли 5 мая 2022 года.", "2022-05-19"),
        ("МОСКВА, 18 мая 2022 — РИА Новости. Мост закрыли.", "2022-05-19"),
        ("Мост закроют 5 июня 2023 года.", "2022-05-19"),
        ("Открытие моста перенесли на 5 июня 2023 года.", "2022-05-19"),
        ("«Сегодня, 5 мая 2022 года, мост закрыли», — сказал мэр.", "2022-05-19"),
        ("В понедельник, 16 мая, мост закрыли.", "2022-05-19"),
        ("В понедельник, 16 мая, мост закрыли.", None),
    ],
)
def test_no_contradiction(text: str, published: str | None, tagger: Tagger, russian: Language) -> None:
    assert times(text, published, tagger, russian).problems == ()


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2022-05", "В прошлом году мост закрыли.", "2021"),
        ("2022-05", "В прошлом месяце мост закрыли.", "2022-04"),
        ("2022", "В прошлом году мост закрыли.", "2021"),
        ("2022-05-18/2022-05-19", "Вчера мост закрыли.", "2022-05-17/2022-05-18"),
        ("XXXX-05-19", "Вчера мост закрыли.", "?"),
        (None, "Вчера мост закрыли.", "?"),
        (None, "Мост закрыли 5 мая.", "XXXX-05-05"),
        (None, "В мае мост закрыли.", "XXXX-05"),
        (None, "Мост закрыли 5 мая 2013 года, а 6 июня открыли.", "2013-05-05"),
    ],
)
def test_dates_known_in_part(published: str | None, text: str, value: str, tagger: Tagger, russian: Language) -> None:
    assert times(text, published, tagger, russian).times[0].value == value


def test_basis(tagger: Tagger, russian: Language) -> None:
    text = "Мост закрыли 5 мая 2013 года. После этого его продали. Вчера его открыли."
    assert [t.basis for t in times(text, "2022-05-19", tagger, russian).times] == ["stated", "story", "report"]
    text = "Сегодня, 5 мая 2022 года, мост закрыли. Вчера его чинили."
    assert [t.basis for t in times(text, None, tagger, russian).times] == ["stated", "report"]
