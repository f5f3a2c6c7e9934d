"""Generated inputs: whole files with a few of their bytes, words or values changed. Hypothesis draws the changes, and makes fewer of them
out of an input that fails."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.seeds import FILES, VALUES, WORDS, packed

Change = Callable[[bytes], bytes]
MOST_CHANGES = 6
NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1e400")
SCALARS: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e300,
    float("nan"),
    "",
    " ",
    "\x00",
    "\ud800",
    "\n\nТекст",
    "2024-02-30",
    "<p>&lt;",
    [],
    {},
    [None],
    {"text": 5},
    ["а", {"text": "б"}],
    [[[]]],
    {"name": []},
    "а" * 3000,
    1709618400,
    1709618400000,
    -(10**14),
    {"value": {}},
    [{"role": None, "value": 3}],
)
COLUMNS: tuple[object, ...] = (
    b"\xff\xd0",
    datetime.date(1, 1, 1),
    datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC),
    datetime.timedelta(days=1),
    1.5,
)
"""Values that only tables have."""


def inputs(form: str) -> st.SearchStrategy[bytes]:
    """Files of `form`, each changed in up to a few places; now and then no changes at all, or bytes that mean nothing."""
    whole = st.sampled_from(FILES[form])
    made = st.one_of(whole, _values(form)) if form in VALUES else whole
    return st.builds(_changed, made, st.lists(_change(form), max_size=MOST_CHANGES))


def _changed(data: bytes, changes: list[Change]) -> bytes:
    for change in changes:
        data = change(data)
    return data[:2_000_000]


def _change(form: str) -> st.SearchStrategy[Change]:
    at = st.integers(0, 1 << 16)
    size = st.integers(1, 600)
    word = st.sampled_from(WORDS[form])
    return st.one_of(
        st.builds(_flip, at, st.integers(0, 255)),
        st.builds(_cut_out, at, size),
        st.builds(_put_in, at, st.one_of(word, word, st.binary(min_size=1, max_size=12))),
        st.builds(_repeated, at, size, st.integers(2, 40)),
        st.builds(_cut_off, at),
        st.builds(_number, at, st.sampled_from(NUMBERS)),
        st.builds(_grafted, at, at, size, st.sampled_from(FILES[form])),
    )


def _place(data: bytes, at: int) -> int:
    """A place in `data`: `at` of 65,536."""
    return at * len(data) >> 16


def _flip(at: int, to: int) -> Change:
    return lambda data: data[: (p := _place(data, at))] + bytes([to]) + data[p + 1 :]


def _cut_out(at: int, size: int) -> Change:
    return lambda data: data[: (p := _place(data, at))] + data[p + size :]


def _put_in(at: int, what: bytes) -> Change:
    return lambda data: data[: (p := _place(data, at))] + what + data[p:]


def _repeated(at: int, size: int, times: int) -> Change:
    return lambda data: data[: (p := _place(data, at))] + data[p : p + size] * times + data[p + size :]


def _cut_off(at: int) -> Change:
    return lambda data: data[: _place(data, at)]


def _grafted(at: int, start: int, size: int, other: bytes) -> Change:
    return lambda data: data[: (p := _place(data, at))] + other[(q := _place(other, start)) : q + size] + data[p:]


def _number(at: int, to: bytes) -> Change:
    """The next number becomes another."""

    def change(data: bytes) -> bytes:
        start = next((k for k in range(_place(data, at), len(data)) if 0x30 <= data[k] <= 0x39), None)
        if start is None:
            return data
        end = next((k for k in range(start, len(data)) if not 0x30 <= data[k] <= 0x39), len(data))
        return data[:start] + to + data[end:]

    return change


def _values(form: str) -> st.SearchStrategy[bytes]:
    """Values of the format with some of the values in them replaced."""
    scalar = st.sampled_from((*SCALARS, *COLUMNS) if form == "parquet" else SCALARS)
    swaps = st.lists(st.tuples(st.integers(0, 1000), scalar, st.booleans()), max_size=4)
    return st.builds(lambda value, drawn: _packed(form, _swapped(copy.deepcopy(value), drawn)), st.sampled_from(VALUES[form]), swaps)


def _packed(form: str, value: object) -> bytes:
    try:
        return packed(form, value)
    except Exception:  # a table whose column has values of two kinds cannot be written: a column as text can
        rows = [{k: json.dumps(v, default=str) for k, v in row.items()} for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        return packed(form, rows)


def _swapped(value: Any, swaps: list[tuple[int, object, bool]]) -> Any:
    for number, new, drop in swaps:
        places = list(_places(value))
        if not places:
            return new
        holder, key = places[number % len(places)]
        if drop and isinstance(holder, dict):
            del holder[key]
        else:
            holder[key] = copy.deepcopy(new)
    return value


def _places(value: Any) -> Any:
    """Where values stand in `value`, as (holder, key)."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])
