"""Lists in another order than that of days: by who, what, status, outlet, or when an entry came into the ledger; whatever the database.

Every entry gets one number, its rank and then its place among those of equal rank (the newest first), so that a page is the smallest numbers
beyond that of the last entry seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from letopis.languages.folding import fold
from letopis.store import schema as t
from letopis.store.arrays import Arrays, Ints
from letopis.store.errors import BadQuery

By = Literal["who", "what", "status", "outlet", "seen"]
ORDERS = frozenset(get_args(By))
STATUS_ORDER = ("happened", "planned", "possible", "not_happened")
PLACES = 32
"""Bits for the place among entries of equal rank."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """`by` what, and which way. `labels` are what acts and types are called, by kind and label; without them they are ordered as they are written."""

    by: By
    descending: bool = False
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)


def ranks(connection: Connection, arrays: Arrays, ordering: Ordering) -> Ints:
    """The rank of each entry, smallest first; those that have nothing to be ordered by are last in both directions."""
    if ordering.by == "seen":
        return _directed(arrays.versions, ordering.descending)
    if ordering.by == "who":
        names = [fold(name) for name in arrays.names]
        return _by_value(names, arrays.who, ordering.descending)
    if ordering.by == "outlet":
        return _by_outlet(connection, arrays, ordering.descending)
    if ordering.by == "status":
        order = {status: f"{n}" for n, status in enumerate(STATUS_ORDER)}
        return _by_value([order.get(s or "", "") for s in arrays.values("status")], arrays.shapes, ordering.descending)
    labels = [
        ordering.labels.get((kind or "", label or ""), label or "") for kind, label in zip(arrays.values("kind"), arrays.values("label"), strict=True)
    ]
    return _by_value(labels, arrays.shapes, ordering.descending)


def _by_outlet(connection: Connection, arrays: Arrays, descending: bool) -> Ints:
    known = {row: name.casefold() for row, name in connection.execute(select(t.outlets.c.id, t.outlets.c.name))}
    names = [known.get(row, "") for row in range(max([0, *known]) + 1)]
    return _by_value(names, arrays.outlets, descending)


def _by_value(values: Sequence[str], codes: NDArray[Any], descending: bool) -> Ints:
    """Ranks of entries, of which each has the value at the position of its code; the empty value is last."""
    order = {value: n for n, value in enumerate(sorted({v for v in values if v}, reverse=descending))}
    table = np.array([order.get(value, len(order)) for value in values], np.int64)
    return table[codes] if len(codes) else np.zeros(0, np.int64)


def _directed(ranks: Ints, descending: bool) -> Ints:
    return ranks.max(initial=0) - ranks if descending else ranks


def ordered(arrays: Arrays, positions: Ints, ranked: Ints, limit: int | None, after: int | None = None) -> list[int]:
    """Keys of the first `limit` of the entries at `positions` (all of them where it is None); `after` is the last key of the page before."""
    numbers = (ranked[positions] << PLACES) + (len(arrays.ids) - 1 - positions)
    if after is not None:
        numbers = numbers[numbers > _number(arrays, ranked, after)]
    if limit is not None and limit < len(numbers):
        numbers = np.partition(numbers, limit)[:limit]
    numbers.sort()
    places = len(arrays.ids) - 1 - (numbers & ((1 << PLACES) - 1))
    return [int(key) for key in arrays.ids[places]]


def _number(arrays: Arrays, ranked: Ints, key: int) -> int:
    place = int(np.searchsorted(arrays.ids, key))
    if place == len(arrays.ids) or arrays.ids[place] != key:
        raise BadQuery("the entry where this page begins is no longer in the list: begin with the first page")
    return (int(ranked[place]) << PLACES) + len(arrays.ids) - 1 - place
