"""Where the words that a relay passes on begin, go on and end: the hops of each statement, in order."""

from __future__ import annotations

import pytest

from letopis import read

RELAYED = "Мэр Иван Громов заявил, что порт закроют, передаёт «Интерфакс»."
CASES = {
    "goes on with the same speaker": (f"{RELAYED} Он добавил, что причал разбит.", ["Интерфакс", "Интерфакс"]),
    "goes on with a quotation": (f"{RELAYED} «Причал разбит. Денег нет», — уточнил мэр.", ["Интерфакс", "Интерфакс"]),
    "ends where somebody else speaks": (f"{RELAYED} Губернатор отметил, что причал разбит. Мэр добавил, что денег нет.", ["Интерфакс", "", ""]),
    "ends where nobody speaks": (f"{RELAYED} Порт построили в 1950 году. Мэр пообещал построить новый.", ["Интерфакс", ""]),
    "ends at another occasion": (f"{RELAYED} Ранее мэр говорил, что порт откроют в мае.", ["Интерфакс", ""]),
    "ends at another hearer": (f"{RELAYED} В интервью газете «Вестник» мэр добавил, что причал разбит.", ["Интерфакс", ""]),
    "ends at another matter": (f"{RELAYED} Громов также рассказал о планах города.", ["Интерфакс", ""]),
    "ends with the paragraph": (f"{RELAYED}\nМэр добавил, что причал разбит.", ["Интерфакс", ""]),
    "an elaboration goes on in the next paragraph": (f"{RELAYED}\nВ частности, мэр назвал причал разбитым.", ["Интерфакс", "Интерфакс"]),
    "begins with what is published": (
        "Газета «Вестник» опубликовала рассказ сторожа Ивана Седова. Он утверждает, что склад подожгли. По его словам, сигнализация молчала. Полиция отрицает поджог.",
        ["Вестник", "Вестник", ""],
    ),
    "a medium that is named again": (
        "Агентство «Прибой» приводит слова министра. Он заявил, что порт закроют.\nТакже, передаёт «Прибой», причал разбит. Денег нет, отметил министр.",
        ["Прибой", "", "Прибой"],
    ),
    "the nameless source of a paper": (
        "Газета «Вестник» пишет о закрытии порта. Издание ссылается на источники в мэрии. По словам источника, буксиры проданы.",
        ["Вестник", "Вестник"],
    ),
    "documents that a paper has": ("В распоряжении газеты «Вестник» оказались письма, из которых следует, что завод продан.", ["Вестник"]),
}


@pytest.mark.parametrize("name", CASES)
def test_runs(name: str) -> None:
    text, wanted = CASES[name]
    assert [", ".join(v.name or "" for v in s.via) for s in read(text).statements] == wanted


def test_an_article_speaks_for_its_paper() -> None:
    said = read("Газета «Вестник» пишет, что порт закроют. В статье говорится, что буксиры проданы.").statements
    assert [s.source.name for s in said if s.source] == ["Вестник", "Вестник"]
