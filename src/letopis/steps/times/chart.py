"""Reads the patterns of the tables over the pieces of a sentence: a bottom-up chart, filled from right to left.

At each place every symbol that can begin there is known once all places to the right are done, so a pattern is tried when its
first element is found, and its further elements are looked up. Of two readings with the same symbol and the same pieces, the
one of the earlier row is kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from letopis.languages.calendar import CalendarTables
from letopis.languages.time_patterns import LOOKS_AROUND, Element, Pattern
from letopis.model import Token
from letopis.records import record
from letopis.steps.times.builders import build
from letopis.steps.times.meanings import Meaning
from letopis.steps.times.pieces import Pieces
from letopis.steps.times.terminals import terminals


@record(frozen=True, slots=True)
class Item:
    """A symbol over the pieces ``[start, end)``, of which ``[lo, hi)`` belong to the expression and the rest is context."""

    symbol: str
    start: int
    end: int
    lo: int
    hi: int
    meaning: Meaning
    rules: tuple[str, ...] = ()
    order: int = -1
    parts: tuple[tuple[str, Item], ...] = ()


Place = dict[str, dict[tuple[int, int, int], Item]]
"""The items that begin at one place, by symbol and extent."""


class Chart:
    """All items over the pieces of one sentence."""

    def __init__(self, pieces: Pieces, tables: CalendarTables) -> None:
        self.pieces = pieces
        self._tables = tables
        self._count = len(pieces.texts)
        self._done: list[Place] = [NOTHING] * (self._count + 1)
        self._stands: list[frozenset[str]] = [sense.keys for sense in pieces.senses]
        """The words and symbols at each place that is done."""
        self._filled: list[int] = []
        """The places at which some item begins, from right to left."""
        for at in range(self._count - 1, -1, -1):
            if not pieces.senses[at].inert:
                self._fill(at)

    def items(self, symbol: str) -> Iterator[Item]:
        """All items of `symbol`."""
        for at in reversed(self._filled):
            found = self._done[at].get(symbol)
            if found:
                yield from found.values()

    def _fill(self, at: int) -> None:
        agenda = deque(Item(symbol, at, end, at, end, value) for symbol, value, end in terminals(self.pieces, at))
        begins = self.pieces.senses[at].begins
        if begins and not self._continues(at):
            leaf = _word(at)
            for beginning in begins:
                for pattern in beginning.before(self._behind(at + 1)):
                    agenda.extend(self._complete(pattern, leaf))
        if not agenda:
            return
        here: Place = {}
        first_symbols = self._tables.first_symbols
        while agenda:
            item = agenda.popleft()
            known = here.setdefault(item.symbol, {})
            extent = (item.end, item.lo, item.hi)
            if extent in known and known[extent].order <= item.order:
                continue
            known[extent] = item
            following = first_symbols.get(item.symbol)
            if following:
                for pattern in following.before(self._behind(item.end)):
                    agenda.extend(self._complete(pattern, item))
        self._done[at] = here
        self._stands[at] = self._stands[at].union(here)
        self._filled.append(at)

    def _behind(self, at: int) -> frozenset[str]:
        """The words and symbols at a place further to the right, or behind the last one."""
        return self._stands[at] if at < self._count else NO_WORDS

    def _continues(self, at: int) -> bool:
        """Is it the second half of a hyphened word (`какой-то`)? Then it is not read as a word of its own."""
        texts = self.pieces.texts
        if at < 2 or texts[at - 1] not in DASHES or not texts[at].isalpha() or not texts[at - 2].isalpha():
            return False
        return self.pieces.glued(at) and self.pieces.glued(at - 1)

    def _complete(self, pattern: Pattern, first: Item) -> Iterator[Item]:
        """Items that `pattern` makes when its first element is `first`."""
        if pattern.elements[0].glued and not self.pieces.glued(first.start):
            return
        for children in self._filling(pattern.elements, first):
            parts = tuple([(name, children[k]) for k, name in pattern.named])
            meaning = build(pattern, {name: child.meaning for name, child in parts})
            if meaning is None:
                continue
            rules = (pattern.id, *[r for c in children for r in c.rules])
            order = first.order if len(children) == 1 and first.order >= 0 else pattern.order  # a mere renaming ranks as what it renames
            lo, hi = pattern.shown
            yield Item(pattern.makes, first.start, children[-1].end, children[lo].lo, children[hi].hi, meaning, rules, order, parts)

    def _filling(self, elements: Sequence[Element], first: Item) -> list[tuple[Item, ...]]:
        """All ways to fill `elements` one behind the other, when the first is `first`."""
        found: list[tuple[Item, ...]] = [(first,)]
        for element in elements[1:]:
            found = [(*before, item) for before in found for item in self._here(element, before[-1].end)]
            if not found:
                break
        return found

    def _here(self, element: Element, at: int) -> Sequence[Item]:
        """What fills `element` at the place `at`."""
        if element.condition:
            if not self._holds(element.condition, at):
                return ()
            return (Item("", at, at, at, at, 0),) if element.condition in LOOKS_AROUND else (_word(at),)
        if at >= self._count or (element.glued and not self.pieces.glued(at)):
            return ()
        if element.words:
            return () if self.pieces.senses[at].keys.isdisjoint(element.words) else (_word(at),)
        done = self._done[at]
        return [item for symbol in element.symbols if symbol in done for item in done[symbol].values()] if done else ()

    def _holds(self, condition: str, at: int) -> bool:
        """`gen`: a noun in the genitive; `adj`: an adjective; `noun`: a noun or what qualifies one; `event`: a noun of what goes on over time; `name`: a capital letter;
        `end`: no word that could be counted or qualified follows; `capital`: the word just read has one; `free`: no genitive follows; `adp`: it is a preposition here; `bare`: no adjective or number before the word just read;
        `per`: something counted before the two words just read, and no genitive after them."""
        pieces = self.pieces
        if condition == "end":
            return at >= self._count or self._closes(at)
        if condition == "capital":
            return at > 0 and pieces.texts[at - 1][0].isupper()
        if condition == "free":
            return at >= self._count or not (pieces.tokens[at].pos == "NOUN" and pieces.tokens[at].feat("Case") == "Gen")
        if condition == "adp":
            return at > 0 and pieces.tokens[at - 1].pos == "ADP"
        if condition == "bare":
            return at < 2 or pieces.tokens[at - 2].pos not in QUALIFYING
        if condition == "per":
            counted = at >= 3 and pieces.tokens[at - 3].pos in NOMINAL
            return counted and (at >= self._count or pieces.tokens[at].feat("Case") != "Gen")
        if at >= self._count:
            return False
        if condition == "name":
            return pieces.texts[at][0].isupper()
        if condition == "event":
            return any(w.symbol == "EVENTNOUN" for w in pieces.senses[at].words)
        return _is_nominal(condition, pieces.tokens[at])

    def _closes(self, at: int) -> bool:
        text = self.pieces.texts[at]
        if text[0].isalnum():
            return self.pieces.tokens[at].pos in CLOSING
        return text not in DASHES or not self.pieces.glued(at)


def _word(at: int) -> Item:
    """The word at the place `at`, as a pattern names it."""
    return Item("", at, at + 1, at, at + 1, 0)


def _is_nominal(condition: str, token: Token) -> bool:
    if condition == "gen":
        return token.pos in {"NOUN", "PROPN"} and token.feat("Case") == "Gen"
    if condition == "adj":
        return token.pos in {"ADJ", "DET"} or token.feat("VerbForm") == "Part"
    return condition == "noun" and token.pos in {"NOUN", "PROPN", "ADJ"}


NOTHING: Place = {}
"""Shared by all places at which nothing begins; never written to."""
NO_WORDS: frozenset[str] = frozenset()
DASHES = frozenset("-–‑—/")
QUALIFYING = frozenset({"ADJ", "NUM", "DET"})
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "SYM", "X"})
CLOSING = frozenset({"ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PART", "ADV", "PRON"})
