"""Texts that are not Russian are told, by name; Russian ones with foreign words in them are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from letopis.languages.identify import Known, identify, known
from letopis.screening import unreadable

RUSSIAN = (
    "Губернатор Приморья Илья Береговой сообщил, что ледокол вышел из порта. По его словам, судно вернётся только в пятницу. "
    "Ранее капитан предупреждал, что льда в бухте слишком много. Паромы пока стоят у причала, пассажиров разместили в гостинице."
)
UKRAINIAN = (
    "Губернатор Примор’я Ілля Береговий повідомив, що криголам вийшов з порту. За його словами, судно повернеться лише в п’ятницю. "
    "Раніше капітан попереджав, що криги в бухті забагато. Пороми поки стоять біля причалу, пасажирів розмістили в готелі."
)
BELARUSIAN = (
    "Губернатар Прымор’я Ілля Берагавы паведаміў, што ледакол выйшаў з порта. Паводле яго слоў, судна вернецца толькі ў пятніцу. "
    "Раней капітан папярэджваў, што лёду ў бухце зашмат. Паромы пакуль стаяць ля прычала, пасажыраў размясцілі ў гатэлі."
)
ENGLISH = (
    "The governor of Primorye, Ilya Beregovoy, said that the icebreaker had left the port. According to him, the ship will be back only on Friday. "
    "Earlier the captain warned that there was too much ice in the bay. The ferries are still at the pier."
)


@pytest.mark.parametrize("language", known(), ids=lambda k: k.code)
def test_each_language_is_told_by_its_example(language: Known) -> None:
    assert list(identify(language.example, "ru").shares) == [language.name]


@pytest.mark.parametrize(("text", "name"), [(UKRAINIAN, "Ukrainian"), (BELARUSIAN, "Belarusian"), (ENGLISH, "English")])
def test_another_language_is_named(text: str, name: str) -> None:
    assert unreadable(text, "ru") == f"the text is in {name}: it was not read, only Russian is"


@pytest.mark.parametrize(("text", "name"), [(UKRAINIAN, "Ukrainian"), (BELARUSIAN, "Belarusian"), (ENGLISH, "English")])
def test_single_sentences_too(text: str, name: str) -> None:
    for sentence in text.split(". "):
        assert name in (unreadable(sentence, "ru") or ""), sentence


@pytest.mark.parametrize(("text", "name"), [(UKRAINIAN, "Ukrainian"), (BELARUSIAN, "Belarusian"), (ENGLISH, "English")])
def test_mixed_texts_name_both(text: str, name: str) -> None:
    problem = unreadable(f"{RUSSIAN}\n\n{text}", "ru")
    assert problem is not None
    assert "mixes" in problem and name in problem and "Russian" in problem


@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN,
        RUSSIAN.upper(),
        "Паром ушёл.",
        "Песков",
        f"{RUSSIAN} Подробности — на https://example.org/the/news/of/the/day и в The Wall Street Journal.",
        f"{RUSSIAN} {RUSSIAN} {RUSSIAN} {RUSSIAN} «Слава закону і порядку, ми за це», — добавил он по-украински.",
        "Группа выпустила альбом «Songs of the Sea and the Land». В нём десять песен, среди них The End of the Pier и Over the Ice.",
        "Матч длился 1 час 48 минут. Береговой на 41-й позиции, Лугин – на 60-й. Про судей тренер не говорил.",
    ],
)
def test_russian_is_read(text: str) -> None:
    assert unreadable(text, "ru") is None


def test_other_scripts_are_named_by_their_letters() -> None:
    assert "Armenian letters" in (unreadable("Նավը դուրս եկավ նավահանգստից և կվերադառնա միայն ուրբաթ օրը։", "ru") or "")


@pytest.mark.parametrize("text", ["", "12:30 — 5 %", "!!!", "😀"])
def test_no_words(text: str) -> None:
    assert "no words" in (unreadable(text, "ru") or "")


@pytest.mark.parametrize(
    ("right", "wrong"), [("utf-8", "cp1251"), ("utf-8", "latin-1"), ("cp1251", "cp1252"), ("koi8-r", "cp1251"), ("cp1251", "koi8-r")]
)
def test_garbled_letters_are_told(right: str, wrong: str) -> None:
    problem = unreadable(RUSSIAN.encode(right).decode(wrong, "replace"), "ru")
    assert problem is not None
    assert f"{right} was read as" in problem


BENCH = Path("../shared/bench/news.jsonl")


@pytest.mark.slow
@pytest.mark.skipif(not BENCH.exists(), reason="the real reports are not here")
def test_no_false_alarm_on_real_reports() -> None:
    lines = BENCH.read_text(encoding="utf-8").split("\n")
    texts = [json.loads(line)["text"] for line in lines[::4] if line]
    assert [t[:60] for t in texts if unreadable(t, "ru")] == []
