"""Borders of sentences, words and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.languages.language import Language
from letopis.steps.grammar import NAMES
from letopis.steps.sentences import YearDots, cut, paragraphs

ONE_SENTENCE = [
    "Об этом рассказал С. Антуфьев в интервью газете.",
    "А.Кудрин приехал в г. Ольховск на заседание клуба им. Н. А. Вознесенского.",
    "Ущерб составил 3 млн. рублей, сообщили в ведомстве.",
    "Договор подписали 8 апреля 2010 г. в Праге.",
    "«Мы готовы!» — сказал он.",
    "Она спросила: «Когда?» — и ушла.",
    "Источник в правительстве (т. е. в аппарате) это подтвердил.",
]
TWO_SENTENCES = [
    "Суд отказал. Защита подаст жалобу.",
    "«Мы ждём. Времени мало», — сказал он.",
    "Он сказал: «Мы ждём». Ответа нет.",
    "Об этом сообщает ТАСС. МИД не ответил.",
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_one_sentence(text: str, russian: Language) -> None:
    assert [s.span.of(text) for s in cut(text, russian.joining_abbreviations)] == [text]


@pytest.mark.parametrize("text", TWO_SENTENCES)
def test_two_sentences(text: str, russian: Language) -> None:
    assert len(cut(text, russian.joining_abbreviations)) == 2


def test_a_title_without_a_full_stop_is_a_sentence_of_its_own() -> None:
    text = "Суд отказал\nЗащита подаст жалобу.\n\nКонец"
    assert [(s.span.of(text), s.paragraph) for s in cut(text)] == [("Суд отказал", 0), ("Защита подаст жалобу.", 1), ("Конец", 2)]


def test_lines_broken_to_a_width_are_joined() -> None:
    text = "Министр обороны Северии Пётр Лагутин заявил, что\nстрана закроет порт\nОльховск до конца года, если\nсоседи не ответят на ноту.\n\nДругой абзац."
    assert [p.of(text)[-8:] for p in paragraphs(text)] == ["на ноту.", "й абзац."]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Завод построили в 2012г. Рабочие уволились.", 2),
        ("Он служил там с 2010 по 2012 гг. Затем уехал.", 2),
        ("В 2012 г. Россия вступила в союз.", 1),
        ("В 2012г. Министерство обороны купило завод.", 1),
        ("В ночь на 5 мая 2012 г. Министерство закрыло порт.", 1),
        ("Он родился 5 мая 1950 г. в Ольховске.", 1),
        ("Завод построили в 2012 г. Иванов уволился.", 1),  # a name may stand in the middle: nothing tells
    ],
)
def test_a_year_may_close_a_sentence(text: str, number: int, russian: Language) -> None:
    years = YearDots(russian.year_abbreviations, lambda word: russian.morphology.is_name(word, NAMES))
    assert len(cut(text, russian.joining_abbreviations, None, years)) == number


@given(st.text(alphabet='абвАБВ .!?\n«»"—,1г\t', max_size=200))
def test_words_lie_in_order_inside_their_sentences(text: str) -> None:
    at = 0
    for sentence in cut(text):
        for word in sentence.words:
            assert at <= word.start < word.end <= sentence.span.end
            at = word.end
        assert sentence.span.of(text).strip() == sentence.span.of(text)
    letters = sum(c.isalnum() for c in text)
    assert sum(sum(c.isalnum() for c in w.of(text)) for s in cut(text) for w in s.words) == letters
