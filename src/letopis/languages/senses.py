"""What a single word may say of time: everything that the tables tell of it, looked up once a word and not at each place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from letopis.languages.folding import fold_all
from letopis.languages.morphology import Lemmatises
from letopis.languages.time_patterns import Beginnings, TimeWord

FORM = "="
"""Before a word of a table: this very form alone, not the other forms of a lemma that is spelt so."""
SHORT = 2
"""Words of so few letters (prepositions) and marks are no sign of time by themselves."""
LONG_WORD = 7
"""No compound adjective of length is shorter than `двухдневный`; shorter words are not cut up."""
WORDS_KEPT = 60_000
"""Words whose sense is kept: most of the vocabulary of a thousand reports, nearly all of them with the sense `NONE`."""
NUMERALS = frozenset({"CARDINAL", "ORDINAL", "THOUSAND"})
ROMAN = re.compile(r"(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})")
ONES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


@dataclass(frozen=True, slots=True)
class Sense:
    """What a number, a run of letters or a mark may say of time."""

    keys: frozenset[str] = frozenset()
    """Its folded form, bare and as a form, and its lemmas: those that some row names."""
    words: tuple[TimeWord, ...] = ()
    begins: tuple[Beginnings, ...] = ()
    """Patterns that begin with the word, for each of its keys."""
    numeral: bool = False
    roman: int = 0
    """The value of a Roman numeral up to XXIX, else 0."""
    lengths: tuple[tuple[float | None, str], ...] = ()
    """Of a compound adjective (`двухлетний`): how many of which unit, None where vague."""
    digits: bool = False
    telling: bool = False
    """Is it a sign that its sentence may tell a time?"""
    inert: bool = True
    """Nothing begins with it; a pattern that has begun before may still go on with it."""


NONE = Sense()


class Senses:
    """The senses of words, by the words and patterns of the tables (keyed by folded lemma or form)."""

    def __init__(
        self,
        words: Mapping[str, tuple[TimeWord, ...]],
        begins: Mapping[str, Beginnings],
        known: frozenset[str],
        roman_letters: Mapping[int, str],
        morphology: Lemmatises,
    ) -> None:
        self._words = words
        self._begins = begins
        self._known = known
        self._roman_letters = roman_letters
        self._morphology = morphology
        self._endings = tuple(sorted(key for key, found in words.items() if any(w.symbol == "ADJUNIT" for w in found)))
        self.of = lru_cache(WORDS_KEPT)(self._find)
        """The sense of a word as it is written."""

    def _find(self, text: str) -> Sense:
        folded = fold_all((text.lower(), *(self._morphology.lemmas(text) if text.isalpha() else ())))
        keys = {FORM + folded[0], *folded}
        named = sorted(self._known.intersection(keys))
        lengths = tuple(self._lengths(keys)) if len(text) > LONG_WORD else ()
        roman = self._roman(text) if text.isupper() else 0
        digits = text.isdecimal()
        if not (named or lengths or roman or digits):
            return NONE
        words = tuple(w for k in named for w in self._words.get(k, ()))
        begins = tuple(self._begins[k] for k in named if k in self._begins)
        return Sense(
            frozenset(named),
            words,
            begins,
            any(w.symbol in NUMERALS for w in words),
            roman,
            lengths,
            digits,
            telling=bool(digits or roman or len(text) > SHORT),
            inert=not (words or begins or lengths or roman or digits),
        )

    def _lengths(self, keys: Iterable[str]) -> Iterator[tuple[float | None, str]]:
        """`двухлетний`: a combining form of a number and an adjective of length."""
        for key in sorted([k for k in keys if k.endswith(self._endings)]):
            for cut in range(2, len(key) - 4):
                ends = [w for w in self._words.get(key[cut:], ()) if w.symbol == "ADJUNIT"]
                starts = [w for w in self._words.get(key[:cut], ()) if w.symbol == "PREFIX"]
                for start, end in product(starts, ends):
                    yield float(start.value) if start.value != "X" else None, str(end.value)

    def _roman(self, text: str) -> int:
        match = ROMAN.fullmatch(text.translate(self._roman_letters))
        return 10 * len(match.group(1)) + ONES[match.group(2)] if match else 0
