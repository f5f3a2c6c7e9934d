"""Letters as search compares them: lower case, no accents but the marks of letters of their own (й stays й), one form of Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from letopis.languages.folding import marked

WORD = re.compile(r"[^\W_]+(?:['’ʼ\u0300-\u036f][^\W_]+)*", re.UNICODE)
LONGEST = 64
"""Code points of a word that are compared; longer ones are cut, in the text and in the question alike."""
FOLDED_AT_ONCE = 100_000


@lru_cache(FOLDED_AT_ONCE)
def fold(text: str) -> str:
    """`text` in the form in which it is compared."""
    out: list[str] = []
    for char in unicodedata.normalize("NFKD", text.lower()):
        if not unicodedata.combining(char):
            out.append(char.lower())  # letters of formulas show that they are capitals only here
        elif out and (letter := marked().get(out[-1] + char)):
            out[-1] = letter
    return "".join(out)


def words(text: str) -> list[str]:
    """The words of `text`, folded; hyphens and signs part them."""
    out: list[str] = []
    for part in WORD.findall(text):
        out += _pieces(part)
    return out


@lru_cache(FOLDED_AT_ONCE)
def _pieces(part: str) -> tuple[str, ...]:
    return tuple(w[:LONGEST] for w in re.findall(r"[^\W_]+", fold(part)))
