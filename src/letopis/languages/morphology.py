"""What the steps ask of a language's morphology. Each language folder brings its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Lemmatises(Protocol):
    """The part of a morphology that looks words up."""

    def lemma(self, word: str, pos: str, feats: Mapping[str, str], /) -> str: ...
    def lemmas(self, word: str) -> frozenset[str]: ...


class Morphology(Protocol):
    """Lemmas and nominatives. Feature names and values are those of Universal Dependencies."""

    def lemma(self, word: str, pos: str, feats: Mapping[str, str]) -> str:
        """The dictionary form of `word`, lower case; of a preposition the form that slots are written in."""
        ...

    def lemmas(self, word: str) -> frozenset[str]:
        """Every dictionary form that `word` may have, whatever its part of speech."""
        ...

    def inflect(self, word: str, pos: str, feats: Mapping[str, str], wanted: Mapping[str, str]) -> str:
        """`word` (read as `pos` with `feats`) in the wanted form, case of letters kept; `word` itself where that cannot be done."""
        ...

    def is_name(self, word: str, kinds: Sequence[str]) -> bool:
        """May `word` be a proper name of one of the kinds `first`, `patronymic`, `surname`, `place`, `organisation`?"""
        ...

    def person(self, words: Sequence[str], case: str, gender: str) -> tuple[tuple[str, ...], str]:
        """The words of a person's name in the nominative, and the person's gender (`Masc`, `Fem` or empty).

        `case` and `gender` are the tagger's, or empty where it does not tell.
        """
        ...

    def place_adjective(self, lemma: str) -> bool:
        """May the adjective `lemma` say a place (Norwegian)?"""
        ...

    def of_place(self, adjective: str, place: str) -> bool:
        """Does the adjective say the place (`Parisian`, `Paris`)? Both are lemmas, in the form of `fold`."""
        ...

    def name_cases(self, word: str) -> frozenset[str]:
        """The cases that a name in the singular may stand in, as far as its ending tells."""
        ...

    def reading(self, word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, str, Mapping[str, str]]:
        """The lemma of a word that the tagger calls `pos` with `feats`, and these two as `mended` has them."""
        ...

    def mended(self, word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        """The tagger's `pos` and `feats`, or the dictionary's where it knows the word and knows no such reading of it."""
        ...

    def rehung(
        self,
        words: Sequence[str],
        tags: Sequence[str],
        feats: Sequence[Mapping[str, str]],
        heads: Sequence[int],
        relations: Sequence[str],
    ) -> tuple[Sequence[int], Sequence[str]]:
        """A sentence's 0-based `heads` (-1 = root) and `relations`, without the parser's known mistakes; a tree stays one."""
        ...

    def genitive(self, words: Sequence[str], gender: str) -> tuple[str, ...]:
        """The words of a person's name, given in the nominative, in the case of a possessor."""
        ...

    def number(self, word: str, noun: Mapping[str, str]) -> tuple[str, str, str]:
        """A number word in the nominative, and the case and number that the noun it counts (of features `noun`) then takes."""
        ...
