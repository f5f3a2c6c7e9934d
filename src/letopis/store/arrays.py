"""Arrays of all live entries, in the order of their keys: read from the database, and patched where it has changed. About 100 bytes an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, bindparam, func, select

from letopis.store import marks
from letopis.store import schema as t
from letopis.store.days import BITS

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]
CODED = ("kind", "label", "mode", "form", "status", "unnamed", "voucher", "review")
"""Columns of few different values, kept as numbers."""
LETTERS = "wtrpb"
AT_ONCE = 500


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


FIELD_OF = {letter: ("label" if name in {"act", "type"} else name) for name, letter in marks.FIELDS.items()}


def marked(arrays: Arrays, token: str) -> Mask | None:
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


def load(connection: Connection) -> Arrays:
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


def patched(connection: Connection, old: Arrays, versions: Sequence[int], seen: int) -> Arrays:
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
