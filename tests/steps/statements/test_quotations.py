"""Quotation marks: kinds, nesting, slips, several paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.steps.statements.quotations import find_quotes


def inner(text: str, depth: int | None = None) -> list[str]:
    return [q.inner.of(text) for q in find_quotes(text) if depth is None or q.depth == depth]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Он сказал: «Да».", ["Да"]),
        ('Он сказал: "Да".', ["Да"]),
        ("Он сказал: „Да“.", ["Да"]),
        ("Он сказал: “Да”.", ["Да"]),
        ("«Я читаю „Зарю“ утром»", ["Я читаю „Зарю“ утром", "Зарю"]),
        ('"Я видел "Волгу" у ворот", - сказал он.', ['Я видел "Волгу" у ворот', "Волгу"]),
        ('"Мы ждём "Зарю", - сказал он.', ['Мы ждём "Зарю', "Зарю"]),
        ('"Статья вышла в газете "Заря".', ['Статья вышла в газете "Заря', "Заря"]),
        ("«Первый абзац.\n\n«Второй абзац».", ["Первый абзац.\n\n«Второй абзац"]),
        ('Кран на 3/4" открыт', []),
        ("Он не закрыл «кавычку", []),
    ],
)
def test_marks(text: str, found: list[str]) -> None:
    assert inner(text) == found


def test_depth() -> None:
    assert inner("«Я читаю „Зарю“ утром»", depth=1) == ["Зарю"]


@given(st.text(alphabet='аб .,\n«»"“”„—-', max_size=60))
def test_any_text_keeps_the_spans_inside(text: str) -> None:
    for quote in find_quotes(text):
        assert 0 <= quote.outer.start <= quote.inner.start <= quote.inner.end <= quote.outer.end <= len(text)
