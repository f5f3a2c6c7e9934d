"""Typed tables of how the language speaks of time: words, patterns over them, named days and eras, combining forms of numbers.

A pattern is a row of a small grammar. Its elements, parted by spaces, stand for neighbouring pieces of the text:

- `MONTH` a symbol: a class of `time_words.tsv`, a number of some kind, or what another pattern `makes`;
- `назад` a word, given as its lemma (any form fits) or as a form of another spelling; `=год` this form alone; `а/б` alternatives (of words or symbols);
- `day:DAY` an element whose meaning is passed on under a name; `[x]` may be missing; `(x)` must stand there, but is not part of
  the expression; `+x` without a space before it; `<gen>` a condition on the grammar, from the list `CONDITIONS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import product

from letopis.languages.dating_words import DatingWords
from letopis.languages.folding import fold
from letopis.languages.morphology import Lemmatises
from letopis.languages.senses import Senses
from letopis.languages.tables import Row, read_table
from letopis.languages.time_patterns import Beginnings, Element, Pattern, TimeWord, Value, beginnings, pattern
from letopis.languages.words import load_words

WORD_COLUMNS = ("id", "lemmas", "class", "value", "example")
PATTERN_COLUMNS = ("id", "pattern", "makes", "meaning", "example", "value")
NAMED_COLUMNS = ("id", "pattern", "value", "example")
CONDITIONS = frozenset({"gen", "adj", "end", "event", "name", "bare", "per", "capital", "noun", "adp", "free"})
"""Conditions on a piece that a pattern may name in angle brackets; `steps/times/chart.py` says what each asks."""


@dataclass(frozen=True, slots=True)
class CalendarTables:
    """The rows, indexed for the step. `words` are keyed by folded lemma or form, `first_symbols` by symbol."""

    words: Mapping[str, tuple[TimeWord, ...]]
    first_symbols: Mapping[str, Beginnings]
    senses: Senses
    dating: DatingWords


def load_calendar(folder: Traversable, morphology: Lemmatises) -> CalendarTables:
    """Read and check the tables in `folder`; raises `TableError`."""
    found: dict[str, list[TimeWord]] = {}
    for row in read_table(folder / "time_words.tsv", WORD_COLUMNS):
        for lemma in row.words("lemmas"):
            found.setdefault(fold(lemma), []).append(TimeWord(row.id, row.cells["class"], _value(row.cells["value"])))
    words = {k: tuple(v) for k, v in found.items()}
    named = read_table(folder / "named_times.tsv", NAMED_COLUMNS)
    patterns = [p for n, row in enumerate(named) for p in _named(row, n)]
    general = enumerate(read_table(folder / "time_patterns.tsv", PATTERN_COLUMNS), len(named))
    patterns += [p for n, row in general for p in _patterns(row, n)]
    first_words: dict[str, list[Pattern]] = {}
    first_symbols: dict[str, list[Pattern]] = {}
    for each in patterns:
        for word in each.elements[0].words:
            first_words.setdefault(word, []).append(each)
        for symbol in each.elements[0].symbols:
            first_symbols.setdefault(symbol, []).append(each)
    known = frozenset(words) | {w for p in patterns for e in p.elements for w in e.words}
    dating = load_words(folder / "dating_words.tsv", DatingWords)
    roman = str.maketrans({pair[0]: pair[1:] for pair in dating.roman_lookalikes})
    return CalendarTables(words, _indexed(first_symbols), Senses(words, _indexed(first_words), known, roman, morphology), dating)


def _indexed(patterns: Mapping[str, list[Pattern]]) -> dict[str, Beginnings]:
    return {first: beginnings(found) for first, found in patterns.items()}


def _patterns(row: Row, order: int) -> Iterator[Pattern]:
    meaning, settings = _meaning(row)
    for elements in _variants(row, row.cells["pattern"]):
        yield pattern(row.id, order, elements, row.cells["makes"], meaning, settings)


def _named(row: Row, order: int) -> Iterator[Pattern]:
    for elements in _variants(row, row.cells["pattern"]):
        yield pattern(row.id, order, elements, "NAMED", "named", {"value": row.cells["value"]})


def _meaning(row: Row) -> tuple[str, dict[str, Value]]:
    name, *settings = row.cells["meaning"].split()
    pairs = [s.partition("=") for s in settings]
    if any(not sign for _, sign, _ in pairs):
        raise row.error("the cell `meaning` is a name and then settings of the form key=value")
    return name, {key: _value(value) for key, _, value in pairs}


def _variants(row: Row, text: str) -> Iterator[tuple[Element, ...]]:
    """The pattern with and without each of its optional elements."""
    choices: list[list[Element | None]] = []
    for piece in text.split():
        if piece.startswith("[") and piece.endswith("]"):
            choices.append([_element(row, piece[1:-1]), None])
        else:
            choices.append([_element(row, piece)])
    for chosen in product(*choices):
        elements = tuple(e for e in chosen if e is not None)
        if not elements or not (elements[0].words or elements[0].symbols):
            raise row.error("a pattern begins with a word or a symbol")
        if all(e.context for e in elements):
            raise row.error("a pattern in which everything stands in brackets has no expression")
        yield elements


def _element(row: Row, text: str) -> Element:
    context = text.startswith("(") and text.endswith(")")
    if context:
        text = text[1:-1]
    glued = text.startswith("+") and len(text) > 1
    if glued:
        text = text[1:]
    name, sign, rest = text.partition(":")
    if not sign or not rest:
        name, rest = "", text
    if rest.startswith("<"):
        condition = rest.strip("<>")
        if condition not in CONDITIONS:
            raise row.error(f"no condition <{condition}>: one of {', '.join(sorted(CONDITIONS))}")
        return Element(name, condition=condition, context=context, glued=glued)
    parts = rest.split("/") if rest != "/" else ["/"]
    if all(_is_symbol(p) for p in parts):
        return Element(name, symbols=tuple(parts), context=context, glued=glued)
    return Element(name, words=tuple(fold(p) for p in parts), context=context, glued=glued)


def _is_symbol(part: str) -> bool:
    return part[:1].isalpha() and part.isupper() and part.isascii()


def _value(cell: str) -> Value:
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return cell


def rows(folder: Traversable) -> Iterable[tuple[str, Row]]:
    """Every row with the name of its table, for tests and documentation."""
    for name, columns in (("time_words", WORD_COLUMNS), ("time_patterns", PATTERN_COLUMNS), ("named_times", NAMED_COLUMNS)):
        for row in read_table(folder / f"{name}.tsv", columns):
            yield name, row
