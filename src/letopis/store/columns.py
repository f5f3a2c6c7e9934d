"""The facts of all live entries as columns in memory: how many there are of each kind, on each day, under any question, in milliseconds.

A database counts row by row; a page with forty counts under a filter of half a million entries would take it a second. Here a filter is a mask
over arrays, and a count is a `bincount`. Words are looked up in the database's index; the entries of frequent words are remembered as bits.
`Columns.refresh` reads only what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, func, select, text

from letopis.store import schema as t
from letopis.store.arrays import AT_ONCE, Arrays, Ints, Mask, Shape, Small, load, marked, patched
from letopis.store.asked import entity_rows, outlet_rows
from letopis.store.days import key
from letopis.store.index import MATCH, All, Any_, Node, Not, Term, written
from letopis.store.lemmas import Lemmas
from letopis.store.ordering import Ordering, ranks
from letopis.store.question import Question, node_of

FREQUENT = 20_000
"""Entries of a word from which on they are remembered."""
REMEMBERED = 512
"""Words that are remembered: 64 MB at a million entries."""
PATCHED = 0.05
"""Share of changed versions above which everything is read again."""


NAMES = select(t.entities.c.id, t.entities.c.name, t.entities.c.uid, t.entities.c.report_id).where(
    t.entities.c.id.in_(bindparam("rows", expanding=True))
)
MOST_NAMES = 20_000
"""Names that are remembered."""
T = TypeVar("T")


class EntityName(NamedTuple):
    """What a list shows of an entity; `public` tells whether it has a page."""

    name: str
    uid: str
    public: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that a question asks for: their positions in `arrays`, rising."""

    arrays: Arrays
    positions: Ints
    newest: bool
    kept: dict[object, Any] | None = None
    """Counts that were made before, of those entries that are asked for again and again: all of the ledger."""

    @property
    def total(self) -> int:
        return len(self.positions)

    def page(self, limit: int, after: int | None = None) -> list[int]:
        """Keys of the first `limit` entries, in the order of the question; `after` is the last key of the page before."""
        if self.newest:
            end = self.total if after is None else int(np.searchsorted(self.positions, np.searchsorted(self.arrays.ids, after)))
            chosen = self.positions[max(0, end - limit) : end][::-1]
        else:
            start = 0 if after is None else int(np.searchsorted(self.positions, np.searchsorted(self.arrays.ids, after, side="right")))
            chosen = self.positions[start : start + limit]
        return [int(i) for i in self.arrays.ids[chosen]]

    def shapes(self) -> list[tuple[Shape, int]]:
        """(shape, entries): what every count of a field of `CODED` is summed from."""
        return self._once("shapes", self._shapes)

    def _shapes(self) -> list[tuple[Shape, int]]:
        counted = np.bincount(self._of(self.arrays.shapes), minlength=len(self.arrays.kinds))
        there = np.flatnonzero(counted)
        return [(self.arrays.kinds[n], number) for n, number in zip(there.tolist(), counted[there].tolist(), strict=True)]

    def outlets(self, most: int) -> list[tuple[int, int]]:
        """(row of the outlet, entries) of the most frequent."""
        return self._once(most, lambda: _top(np.bincount(self._of(self.arrays.outlets)), most))

    def entities(self, letter: str, most: int) -> list[tuple[int, int]]:
        """(row of the entity, entries) of the most frequent in a role, by the letter of `marks.LETTER`."""
        return self._once((letter, most), lambda: self._entities(letter, most))

    def _entities(self, letter: str, most: int) -> list[tuple[int, int]]:
        parties = self.arrays.parties[letter]
        counted = _added(np.bincount(self._of(parties.first)), np.bincount(parties.who[self._among(parties.where)]))
        for row, root in self.arrays.merged:
            if row < len(counted) and counted[row]:
                counted = _added(counted, np.bincount([root], [counted[row]]).astype(counted.dtype))
                counted[row] = 0
        return _top(counted, most)

    def days(self) -> list[tuple[int, int]]:
        """(day as an ordinal, entries that begin on it), rising; 0 is the day that is not known."""
        days, starts = self.arrays.days, self.arrays.day_starts
        counted = np.diff(np.append(starts if self._whole else np.searchsorted(self.positions, starts), self.total))
        there = np.flatnonzero(counted)
        return list(zip(days[there].tolist(), counted[there].tolist(), strict=True))

    @property
    def _whole(self) -> bool:
        return len(self.positions) == len(self.arrays.ids)

    def _once(self, what: object, count: Callable[[], T]) -> T:
        """What `count` gives, or what it gave before."""
        if self.kept is None:
            return count()
        if what not in self.kept:
            self.kept[what] = count()
        return cast(T, self.kept[what])

    def _of(self, column: NDArray[Any]) -> NDArray[Any]:
        """The values of a column for these entries; no copy where that is all of them."""
        return column if self._whole else column[self.positions]

    def _among(self, where: Small) -> Mask | slice:
        """Which of some positions are of these entries."""
        if self._whole:
            return slice(None)
        mask = np.zeros(len(self.arrays.ids), bool)
        mask[self.positions] = True
        return mask[where]


class Columns:
    """Columns of one ledger, for many threads. Make them with `Ledger.columns`."""

    def __init__(self, lemmas: Lemmas, arrays: Arrays) -> None:
        self._lemmas = lemmas
        self._lock = Lock()
        self._arrays = arrays
        self._whole: dict[object, Any] = {}
        self._names: dict[int, EntityName] = {}
        self._ranks: dict[object, Ints] = {}
        self._frequent: dict[str, NDArray[np.uint8]] = {}

    @property
    def arrays(self) -> Arrays:
        return self._arrays

    def refresh(self, connection: Connection) -> None:
        """Take in what has changed since the last time."""
        with self._lock:
            seen = connection.execute(select(func.max(t.changes.c.id))).scalar() or 0
            if seen == self._arrays.seen:
                return
            wanted = select(t.changes.c.version_id).where(t.changes.c.id > self._arrays.seen).distinct()
            versions = [v for v in connection.execute(wanted).scalars() if v is not None]
            few = len(versions) <= max(AT_ONCE, PATCHED * len(self._arrays.ids) / 5)
            self._arrays = patched(connection, self._arrays, versions, seen) if few else load(connection)
            self._frequent, self._whole, self._names, self._ranks = {}, {}, {}, {}

    def names(self, connection: Connection, rows: Iterable[int]) -> dict[int, EntityName]:
        """Who the entities of some rows are; those who were asked for are remembered."""
        known = self._names
        asked = set(rows)
        out = {row: name for row in asked if (name := known.get(row)) is not None}
        wanted = sorted(asked - out.keys())
        for start in range(0, len(wanted), AT_ONCE):
            found = connection.execute(NAMES, {"rows": wanted[start : start + AT_ONCE]})
            out |= {row: EntityName(name, uid, report is None) for row, name, uid, report in found}
        if wanted:
            self._names = {**(known if len(known) < MOST_NAMES else {}), **out}
        return out

    def ranks(self, connection: Connection, ordering: Ordering) -> Ints:
        """The rank of each entry; orders that were asked for are remembered."""
        arrays, held = self._arrays, self._ranks
        wanted = (ordering.by, ordering.descending, tuple(sorted(ordering.labels.items())))
        if wanted not in held:
            held[wanted] = ranks(connection, arrays, ordering)
        return held[wanted]

    def ask(self, connection: Connection, question: Question) -> Found:
        """The entries that `question` asks for."""
        arrays = self._arrays
        outlets = [row for name in question.outlet for row in outlet_rows(connection, name)]
        entities = entity_rows(connection, question.entity) if question.entity else []
        named = [(letters, entity_rows(connection, uid)) for letters, uid in question.named]
        node = node_of(question, self._lemmas, outlets, entities, named)
        newest = question.order == "newest"
        if node is None and question.since is None and question.until is None:
            return Found(arrays, np.arange(len(arrays.ids)), newest, self._whole if arrays is self._arrays else None)
        mask = np.ones(len(arrays.ids), bool) if node is None else self._mask(connection, arrays, node)
        if question.since is not None or question.until is not None:
            mask[: int(np.searchsorted(arrays.ids, key(1)))] = False
        if question.since is not None:
            mask &= arrays.last_days >= question.since
        if question.until is not None:
            mask[int(np.searchsorted(arrays.ids, key(question.until + 1))) :] = False
        return Found(arrays, np.flatnonzero(mask), newest)

    def _mask(self, connection: Connection, arrays: Arrays, node: Node) -> Mask:
        """Which entries fulfil `node`; always an array of one's own."""
        known = self._known(arrays, node)
        if known is not None:
            return known
        if isinstance(node, Not):
            return ~self._mask(connection, arrays, node.node)
        if isinstance(node, All):
            return self._all(connection, arrays, node)
        if isinstance(node, Any_):
            return _either([self._mask(connection, arrays, n) for n in node.of])
        return self._indexed(connection, arrays, node)

    def _all(self, connection: Connection, arrays: Arrays, node: All) -> Mask:
        """What the columns do not know is asked of the index at once: it finds the few entries with two words faster than the many with each."""
        masks: list[Mask] = []
        asked: list[Node] = []
        for part in node.of:
            known = self._known(arrays, part)
            if known is not None:
                masks.append(known)
            else:
                asked.append(part)
        if any(not isinstance(n, Not) for n in asked):
            masks.append(self._indexed(connection, arrays, asked[0] if len(asked) == 1 else All(tuple(asked))))
        else:
            masks += [self._mask(connection, arrays, n) for n in asked]
        return _every(masks)

    def _known(self, arrays: Arrays, node: Node) -> Mask | None:
        """By the columns alone, or by what is remembered."""
        if isinstance(node, Any_):
            parts = [self._known(arrays, n) for n in node.of]
            found = [p for p in parts if p is not None]
            return _either(found) if len(found) == len(parts) else None
        if not isinstance(node, Term) or len(node.tokens) != 1 or node.prefix:
            return None
        bits = self._frequent.get(node.tokens[0]) if arrays is self._arrays else None
        return np.unpackbits(bits, count=len(arrays.ids)).view(bool) if bits is not None else marked(arrays, node.tokens[0])

    def _indexed(self, connection: Connection, arrays: Arrays, node: Node) -> Mask:
        """By the database's index of words."""
        found = _keys(connection, node)
        mask = np.zeros(len(arrays.ids), bool)
        if not len(mask):
            return mask
        places = np.minimum(np.searchsorted(arrays.ids, found), len(mask) - 1)
        mask[places[arrays.ids[places] == found]] = True
        if len(found) > FREQUENT and isinstance(node, Term) and len(node.tokens) == 1 and not node.prefix:
            self._remember(arrays, node.tokens[0], np.packbits(mask))
        return mask

    def _remember(self, arrays: Arrays, name: str, bits: NDArray[np.uint8]) -> None:
        with self._lock:
            if arrays is not self._arrays:
                return
            while len(self._frequent) >= REMEMBERED:
                del self._frequent[next(iter(self._frequent))]
            self._frequent[name] = bits


def _every(masks: Sequence[Mask]) -> Mask:
    out: Mask = np.logical_and.reduce(masks)
    return out


def _either(masks: Sequence[Mask]) -> Mask:
    out: Mask = np.logical_or.reduce(masks)
    return out


KEYS_AS_TEXT = {"sqlite": "group_concat(entry_words.rowid, ' ')", "postgresql": "string_agg(CAST(entry_words.id AS text), ' ')"}
"""Many keys are had three times as fast as one text as row by row."""


def _keys(connection: Connection, node: Node) -> Ints:
    """Keys of the entries that the database's index has for `node`."""
    dialect = connection.dialect.name
    sql = text(f"SELECT {KEYS_AS_TEXT[dialect]} FROM entry_words WHERE {MATCH[dialect]}")
    found = connection.execute(sql, {"question": written(connection, node)}).scalar()
    return np.fromstring(found, np.int64, sep=" ") if found else np.zeros(0, np.int64)


def _added(one: Ints, other: Ints) -> Ints:
    """The sum of two arrays of counts, of which one may be longer."""
    if len(one) < len(other):
        one, other = other, one
    out = one.copy()
    out[: len(other)] += other
    return out


def _top(counted: Ints, most: int) -> list[tuple[int, int]]:
    """(position, count) of the greatest counts, of equal ones the first; position 0 stands for none."""
    if len(counted):
        counted[0] = 0
    there = np.flatnonzero(counted)
    if len(there) > 4 * most:  # nothing below the count of the last that is wanted has to be put in order
        least = np.partition(counted[there], len(there) - most)[len(there) - most]
        there = there[counted[there] >= least]
    order = there[np.argsort(-counted[there], kind="stable")][:most]
    return [(int(n), int(counted[n])) for n in order]
