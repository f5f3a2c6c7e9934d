"""Every row of the lexicon is found in its own example."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import pytest
from razdel import tokenize

from letopis.languages.language import Language
from letopis.languages.lexicon import Lexicon
from letopis.languages.phrases import Phrases
from letopis.languages.tables import Row, read_table

FOLDER = files("letopis.languages.ru")


def rows(table: str) -> tuple[Row, ...]:
    return read_table(FOLDER / table, ("id", "example"))


def ids(lexicon: Lexicon, sentence: str, tables: Sequence[Phrases[object]]) -> set[str]:
    texts = [t.text for t in tokenize(sentence)]
    known = [lexicon.keys(t) for t in texts]
    return {m.value.id for table in tables for m in table.all(known, texts)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("table", ["states", "titles", "organisations", "media"])
def test_examples(table: str, russian: Language) -> None:
    lexicon = russian.lexicon
    searched = {
        "states": (lexicon.state_names,),
        "titles": (lexicon.titles,),
        "organisations": (lexicon.organisations,),
        "media": (lexicon.media, lexicon.media_words),
    }[table]
    missing = [r.place for r in rows(f"{table}.tsv") for e in r.sentences("example") if r.id not in ids(lexicon, e, searched)]  # type: ignore[arg-type]
    assert not missing


def test_pronouns_stand_in_their_examples(russian: Language) -> None:
    for row in rows("pronouns.tsv"):
        words = {t.text.lower() for t in tokenize(row.cells["example"])}
        lemmas = {lemma for w in words for lemma in russian.morphology.lemmas(w)} | words
        assert set(row.words("lemmas")) & lemmas, row.place


def test_lemmas_of_states_are_lemmas(russian: Language) -> None:
    """A word of the table that is no dictionary form could never be met."""
    for row in rows("states.tsv"):
        for word in (*row.words("adjectives"), *row.words("people")):
            assert word in russian.morphology.lemmas(word), f"{row.place}: {word}"


@pytest.mark.parametrize(
    ("phrase", "case", "gender", "nominative"),
    [
        ("Альфреда Коха", "Gen", "Masc", "Альфред Кох"),
        ("Жозе Эдуарду душ Сантушем", "Ins", "Masc", "Жозе Эдуарду душ Сантуш"),
        ("Льва Толстого", "Gen", "Masc", "Лев Толстой"),
        ("Марии Кюри", "Gen", "Fem", "Мария Кюри"),
        ("Маргарет Тэтчер", "Dat", "Fem", "Маргарет Тэтчер"),
        ("Елены Петровой", "Gen", "Fem", "Елена Петрова"),
        ("Софье Ковалевской", "Dat", "Fem", "Софья Ковалевская"),
        ("Акирой Куросавой", "Ins", "Masc", "Акира Куросава"),
        ("Юрия Гагарина", "Acc", "Masc", "Юрий Гагарин"),
        ("Тараса Шевченко", "Gen", "Masc", "Тарас Шевченко"),
        ("Нельсону Манделе", "Dat", "Masc", "Нельсон Мандела"),
        ("Жан-Жака Руссо", "Gen", "Masc", "Жан-Жак Руссо"),
        ("Елизавете II", "Dat", "Fem", "Елизавета II"),
        ("А . Пушкина", "Gen", "Masc", "А . Пушкин"),
        ("Колокольцева", "Acc", "Masc", "Колокольцев"),
    ],
)
def test_persons_in_the_nominative(phrase: str, case: str, gender: str, nominative: str, russian: Language) -> None:
    words, _ = russian.morphology.person(phrase.split(), case, gender)
    assert " ".join(words) == nominative


@pytest.mark.parametrize(
    ("word", "case", "nominative"),
    [
        ("Камении", "Gen", "Камения"),
        ("Нарвию", "Acc", "Нарвия"),
        ("Австрии", "Gen", "Австрия"),
        ("Апатитов", "Gen", "Апатиты"),
        ("Афинами", "Ins", "Афины"),
        ("Тарусов", "Gen", "Тарусы"),
        ("Киев", "Gen", "Киев"),
        ("Неофарм", "Gen", "Неофарм"),
        ("БДИПЧ", "Gen", "БДИПЧ"),
    ],
)
def test_places_whose_gender_or_number_the_tagger_misses(word: str, case: str, nominative: str, russian: Language) -> None:
    told = {"Case": case, "Gender": "Masc", "Number": "Sing"}
    assert russian.morphology.inflect(word, "PROPN", told, {"Case": "Nom", "Number": "Sing"}) == nominative
