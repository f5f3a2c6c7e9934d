"""A page of a list with the counts around it: what is shown beside the rows, under the same question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from letopis.store import schema as t
from letopis.store.arrays import CODED
from letopis.store.columns import Columns, Found
from letopis.store.days import iso
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
    (`outlet`, `who`, `whom`, `relay`, `place`, `about`) -> the most frequent. `days`: (ISO day, entries that begin on it), in order.
    """

    rows: tuple[Row, ...]
    after: int | None
    total: int
    counts: Mapping[str, Mapping[str, int]]
    names: Mapping[str, Sequence[Name]]
    days: Sequence[tuple[str, int]]


def survey(
    connection: Connection, columns: Columns, question: Question, limit: int, after: int | None, facets: Sequence[str], most: int = MOST
) -> Survey:
    """`facets` names what is to be counted (fields, names, `days`)."""
    found = columns.ask(connection, question)
    keys = found.page(limit + 1, after)
    coded = [f for f in facets if f in CODED or f in {"act", "type"}]
    names = {f: _names(connection, found, f, most) for f in facets if f == "outlet" or f in LETTERS}
    days = [(day, int(n)) for d, n in zip(*found.days(), strict=True) if (day := iso(int(d)))] if "days" in facets else []
    shown = tuple(rows(connection, keys[:limit]))
    return Survey(shown, keys[limit - 1] if len(keys) > limit else None, found.total, _counts(found, coded), names, days)


def _counts(found: Found, fields: Sequence[str]) -> dict[str, Mapping[str, int]]:
    out: dict[str, Mapping[str, int]] = {}
    labels = found.counts("label") if {"act", "type"} & set(fields) else {}
    for field in fields:
        if field == "act":
            out[field] = {v: n for v, n in labels.items() if v.islower()}
        elif field == "type":
            out[field] = {v: n for v, n in labels.items() if not v.islower()}
        else:
            out[field] = found.counts(field)
    return out


def _names(connection: Connection, found: Found, facet: str, most: int) -> list[Name]:
    if facet == "outlet":
        counted = found.outlets(most)
        known = dict(
            tuple(r) for r in connection.execute(select(t.outlets.c.id, t.outlets.c.name).where(t.outlets.c.id.in_([n for n, _ in counted])))
        )
        return [Name(known[row], n) for row, n in counted if row in known]
    counted = found.entities(LETTERS[facet], most)
    e = t.entities.c
    query = select(e.id, e.name, e.uid, e.report_id).where(e.id.in_([n for n, _ in counted]))
    entities = {r.id: r for r in connection.execute(query)}
    return [Name(r.name, n, None if r.report_id else r.uid) for row, n in counted if (r := entities.get(row))]
