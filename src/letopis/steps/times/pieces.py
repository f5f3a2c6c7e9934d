"""Cuts the text of a sentence into pieces finer than words (`24.01.17`, `90-х`, `2013г.`) and says what each may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letopis.languages.calendar import FORM, CalendarTables
from letopis.languages.folding import fold
from letopis.languages.language import Language
from letopis.model import Parse, Sentence, Span, Token
from letopis.records import record

PIECE = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
ROMAN = re.compile(r"(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})")


@record(frozen=True, slots=True)
class Piece:
    """A number, a run of letters, or one mark. `keys`: its folded form, bare and as a form, and its lemmas; `glued`: no space before it."""

    span: Span
    text: str
    keys: frozenset[str]
    glued: bool
    token: Token
    opens: bool
    """Does the sentence begin here?"""


class Cutter:
    """Cuts sentences; remembers the lemmas of the words that it has met in one report."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._keys: dict[str, frozenset[str]] = {}

    def cut(self, parse: Parse, sentence: Sentence) -> list[Piece]:
        """The pieces of `sentence`, in order."""
        return list(self._pieces(parse, sentence))

    def _pieces(self, parse: Parse, sentence: Sentence) -> Iterator[Piece]:
        start, end = sentence.span
        tokens = parse.sentence_tokens(sentence)
        at = 0
        before = -1
        for match in PIECE.finditer(parse.text, start, end):
            while at + 1 < len(tokens) and tokens[at].span.end <= match.start():
                at += 1
            span = Span(*match.span())
            yield Piece(span, match.group(), self._keys_of(match.group()), before == match.start(), tokens[at], before < 0)
            before = match.end()

    def _keys_of(self, text: str) -> frozenset[str]:
        found = self._keys.get(text)
        if found is None:
            key = fold(text)
            lemmas = self._language.morphology.lemmas(text) if text.isalpha() else ()
            found = self._keys[text] = frozenset({key, FORM + key, *(fold(lemma) for lemma in lemmas)})
        return found


def roman(text: str, tables: CalendarTables) -> int | None:
    """The value of a Roman numeral up to XXIX, else None."""
    match = ROMAN.fullmatch(text.translate(tables.roman_letters))
    if not match or not match.group():
        return None
    ones = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    return 10 * len(match.group(1)) + ones[match.group(2)]


SHORT = 2
"""Words of so few letters (prepositions) and marks are no sign of time by themselves."""


def interesting(pieces: Sequence[Piece], tables: CalendarTables) -> bool:
    """Could any expression of time stand among `pieces`?"""
    return any(_telling(p, tables) for p in pieces)


def _telling(piece: Piece, tables: CalendarTables) -> bool:
    if piece.text.isdecimal():
        return True
    if piece.text.isupper() and roman(piece.text, tables):
        return True
    if len(piece.text) <= SHORT:
        return False
    return not tables.known.isdisjoint(piece.keys) or any(k.endswith(tables.endings) for k in piece.keys)
