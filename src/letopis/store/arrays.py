"""Arrays of all live entries, in the order of their keys: read from the database, and patched where it has changed. About 60 bytes an entry.

An entry has one `shape`: its kind, label, status and the other fields of few values together. There are some hundred shapes however many entries
there are, so a filter by such fields is one look-up an entry, and all their counts come out of one.
"""

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
Small = NDArray[np.int32]
CODED = ("kind", "label", "mode", "form", "status", "unnamed", "voucher", "review")
"""Columns of few different values."""
LETTERS = "wtrpb"
AT_ONCE = 500
Shape = tuple[str | None, ...]
"""Values of `CODED`, in that order."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part in one role: the row of each entry's first entity (0 is none); `where` (positions, rising) and `who` are all further ones."""

    first: Small
    where: Small
    who: Small


@dataclass(frozen=True, slots=True)
class Arrays:
    """One state of the ledger. Arrays of one length, in the order of `ids` (rising); `days` are the days on which entries begin (rising), and
    `day_starts` the position of the first entry of each.

    `shapes` are positions in `kinds`, `who` in `names`, the lines of names as lists show them (the first is empty). `versions` rise with the
    time at which they were added. `parties` are by the letter of their role; `merged` are (row of an entity, row of the root).
    """

    seen: int
    ids: Ints
    versions: Ints
    outlets: Small
    last_days: Small
    shapes: NDArray[Any]
    kinds: tuple[Shape, ...]
    who: Small
    names: tuple[str, ...]
    parties: Mapping[str, Parties]
    merged: tuple[tuple[int, int], ...]
    days: Ints
    day_starts: Ints

    def values(self, field: str) -> list[str | None]:
        """The value of a field of `CODED` in each of `kinds`."""
        at = CODED.index(field)
        return [shape[at] for shape in self.kinds]


FIELD_OF = {letter: ("label" if name in {"act", "type"} else name) for name, letter in marks.FIELDS.items()}


def marked(arrays: Arrays, token: str) -> Mask | None:
    """The entries with a mark, as far as the columns know it."""
    if token == marks.ALL:
        return np.ones(len(arrays.ids), bool)
    if token == marks.INTERVAL:
        return arrays.last_days > arrays.ids >> BITS
    if not token.startswith("_") or len(token) < 3:
        return None
    letter, value = token[1], token[2:]
    if letter in LETTERS and value.startswith("i") and value[1:].isdigit():
        found = arrays.parties[letter]
        mask: Mask = found.first == int(value[1:])
        mask[found.where[found.who == int(value[1:])]] = True
        return mask
    if letter == marks.FIELDS["outlet"]:
        outlet: Mask = arrays.outlets == int(value)
        return outlet
    field = FIELD_OF.get(letter)
    return None if field is None else shaped(arrays, [_fits(shape, letter, field, value) for shape in arrays.kinds])


def shaped(arrays: Arrays, fits: Sequence[bool]) -> Mask:
    """The entries of those shapes that fit."""
    mask: Mask = np.array(fits, bool)[arrays.shapes] if fits else np.zeros(len(arrays.ids), bool)
    return mask


def _fits(shape: Shape, letter: str, field: str, value: str) -> bool:
    own = shape[CODED.index(field)]
    if field == "unnamed" and value == "any":
        return own is not None
    if field == "label":  # a statement's act and an event's type may share a word: `accuse`
        kind = "statement" if letter == marks.FIELDS["act"] else "event"
        if shape[0] != kind:
            return False
    return own is not None and own.lower() == value


# --- reading them ----------------------------------------------------------------------------------------------------
WANTED: BindParameter[Any] = bindparam("versions", expanding=True)
_E = t.entries.c
ENTRIES = select(_E.id, _E.version_id, _E.last_day, _E.who, *(_E[name] for name in CODED)).where(_E.live == 1)
PARTIES = select(t.parties.c.entry_id, t.parties.c.role, t.parties.c.entity_id).where(t.parties.c.entity_id.is_not(None))
ROLE_LETTER = np.array([LETTERS.index(marks.LETTER[role]) for role in marks.Role])
VOUCHER = CODED.index("voucher")


def load(connection: Connection) -> Arrays:
    """Everything."""
    return _arrays(connection, connection.execute(ENTRIES).cursor, connection.execute(PARTIES).cursor)


def _arrays(connection: Connection, entries: Any, parties: Any) -> Arrays:
    """Arrays of the rows of two cursors of the database."""
    seen = connection.execute(select(func.max(t.changes.c.id))).scalar() or 0
    rows = entries.fetchall()
    ids, versions, last_days = (np.fromiter((row[n] for row in rows), np.int64, len(rows)) for n in range(3))
    order = np.argsort(ids)
    ids, versions = ids[order], versions[order]
    names: dict[str, int] = {"": 0}
    who = np.fromiter((names.setdefault(row[3] or "", len(names)) for row in rows), np.int32, len(rows))[order]
    kinds: dict[Shape, int] = {}
    shapes = np.fromiter((kinds.setdefault(_shape(row[4:]), len(kinds)) for row in rows), np.int64, len(rows))[order]
    merged = connection.execute(select(t.entities.c.id, t.entities.c.merged_into).where(t.entities.c.merged_into.is_not(None)))
    return Arrays(
        seen,
        ids,
        versions,
        _outlets(connection, versions),
        last_days[order].astype(np.int32),
        shapes.astype(np.min_scalar_type(len(kinds))),
        tuple(kinds),
        who,
        tuple(names),
        _parties(ids, np.fromiter(chain.from_iterable(parties.fetchall()), np.int64).reshape(-1, 3)),
        tuple((int(a), int(b)) for a, b in merged),
        *_days(ids),
    )


def _days(ids: Ints) -> tuple[Ints, Ints]:
    """Days on which entries begin, and where each starts."""
    days, starts = np.unique(ids >> BITS, return_index=True)
    return days, starts


def _shape(values: Sequence[str | None]) -> Shape:
    """Whose word an event stands on tells the voucher's shape, not which statement."""
    voucher = values[VOUCHER]
    return (*values[:VOUCHER], voucher if voucher is None or voucher == "narrator" else "said", *values[VOUCHER + 1 :])


def _outlets(connection: Connection, versions: Ints) -> Small:
    """The outlet of each entry, by its version."""
    query = select(t.versions.c.id, t.reports.c.outlet_id).join(t.reports, t.reports.c.id == t.versions.c.report_id)
    wanted = np.unique(versions)
    if len(wanted) <= 2 * AT_ONCE:
        query = query.where(t.versions.c.id.in_([int(v) for v in wanted]))
    known = {version: outlet or 0 for version, outlet in connection.execute(query)}
    table = np.array([known[int(v)] for v in wanted], np.int32)
    return table[np.searchsorted(wanted, versions)] if len(versions) else np.zeros(0, np.int32)


def _parties(ids: Ints, parties: Ints) -> dict[str, Parties]:
    """Letter -> who takes part, from rows of entry, role, entity; each once."""
    places = np.minimum(np.searchsorted(ids, parties[:, 0]), max(0, len(ids) - 1))
    there = ids[places] == parties[:, 0] if len(ids) else np.zeros(len(parties), bool)
    letters = ROLE_LETTER[parties[there, 1]]
    both = np.stack((places[there], parties[there, 2]), axis=1)
    return {letter: _first(len(ids), both[letters == n]) for n, letter in enumerate(LETTERS)}


def _first(size: int, both: Ints) -> Parties:
    """From rows of position and entity, in any order."""
    single = np.unique(both[:, 0] << 32 | both[:, 1])
    where, who = (single >> 32).astype(np.int32), (single & 0xFFFFFFFF).astype(np.int32)
    begins = np.concatenate((np.ones(1, bool), where[1:] != where[:-1])) if len(where) else np.zeros(0, bool)
    first = np.zeros(size, np.int32)
    first[where[begins]] = who[begins]
    return Parties(first, where[~begins], who[~begins])


# --- patching them ---------------------------------------------------------------------------------------------------
def patched(connection: Connection, old: Arrays, versions: Sequence[int], seen: int) -> Arrays:
    """`old` with the entries of some versions read again."""
    fresh = _of_versions(connection, versions)
    stay = ~np.isin(old.versions, versions)
    both = np.concatenate((old.ids[stay], fresh.ids))
    order = np.argsort(both, kind="stable")
    ids = both[order]
    days, day_starts = _days(ids)

    def joined(name: str) -> NDArray[Any]:
        return np.concatenate((getattr(old, name)[stay], getattr(fresh, name)))[order]

    kinds, shapes = _translated(old.kinds, fresh.kinds, fresh.shapes)
    names, who = _translated(old.names, fresh.names, fresh.who)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    kept = np.cumsum(stay) - 1
    parties = {}
    for letter in LETTERS:
        where, whom = _pairs(old.parties[letter])
        there = stay[where]
        more_where, more_whom = _pairs(fresh.parties[letter])
        positions = np.concatenate((place[kept[where[there]]], place[more_where + int(stay.sum())]))
        parties[letter] = _first(len(ids), np.stack((positions, np.concatenate((whom[there], more_whom))), axis=1))
    return Arrays(
        seen,
        ids=ids,
        **{name: joined(name) for name in ("versions", "outlets", "last_days")},
        shapes=np.concatenate((old.shapes[stay], shapes))[order].astype(np.min_scalar_type(len(kinds))),
        kinds=kinds,
        who=np.concatenate((old.who[stay], who))[order].astype(np.int32),
        names=names,
        parties=parties,
        merged=fresh.merged,
        days=days,
        day_starts=day_starts,
    )


def _translated(old: tuple[Any, ...], fresh: tuple[Any, ...], codes: NDArray[Any]) -> tuple[tuple[Any, ...], NDArray[Any]]:
    """`old` with what is new of `fresh` behind it, and `codes`, which are positions in `fresh`, as positions in that."""
    known = {value: n for n, value in enumerate(old)}
    table = np.array([known.setdefault(value, len(known)) for value in fresh], np.int64)
    return tuple(known), table[codes] if len(codes) else np.zeros(0, np.int64)


def _pairs(parties: Parties) -> tuple[Ints, Ints]:
    """Positions and entities, in any order."""
    first = np.flatnonzero(parties.first)
    return np.concatenate((first, parties.where.astype(np.int64))), np.concatenate((parties.first[first], parties.who)).astype(np.int64)


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
