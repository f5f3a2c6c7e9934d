"""Who is the same somebody: names, offices, descriptions, pronouns. All persons are made up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from letopis.engine import Tagger
from letopis.languages.language import Language
from letopis.steps.entities import Cast, find_entities
from letopis.steps.grammar import parse_many

Read = Callable[[str], Cast]


@pytest.fixture(scope="module")
def read(tagger: Tagger, russian: Language) -> Read:
    return lambda text: find_entities(next(parse_many([text], tagger, russian)), russian)


def who(cast: Cast, word: str, n: int = 1) -> str | None:
    """The name of whom the n-th token `word` stands for."""
    tokens = [t.i for t in cast.parse.tokens if t.text == word]
    return cast.party(tokens[n - 1]).name


# text, a word of it (`#2`: its second occurrence), whom it stands for
CASES = [
    # names
    ("В Лиму прилетел Мигель Рохас. М.Рохас подпишет договор.", "М", "Мигель Рохас"),
    ("Анна Дроздова открыла музей. Дроздовой вручили цветы.", "Дроздовой", "Анна Дроздова"),
    ("Рохас уволил повара. Президент Чили Мигель Рохас объяснил это болезнью.", "Рохас", "Мигель Рохас"),
    # offices
    ("Президент Чили Мигель Рохас прилетел в Лиму. Президент подпишет договор.", "Президент#2", "Мигель Рохас"),
    ("Президент Чили Мигель Рохас прилетел в Лиму. Там чилийский лидер подпишет договор.", "лидер", "Мигель Рохас"),
    ("Министр иностранных дел Перу ответил журналистам. Глава МИД Перу Пабло Суарес молчал месяц.", "Министр", "Пабло Суарес"),
    ("Мэр Твери Алла Волгина открыла парк. Градоначальница посадила дуб.", "Волгина", "Алла Волгина"),
    (
        "Глава Адыгеи Руслан Тхаков прилетел в Москву. Вице-премьер правительства Адыгеи задержан.",
        "Вице-премьер",
        "вице-премьер правительства Адыгеи",
    ),
    ("Глава Адыгеи Руслан Тхаков прилетел в Москву. Заместитель главы Адыгеи задержан.", "Заместитель", "заместитель главы Адыгеи"),
    ("Прокурор Тулы Иван Громов ушёл в отпуск. Министр экономики Тулы промолчал.", "Министр", "министр экономики Тулы"),
    ("Мэр Твери Алла Волгина открыла парк. Вице-мэр Твери посадил дуб.", "Вице-мэр", "вице-мэр Твери"),
    ("Мэр Твери Алла Волгина открыла парк. Глава Твери посадила дуб.", "Глава", "Алла Волгина"),
    # descriptions
    ("Сенатор Джон Миллер ушёл в отставку. Политик сослался на усталость.", "Политик", "Джон Миллер"),
    ("В Генштабе рассказали о манёврах. Позже ведомство уточнило даты.", "ведомство", "Генштаб"),
    ("Газета «Вечерний Псков» нашла клад. Издание показало монеты.", "Издание", "Вечерний Псков"),
    ("Источник в порту рассказал о пожаре. Собеседник агентства добавил, что жертв нет.", "Собеседник", "источник в порту"),
    ("Гражданина Чили задержали в порту.\n\nЧилиец по имени Мигель Рохас вёз золото.", "Гражданина", "Мигель Рохас"),
    ("Следователь увёл начальника управления полиции Твери Ивана Громова.", "начальника", "Иван Громов"),
    ("Суд в Твери отпустил хакера.\n\nЗаволжский суд Твери назначил штраф.", "Суд", "Заволжский суд Твери"),
    # pronouns
    ("Мигель Рохас прилетел в Лиму. Он подпишет договор.", "Он", "Мигель Рохас"),
    ("Анна Дроздова открыла музей. По её словам, билеты подешевеют.", "её", "Анна Дроздова"),
    ("Мигель Рохас и Пабло Суарес встретились в Лиме. Они подписали договор.", "Они", "Мигель Рохас и Пабло Суарес"),
    ("Мэр Иван Чалый назвал своего преемника.", "своего", "Иван Чалый"),
    ("Задержан Иван Чалый, который руководил портом.", "который", "Иван Чалый"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[1]} in {c[0][:40]}")
def test_who_stands_there(case: tuple[str, str, str], read: Read) -> None:
    text, word, name = case
    word, _, n = word.partition("#")
    assert who(read(text), word, int(n or 1)) == name


def test_a_capital_is_linked_to_its_state_and_stays_itself(read: Read) -> None:
    cast = read("Париж отозвал посла. Президент Франции промолчал.")
    capital = next(e for e in cast.entities if e.name == "Париж")
    assert capital.links == {"capital_of": "Франция"}
    assert any(e.name == "Франция" and e.kind == "state" for e in cast.entities)


def test_presidents_of_two_states_are_two(read: Read) -> None:
    cast = read("Президент Чили Мигель Рохас прилетел в Лиму. Его встретил президент Перу. Президент Чили поблагодарил охрану.")
    assert who(cast, "Президент", 2) == "Мигель Рохас"
    assert who(cast, "президент") == "президент Перу"


def test_several_are_named_one_by_one(read: Read) -> None:
    cast = read("Президент Чили Мигель Рохас и президент Перу Пабло Суарес встретились в Лиме. Оба президента довольны.")
    token = next(t.i for t in cast.parse.tokens if t.text == "президента")
    assert [p.name for p in cast.parties(token)] == ["Мигель Рохас", "Пабло Суарес"]
    assert cast.party(token).name == "Мигель Рохас и Пабло Суарес"


def test_a_possessor_is_told(read: Read) -> None:
    cast = read("Анна Петрова вышла на свободу. Её адвокат подал жалобу.")
    assert who(cast, "адвокат") == "адвокат Анны Петровой"


def test_roles_and_aliases_are_kept(read: Read) -> None:
    cast = read("Рохас уволил повара. Президент Чили Мигель Рохас объяснил это болезнью.")
    person = next(e for e in cast.entities if e.kind == "person" and e.name == "Мигель Рохас")
    assert person.aliases == ("Рохас",)
    assert person.roles == ("президент Чили",)


def test_a_dropped_subject_is_that_of_the_sentence_before(read: Read) -> None:
    cast = read("Анна Дроздова родилась в Твери. Окончила школу с медалью.")
    verb = next(t.i for t in cast.parse.tokens if t.text == "Окончила")
    assert [(p.name, p.span) for p in cast.subject(verb)] == [("Анна Дроздова", None)]


def test_the_body_that_a_person_speaks_for_is_linked(read: Read) -> None:
    cast = read("Президент Чили Мигель Рохас и представитель компании «Северный лес» Анна Лугова подписали договор.")
    links = {e.name: e.links for e in cast.entities if e.kind == "person"}
    assert links == {"Мигель Рохас": {"state": "Чили"}, "Анна Лугова": {"office_at": "компания «Северный лес»"}}
