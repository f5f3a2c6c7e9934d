"""What single pieces may stand for: words of the table, and numbers in digits, words and Roman letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letopis.languages.senses import Sense
from letopis.languages.time_patterns import Value
from letopis.steps.times.meanings import Length, Meaning
from letopis.steps.times.pieces import Pieces

Terminal = tuple[str, Meaning, int]
"""Symbol, meaning, and the piece after the last one."""

YEARS = range(1000, 2101)
"""Four digits that may be a year without further words."""
SHORT_YEARS = range(32, 100)
"""Two digits that may be a year (`в 43-м году`); smaller ones are days as well."""
CAPITALS_ARE_NAMES = frozenset({"MONTH", "DAYPARTINS", "WEEKDAY"})
"""Classes whose words are names when capitalised inside a sentence (the persons Марта and Пятница; `с Днём города`)."""
HYPHENS = frozenset("-–‑—")
"""Between the digits of a numeral and its ending."""


def terminals(pieces: Pieces, at: int) -> Iterator[Terminal]:
    """Everything that the pieces from `at` on may stand for, single symbols only."""
    sense = pieces.senses[at]
    if sense.digits:
        yield from _digits(pieces, at)
        return
    if sense.roman:
        yield ("ROMAN", sense.roman, at + 1)
    for word in sense.words:
        if word.symbol not in CAPITALS_ARE_NAMES or not _is_name(pieces, at):
            yield (word.symbol, word.value, at + 1)
    if sense.numeral:
        yield from _worded(pieces.senses, at)
    for amount, unit in sense.lengths:
        yield ("LENGTHADJ", Length(amount, unit), at + 1)


def _is_name(pieces: Pieces, at: int) -> bool:
    text = pieces.texts[at]
    return at > 0 and text[0].isupper() and not text.isupper() and not pieces.senses[at - 1].digits


def _digits(pieces: Pieces, at: int) -> Iterator[Terminal]:
    text = pieces.texts[at]
    if len(text) > 9:
        return
    n = int(text)
    yield ("NUM", n, at + 1)
    if len(text) <= 2:
        if 1 <= n <= 31:
            yield ("DAYNUM", n, at + 1)
        if 1 <= n <= 12:
            yield ("MONTHNUM", n, at + 1)
        if n <= 24:
            yield ("HOUR", n, at + 1)
        if len(text) == 2:
            yield ("YEAR2", n, at + 1)
            if n < 60:
                yield ("MINUTE", n, at + 1)
    if len(text) == 4 and n in YEARS:
        yield ("YEAR4", n, at + 1)
    end = _ending(pieces, at + 1)
    if end:
        yield ("ORD", n, end)
        if 1 <= n <= 31:
            yield ("ORDDAY", n, end)
        if n % 10 == 0 and any(w.symbol == "ENDINGPL" for w in pieces.senses[end - 1].words):
            yield ("DECADE", n, end)
        elif n in YEARS:
            yield ("ORDYEAR", n, end)
        elif n in SHORT_YEARS:
            yield ("ORDYEAR2", n, end)


def _ending(pieces: Pieces, at: int) -> int:
    """The place after a numeral's ending (`5-го`, `90-х`), 0 without one."""
    count = len(pieces.texts)
    if at < count and pieces.texts[at] in HYPHENS and pieces.glued(at):
        at += 1
    if at < count and any(w.symbol == "ENDING" for w in pieces.senses[at].words) and pieces.glued(at):
        return at + 1
    return 0


def _worded(senses: Sequence[Sense], at: int) -> Iterator[Terminal]:
    """Numbers in words, of one piece and more: `двадцать пять`, `двадцать пятое`, `две тысячи двенадцатом`."""
    total, last, i = 0, 10**6, at
    while i < len(senses):
        found = {w.symbol: w.value for w in senses[i].words}
        i += 1
        if "ORDINAL" in found:
            value = _whole(found["ORDINAL"])
            if value < _place(last):
                yield from _ordinal(total + value, i)
            return
        if "THOUSAND" in found:
            total, last = max(total, 1) * 1000, 1000
        elif "CARDINAL" in found and _whole(found["CARDINAL"]) < _place(last):
            last = _whole(found["CARDINAL"])
            total += last
        else:
            return
        yield ("NUM", total, i)
        if total <= 24 and i == at + 1 + (total > 20 and total % 10 != 0):
            yield ("HOURWORD", total, i)


def _place(value: int) -> int:
    """The next word of a number must be smaller than this: after `двадцать` come ones, after `сто` come tens and ones."""
    if value >= 10**6:
        return 10**6
    return 1000 if value >= 1000 else 100 if value >= 100 else 10 if value >= 20 else 0


def _ordinal(value: int, end: int) -> Iterator[Terminal]:
    yield ("ORD", value, end)
    if 1 <= value <= 31:
        yield ("ORDDAY", value, end)
    if value in YEARS:
        yield ("ORDYEAR", value, end)


def _whole(value: Value) -> int:
    return int(value)
