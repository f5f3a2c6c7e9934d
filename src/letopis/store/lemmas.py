"""Texts as rows of lemmas, the same for both databases: what is indexed, and what a question asks for.

The index of an entry is a row of tokens. First come the lemmas of its words in order, one a word, so that phrases can be found; pieces that do
not follow each other in the text are parted by a `GAP`. Then, after another gap, the other lemmas that a word may have (`стали` is of
`стать` and of `сталь`): they answer a single word, never a phrase. Last come marks, which begin with `_` as no word does: act, status,
outlet, names and so on (see `marks`). So one look-up in one index answers words and filters together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from letopis.languages.morphology import Lemmatises
from letopis.store.fold import fold, words

GAP = "_"
MOST_TOKENS = 16_000
"""Tokens of one entry that are indexed: PostgreSQL counts positions up to 16,383."""
WORDS_KEPT = 200_000


class Lemmas:
    """Lemmas of words by one language's morphology; without one, words stand for themselves."""

    def __init__(self, morphology: Lemmatises | None = None) -> None:
        self._morphology = morphology
        self.of: Callable[[str], tuple[str, ...]] = lru_cache(WORDS_KEPT)(self._of)

    def _of(self, word: str) -> tuple[str, ...]:
        """Folded lemmas of a folded word: the likeliest first, then the others in the order of the alphabet."""
        if self._morphology is None or word.isdigit():
            return (word,)
        best = _whole(self._morphology.lemma(word, "", {}), word)
        return best, *sorted({_whole(lemma, word) for lemma in self._morphology.lemmas(word)} - {best})

    def index(self, pieces: Iterable[str]) -> list[str]:
        """The tokens of `pieces` of text: lemmas in order, then the other lemmas."""
        row: list[str] = []
        others: dict[str, None] = {}
        for piece in pieces:
            found = [self.of(word) for word in words(piece)]
            row += [lemmas[0] for lemmas in found]
            row.append(GAP)
            others |= dict.fromkeys(lemma for lemmas in found for lemma in lemmas[1:])
        return [*row[:MOST_TOKENS], *list(others)[:MOST_TOKENS]]


def _whole(lemma: str, word: str) -> str:
    """A lemma as one token; a lemma that is not one word (or none) gives way to the word itself."""
    folded = words(fold(lemma))
    return folded[0] if len(folded) == 1 else word
