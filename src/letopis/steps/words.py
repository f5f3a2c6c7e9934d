"""Cuts a sentence into words and marks, just where razdel (MIT) cuts it.

razdel makes objects of every atom and of every place between two, and asks seven rules about each. Most sentences need none of them: one
pattern cuts them. In the others most places need none: a space always parts, letters and a comma never join. The rules are razdel's own;
tests/steps/test_words.py holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from razdel.segmenters.punct import DASHES, ENDINGS, SMILES
from razdel.segmenters.tokenize import ATOM, INT, LAT, OTHER, PUNCT, PUNCTS, RU

SMILE = re.compile(f"^{SMILES}$")
JOINS_NUMBERS = frozenset(".,/\\")
JOINS_WORDS = frozenset(DASHES) | {"_"}
LETTERS = frozenset({OTHER, RU, LAT})
ADMIRED = "yahoo"
"""The one name that ends in an exclamation mark."""

BLOCKS = range(0x530)
"""Characters up to the last Cyrillic one: where the letters of razdel's types stand, but for a few odd ones."""


def _letters(kind: str) -> str:
    """The letters of a type of atoms, for the brackets of a pattern."""
    return re.escape("".join(c for c in map(chr, BLOCKS) if (found := ATOM.match(c)) and found.lastgroup == kind))


RUNS = rf"(?:[{_letters(RU)}]+|[{_letters(LAT)}]+|\d+)"
"""What is never cut."""
RUN = rf"{_letters(RU)}{_letters(LAT)}\d"
DASH = re.escape(DASHES) + "_"
MARK = re.escape(PUNCTS)
PLAIN = re.compile(rf"{RUNS}(?:[{DASH}]{RUNS}|(?<=\d)[.,/\\]\d+)*|\S")
"""A word with all that it joins, or a mark, where nothing is `HARD`."""
EASY = re.escape("".join(sorted({*PUNCTS} - {*DASHES, *"_.,/\\?!…=:;*"})))
"""Marks that never join."""
JOINING = (
    rf"(?<=[^\s{RUN}{MARK}])",  # a letter of another script
    rf"(?<=[{DASH}])(?<![{RUN}][{DASH}])(?!\s|$)",  # a dash with a word on one side alone
    rf"(?<=[{RUN}][{DASH}])(?![{RUN}])",
    rf"(?<=\S[{DASH}])(?=\s|$)",
    r"(?<=\d[.,/\\])(?=\s+\d)",  # a mark between numbers, but for a space
    r"(?<=\s[.,/\\])(?=\d)",
    r"(?<=[.?!…])(?=[.?!…])",  # marks that join each other
    r"(?<=\*)(?=\*)",
    r"(?<=[=:;])(?=-?[)(])",
    r"(?<=[oO]!)",  # Yahoo!
)
"""What stands before and behind the end of a character that may join where `PLAIN` would cut, or the other way round."""
HARD = re.compile(rf"[^\s{RUN}{EASY}](?:{'|'.join(JOINING)})")
"""Found in one sentence of a hundred: there the rules are asked, place by place."""

Atom = tuple[int, int, str, str]
"""Start, end, type and text of what is never cut."""


def word_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each word and mark of `text`."""
    if HARD.search(text):
        return _joined(text)
    return [match.span() for match in PLAIN.finditer(text)]


def _joined(text: str) -> list[tuple[int, int]]:
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
