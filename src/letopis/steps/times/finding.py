"""Finds the expressions of a report: the longest readings of the patterns that do not overlap, less what is no time after all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letopis.languages.language import Language
from letopis.model import Parse, Sentence, Span
from letopis.records import record
from letopis.steps.times.chart import Chart, Item
from letopis.steps.times.meanings import DATES, Counted, Date, Every, Length, Meaning, Pair
from letopis.steps.times.pieces import Pieces, cut
from letopis.steps.times.vetoes import vetoed

FINAL = ("DATE", "DURATION", "BAREDURATION", "SET", "PAIR", "NOTIME")
"""Symbols that stand for a whole expression, and for what only looks like one."""


@record(frozen=True, slots=True)
class Expression:
    """An expression before it is resolved. `head` is the token that ties it to its clause; `rules` the rows that read it."""

    span: Span
    meaning: Date | Length | Every
    rules: tuple[str, ...]
    head: int
    sentence: int


def find_expressions(parse: Parse, language: Language) -> Iterator[Expression]:
    """Expressions of `parse`, in the order of the text."""
    for sentence in parse.sentences:
        pieces = cut(parse, sentence, language.calendar)
        if pieces is not None:
            yield from _in_sentence(parse, sentence, pieces, Chart(pieces, language.calendar))


def _in_sentence(parse: Parse, sentence: Sentence, pieces: Pieces, chart: Chart) -> Iterator[Expression]:
    taken: list[Item] = []
    found = [i for symbol in FINAL for i in chart.items(symbol)]
    counted = [i for i in found if isinstance(i.meaning, Counted)]
    for item in sorted(found, key=_worth):
        torn = any(item.lo < c.lo < item.hi < c.hi for c in counted)  # `5 мая, три дня назад` is not five in the afternoon
        if not torn and not any(item.lo < t.hi and t.lo < item.hi for t in taken) and not vetoed(item, pieces, parse):
            taken.append(item)
    for item in sorted((i for i in taken if i.symbol != "NOTIME"), key=lambda i: i.lo):
        yield from _expressions(parse, sentence, pieces, item)


def _worth(item: Item) -> tuple[int, int, int, int]:
    """Longest first; of equals, the earlier row, then the one with the most context."""
    return (item.lo - item.hi, item.order, item.start - item.end, item.lo)


def _expressions(parse: Parse, sentence: Sentence, pieces: Pieces, item: Item) -> Iterator[Expression]:
    for part, meaning in _singles(item, item.meaning):
        if isinstance(meaning, (*DATES, Length, Every)):
            yield _expression(parse, sentence, pieces, part, meaning, item.rules)


def _singles(item: Item, meaning: Meaning) -> Iterator[tuple[Item, Meaning]]:
    """The expressions of a pair, each with the item that holds its words; any other item is one."""
    if not isinstance(meaning, Pair):
        yield item, meaning
        return
    (_, first), (_, second) = item.parts
    yield first, meaning.first
    yield from _singles(second, meaning.second)


def _expression(parse: Parse, sentence: Sentence, pieces: Pieces, item: Item, meaning: Date | Length | Every, rules: tuple[str, ...]) -> Expression:
    span = Span(pieces.spans[item.lo][0], pieces.spans[item.hi - 1][1])
    tokens = [t.i for t in pieces.tokens[item.lo : item.hi]]
    return Expression(span, meaning, rules, head_of(parse, tokens), sentence.index)


def head_of(parse: Parse, tokens: Sequence[int]) -> int:
    """The token of the expression that hangs on a word outside it."""
    inside = set(tokens)
    outward = [i for i in tokens if parse.tokens[i].head not in inside and parse.tokens[i].pos not in {"PUNCT", "ADP"}]
    return outward[0] if outward else tokens[0]
