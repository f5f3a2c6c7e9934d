"""Words and marks are cut where razdel cuts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from razdel import tokenize

from letopis.steps.words import word_spans


def razdel_spans(text: str) -> list[tuple[int, int]]:
    return [(t.start, t.stop) for t in tokenize(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Суд отказал.",
        "Вице-премьер - 3,5 % (1/2) из 24.01.17 — «да» ?!..",
        "см. a_b, -b, a- b, 5 - 6, 5-6, 1 .5, =), :-)), **, --, mβж Δσ",
        "Yahoo! купила yahoo!",
    ],
)
def test_cuts_as_razdel(text: str) -> None:
    assert word_spans(text) == razdel_spans(text)


@given(st.text(st.sampled_from('аЯb 25.,–-_/\\!?:;=)(«»"*%$Δ…\n') | st.characters(), max_size=20))
def test_cuts_any_text_as_razdel(text: str) -> None:
    assert word_spans(text) == razdel_spans(text)
