"""Deeds in whole sentences: roles, status, place, quantities, contexts, and one deed in several mentions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from letopis.engine import Tagger
from letopis.languages.language import Language
from letopis.model import Event, Party, Reading, Report
from letopis.reading import read_parsed
from letopis.steps.grammar import parse_many

Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read(tagger: Tagger, russian: Language) -> Read:
    def one(text: str) -> Reading:
        return read_parsed(Report("t", text, published="2022-05-19"), next(iter(parse_many([text], tagger, russian))), russian)

    return one


def names(parties: tuple[Party, ...]) -> list[str | None]:
    return [p.name for p in parties]


def event(reading: Reading, trigger: str) -> Event:
    found = [e for e in reading.events if e.trigger.of(reading.report.text) == trigger]
    assert len(found) == 1, [e.trigger.of(reading.report.text) for e in reading.events]
    return found[0]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Полиция задержала моряка.", "задержала", ["полиция"], ["моряк"]),
        ("Моряк был задержан полицией.", "задержан", ["полиция"], ["моряк"]),
        ("Моряк, задержанный полицией в порту, молчит.", "задержанный", ["полиция"], ["моряк"]),
        ("Полицейские, задержавшие моряка, уехали.", "задержавшие", ["полицейские"], ["моряк"]),
        ("Моряк, которого задержала полиция, молчит.", "задержала", ["полиция"], ["моряк"]),
        ("Армия обстреляла порт и захватила крепость.", "захватила", ["армия"], ["крепость"]),
        ("Моряка задержали.", "задержали", [], ["моряк"]),
        ("Король приказал армии атаковать крепость.", "атаковать", ["армия"], ["крепость"]),
        ("Боевики взяли врачей в заложники.", "заложники", ["боевики"], ["врачи"]),
        ("Порт подвергся обстрелу.", "обстрелу", [], ["порт"]),
        ("Столкновения между полицией и студентами начались ночью.", "Столкновения", ["полиция"], ["студенты"]),
        ("Переговоры между королём и послом прошли в Риме.", "Переговоры", ["король", "посол"], []),
        ("После переговоров с послом король уехал.", "переговоров", ["король"], ["посол"]),
        ("Взрыв ранил трёх моряков.", "Взрыв", [], ["трое моряков"]),
        ("Страна обвинила соседей в обстреле порта.", "обстреле", ["соседи"], ["порт"]),
        ("Суд принял решение об аресте банкира.", "аресте", ["суд"], ["банкир"]),
    ],
)
def test_roles(read: Read, text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    found = event(read(text), trigger)
    assert [n.lower() for n in names(found.actors) if n] == actors
    assert [n.lower() for n in names(found.recipients) if n] == recipients


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Полиция задержала моряка.", "задержала", "happened"),
        ("Полиция не задержала моряка.", "задержала", "not_happened"),
        ("Полиция задержит моряка.", "задержит", "planned"),
        ("Король намерен посетить Рим.", "посетить", "planned"),
        ("Король может посетить Рим.", "посетить", "possible"),
        ("Министр отказался уйти в отставку.", "отставку", "not_happened"),
        ("Если армия атакует порт, город падёт.", "атакует", "possible"),
        ("Армия начала наступление на столицу.", "наступление", "happened"),
        ("Возможный визит короля в Рим обсуждают.", "визит", "possible"),
        ("Король потребовал освободить моряков.", "освободить", "possible"),
        ("Охрана не пустила адвоката в тюрьму.", "пустила", "happened"),
    ],
)
def test_status(read: Read, text: str, trigger: str, status: str) -> None:
    assert event(read(text), trigger).status == status


def test_place_and_time(read: Read) -> None:
    reading = read("Митинг против налога прошёл в среду на площади Победы.")
    found = event(reading, "Митинг")
    assert found.place is not None and found.place.name == "площадь Победы"
    assert found.time is not None and reading.times[found.time].value == "2022-05-18"


def test_quantities(read: Read) -> None:
    found = event(read("Полиция задержала не менее 250 моряков."), "задержала")
    assert [(q.low, q.high, q.unit, q.role) for q in found.quantities] == [(250.0, None, "моряк", "recipient")]


@pytest.mark.parametrize(("words", "low", "high"), [("20 тысяч", 20000.0, 20000.0), ("две сотни", 200.0, 200.0), ("30-40", 30.0, 40.0)])
def test_numbers(read: Read, words: str, low: float, high: float) -> None:
    found = event(read(f"Армия захватила {words} солдат."), "захватила")
    assert [(q.low, q.high) for q in found.quantities] == [(low, high)]


def test_contexts(read: Read) -> None:
    found = event(read("Суд арестовал редактора газеты."), "арестовал")
    assert {"legal", "media"} <= {c.label for c in found.contexts}


def test_one_deed_in_two_mentions(read: Read) -> None:
    reading = read("Полиция задержала банкира Петрова. О задержании Петрова рассказал адвокат. Полиция задержала шофёра Сидорова.")
    first, second, third = reading.events
    assert (first.same_as, second.same_as, third.same_as) == (None, first.id, None)


def test_sport_is_no_war(read: Read) -> None:
    text = "Сборная выиграла матч чемпионата. Форвард атаковал ворота, вратарь отразил удар. Тренер клуба посетил финал турнира. Болельщики рады."
    assert not read(text).events


def test_private_people_travel_without_news(read: Read) -> None:
    assert not read("Туристка приехала в Рим.").events
    assert read("Президент приехал в Рим.").events
