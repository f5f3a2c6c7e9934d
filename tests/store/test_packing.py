"""Readings come back from their packed form as they went in; differences of texts make up both texts."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.model import Context, Quantity, Span
from letopis.store.differences import changes
from letopis.store.errors import Unfit
from letopis.store.packing import pack, unpack
from tests.store.readings import many, sample


def test_a_reading_comes_back() -> None:
    reading = sample()
    event = replace(
        reading.events[0], quantities=(Quantity(Span(3, 9), 1.5, None, "ракета"),), contexts=(Context("military", Span(3, 9)),), certainty=0.75
    )
    for whole in (reading, replace(reading, events=(event,)), *many(3)):
        packed, digest = pack(whole)
        again = unpack(packed, whole.report.text)
        assert again.to_dict() == whole.to_dict()
        assert pack(again)[1] == digest


def test_fields_of_a_newer_program_are_left_out() -> None:
    packed, _ = pack(sample())
    written = json.loads(zlib.decompress(packed))
    written["statements"][0]["newer"] = [1, {"a": 2}]
    written["newer"] = "field"
    written["events"][0]["contexts"] = ["in another shape"]
    written["events"][1]["quantities"] = "in another shape"
    assert unpack(zlib.compress(json.dumps(written).encode()), sample().report.text) == sample()
    written["times"].append("in another shape")
    with pytest.raises(Unfit):
        unpack(zlib.compress(json.dumps(written).encode()), sample().report.text)


@given(st.text("абв \n.", max_size=60), st.text("абв \n.", max_size=60))
def test_differences_make_up_both_texts(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(c.text for c in found if c.kind != "in") == old
    assert "".join(c.text for c in found if c.kind != "out") == new
    assert all(a.kind != b.kind for a, b in pairwise(found))


def test_differences_are_by_words() -> None:
    found = changes("Вышел из порта в пятницу.\nТихо.\n", "Вышел из порта в субботу.\nТихо.\n")
    assert [(c.kind, c.text) for c in found] == [("same", "Вышел из порта в "), ("out", "пятницу"), ("in", "субботу"), ("same", ".\nТихо.\n")]
