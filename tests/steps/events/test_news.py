"""Which mentions are news, and whose deed it is where the sentence names its parties elsewhere."""

from __future__ import annotations

import pytest

from letopis import read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Прокуратура закрыла дело. Обвинения затем сняли.", {"сняли"}),
        ("В Озёрске шумно: премьер уволился после массовых протестов.", {"протестов"}),
        ("Жители помнят протесты.", set()),
        ("Война ему не нравится.", set()),
    ],
)
def test_a_clause_tells_a_deed_without_parties(text: str, words: set[str]) -> None:
    found = {e.trigger.of(text) for e in read(text, published="2024-03-16").events if not (e.actors or e.recipients)}
    assert found == words


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        ("Суд приговорил шофёра Петрова к пяти годам за убийство кассира.", "убийство", ["Петров"], ["кассир"]),
        ("Арестован сержант Котов, обвиняемый в попытке убить министра.", "убить", ["Котов"], ["министр"]),
        ("Вчера в Озёрске побывал Сергей Неверов, где встречался с губернатором.", "встречался", ["Сергей Неверов"], ["губернатор"]),
        ("Организатор взрыва убит.", "убит", [], ["организатор взрыва"]),
        ("Полковнику Котову предъявили обвинение в убийстве министра.", "убийстве", ["Котов"], ["министр"]),
    ],
)
def test_parties_that_stand_elsewhere(text: str, word: str, actors: list[str], recipients: list[str]) -> None:
    event = next(e for e in read(text, published="2024-03-16").events if e.trigger.of(text) == word)
    assert ([p.name for p in event.actors], [p.name for p in event.recipients]) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Посол прилетел в Женеву, где в пятницу прошли переговоры министров.", "переговоры", "Женева"),
        ("Армия вторглась в Армению.", "вторглась", "Армения"),
        ("Суд в Женеве арестовал банкира.", "арестовал", "Женева"),
        ("Министр вывел войска из Армении.", "вывел", "Армения"),
        ("В результате взрыва в среду, 5 марта, в Женеве погиб сторож.", "взрыва", "Женева"),
        ("В больнице опознаны тела всех погибших в результате теракта в метро.", "теракта", "метро"),
        ("В больницу привезли пострадавших при взрыве в порту.", "взрыве", "порт"),
    ],
)
def test_places(text: str, word: str, place: str) -> None:
    event = next(e for e in read(text, published="2024-03-16").events if e.trigger.of(text) == word)
    assert event.place is not None
    assert event.place.name == place


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Посол потребовал снятия санкций против Армении.", "санкций", "happened"),
        ("Посол потребовал снятия санкций против Армении.", "снятия", "possible"),
        ("Посол призвал армию перестать обстреливать порт.", "обстреливать", "happened"),
        ("Мэр объявил об увольнении начальника полиции.", "увольнении", "happened"),
        ("Король объявил о визите в Прагу.", "визите", "planned"),
        ("Сотрудничество Праги с соседями будет полезно.", "Сотрудничество", "possible"),
    ],
)
def test_what_a_word_presupposes(text: str, word: str, status: str) -> None:
    event = next(e for e in read(text, published="2024-03-16").events if e.trigger.of(text) == word)
    assert event.status == status


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        ("Мэр Котов рассказал о своём аресте.", "аресте", [], ["Котов"]),
        ("Посол Котов не стал комментировать своё увольнение.", "увольнение", [], ["Котов"]),
        ("Генерал уедет, если соседи продолжат свою агрессию в регионе.", "агрессию", ["соседи"], []),
        ("Министр Котов прилетел на встречу с послом Орловым в Вену.", "встречу", ["Котов"], ["Орлов"]),
    ],
)
def test_ones_own_deeds_and_directions(text: str, word: str, actors: list[str], recipients: list[str]) -> None:
    event = next(e for e in read(text, published="2024-03-16").events if e.trigger.of(text) == word)
    assert ([p.name for p in event.actors], [p.name for p in event.recipients]) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        ("Посол предложил обыскать консульство.", "обыскать", [], ["консульство"]),
        ("Профсоюз потребовал от мэра уволить директора завода.", "уволить", ["мэр"], ["директор завода"]),
        ("Арестована группа военных по подозрению в краже.", "Арестована", [], ["группа военных"]),
        ("Армия подавила выступления оппозиции.", "подавила", ["армия"], ["оппозиция"]),
        ("Полиция разогнала митинг.", "разогнала", ["полиция"], ["митинг"]),
        ("Постановление городского суда запрещает Котову продавать оружие.", "запрещает", ["городской суд"], ["Котов"]),
    ],
)
def test_whose_doings(text: str, word: str, actors: list[str], recipients: list[str]) -> None:
    event = next(e for e in read(text, published="2024-03-16").events if e.trigger.of(text) == word)
    assert ([p.name for p in event.actors], [p.name for p in event.recipients]) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        ("Их удерживают в заложниках более шести тысяч боевиков.", "заложниках", ["более шести тысяч боевиков"], ["их"]),
        ("Суд избрал мэру Котову меру пресечения в виде домашнего ареста.", "ареста", ["суд"], ["Котов"]),
        ("Армия освободила порт при поддержке союзников.", "поддержке", ["союзники"], ["армия"]),
        ("Власти освободили заключённых-мусульман.", "освободили", ["власти"], ["заключённые-мусульмане"]),
    ],
)
def test_helpers_and_measures(text: str, word: str, actors: list[str], recipients: list[str]) -> None:
    event = next(e for e in read(text, published="2024-03-16").events if e.trigger.of(text) == word)
    assert ([p.name for p in event.actors], [p.name for p in event.recipients]) == (actors, recipients)
