"""Cuts a sentence into words and marks, just where razdel (MIT) cuts it, in one plain loop.

razdel makes objects of every atom and of every place between two, and asks seven rules about each. Most places need none: a space
always parts, letters and a comma never join. The rules are razdel's own; tests/steps/test_words.py holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from razdel.segmenters.punct import DASHES, ENDINGS, SMILES
from razdel.segmenters.tokenize import ATOM, INT, LAT, OTHER, PUNCT, RU

SMILE = re.compile(f"^{SMILES}$")
JOINS_NUMBERS = frozenset(".,/\\")
JOINS_WORDS = frozenset(DASHES) | {"_"}
LETTERS = frozenset({OTHER, RU, LAT})
ADMIRED = "yahoo"
"""The one name that ends in an exclamation mark."""

Atom = tuple[int, int, str, str]
"""Start, end, type and text of what is never cut."""


def word_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each word and mark of `text`."""
    atoms: list[Atom] = [(m.start(), m.end(), m.lastgroup or "", m.group()) for m in ATOM.finditer(text)]
    out: list[tuple[int, int]] = []
    start = end = 0
    for k, (first, last, _, _) in enumerate(atoms):
        if k and (first > end or not _join(atoms, k, text[start:end])):
            out.append((start, end))
            start = first
        elif not k:
            start = first
        end = last
    if atoms:
        out.append((start, end))
    return out


def _join(atoms: Sequence[Atom], k: int, word: str) -> bool:
    """Does atom `k`, which no space parts from the one before, go on with the `word` that ends there?"""
    _, _, left, before = atoms[k - 1]
    _, _, right, text = atoms[k]
    if left == PUNCT:
        if right == PUNCT:
            return _marks(atoms, k, word)
        return k > 1 and _across(before, atoms[k - 2][2], right)
    if right == PUNCT:
        return (k + 1 < len(atoms) and _across(text, left, atoms[k + 1][2])) or (text == "!" and before.lower() == ADMIRED)
    return OTHER in {left, right} and left in LETTERS and right in LETTERS


def _across(mark: str, left: str, right: str) -> bool:
    """Does `mark` join what stands on its two sides?"""
    if mark in JOINS_WORDS:
        return PUNCT not in {left, right}
    return mark in JOINS_NUMBERS and left == right == INT


def _marks(atoms: Sequence[Atom], k: int, word: str) -> bool:
    """Do two marks join? Smileys, `?!`, `--`, `**`; a dash or the like between marks joins nothing."""
    before, text = atoms[k - 1][3], atoms[k][3]
    return bool(SMILE.match(word + text)) or (before in ENDINGS and text in ENDINGS) or before + text in {"--", "**"}
