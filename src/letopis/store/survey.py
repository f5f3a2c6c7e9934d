"""A page of a list with the counts around it: what is shown beside the rows, under the same question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from letopis.store import schema as t
from letopis.store.arrays import CODED
from letopis.store.columns import Columns, Found
from letopis.store.ordering import Ordering, ordered
from letopis.store.question import Question
from letopis.store.search import Row, rows

MOST = 12
"""Names of a facet."""
LETTERS: Mapping[str, str] = {"who": "w", "whom": "t", "relay": "r", "place": "p", "about": "b"}


@dataclass(frozen=True, slots=True)
class Name:
    """A value of a facet with its count. `uid` is that of the entity, None for an outlet and for a person without a page."""

    name: str
    count: int
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """`rows` of one page (`after` leads to the next, None at the end), how many there are in all, and how they spread.

    `counts`: field (`kind`, `act`, `type`, `mode`, `status`, `form`, `unnamed`, `voucher`, `review`) -> value -> entries. `names`: facet
    (`outlet`, `who`, `whom`, `relay`, `place`, `about`) -> the most frequent. `days`: (day as an ordinal, entries that begin on it), in order.
    """

    rows: tuple[Row, ...]
    after: int | None
    total: int
    counts: Mapping[str, Mapping[str, int]]
    names: Mapping[str, Sequence[Name]]
    days: Sequence[tuple[int, int]]


def survey(
    connection: Connection,
    columns: Columns,
    question: Question,
    limit: int,
    after: int | None,
    facets: Sequence[str],
    most: int = MOST,
    ordering: Ordering | None = None,
) -> Survey:
    """`facets` names what is to be counted (fields, names, `days`); `ordering` is another order than that of the question."""
    found = columns.ask(connection, question)
    keys = _page(connection, columns, found, ordering, limit + 1, after)
    coded = [f for f in facets if f in PLACES]
    names = _names(connection, columns, found, [f for f in facets if f == "outlet" or f in LETTERS], most)
    days = [d for d in found.days() if d[0]] if "days" in facets else []
    shown = tuple(rows(connection, keys[:limit]))
    return Survey(shown, keys[limit - 1] if len(keys) > limit else None, found.total, _counts(found, coded) if coded else {}, names, days)


def keys_of(connection: Connection, columns: Columns, question: Question, ordering: Ordering | None) -> list[int]:
    """Keys of all entries that `question` asks for, in order."""
    found = columns.ask(connection, question)
    return _page(connection, columns, found, ordering, None, None)


def _page(connection: Connection, columns: Columns, found: Found, ordering: Ordering | None, limit: int | None, after: int | None) -> list[int]:
    if ordering is None:
        return found.page(found.total if limit is None else limit, after)
    return ordered(found.arrays, found.positions, columns.ranks(connection, ordering), limit, after)


PLACES = {**{name: n for n, name in enumerate(CODED)}, "act": CODED.index("label"), "type": CODED.index("label")}
"""Field that can be counted -> its place in a shape."""
KINDS = {"act": "statement", "type": "event"}
"""Fields that only one kind of entry has, though both write it into one column."""


def _counts(found: Found, fields: Sequence[str]) -> dict[str, Mapping[str, int]]:
    """Field -> value -> entries, the most frequent first."""
    summed: dict[str, dict[str, int]] = {field: {} for field in fields}
    for shape, number in found.shapes():
        for field, counts in summed.items():
            value = shape[PLACES[field]]
            if value is not None and KINDS.get(field, shape[0]) == shape[0]:
                counts[value] = counts.get(value, 0) + number
    return {field: dict(sorted(counts.items(), key=lambda c: (-c[1], c[0]))) for field, counts in summed.items()}


OUTLETS = select(t.outlets.c.id, t.outlets.c.name).where(t.outlets.c.id.in_(bindparam("rows", expanding=True)))


def _names(connection: Connection, columns: Columns, found: Found, facets: Sequence[str], most: int) -> dict[str, list[Name]]:
    """Facet -> its most frequent names."""
    counted = {f: found.outlets(most) if f == "outlet" else found.entities(LETTERS[f], most) for f in facets}
    entities = columns.names(connection, (row for f, top in counted.items() if f != "outlet" for row, _ in top))
    outlets: dict[int, str] = {}
    if counted.get("outlet"):
        outlets = dict(tuple(r) for r in connection.execute(OUTLETS, {"rows": [row for row, _ in counted["outlet"]]}))
    out: dict[str, list[Name]] = {}
    for facet, top in counted.items():
        if facet == "outlet":
            out[facet] = [Name(outlets[row], n) for row, n in top if row in outlets]
        else:
            out[facet] = [Name(e.name, n, e.uid if e.public else None) for row, n in top if (e := entities.get(row))]
    return out
