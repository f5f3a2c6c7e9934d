"""What every rule of this step looks at: the grammar, the cast, the tables and the quotations of one report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from letopis.languages.language import Language
from letopis.languages.speech import SpeechTables
from letopis.model import Parse, Sentence, Span, Token
from letopis.steps.entities import Cast
from letopis.steps.statements.quotations import Quote, find_quotes

T = TypeVar("T")
DASHES = frozenset({"—", "–", "-", "―", "‒", "--"})
MARKS = frozenset('«»„“”"‹›') | {"''", "'"}
ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!..", "?.."})


@dataclass(frozen=True)
class Scene:
    """One report. `holes` are stretches of tokens that interrupt what is said (`, сообщил X,`), as half-open ranges."""

    parse: Parse
    cast: Cast
    language: Language
    quotes: tuple[Quote, ...]
    lowers: tuple[str, ...]
    """The words in small letters."""
    wordlike: tuple[bool, ...]
    """Whether each token holds a letter or a digit."""
    memory: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    holes: tuple[range, ...] = field(default=())

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.parse.tokens

    @property
    def text(self) -> str:
        return self.parse.text

    @property
    def speech(self) -> SpeechTables:
        return self.language.speech

    def words(self, name: str) -> frozenset[str]:
        """A closed class of words of the language."""
        return self.speech.words(name)

    def ordered(self, name: str) -> tuple[str, ...]:
        """A closed class in the order of its row."""
        return self.speech.ordered(name)

    def memo(self, name: str, make: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        """What `make` gives, made once for the report: for searches over all words that several rules repeat."""
        if name not in self.memory:
            self.memory[name] = make()
        return self.memory[name]

    def sentence(self, token: int) -> Sentence:
        return self.parse.sentence_of(token)

    def is_word(self, i: int) -> bool:
        return self.wordlike[i]

    def lower(self, i: int) -> str:
        return self.lowers[i]

    @cached_property
    def in_hole(self) -> frozenset[int]:
        return frozenset(i for hole in self.holes for i in hole)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(q.outer.start for q in self.quotes)

    def quotes_around(self, at: int) -> tuple[Quote, ...]:
        """The quotations that the character at `at` stands in, outermost first."""
        return tuple(q for q in self.quotes[: bisect_right(self._starts, at)] if q.outer.start <= at < q.outer.end)

    def same_quotes(self, a: int, b: int) -> bool:
        """Do both tokens stand in the same quotations?"""
        return self.quotes_around(self.tokens[a].span.start) == self.quotes_around(self.tokens[b].span.start)

    def token_at(self, char: int) -> int:
        """The first token that begins at `char` or later; the number of tokens where none does."""
        starts = self.parse.starts
        return bisect_right(starts, char - 1)

    def words_of(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)


def set_scene(parse: Parse, cast: Cast, language: Language) -> Scene:
    lowers = tuple(t.text.lower() for t in parse.tokens)
    wordlike = tuple(any(map(str.isalnum, t.text)) for t in parse.tokens)
    return Scene(parse, cast, language, find_quotes(parse.text), lowers, wordlike)
