"""Reads the patterns of the tables over the pieces of a sentence: a bottom-up chart, filled from right to left.

At each place every symbol that can begin there is known once all places to the right are done, so a pattern is tried when its
first element is found, and its further elements are looked up. Of two readings with the same symbol and the same pieces, the
one of the earlier row is kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from letopis.languages.calendar import CalendarTables, Element, Pattern
from letopis.records import record
from letopis.steps.times.builders import build
from letopis.steps.times.meanings import Meaning
from letopis.steps.times.pieces import Piece
from letopis.steps.times.terminals import LONG_WORD, terminals, words_at


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


class Chart:
    """All items over the pieces of one sentence."""

    def __init__(self, pieces: Sequence[Piece], tables: CalendarTables) -> None:
        self.pieces = pieces
        self._tables = tables
        self._done: list[dict[str, dict[tuple[int, int, int], Item]]] = [{} for _ in range(len(pieces) + 1)]
        for at in reversed(range(len(pieces))):
            self._fill(at)

    def items(self, symbol: str) -> Iterator[Item]:
        """All items of `symbol`."""
        for place in self._done:
            found = place.get(symbol)
            if found:
                yield from found.values()

    def _fill(self, at: int) -> None:
        agenda: deque[Item] = deque()
        piece = self.pieces[at]
        if piece.text.isdecimal() or not self._tables.known.isdisjoint(piece.keys) or piece.text.isupper() or len(piece.text) > LONG_WORD:
            agenda.extend(Item(symbol, at, end, at, end, value) for symbol, value, end in terminals(self.pieces, at, self._tables))
        if not self._continues(at):
            leaf = Item("", at, at + 1, at, at + 1, 0)
            for key in sorted(k for k in piece.keys if k in self._tables.first_words):
                for pattern in self._tables.first_words[key]:
                    agenda.extend(self._complete(pattern, leaf))
        while agenda:
            item = agenda.popleft()
            known = self._done[at].setdefault(item.symbol, {})
            place = (item.end, item.lo, item.hi)
            if place in known and known[place].order <= item.order:
                continue
            known[place] = item
            for pattern in self._tables.first_symbols.get(item.symbol, ()):
                agenda.extend(self._complete(pattern, item))

    def _continues(self, at: int) -> bool:
        """Is it the second half of a hyphened word (`какой-то`)? Then it is not read as a word of its own."""
        if at < 2 or not self.pieces[at].glued or not self.pieces[at - 1].glued or self.pieces[at - 1].text not in DASHES:
            return False
        return self.pieces[at].text.isalpha() and self.pieces[at - 2].text.isalpha()

    def _complete(self, pattern: Pattern, first: Item) -> Iterator[Item]:
        """Items that `pattern` makes when its first element is `first`."""
        if pattern.elements[0].glued and not self.pieces[first.start].glued:
            return
        if len(pattern.elements) > 1 and not self._may_stand(pattern.elements[1], first.end):
            return
        for found in self._rest(pattern.elements, 1, first.end):
            children = (first, *found)
            parts = tuple((e.name, c) for e, c in zip(pattern.elements, children, strict=True) if e.name)
            meaning = build(pattern, {name: child.meaning for name, child in parts})
            if meaning is None:
                continue
            shown = [c for e, c in zip(pattern.elements, children, strict=True) if not e.context]
            rules = (pattern.id, *(r for c in children for r in c.rules))
            order = first.order if len(children) == 1 and first.order >= 0 else pattern.order  # a mere renaming ranks as what it renames
            yield Item(pattern.makes, first.start, children[-1].end, shown[0].lo, shown[-1].hi, meaning, rules, order, parts)

    def _may_stand(self, element: Element, at: int) -> bool:
        """May `element` stand at the place `at`? Most patterns fail already at their second element, and this is the quick way to tell."""
        if element.condition:
            return True
        if at >= len(self.pieces):
            return False
        return not self._done[at].keys().isdisjoint(element.symbols) or not self.pieces[at].keys.isdisjoint(element.words)

    def _rest(self, elements: Sequence[Element], k: int, at: int) -> Iterator[tuple[Item, ...]]:
        if k == len(elements):
            yield ()
            return
        for item in self._here(elements[k], at):
            for more in self._rest(elements, k + 1, item.end):
                yield (item, *more)

    def _here(self, element: Element, at: int) -> Iterator[Item]:
        """What fills `element` at the place `at`."""
        if element.condition:
            if self._holds(element.condition, at):
                end = at if element.condition in EMPTY else at + 1
                yield Item("", at, end, at, end, 0)
            return
        if at >= len(self.pieces) or (element.glued and not self.pieces[at].glued):
            return
        if element.words and not self.pieces[at].keys.isdisjoint(element.words):
            yield Item("", at, at + 1, at, at + 1, 0)
        for symbol in element.symbols:
            yield from self._done[at].get(symbol, {}).values()

    def _holds(self, condition: str, at: int) -> bool:
        """`gen`: a noun in the genitive; `adj`: an adjective; `noun`: a noun or what qualifies one; `event`: a noun of what goes on over time; `name`: a capital letter;
        `end`: no word that could be counted or qualified follows; `capital`: the word just read has one; `free`: no genitive follows; `adp`: it is a preposition here; `bare`: no adjective or number before the word just read;
        `per`: something counted before the two words just read, and no genitive after them."""
        if condition == "end":
            return at >= len(self.pieces) or self._closes(self.pieces[at])
        if condition == "capital":
            return at > 0 and self.pieces[at - 1].text[0].isupper()
        if condition == "free":
            return at >= len(self.pieces) or not (self.pieces[at].token.pos == "NOUN" and self.pieces[at].token.feat("Case") == "Gen")
        if condition == "adp":
            return at > 0 and self.pieces[at - 1].token.pos == "ADP"
        if condition == "bare":
            return at < 2 or self.pieces[at - 2].token.pos not in QUALIFYING
        if condition == "per":
            counted = at >= 3 and self.pieces[at - 3].token.pos in NOMINAL
            return counted and (at >= len(self.pieces) or self.pieces[at].token.feat("Case") != "Gen")
        if at >= len(self.pieces):
            return False
        token = self.pieces[at].token
        if condition == "gen":
            return token.pos in {"NOUN", "PROPN"} and token.feat("Case") == "Gen"
        if condition == "adj":
            return token.pos in {"ADJ", "DET"} or token.feat("VerbForm") == "Part"
        if condition == "noun":
            return token.pos in {"NOUN", "PROPN", "ADJ"}
        if condition == "name":
            return self.pieces[at].text[0].isupper()
        if condition == "event":
            return any(w.symbol == "EVENTNOUN" for w in words_at(self.pieces[at], self._tables))
        return False

    @staticmethod
    def _closes(piece: Piece) -> bool:
        if piece.text[0].isalnum():
            return piece.token.pos in CLOSING
        return not (piece.glued and piece.text in DASHES)


DASHES = frozenset("-–‑—/")
EMPTY = frozenset({"end", "bare", "per", "capital", "adp", "free"})
"""Conditions that only look around."""
QUALIFYING = frozenset({"ADJ", "NUM", "DET"})
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "SYM", "X"})
CLOSING = frozenset({"ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PART", "ADV", "PRON"})
