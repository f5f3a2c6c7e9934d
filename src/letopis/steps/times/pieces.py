"""Cuts the text of a sentence into pieces finer than words (`24.01.17`, `90-х`, `2013г.`) and says what each may stand for."""

from __future__ import annotations

import re
from functools import cached_property

from letopis.languages.calendar import CalendarTables
from letopis.languages.senses import Sense
from letopis.model import Parse, Sentence, Token

PIECE = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")


class Pieces:
    """The numbers, runs of letters and marks of one sentence, in order: parallel lists, by the place of the piece.

    Few sentences tell a time, so what only some of the patterns ask for is worked out when it is asked for.
    """

    def __init__(self, parse: Parse, sentence: Sentence, texts: list[str], senses: list[Sense]) -> None:
        self._parse = parse
        self._sentence = sentence
        self.texts = texts
        self.senses = senses
        """What each may say of time."""

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each stands in the report."""
        return [match.span() for match in PIECE.finditer(self._parse.text, *self._sentence.span)]

    @cached_property
    def tokens(self) -> list[Token]:
        """The token in which each stands."""
        tokens = self._parse.sentence_tokens(self._sentence)
        out = []
        at = 0
        for start, _ in self.spans:
            while at + 1 < len(tokens) and tokens[at].span.end <= start:
                at += 1
            out.append(tokens[at])
        return out

    def glued(self, at: int) -> bool:
        """Does the piece follow another one without a space between?"""
        return at > 0 and self.spans[at - 1][1] == self.spans[at][0]


def cut(parse: Parse, sentence: Sentence, tables: CalendarTables) -> Pieces | None:
    """The pieces of `sentence`; None where none of them is a sign of time."""
    texts: list[str] = PIECE.findall(parse.text, *sentence.span)
    senses = list(map(tables.senses.of, texts))
    for sense in senses:
        if sense.telling:
            return Pieces(parse, sentence, texts, senses)
    return None
