"""Phrases of tables, found in a text by the lemmas of their words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Generic, TypeVar

from razdel import tokenize

from letopis.languages.folding import fold_all
from letopis.languages.morphology import Lemmatises
from letopis.records import record

QUOTES = frozenset('«»"“”„')
WORDS_KEPT = 1 << 16
"""Words of which it is remembered what they are looked up by and which phrases begin with them."""
NONE: frozenset[int] = frozenset()
Named = TypeVar("Named")
Keys = Collection[str]
"""What a word is looked up by; no key twice."""


@record(frozen=True, slots=True)
class Match(Generic[Named]):
    """A phrase of a table found at tokens ``[first, last)``; `phrase` is as the table has it."""

    value: Named
    first: int
    last: int
    phrase: str


@dataclass(frozen=True, slots=True)
class _Word:
    keys: frozenset[str]
    shape: str  # "" any, "Aa" a capital, "AA" all capitals

    def fits(self, found: Keys, text: str) -> bool:
        """May the word of the phrase be the word `text` of a report, of which `found` are the keys?"""
        if self.keys.isdisjoint(found):
            return False
        if self.shape == "AA":
            return text[:2].isupper()
        return self.shape == "" or text[:1].isupper()


_Row = tuple[tuple[_Word, ...], Named, str]
"""A phrase's words, what it stands for, and the phrase as the table has it."""


class Phrases(Generic[Named]):
    """Phrases of one table, found by the lemmas of their words; a capital in the phrase asks for one in the text."""

    def __init__(self) -> None:
        self.by_first: dict[str, list[_Row[Named]]] = {}
        """Any key of its first word -> the phrase."""

    def add(self, phrase: str, value: Named, morphology: Lemmatises) -> None:
        """`phrase` as a table has it: names in the nominative, or the lemmas of their words."""
        words = tuple(_Word(frozenset(keys(w, morphology)), shape(w)) for w in _words(phrase))
        if words:
            for key in words[0].keys:
                self.by_first.setdefault(key, []).append((words, value, phrase))

    def at(self, i: int, known: Sequence[Keys], texts: Sequence[str]) -> Match[Named] | None:
        """The longest phrase that begins at token `i`; `known` are the keys of each token, `texts` their words."""
        if self.by_first.keys().isdisjoint(known[i]):  # so it is of most words
            return None
        return _longest(self.beginning(texts[i], known[i]), i, known.__getitem__, texts, len(texts))

    def beginning(self, word: str, known: Keys) -> Iterator[_Row[Named]]:
        """The phrases that `word` with the keys `known` may begin."""
        for key in sorted(known):  # the order of a set differs from process to process
            for row in self.by_first.get(key, ()):
                if row[0][0].fits(known, word):
                    yield row

    def all(self, known: Sequence[Keys], texts: Sequence[str]) -> Iterator[Match[Named]]:
        """Every phrase found, from left to right, none inside another."""
        end = 0
        for i in range(len(texts)):
            if i >= end and (found := self.at(i, known, texts)):
                yield found
                end = found.last


@dataclass(frozen=True, slots=True)
class _Opening:
    """The phrases of a table that a word may begin: the one that it is `alone`, if any, and all; `seconds` are the keys of the second words of these."""

    table: str
    alone: tuple[_Row[Any], ...]
    rows: tuple[_Row[Any], ...]
    seconds: frozenset[str]


class Tables:
    """Several tables of phrases, by name: a word is asked once which phrases of all of them it may begin, and most words begin none."""

    def __init__(self, tables: Mapping[str, Phrases[Any]], morphology: Lemmatises) -> None:
        self._tables = tables
        self._tables_of: dict[str, list[str]] = {}
        """Any key of a first word -> the tables with such phrases."""
        for name, table in tables.items():
            for key in table.by_first:
                self._tables_of.setdefault(key, []).append(name)
        self.keys: Callable[[str], Keys] = lru_cache(WORDS_KEPT)(partial(keys, morphology=morphology))
        """What a word is looked up by."""
        self._openings = lru_cache(WORDS_KEPT)(partial(self._find_openings, morphology))
        self._opening = lru_cache(WORDS_KEPT)(self._make_opening)

    def find(self, texts: Sequence[str], sentences: Iterable[tuple[int, int]], passed: Mapping[str, frozenset[int]]) -> dict[str, list[Match[Any]]]:
        """What each table has in each of the `sentences` (their first token, and the one behind the last): from left to right, none inside another.

        Tokens that are `passed` over for a table may stand inside its phrases.
        """
        found: dict[str, list[Match[Any]]] = {name: [] for name in self._tables}
        ends = dict.fromkeys(self._tables, 0)
        openings = list(map(self._openings, texts))

        def known(i: int) -> Keys:
            return self.keys(texts[i])

        for first, last in sentences:
            for i in [i for i in range(first, last) if openings[i]]:
                for opening in openings[i]:
                    table = opening.table
                    over = passed.get(table, NONE)
                    if i < ends[table] or i in over:
                        continue
                    second = _next(i, texts, last, over) if opening.seconds else last
                    longer = second < last and not opening.seconds.isdisjoint(known(second))
                    rows = opening.rows if longer else opening.alone
                    if rows and (match := _longest(rows, i, known, texts, last, over)):
                        found[table].append(match)
                        ends[table] = match.last
        return found

    def _find_openings(self, morphology: Lemmatises, word: str) -> tuple[_Opening, ...]:
        """What `word` may begin in each table where it begins anything."""
        known = keys(word, morphology)
        if self._tables_of.keys().isdisjoint(known):  # so it is of most words
            return ()
        firsts: dict[str, list[str]] = {}
        for key in sorted(known):  # the order of a set differs from process to process
            for table in self._tables_of.get(key, ()):
                firsts.setdefault(table, []).append(key)
        shapes = ("", *[s for s, some in (("Aa", word[:1]), ("AA", word[:2])) if some.isupper()])
        openings = [self._opening(table, shapes, *found) for table, found in firsts.items()]
        return tuple([o for o in openings if o.rows])

    def _make_opening(self, name: str, shapes: tuple[str, ...], *firsts: str) -> _Opening:
        """What words with the keys `firsts` and letters that fit `shapes` may begin in a table: many words are alike in this."""
        rows = [row for key in firsts for row in self._tables[name].by_first[key] if row[0][0].shape in shapes]
        alone = [row for row in rows if len(row[0]) == 1][:1]
        seconds = frozenset(key for row in rows if len(row[0]) > 1 for key in row[0][1].keys)
        return _Opening(name, tuple(alone), tuple(rows), seconds)


def _words(phrase: str) -> list[str]:
    """Words and marks as sentences are cut into; quotation marks make no difference."""
    plain = phrase.replace(" ", "").replace("-", "").isalpha()
    return phrase.split() if plain else [t.text for t in tokenize(phrase) if t.text not in QUOTES]


def keys(word: str, morphology: Lemmatises) -> Keys:
    """What a word is looked up by: itself and its lemmas, small letters, ё as е."""
    return tuple(set(fold_all([word.lower(), *[lemma.lower() for lemma in morphology.lemmas(word)]])))


def shape(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return "AA"
    return "Aa" if word[:1].isupper() else ""


def _longest(
    rows: Iterable[_Row[Named]], i: int, known: Callable[[int], Keys], texts: Sequence[str], end: int, passed: frozenset[int] = NONE
) -> Match[Named] | None:
    """The longest of the phrases of `rows` that stands at token `i`, whose word is the first of all of them; of several the first."""
    best, reached = None, 0
    for row in rows:
        words = row[0]
        last = _reach(words, i, known, texts, end, passed) if len(words) > 1 else i + 1
        if last > reached:
            best, reached = row, last
    return Match(best[1], i, reached, best[2]) if best else None


def _reach(words: Sequence[_Word], i: int, known: Callable[[int], Keys], texts: Sequence[str], end: int, passed: frozenset[int]) -> int:
    """The token after `words`, if they stand from token `i` on, quotation marks and what is `passed` over left out, before token `end`; else 0.

    That the first of them stands there is known.
    """
    for word in words[1:]:
        i = _next(i, texts, end, passed)
        if i >= end or not word.fits(known(i), texts[i]):
            return 0
    return i + 1


def _next(i: int, texts: Sequence[str], end: int, passed: frozenset[int]) -> int:
    """The token behind token `i`, quotation marks and what is `passed` over left out."""
    i += 1
    while i < end and (texts[i] in QUOTES or i in passed):
        i += 1
    return i
