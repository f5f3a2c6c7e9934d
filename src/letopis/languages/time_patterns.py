"""Words of time and the patterns over them, as the tables tell them: values, and the indexes by which a reader finds them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Value = int | float | str


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

    Most patterns fail at their second element: they are looked up by what stands there.
    """

    patterns: tuple[Pattern, ...]
    anyway: tuple[int, ...]
    """Those whose second element is a condition, or that have none."""
    by_second: Mapping[str, tuple[int, ...]]
    """Those whose second element may be that word or symbol."""
    bare: tuple[Pattern, ...]
    """Patterns that need no word behind the first one: those of `anyway`."""

    def before(self, found: Collection[str]) -> Sequence[Pattern]:
        """The patterns that may go on where the words and symbols `found` stand behind their first element."""
        going = [n for key in found for n in self.by_second.get(key, ())]
        return [self.patterns[n] for n in sorted({*self.anyway, *going})] if going else self.bare


def beginnings(patterns: Sequence[Pattern]) -> Beginnings:
    """The index of `patterns`, which begin alike."""
    anyway: list[int] = []
    by_second: dict[str, list[int]] = {}
    for n, p in enumerate(patterns):
        second = p.elements[1] if len(p.elements) > 1 else None
        if second is None or second.condition:
            anyway.append(n)
            continue
        for key in (*second.symbols, *second.words):
            by_second.setdefault(key, []).append(n)
    return Beginnings(tuple(patterns), tuple(anyway), {k: tuple(v) for k, v in by_second.items()}, tuple(patterns[n] for n in anyway))
