"""What every rule of this step looks at: the grammar, the cast, the tables and the quotations of one report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from letopis.languages.folding import fold_all
from letopis.languages.language import Language
from letopis.languages.speech import SpeechTables, WordClasses
from letopis.model import Parse, Sentence, Span, Token
from letopis.steps.entities import Cast
from letopis.steps.statements.quotations import Quote, find_quotes

T = TypeVar("T")
DASHES = frozenset({"—", "–", "-", "―", "‒", "--"})
MARKS = frozenset('«»„“”"‹›') | {"''", "'"}
ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!..", "?.."})


@dataclass(frozen=True, slots=True)
class Scene:
    """One report, and by token what the rules ask of it again and again."""

    parse: Parse
    cast: Cast
    language: Language
    text: str
    tokens: tuple[Token, ...]
    speech: SpeechTables
    words: WordClasses
    """The closed classes of words of the language, by name."""
    quotes: tuple[Quote, ...]
    lowers: tuple[str, ...]
    """The words in small letters."""
    folds: tuple[str, ...]
    """The words as the tables of phrases write them."""
    wordlike: tuple[bool, ...]
    """Whether each token holds a letter or a digit."""
    quoted: Mapping[int, tuple[Quote, ...]]
    """The quotations around each token that stands in some, outermost first."""
    quote_edges: frozenset[int]
    """The characters at which quotations begin or end."""
    media: frozenset[str]
    """The entities (their ids) that are agencies, papers, channels, sites."""
    memory: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    holes: tuple[range, ...] = ()
    """Stretches of tokens that interrupt what is said (`, сообщил X,`)."""
    in_hole: frozenset[int] = frozenset()
    """The tokens of the holes."""

    def with_holes(self, holes: Iterable[range]) -> Scene:
        """The same report with these interruptions."""
        stretches = tuple(holes)
        return replace(self, holes=stretches, in_hole=frozenset(i for hole in stretches for i in hole))

    def ordered(self, name: str) -> tuple[str, ...]:
        """A closed class in the order of its row."""
        return self.speech.ordered(name)

    def memo(self, name: str, make: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        """What `make` gives, made once for the report: for searches over all words that several rules repeat."""
        if name not in self.memory:
            self.memory[name] = make()
        return self.memory[name]

    def sentence(self, token: int) -> Sentence:
        return self.parse.sentences[self.tokens[token].sentence]

    def sentences_over(self, span: Span) -> range:
        """The sentences (their indices) that `span` overlaps."""
        sentences = self.parse.sentences
        return range(bisect_right(sentences, span.start, key=_end), bisect_left(sentences, span.end, key=_start))

    def of_class(self, name: str) -> tuple[Token, ...]:
        """The tokens whose lemma belongs to the closed class `name`."""
        words = self.words[name]
        return self.memo(f"of class {name}", lambda: tuple([t for t in self.tokens if t.lemma in words]))

    def quotes_around(self, token: int) -> tuple[Quote, ...]:
        """The quotations that `token` begins in, outermost first."""
        return self.quoted.get(token, ())

    def same_quotes(self, a: int, b: int) -> bool:
        """Do both tokens stand in the same quotations?"""
        return self.quoted.get(a) == self.quoted.get(b)

    def token_at(self, char: int) -> int:
        """The first token that begins at `char` or later; the number of tokens where none does."""
        return bisect_right(self.parse.starts, char - 1)

    def words_of(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)


def _start(sentence: Sentence) -> int:
    return sentence.span.start


def _end(sentence: Sentence) -> int:
    return sentence.span.end


def set_scene(parse: Parse, cast: Cast, language: Language) -> Scene:
    quotes = find_quotes(parse.text)
    tokens, speech = parse.tokens, language.speech
    words = [t.text for t in tokens]
    lowers = [word.lower() for word in words]
    return Scene(
        parse,
        cast,
        language,
        text=parse.text,
        tokens=tokens,
        speech=speech,
        words=speech.classes,
        quotes=quotes,
        lowers=tuple(lowers),
        folds=tuple(fold_all(lowers)),
        wordlike=tuple([word.isalnum() or (len(word) > 1 and any(map(str.isalnum, word))) for word in words]),
        quoted=_quoted(parse, quotes),
        media=frozenset([e.id for e in cast.entities if e.kind == "media"]),
        quote_edges=frozenset([at for quote in quotes for at in quote.outer]),
    )


def _quoted(parse: Parse, quotes: Iterable[Quote]) -> Mapping[int, tuple[Quote, ...]]:
    """The quotations (given by their beginnings, the longer one first) that each token begins in."""
    out: dict[int, tuple[Quote, ...]] = {}
    for quote in quotes:
        first, last = (bisect_right(parse.starts, at - 1) for at in quote.outer)
        for i in range(first, last):
            out[i] = (*out.get(i, ()), quote)
    return out
