"""One morphology for texts in any language that has a folder: each word is asked of the first language whose letters spell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from letopis.languages.folders import codes, folder
from letopis.languages.identify import named
from letopis.languages.morphology import Lemmatises


class Joint:
    """Lemmas by several languages."""

    def __init__(self, parts: Sequence[tuple[frozenset[str], Lemmatises]]) -> None:
        """`parts` are the letters and the morphology of each language."""
        self._parts = parts

    def lemma(self, word: str, pos: str, feats: Mapping[str, str], /) -> str:
        return self._of(word).lemma(word, pos, feats)

    def lemmas(self, word: str) -> frozenset[str]:
        return self._of(word).lemmas(word)

    def _of(self, word: str) -> Lemmatises:
        small = set(word.lower())
        return next((m for letters, m in self._parts if small <= letters), self._parts[0][1])


def morphology() -> Lemmatises:
    """The morphology of the only language, or of all."""
    parts = [(named(code).letters, folder(code).load_morphology()) for code in codes()]
    return parts[0][1] if len(parts) == 1 else Joint(parts)
