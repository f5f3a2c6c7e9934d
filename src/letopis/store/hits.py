"""Keys of the entries that a question asks for, newest first unless asked otherwise.

A range of days is asked in two steps. Entries that begin within it have their keys in one range. Those that began before and reach into it last
for more than a day: they are few, and have an index by their last day. How each step is asked is the business of `keys_sqlite` and `keys_postgres`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from letopis.store import keys_postgres, keys_sqlite
from letopis.store.asked import Asked
from letopis.store.days import BITS, key

TOP_KEY = (1 << 53) - 1
assert TOP_KEY > 1 << (BITS + 22)

Step = Callable[[Connection, Asked, int, int, int], list[int]]
"""Keys from `low` to `high`, at most `limit`, in the order of the question."""
Counts = Callable[[Connection, Asked, int, int, int], int]
"""How many keys there are from `low` to `high`, counted up to `limit`."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """How one database is asked. `within` are entries that begin in a range of keys, `reaching` those that begin in it and last until `Asked.since`."""

    within: Step
    reaching: Step
    counted: Counts


WAYS: Mapping[str, _Ways] = {
    "sqlite": _Ways(keys_sqlite.within, keys_sqlite.reaching, keys_sqlite.counted),
    "postgresql": _Ways(keys_postgres.within, keys_postgres.reaching, keys_postgres.counted),
}


def hits(connection: Connection, ask: Asked, limit: int, after: int | None = None) -> list[int]:
    """Keys of the first `limit` entries, in order; `after` is the key of the last one seen."""
    ways = WAYS[connection.dialect.name]
    low, high = _bounds(ask)
    if after is not None:
        low, high = (low, min(high, after - 1)) if ask.newest else (max(low, after + 1), high)
    steps = [(ways.within, low, high)]
    if ask.since is not None:
        start = after + 1 if after is not None and not ask.newest else key(1)
        end = min(key(ask.since), after if after is not None and ask.newest else TOP_KEY) - 1
        steps.append((ways.reaching, start, end))
    out: list[int] = []
    for step, first, last in steps if ask.newest else reversed(steps):
        if len(out) < limit and first <= last:
            out += step(connection, ask, first, last, limit - len(out))
    return out


def count(connection: Connection, ask: Asked, most: int) -> int:
    """How many entries there are, counted up to `most`."""
    ways = WAYS[connection.dialect.name]
    low, high = _bounds(ask)
    found = ways.counted(connection, ask, low, high, most) if low <= high else 0
    if ask.since is not None and found < most and ask.since > 1:
        found += len(ways.reaching(connection, ask, key(1), key(ask.since) - 1, most - found))
    return found


def _bounds(ask: Asked) -> tuple[int, int]:
    if ask.since is None and ask.until is None:
        return 0, TOP_KEY
    return key(max(1, ask.since or 1)), key(ask.until + 1) - 1 if ask.until is not None else TOP_KEY
