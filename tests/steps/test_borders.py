"""Sentences are cut where razdel cuts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from razdel import sentenize

from letopis.steps.borders import sentence_spans


def razdel_spans(text: str) -> list[tuple[int, int]]:
    return [(s.start, s.stop) for s in sentenize(text) if s.text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Суд отказал. Защита подаст жалобу. ",
        "Суд отказал?.. Защита подаст жалобу! он ушёл… Все. _а. А_б. Т",
        "Это видели А. Береговой, им. Кирова, т. е. Все, и т. д. Потом, 5 тыс. Рублей, проф. Иванов, г. Ольховск.",
        "1. Закон. 2) Указ. IV. Письмо. а) Ответ.",
        '«Мы готовы!» Он ушёл. (Смех.) Все. "Да." Нет. "Да" Нет. :) Все ;-))) Все :)) ) Все = ) Все; Все',
        "Мост, сл. Ольховка. — Все. - все. " + "Он. Ли. " * 4,
    ],
)
def test_cuts_as_razdel(text: str) -> None:
    assert list(sentence_spans(text)) == razdel_spans(text)


WORDS = st.sampled_from(
    [
        "г",
        "т",
        "Т",
        "е",
        "им",
        "тыс",
        "млн",
        "И",
        "Он",
        "суд",
        "ТАСС",
        "дж",
        "5",
        "IV",
        "а_",
        "«",
        "»",
        '"',
        "—",
        ":)",
        ";",
        "=))",
        "(",
        ")",
        "…",
        "Суды собраны",
        "\n",
    ]
)


@given(st.text(st.sampled_from('аЯb 25.?!…;:=)(»"-—_\n') | st.characters(), max_size=30))
def test_cuts_any_text_as_razdel(text: str) -> None:
    assert list(sentence_spans(text)) == razdel_spans(text)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", " ", ".", ". ", "! ", "… ", " . ", ".) "])), max_size=12))
def test_cuts_any_words_as_razdel(words: list[tuple[str, str]]) -> None:
    text = "".join(word + mark for word, mark in words)
    assert list(sentence_spans(text)) == razdel_spans(text)
