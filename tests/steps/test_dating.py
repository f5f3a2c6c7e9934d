"""Which expression dates which word."""

from __future__ import annotations

import pytest

from letopis.engine import Tagger
from letopis.languages.language import Language
from letopis.model import Span, Time
from letopis.steps.dating import date_words, time_of
from letopis.steps.grammar import parse_many

SENTENCES = [
    ("В понедельник министр заявил, что выборы пройдут в марте.", "заявил", "заявил", "понедельник"),
    ("В понедельник министр заявил, что выборы пройдут в марте.", "пройдут", "заявил", "марте"),
    ("В понедельник министр заявил, что выборы пройдут в марте.", "выборы", "заявил", "марте"),
    ("В среду в столице прошли переговоры.", "переговоры", "", "среду"),
    ("Взрыв, прогремевший в среду, повредил дом.", "Взрыв", "", "среду"),
    ("В среду суд отклонил жалобу и вынес приговор.", "вынес", "", "среду"),
    ("Министр сообщил о взрыве, а в марте прошли выборы.", "сообщил", "сообщил", None),
]
WORDS = ("понедельник", "марте", "среду")


@pytest.mark.parametrize(("text", "word", "cue", "wanted"), SENTENCES)
def test_time_of(text: str, word: str, cue: str, wanted: str | None, tagger: Tagger, russian: Language) -> None:
    parse = next(parse_many([text], tagger, russian))
    times = [Time(t.span, "date", "?") for t in parse.tokens if t.text in WORDS]
    cues = {t.i for t in parse.tokens if t.text == cue}
    head = next(t.i for t in parse.tokens if t.text == word)
    found = time_of(parse, times, head, russian.calendar.dating, cues)
    assert (times[found].span.of(text) if found is not None else None) == wanted
    assert found == date_words(parse, times, russian.calendar.dating).time_of(head, cues)


def test_a_span_of_no_token_dates_nothing(tagger: Tagger, russian: Language) -> None:
    parse = next(parse_many(["Суд вынес приговор."], tagger, russian))
    assert time_of(parse, [Time(Span(0, 1), "date", "?")], 1, russian.calendar.dating) is None
