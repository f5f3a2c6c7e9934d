"""The engine says of a sentence what slovnet itself says, however sentences are batched."""

from __future__ import annotations

import pytest
from navec import Navec
from razdel import tokenize
from slovnet import NER, Morph, Syntax

from letopis.engine import Tagger
from letopis.engine.weights import weight_files

SENTENCES = [
    "Министр обороны Северии Пётр Лагутин заявил, что страна закроет порт Ольховск.",
    "По данным агентства, в городе прошёл митинг.",
    "Суд отказал.",
    "«Мы ждём ответа до пятницы», — сказала пресс-секретарь А. Белова.",
    "Королёв руководил запуском первого спутника 4 октября 1957 года с полигона, который позже назвали Байконуром.",
]


@pytest.fixture(scope="module")
def words() -> list[list[str]]:
    return [[t.text for t in tokenize(s)] for s in SENTENCES]


def test_tags_and_trees_are_those_of_slovnet(tagger: Tagger, words: list[list[str]]) -> None:
    files = weight_files()
    navec = Navec.load(files.navec)
    morph = Morph.load(files.morphology, batch_size=1).navec(navec)
    syntax = Syntax.load(files.syntax, batch_size=1).navec(navec)
    for sentence, tagged in zip(words, tagger.tag(words), strict=True):
        ours = list(zip(tagged.tags, tagged.feats, strict=True))
        assert ours == [(t.pos, dict(t.feats)) for t in next(morph.map([sentence])).tokens]
        theirs = next(syntax.map([sentence])).tokens
        if sum(t.head_id == "0" for t in theirs) == 1:  # others are repaired
            assert list(tagged.heads) == [int(t.head_id) - 1 for t in theirs]
            assert list(tagged.relations) == [t.rel for t in theirs]


def test_names_are_those_of_slovnet(tagger: Tagger, words: list[list[str]]) -> None:
    files = weight_files()
    ner = NER.load(files.names, batch_size=1).navec(Navec.load(files.navec))
    for text, sentence, tagged in zip(SENTENCES, words, tagger.tag(words), strict=True):
        theirs = [(text[s.start : s.stop].replace(" ", ""), s.type) for s in next(ner.map([text])).spans]
        assert [("".join(sentence[a:b]), kind) for a, b, kind in tagged.names] == theirs


def test_order_and_company_do_not_matter(tagger: Tagger, words: list[list[str]]) -> None:
    together = tagger.tag(words)
    assert [tagger.tag([w])[0] for w in words] == together
    assert tagger.tag(words[::-1]) == together[::-1]


def test_very_long_sentences_are_cut_and_joined_again(tagger: Tagger) -> None:
    tagged = tagger.tag([["слово"] * 900, ["Да"], []])
    assert len(tagged[0].tags) == 900
    assert tagged[0].heads.count(-1) == 1
    assert len(tagged[1].tags) == 1
