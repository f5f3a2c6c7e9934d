"""Marks reports whose words were met before in the same run: exactly, or nearly (MinHash over runs of three words).

Each report is held against the originals before it in the order of the inputs, so marks do not depend on who read what when. A
duplicate points to an original, never to another duplicate: likeness does not drift along a chain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from sqlite3 import Connection
from typing import Literal

from letopis.bulk.batches import Print

HASHES = 64
"""Values of one MinHash: likeness is known to about 0.05 near the threshold."""
BANDS = 8
"""Of 8 values each: two texts with likeness 0.77 meet in one band in two of three cases, with 0.9 in 99 of 100."""
NEAR = 0.8
"""Likeness (Jaccard, of runs of words) from which a report is a copy with changes; rewritten agency reports lie below 0.5."""
FEWEST = 20
"""Runs of words that a text must have: of shorter ones a single date or number decides."""
SEED = 1
WORD = re.compile(r"\w+")

SCHEMA = """
create table if not exists original (item integer primary key, id text not null, near blob not null);
create table if not exists exact (hash blob primary key, original integer not null) without rowid;
create table if not exists band (hash integer not null, item integer not null, primary key (hash, item)) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind` is how a report repeats an earlier one, whose number and id follow."""

    kind: Literal["exact", "near"]
    item: int
    id: str


def print_of(text: str) -> Print:
    """The print of a text: spaces, punctuation and capitals do not count."""
    words = WORD.findall(text.casefold())
    exact = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    runs = [f"{a} {b} {c}" for a, b, c in zip(words, islice(words, 1, None), islice(words, 2, None), strict=False)]
    return Print(exact, minhash(runs) if len(runs) >= FEWEST else ())


def minhash(runs: Sequence[str]) -> tuple[int, ...]:
    from rensa import RMinHash

    made = RMinHash(num_perm=HASHES, seed=SEED)
    made.update(list(runs))
    return tuple(made.digest())


class Originals:
    """The reports of the run that repeat no earlier one, in a database: memory does not grow with the run."""

    def __init__(self, database: Connection) -> None:
        self._db = database
        database.executescript(SCHEMA)

    def mark(self, item: int, identifier: str, seen: Print) -> Mark | None:
        """How report number `item` repeats an earlier one; None if it is an original, which is then remembered."""
        mark = self._exact(seen) or self._near(seen)
        if mark is None:
            self._db.execute("insert into original values (?, ?, ?)", (item, identifier, _pack(seen.near)))
            self._db.executemany("insert into band values (?, ?)", [(h, item) for h in _bands(seen.near)])
        self._db.execute("insert or ignore into exact values (?, ?)", (seen.exact, mark.item if mark else item))
        return mark

    def _exact(self, seen: Print) -> Mark | None:
        found = self._db.execute("select item, id from exact join original on item = original where hash = ?", (seen.exact,)).fetchone()
        return Mark("exact", *found) if found else None

    def _near(self, seen: Print) -> Mark | None:
        if not seen.near:
            return None
        bands = _bands(seen.near)
        marks = ",".join("?" * len(bands))
        rows = self._db.execute(f"select distinct item, id, near from band join original using (item) where hash in ({marks})", bands).fetchall()
        likest = max(((_likeness(seen.near, _unpack(near)), -item, identifier) for item, identifier, near in rows), default=(0.0, 0, ""))
        return Mark("near", -likest[1], likest[2]) if likest[0] >= NEAR else None


def _likeness(one: Sequence[int], other: Sequence[int]) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / HASHES


def _bands(near: Sequence[int]) -> list[int]:
    """A signed 64-bit key for each band, as SQLite holds integers; none for a text without a MinHash."""
    width = HASHES // BANDS
    packed = [_pack(near[at : at + width]) for at in range(0, len(near), width)]
    return [int.from_bytes(blake2b(p, digest_size=8, salt=bytes([n])).digest(), "big", signed=True) for n, p in enumerate(packed)]


def _pack(values: Sequence[int]) -> bytes:
    return b"".join(v.to_bytes(4, "big") for v in values)


def _unpack(packed: bytes) -> list[int]:
    return [int.from_bytes(packed[at : at + 4], "big") for at in range(0, len(packed), 4)]
