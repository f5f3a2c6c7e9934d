"""Words of time and the patterns over them, as the tables tell them: values, and the indexes by which a reader finds them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Value = int | float | str
LOOKS_AROUND = frozenset({"end", "bare", "per", "capital", "adp", "free"})
"""Conditions that take no place: what follows them in a pattern stands right behind what is before them."""


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word of time: its class (a symbol of the patterns) and what it stands for."""

    id: str
    symbol: str
    value: Value


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern; exactly one of `symbols`, `words`, `condition` is filled."""

    name: str = ""
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    condition: str = ""
    context: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to read neighbouring pieces. Rows with optional elements give several; `order` is the row's place in the table."""

    id: str
    order: int
    elements: tuple[Element, ...]
    makes: str
    meaning: str
    settings: Mapping[str, Value]
    named: tuple[tuple[int, str], ...]
    """Which elements have names, and what names."""
    shown: tuple[int, int]
    """The first and the last element that belong to the expression: what is left of them and right of them is context."""


def pattern(row: str, order: int, elements: Sequence[Element], makes: str, meaning: str, settings: Mapping[str, Value]) -> Pattern:
    """The pattern of these elements; at least one of them must be no context."""
    named = tuple((k, e.name) for k, e in enumerate(elements) if e.name)
    shown = [k for k, e in enumerate(elements) if not e.context]
    return Pattern(row, order, tuple(elements), makes, meaning, settings, named, (shown[0], shown[-1]))


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Patterns that begin with the same word or symbol, in the order of the table, and which of them may go on how.

    Most patterns fail at once at what must stand behind their first element: they are looked up by that.
    """

    patterns: tuple[Pattern, ...]
    anyway: tuple[int, ...]
    """Those that have only a condition there, or nothing."""
    by_next: Mapping[str, tuple[int, ...]]
    """Those that may have that word or symbol there."""
    bare: tuple[Pattern, ...]
    """Patterns that need no word behind the first one: those of `anyway`."""

    def before(self, found: Collection[str]) -> Sequence[Pattern]:
        """The patterns that may go on where the words and symbols `found` stand behind their first element."""
        going = [n for key in found for n in self.by_next.get(key, ())]
        return [self.patterns[n] for n in sorted({*self.anyway, *going})] if going else self.bare


def beginnings(patterns: Sequence[Pattern]) -> Beginnings:
    """The index of `patterns`, which begin alike."""
    anyway: list[int] = []
    by_next: dict[str, list[int]] = {}
    for n, p in enumerate(patterns):
        behind = next((e for e in p.elements[1:] if e.condition not in LOOKS_AROUND), None)
        if behind is None or behind.condition:
            anyway.append(n)
            continue
        for key in (*behind.symbols, *behind.words):
            by_next.setdefault(key, []).append(n)
    return Beginnings(tuple(patterns), tuple(anyway), {k: tuple(v) for k, v in by_next.items()}, tuple(patterns[n] for n in anyway))
