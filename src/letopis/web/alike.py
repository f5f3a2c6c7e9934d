"""Which entries tell of the same, and where their accounts differ. A first version on names, days, lemmas and the overlap of words.

Two entries are alike when they are of one kind (and one act family or class), in different reports, near in time, share somebody, and share
enough words. Statements are compared by their content, deeds by their parties and the words around.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from letopis.languages.folders import codes
from letopis.languages.surface import surfaces
from letopis.store import Row
from letopis.store.fold import words
from letopis.store.lemmas import Lemmas
from letopis.web.words import N_

NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?(?![\w-])")
FEW = 3
"""Letters of a word that is too short to tell anything."""
ENOUGH_SAID = 0.35
"""Share of the words of the shorter content that both statements have."""
ENOUGH_DONE = 0.25
APART = 7
"""Days between two accounts beyond which they tell of different things."""
MOST = 400


@dataclass(frozen=True, slots=True)
class Difference:
    """What an account has otherwise than the earliest one. `what`: chain, status, time, number, hedge, act, whom, place."""

    what: str
    here: str
    first: str


@dataclass(frozen=True, slots=True)
class Account:
    """One entry of a group. `first` marks the earliest report; `lost` are hops of the longest chain that this one has not."""

    row: Row
    chain: tuple[str, ...]
    numbers: tuple[str, ...]
    hedges: tuple[str, ...]
    first: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that tell of the same, earliest report first. `words` are those that most of them share."""

    accounts: tuple[Account, ...]
    words: tuple[str, ...]

    @property
    def reports(self) -> frozenset[str]:
        return frozenset(a.row.report for a in self.accounts)


DIFFERENCES: Mapping[str, str] = {
    "lost": N_("names no longer"),
    "gained": N_("also names"),
    "status": N_("status"),
    "time": N_("time"),
    "number": N_("numbers"),
    "hedge lost": N_("no longer hedged"),
    "hedge": N_("hedged"),
    "act": N_("said how"),
    "whom": N_("to whom"),
    "place": N_("where"),
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a row is compared."""

    row: Row
    lemmas: frozenset[str]
    people: frozenset[str]


def alike(row: Row, rows: Iterable[Row], chains: Mapping[int, Sequence[str]], lemmas: Lemmas) -> Group:
    """`row` with those of `rows` that tell of the same."""
    own = _seen(row, lemmas)
    found = [row, *(r for r in rows if r.key != row.key and _same(own, _seen(r, lemmas)))]
    return _group(found, chains, lemmas)


def groups(rows: Sequence[Row], chains: Mapping[int, Sequence[str]], lemmas: Lemmas) -> list[Group]:
    """Those of `rows` that tell of the same, in groups; the greatest first. Rows alone are left out."""
    seen = [_seen(r, lemmas) for r in rows[:MOST]]
    root = list(range(len(seen)))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    sharing: dict[str, list[int]] = {}
    for n, s in enumerate(seen):
        for word in s.lemmas:
            sharing.setdefault(word, []).append(n)
    pairs = Counter((a, b) for places in sharing.values() if len(places) < 60 for i, a in enumerate(places) for b in places[i + 1 :])
    for (a, b), shared in pairs.items():
        if shared > 1 and find(a) != find(b) and _same(seen[a], seen[b]):
            root[find(b)] = find(a)
    out: dict[int, list[Row]] = {}
    for n, s in enumerate(seen):
        out.setdefault(find(n), []).append(s.row)
    made = [_group(found, chains, lemmas) for found in out.values() if len(found) > 1]
    return sorted(made, key=lambda g: (-len(g.reports), -len(g.accounts), g.accounts[0].row.key))


def _seen(row: Row, lemmas: Lemmas) -> _Seen:
    people = frozenset(p.entity or (p.name or "").casefold() for p in row.parties if p.entity or p.name)
    return _Seen(row, _lemmas(row, lemmas), people)


def _lemmas(row: Row, lemmas: Lemmas) -> frozenset[str]:
    text = f"{row.evidence} {row.cue or ''}" if row.kind == "event" else row.evidence
    common = _common(codes())
    return frozenset(found for w in words(text) if len(w) >= FEW and (found := lemmas.of(w)[0]) not in common)


def _same(one: _Seen, other: _Seen) -> bool:
    a, b = one.row, other.row
    if a.kind != b.kind or a.report == b.report or _days_apart(a, b) > APART:
        return False
    shared = len(one.lemmas & other.lemmas)
    share = shared / max(1, min(len(one.lemmas), len(other.lemmas)))
    if a.kind == "statement":
        speaker = bool({p.entity or p.name for p in a.parties if p.role == 0} & {p.entity or p.name for p in b.parties if p.role == 0})
        return share >= (ENOUGH_SAID if speaker else 2 * ENOUGH_SAID) and shared > 1
    if a.label != b.label:
        return False
    together = len(one.people & other.people)
    return together > 1 or (together == 1 and share >= ENOUGH_DONE) or (not one.people and not other.people and share >= 0.6)


def _days_apart(a: Row, b: Row) -> int:
    if not (a.first and a.last and b.first and b.last):
        return 0
    days = [date.fromisoformat(d).toordinal() for d in (a.first, a.last, b.first, b.last)]
    return max(0, days[2] - days[1], days[0] - days[3])


# --- what differs ----------------------------------------------------------------------------------------------------
def _group(rows: Sequence[Row], chains: Mapping[int, Sequence[str]], lemmas: Lemmas) -> Group:
    ordered = sorted(rows, key=lambda r: (r.published or "9999", r.report, r.key))
    first = ordered[0]
    accounts = tuple(_account(r, first, chains, r.report == first.report) for r in ordered)
    counted = Counter(w for r in ordered for w in _lemmas(r, lemmas))
    shared = [w for w, n in counted.most_common(8) if n > len(ordered) / 2]
    return Group(accounts, tuple(shared))


def _account(row: Row, first: Row, chains: Mapping[int, Sequence[str]], earliest: bool) -> Account:
    found = tuple(chains.get(row.key, ()))
    differences = () if earliest else tuple(_differences(row, first, found[1:], tuple(chains.get(first.key, ()))[1:]))
    return Account(row, found, _numbers(row), _hedges(row), earliest, differences)


def _differences(row: Row, first: Row, chain: Sequence[str], first_chain: Sequence[str]) -> Iterable[Difference]:
    """`chain` without the outlet."""
    here, there = _folded(chain), _folded(first_chain)
    outlet = " ".join(words(row.outlet or ""))
    lost = [c for c in first_chain if _key(c) not in here and _key(c) != outlet]
    gained = [c for c in chain if _key(c) not in there]
    if lost:
        yield Difference("lost", "", ", ".join(lost))
    if gained:
        yield Difference("gained", ", ".join(gained), "")
    for what, a, b in (
        ("status", row.status, first.status),
        ("act", row.label, first.label),
        ("whom", row.whom, first.whom),
        ("place", row.place, first.place),
    ):
        if a != b and (what != "act" or row.kind == "statement"):
            yield Difference(what, a or "", b or "")
    if (row.first, row.last) != (first.first, first.last) and "time" in {row.day_basis, first.day_basis}:
        yield Difference("time", _days(row), _days(first))
    numbers, before = _numbers(row), _numbers(first)
    if numbers and before and set(numbers) != set(before):
        yield Difference("number", ", ".join(numbers), ", ".join(before))
    hedges, hedged = _hedges(row), _hedges(first)
    if hedged and not hedges:
        yield Difference("hedge lost", "", ", ".join(hedged))
    elif hedges and not hedged:
        yield Difference("hedge", ", ".join(hedges), "")


def _key(name: str) -> str:
    return " ".join(words(name))


def _folded(chain: Sequence[str]) -> frozenset[str]:
    return frozenset(map(_key, chain))


def _days(row: Row) -> str:
    return row.time or (row.first or "") + (f"/{row.last}" if row.last != row.first else "")


def _numbers(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.sub(r"[ \u00a0]", "", n) for n in NUMBER.findall(row.evidence)))


def _hedges(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(h.casefold() for h in _hedging(codes()).findall(f"{row.cue or ''} {row.evidence}")))


# --- words of the languages; `installed` are those of `surfaces` -----------------------------------------------------
@lru_cache(maxsize=4)
def _common(installed: tuple[str, ...]) -> frozenset[str]:
    """Words that tell nothing of what a text is about."""
    return frozenset(word for s in surfaces() for word in s.common_words)


@lru_cache(maxsize=4)
def _hedging(installed: tuple[str, ...]) -> re.Pattern[str]:
    """Words that a careful report has and a careless copy loses."""
    words = [re.escape(hedge).replace(r"\*", r"\w+") for s in surfaces() for hedge in s.hedges]
    return re.compile(rf"\b(?:{'|'.join(words) or '(?!)'})\b", re.IGNORECASE)
