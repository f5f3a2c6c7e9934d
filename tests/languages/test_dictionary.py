"""The dictionary asked directly says what pymorphy3 says of the same words."""

from __future__ import annotations

from typing import Any

import pytest
from pymorphy3 import MorphAnalyzer

from letopis.languages.ru.dictionary import Dictionary

WORDS = (
    *("стали", "чаю", "порту", "её", "еще", "всё", "премьере", "наилучший", "побыстрее", "намерена", "подозреваемого"),  # known; е for ё; prefixes
    *("ладории", "абрамоффа", "псевдокошками", "губернатора-коммуниста", "где-то", "бутявкой"),  # by analogy
    *("12", "xiv", "brexit", "«", "_", "㐂"),  # no words
)
WANTED = tuple(
    frozenset(g) for g in ({"nomn", "sing"}, {"gent", "sing"}, {"nomn", "plur"}, {"PRTF", "masc", "sing", "nomn"}, {"nomn", "sing", "femn"})
)


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary()


@pytest.fixture(scope="module")
def peer() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@pytest.mark.parametrize("word", WORDS)
def test_same_analyses(word: str, dictionary: Dictionary, peer: MorphAnalyzer) -> None:
    told, ours = parses(peer, word), dictionary.analyses(word)
    assert [(a.word, a.tag.text, a.normal_form, a.is_known) for a in ours] == [(p.word, str(p.tag), p.normal_form, p.is_known) for p in told]
    assert [a.tag.POS for a in ours] == [str(p.tag.POS or "") for p in told]
    if len(told) > 1:  # one alone is sure, whatever pymorphy3 says
        assert [a.score for a in ours] == [p.score for p in told]


@pytest.mark.parametrize("word", WORDS)
def test_same_forms(word: str, dictionary: Dictionary, peer: MorphAnalyzer) -> None:
    for parse, ours in zip(parses(peer, word), dictionary.analyses(word), strict=True):
        for wanted in WANTED:
            form = parse.inflect(set(wanted))
            assert ours.inflect(wanted) == (form.word if form else "")


def parses(peer: MorphAnalyzer, word: str) -> list[Any]:
    """Of `_` where pymorphy3 fails."""
    try:
        return list(peer.parse(word))
    except ValueError:
        return list(peer.parse("_"))
