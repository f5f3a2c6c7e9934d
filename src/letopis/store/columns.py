"""The facts of all live entries as columns in memory: how many there are of each kind, on each day, under any question, in milliseconds.

A database counts row by row; a page with forty counts under a filter of half a million entries would take it a second. Here a filter is a mask
over arrays (about 60 bytes an entry: 60 MB for a million), and a count is a `bincount`. Words are looked up in the database's index; the
entries of frequent words are remembered as bits. `Columns.refresh` reads only what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, bindparam, func, select, text

from letopis.store import marks
from letopis.store import schema as t
from letopis.store.days import BITS, key
from letopis.store.index import KEY, MATCH, Any_, Node, Not, Term, written
from letopis.store.lemmas import Lemmas
from letopis.store.question import Question, node_of
from letopis.store.search import entity_rows, outlet_rows

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]
CODED = ("kind", "label", "mode", "form", "status", "unnamed", "voucher", "review")
"""Columns of few different values, kept as numbers."""
LETTERS = "wtrpb"
FREQUENT = 20_000
"""Entries of a word from which on they are remembered."""
REMEMBERED = 512
"""Words that are remembered: 64 MB at a million entries."""
AT_ONCE = 500
PATCHED = 0.05
"""Share of changed versions above which everything is read again."""


@dataclass(frozen=True, slots=True)
class Arrays:
    """One state of the ledger. Arrays of one length, in the order of `ids` (rising).

    `codes[field]` are positions in `values[field]`, of which the first is None. `pairs[letter]` are (position of the entry, row of the entity),
    in the order of entries. `merged` are (row, row of the root).
    """

    seen: int
    ids: Ints
    versions: Ints
    outlets: Ints
    last_days: Ints
    codes: Mapping[str, NDArray[np.uint8]]
    values: Mapping[str, tuple[str | None, ...]]
    pairs: Mapping[str, tuple[Ints, Ints]]
    merged: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that a question asks for: their positions in `arrays`, rising."""

    arrays: Arrays
    positions: Ints
    newest: bool

    @property
    def total(self) -> int:
        return len(self.positions)

    def page(self, limit: int, after: int | None = None) -> list[int]:
        """Keys of the first `limit` entries, in the order of the question; `after` is the last key of the page before."""
        ids = self.arrays.ids[self.positions]
        if self.newest:
            end = len(ids) if after is None else int(np.searchsorted(ids, after))
            return [int(i) for i in ids[max(0, end - limit) : end][::-1]]
        start = 0 if after is None else int(np.searchsorted(ids, after, side="right"))
        return [int(i) for i in ids[start : start + limit]]

    def counts(self, field: str) -> dict[str, int]:
        """Value -> number of entries, for a field of `CODED`; most frequent first."""
        values = self.arrays.values[field]
        counted = np.bincount(self.arrays.codes[field][self.positions], minlength=len(values))
        return {v: int(counted[n]) for n in np.argsort(-counted, kind="stable") if counted[n] and (v := values[n]) is not None}

    def outlets(self, most: int) -> list[tuple[int, int]]:
        """(row of the outlet, entries) of the most frequent."""
        return _top(np.bincount(self.arrays.outlets[self.positions]), most)

    def entities(self, letter: str, most: int) -> list[tuple[int, int]]:
        """(row of the entity, entries) of the most frequent in a role, by the letter of `marks.LETTER`."""
        where, who = self.arrays.pairs[letter]
        if len(self.positions) * 16 < len(self.arrays.ids):
            first, last = np.searchsorted(where, self.positions), np.searchsorted(where, self.positions, side="right")
            lengths = last - first
            chosen = who[np.repeat(first - np.cumsum(lengths) + lengths, lengths) + np.arange(int(lengths.sum()))]
        else:
            mask = np.zeros(len(self.arrays.ids), bool)
            mask[self.positions] = True
            chosen = who[mask[where]]
        counted = np.bincount(chosen)
        for row, root in self.arrays.merged:
            if row < len(counted) and counted[row]:
                counted = np.append(counted, np.zeros(max(0, root + 1 - len(counted)), counted.dtype))
                counted[root] += counted[row]
                counted[row] = 0
        return _top(counted, most)

    def days(self) -> tuple[Ints, Ints]:
        """Days (ordinals; 0 is unknown) on which entries begin, rising, and how many."""
        days, counted = np.unique(self.arrays.ids[self.positions] >> BITS, return_counts=True)
        return days, counted


class Columns:
    """Columns of one ledger, for many threads. Make them with `Ledger.columns`."""

    def __init__(self, connection: Connection, lemmas: Lemmas) -> None:
        self._lemmas = lemmas
        self._lock = Lock()
        self._arrays = _load(connection)
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
            self._arrays = _patched(connection, self._arrays, versions, seen) if few else _load(connection)
            self._frequent = {}

    def ask(self, connection: Connection, question: Question) -> Found:
        """The entries that `question` asks for."""
        arrays = self._arrays
        outlets = [row for name in question.outlet for row in outlet_rows(connection, name)]
        entities = entity_rows(connection, question.entity) if question.entity else []
        named = [(letters, entity_rows(connection, uid)) for letters, uid in question.named]
        node = node_of(question, self._lemmas, outlets, entities, named)
        mask = np.ones(len(arrays.ids), bool) if node is None else self._mask(connection, arrays, node)
        if question.since is not None or question.until is not None:
            mask[: int(np.searchsorted(arrays.ids, key(1)))] = False
        if question.since is not None:
            mask &= arrays.last_days >= question.since
        if question.until is not None:
            mask[int(np.searchsorted(arrays.ids, key(question.until + 1))) :] = False
        return Found(arrays, np.flatnonzero(mask), question.order == "newest")

    def _mask(self, connection: Connection, arrays: Arrays, node: Node) -> Mask:
        """Which entries fulfil `node`; always an array of one's own."""
        if isinstance(node, Term):
            known = _marked(arrays, node.tokens[0]) if len(node.tokens) == 1 and not node.prefix else None
            return known if known is not None else self._indexed(connection, arrays, node)
        if isinstance(node, Not):
            return ~self._mask(connection, arrays, node.node)
        parts = (self._mask(connection, arrays, n) for n in node.of)
        mask = next(parts)
        for part in parts:
            if isinstance(node, Any_):
                mask |= part
            else:
                mask &= part
        return mask

    def _indexed(self, connection: Connection, arrays: Arrays, node: Term) -> Mask:
        """By the database's index of words."""
        size, name = len(arrays.ids), f"{' '.join(node.tokens)}{'*' * node.prefix}"
        bits = self._frequent.get(name)
        if bits is not None and arrays is self._arrays:
            return np.unpackbits(bits, count=size).view(bool)
        found = _keys(connection, node)
        mask = np.zeros(size, bool)
        if not size:
            return mask
        places = np.minimum(np.searchsorted(arrays.ids, found), size - 1)
        mask[places[arrays.ids[places] == found]] = True
        if len(found) > FREQUENT and len(node.tokens) == 1 and not node.prefix and arrays is self._arrays:
            self._remember(name, np.packbits(mask))
        return mask

    def _remember(self, name: str, bits: NDArray[np.uint8]) -> None:
        with self._lock:
            while len(self._frequent) >= REMEMBERED:
                del self._frequent[next(iter(self._frequent))]
            self._frequent[name] = bits


def _keys(connection: Connection, node: Node) -> Ints:
    """Keys of the entries that the database's index has for `node`."""
    dialect = connection.dialect.name
    sql = text(f"SELECT {KEY[dialect]} FROM entry_words WHERE {MATCH[dialect]}")
    result = connection.execute(sql, {"question": written(connection, node)})
    return np.fromiter(chain.from_iterable(result.cursor.fetchall() if result.cursor is not None else ()), np.int64)


FIELD_OF = {letter: ("label" if name in {"act", "type"} else name) for name, letter in marks.FIELDS.items()}


def _marked(arrays: Arrays, token: str) -> Mask | None:
    """The entries with a mark, as far as the columns know it."""
    size = len(arrays.ids)
    if token == marks.ALL:
        return np.ones(size, bool)
    if token == marks.INTERVAL:
        return arrays.last_days > arrays.ids >> BITS
    if not token.startswith("_") or len(token) < 3:
        return None
    letter, value = token[1], token[2:]
    if letter in LETTERS and value.startswith("i") and value[1:].isdigit():
        where, who = arrays.pairs[letter]
        mask = np.zeros(size, bool)
        mask[where[who == int(value[1:])]] = True
        return mask
    if letter == marks.FIELDS["outlet"]:
        outlet: Mask = arrays.outlets == int(value)
        return outlet
    field = FIELD_OF.get(letter)
    if field is None:
        return None
    return _valued(arrays, letter, field, value)


def _valued(arrays: Arrays, letter: str, field: str, value: str) -> Mask:
    codes, values = arrays.codes[field], arrays.values[field]
    if field == "unnamed" and value == "any":
        return codes > 0
    chosen = [n for n, v in enumerate(values) if v is not None and v.lower() == value]
    mask: Mask = np.isin(codes, chosen) if len(chosen) != 1 else codes == chosen[0]
    if field == "label":  # a statement's act and an event's type may share a word: `accuse`
        kind = "statement" if letter == marks.FIELDS["act"] else "event"
        mask &= _valued(arrays, marks.FIELDS["kind"], "kind", kind)
    return mask


# --- reading them ----------------------------------------------------------------------------------------------------
WANTED: BindParameter[Any] = bindparam("versions", expanding=True)
ENTRIES = select(t.entries.c.id, t.entries.c.version_id, t.entries.c.last_day, *(t.entries.c[name] for name in CODED)).where(t.entries.c.live == 1)
PARTIES = select(t.parties.c.entry_id, t.parties.c.role, t.parties.c.entity_id).where(t.parties.c.entity_id.is_not(None))
ROLE_LETTER = np.array([LETTERS.index(marks.LETTER[role]) for role in marks.Role])


def _load(connection: Connection) -> Arrays:
    """Everything."""
    return _arrays(connection, connection.execute(ENTRIES).cursor, connection.execute(PARTIES).cursor)


def _arrays(connection: Connection, entries: Any, parties: Any) -> Arrays:
    """Arrays of the rows of two cursors of the database."""
    seen = connection.execute(select(func.max(t.changes.c.id))).scalar() or 0
    rows = entries.fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * (3 + len(CODED))
    ids, versions, last_days = (np.array(c, np.int64) for c in columns[:3])
    order = np.argsort(ids)
    ids, versions, last_days = ids[order], versions[order], last_days[order]
    codes, values = {}, {}
    for name, column in zip(CODED, columns[3:], strict=True):
        told = ["narrator" if v == "narrator" else v and "said" for v in column] if name == "voucher" else column
        values[name] = (None, *sorted({v for v in told if v is not None}))
        code = {v: n for n, v in enumerate(values[name])}
        codes[name] = np.fromiter(map(code.__getitem__, told), np.uint8, len(told))[order]
    merged = connection.execute(select(t.entities.c.id, t.entities.c.merged_into).where(t.entities.c.merged_into.is_not(None)))
    outlets = _outlets(connection, versions)
    pairs = _pairs(ids, np.fromiter(chain.from_iterable(parties.fetchall()), np.int64).reshape(-1, 3))
    return Arrays(seen, ids, versions, outlets, last_days, codes, values, pairs, tuple((int(a), int(b)) for a, b in merged))


def _outlets(connection: Connection, versions: Ints) -> Ints:
    """The outlet of each entry, by its version."""
    query = select(t.versions.c.id, t.reports.c.outlet_id).join(t.reports, t.reports.c.id == t.versions.c.report_id)
    wanted = np.unique(versions)
    if len(wanted) <= 2 * AT_ONCE:
        query = query.where(t.versions.c.id.in_([int(v) for v in wanted]))
    known = {version: outlet or 0 for version, outlet in connection.execute(query)}
    table = np.array([known[int(v)] for v in wanted], np.int64)
    return table[np.searchsorted(wanted, versions)] if len(versions) else np.zeros(0, np.int64)


def _pairs(ids: Ints, parties: Ints) -> dict[str, tuple[Ints, Ints]]:
    """Letter -> positions and entities, from rows of entry, role, entity; each once."""
    if not len(ids):
        return {letter: (np.zeros(0, np.int64), np.zeros(0, np.int64)) for letter in LETTERS}
    places = np.minimum(np.searchsorted(ids, parties[:, 0]), len(ids) - 1)
    there = ids[places] == parties[:, 0]
    letters = ROLE_LETTER[parties[there, 1]]
    both = np.stack((places[there], parties[there, 2]), axis=1)
    out = {}
    for n, letter in enumerate(LETTERS):
        chosen = both[letters == n]
        single = np.unique(chosen[:, 0] << 32 | chosen[:, 1])
        out[letter] = (single >> 32, single & 0xFFFFFFFF)
    return out


def _patched(connection: Connection, old: Arrays, versions: Sequence[int], seen: int) -> Arrays:
    """`old` with the entries of some versions read again."""
    fresh = _of_versions(connection, versions)
    stay = ~np.isin(old.versions, versions)
    ids = np.concatenate((old.ids[stay], fresh.ids))
    order = np.argsort(ids, kind="stable")
    codes, values = {}, {}
    for name in CODED:
        values[name] = (*old.values[name], *(v for v in fresh.values[name] if v not in old.values[name]))
        moved = np.array([values[name].index(v) for v in fresh.values[name]], np.uint8)
        codes[name] = np.concatenate((old.codes[name][stay], moved[fresh.codes[name]]))[order]
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    kept = np.cumsum(stay) - 1
    pairs = {}
    for letter in LETTERS:
        where, who = old.pairs[letter]
        still = stay[where]
        both = np.concatenate((place[kept[where[still]]], place[fresh.pairs[letter][0] + int(stay.sum())]))
        entities = np.concatenate((who[still], fresh.pairs[letter][1]))
        sorting = np.argsort(both, kind="stable")
        pairs[letter] = (both[sorting], entities[sorting])
    joined = {n: np.concatenate((getattr(old, n)[stay], getattr(fresh, n)))[order] for n in ("versions", "outlets", "last_days")}
    return Arrays(seen, ids[order], codes=codes, values=values, pairs=pairs, merged=fresh.merged, **joined)


def _of_versions(connection: Connection, versions: Sequence[int]) -> Arrays:
    entries: list[Any] = []
    parties: list[Any] = []
    for start in range(0, len(versions), AT_ONCE):
        part = {"versions": list(versions[start : start + AT_ONCE])}
        entries += _raw(connection.execute(ENTRIES.where(t.entries.c.version_id.in_(WANTED)), part))
        joined = PARTIES.join(t.entries, t.entries.c.id == t.parties.c.entry_id).where(t.entries.c.version_id.in_(WANTED))
        parties += _raw(connection.execute(joined, part))
    return _arrays(connection, _Rows(entries), _Rows(parties))


def _raw(result: Any) -> Iterable[Any]:
    return [tuple(r) for r in result]


class _Rows:
    """Rows that are there already, as a cursor gives them."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def fetchall(self) -> list[Any]:
        return self._rows


def _top(counted: NDArray[np.int64], most: int) -> list[tuple[int, int]]:
    """(position, count) of the greatest counts; position 0 stands for none."""
    if len(counted):
        counted[0] = 0
    order = np.argsort(-counted, kind="stable")[:most]
    return [(int(n), int(counted[n])) for n in order if counted[n]]
