"""Which words stand for somebody, what kind of somebody, and their nominative."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from letopis.engine import Tagger
from letopis.languages.language import Language
from letopis.model import Mention
from letopis.steps.grammar import parse_many
from letopis.steps.mentions import find_mentions

Find = Callable[[str], dict[str, Mention]]


@pytest.fixture(scope="module")
def find(tagger: Tagger, russian: Language) -> Find:
    def by_words(text: str) -> dict[str, Mention]:
        parse = next(parse_many([text], tagger, russian))
        return {m.span.of(text): m for m in find_mentions(parse, russian)}

    return by_words


@pytest.mark.parametrize(
    ("text", "words", "name", "role"),
    [
        ("Президент Чили Мигель Рохас прилетел в Рим.", "Президент Чили Мигель Рохас", "Мигель Рохас", "президент Чили"),
        ("Суд допросил министра культуры Анну Дроздову.", "министра культуры Анну Дроздову", "Анна Дроздова", "министр культуры"),
        ("Письмо вручили главе завода «Восход» Петру Кольцову.", "главе завода «Восход» Петру Кольцову", "Пётр Кольцов", "глава завода «Восход»"),
        ("Об этом заявил А. Семёнов.", "А. Семёнов", "А. Семёнов", None),
        ("Полиция задержала 33-летнего Громова.", "33-летнего Громова", "Громов", None),
        (
            "Уроженец Твери, чемпион мира Иван Петров подал жалобу.",
            "Уроженец Твери, чемпион мира Иван Петров",
            "Иван Петров",
            "чемпион мира",
        ),
    ],
)
def test_persons_with_titles(text: str, words: str, name: str, role: str | None, find: Find) -> None:
    mention = find(text)[words]
    assert (mention.kind, mention.anchor, mention.name, mention.role) == ("person", "name", name, role)


def test_a_lawyer_of_somebody_is_not_that_somebody(find: Find) -> None:
    found = find("Адвокат Ивана Петрова подал жалобу.")
    assert found["Адвокат Ивана Петрова"].name == "адвокат Ивана Петрова"
    assert found["Ивана Петрова"].name == "Иван Петров"


def test_two_persons_with_titles_are_two(find: Find) -> None:
    found = find("Приехали министр культуры Иван Громов и секретарь Совета безопасности Пётр Лавкин, конструктор Андрей Крылов.")
    persons = {m.name: m.role for m in found.values() if m.kind == "person"}
    assert persons == {"Иван Громов": "министр культуры", "Пётр Лавкин": "секретарь Совета безопасности", "Андрей Крылов": "конструктор"}


def test_a_name_inside_a_title_is_another_person(find: Find) -> None:
    found = find("Подруга банкира Ивана Громова Анна Лугова дала показания.")
    assert found["Подруга банкира Ивана Громова Анна Лугова"].name == "Анна Лугова"
    assert found["банкира Ивана Громова"].name == "Иван Громов"


@pytest.mark.parametrize(
    ("text", "words", "kind", "name"),
    [
        ("Посол вернулся из Соединенных Штатов.", "Соединенных Штатов", "state", "Соединенные Штаты"),
        ("Об этом узнала газета «Вечерний Псков».", "газета «Вечерний Псков»", "media", "Вечерний Псков"),
        ("Как сообщает ИТАР-ТАСС, мост открыт.", "ИТАР-ТАСС", "media", "ИТАР-ТАСС"),
        ("В Генштабе рассказали об учениях.", "Генштабе", "office", "Генштаб"),
        ("По данным британской разведки, склад пуст.", "британской разведки", "office", "британская разведка"),
        ("Пожар устроили местные власти.", "местные власти", "group", "местные власти"),
        ("Склад захватили вооружённые боевики.", "вооружённые боевики", "group", "вооружённые боевики"),
        ("Договор подписала компания «Северный лес».", "компания «Северный лес»", "organisation", "компания «Северный лес»"),
        ("Министр иностранных дел Перу ответил прессе.", "Министр иностранных дел Перу", "person", "министр иностранных дел Перу"),
        ("Источник в силовых структурах опроверг слухи.", "Источник в силовых структурах", "unnamed", "источник в силовых структурах"),
        ("Погибли двое рабочих.", "двое рабочих", "group", "двое рабочих"),
    ],
)
def test_kinds_and_nominatives(text: str, words: str, kind: str, name: str, find: Find) -> None:
    mention = find(text)[words]
    assert (mention.kind, mention.name) == (kind, name)


def test_a_state_is_seen_in_its_adjective(find: Find) -> None:
    assert find("Это решил перуанский парламент.")["перуанский"].name == "Перу"


def test_heads_are_unique(tagger: Tagger, russian: Language) -> None:
    text = "Президент Чили Мигель Рохас сообщил газете «Эхо Анд», что его министр и глава МИД Перу встретились в Лиме."
    found = find_mentions(next(parse_many([text], tagger, russian)), russian)
    assert len({m.head for m in found}) == len(found)
    assert list(found) == sorted(found, key=lambda m: (m.span, m.head))
