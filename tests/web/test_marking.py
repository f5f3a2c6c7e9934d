"""Cutting a text at every border: nothing is lost, whatever crosses or nests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from letopis.model import Span
from letopis.web.charts import begin, finish
from letopis.web.marking import LEVELS, Mark, cut, levels
from letopis.web.shown import shown, shown_markup

TEXT = "Министр заявил, что войска вышли, сообщил канал."
spans = st.tuples(st.integers(0, len(TEXT) + 3), st.integers(0, len(TEXT) + 3)).map(lambda p: Span(min(p), max(p)))
marks = st.lists(st.builds(Mark, spans, st.sampled_from(["content", "cue", "time", "trigger"]), st.sampled_from(["", "s1", "s2", "e1"])), max_size=12)


@given(marks)
def test_the_pieces_are_the_text(given_marks: list[Mark]) -> None:
    pieces = list(cut(TEXT, given_marks))
    assert "".join(p.text for p in pieces) == TEXT
    at = 0
    for piece in pieces:
        here = Span(at, at + len(piece.text))
        covering = {m.entry for m in given_marks if m.entry and m.span.start < m.span.end <= len(TEXT) and m.span.contains(here)}
        assert set(piece.entries) == covering
        at += len(piece.text)
    begun = [e for p in pieces for e in p.starts]
    assert len(begun) == len(set(begun))


@given(st.lists(st.tuples(spans, st.sampled_from("abcdef")), max_size=10))
def test_lines_that_meet_have_heights_of_their_own(given_spans: list[tuple[Span, str]]) -> None:
    found = levels(given_spans)
    assert all(0 <= level < LEVELS for level in found.values())


def test_crossing_statements_are_stacked() -> None:
    found = levels([(Span(0, 10), "a"), (Span(5, 15), "b"), (Span(6, 8), "c"), (Span(20, 25), "d")])
    assert (found["a"], found["b"], found["c"], found["d"]) == (0, 1, 2, 0)


@given(st.text())
def test_what_is_shown_obeys_nothing(text: str) -> None:
    assert not any(c in shown(text) for c in "\x00\u202e\u2066\u200f\ufeff")
    assert "<script" not in shown_markup(text + "<script>")


@given(st.dates(), st.sampled_from(["day", "week", "month", "year", "decade", "century"]))
def test_units_hold_their_days(day: object, unit: str) -> None:
    from datetime import date

    assert isinstance(day, date)
    start = begin(day, unit)
    assert start <= day <= finish(start, unit)
