"""Lemmas that agree with the tagger's part of speech."""

from __future__ import annotations

import pytest

from letopis.languages.language import Language

SHORT = {"Variant": "Short"}


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("намерена", "намеренный"),
        ("намерен", "намеренный"),
        ("намерены", "намеренный"),
        ("уверена", "уверенный"),
        ("убеждены", "убеждённый"),
        ("обязана", "обязанный"),
        ("вынужден", "вынужденный"),
        ("готовы", "готовый"),
        ("согласна", "согласный"),
        ("должна", "должный"),
    ],
)
def test_short_adjectives(russian: Language, word: str, lemma: str) -> None:
    assert russian.morphology.lemma(word, "ADJ", SHORT) == lemma


def test_short_participles_stay_verbs(russian: Language) -> None:
    assert russian.morphology.lemma("арестована", "VERB", SHORT | {"VerbForm": "Part", "Voice": "Pass"}) == "арестовать"
