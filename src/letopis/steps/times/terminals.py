"""What single pieces may stand for: words of the table, and numbers in digits, words and Roman letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from letopis.languages.calendar import CalendarTables, TimeWord, Value
from letopis.steps.times.meanings import Length, Meaning
from letopis.steps.times.pieces import Piece, roman

Terminal = tuple[str, Meaning, int]
"""Symbol, meaning, and the piece after the last one."""

YEARS = range(1000, 2101)
"""Four digits that may be a year without further words."""
SHORT_YEARS = range(32, 100)
"""Two digits that may be a year (`в 43-м году`); smaller ones are days as well."""
LONG_WORD = 7
"""No compound adjective of length is shorter than `двухдневный`; shorter words are not cut up."""
CAPITALS_ARE_NAMES = frozenset({"MONTH", "DAYPARTINS", "WEEKDAY"})
"""Classes whose words are names when capitalised inside a sentence (the persons Марта and Пятница; `с Днём города`)."""


def terminals(pieces: Sequence[Piece], at: int, tables: CalendarTables) -> Iterator[Terminal]:
    """Everything that the pieces from `at` on may stand for, single symbols only."""
    piece = pieces[at]
    if piece.text.isdecimal():
        yield from _digits(pieces, at, tables)
        return
    value = roman(piece.text, tables) if piece.text.isupper() else None
    if value:
        yield ("ROMAN", value, at + 1)
    numeral = False
    for word in words_at(piece, tables):
        if word.symbol in CAPITALS_ARE_NAMES and _is_name(pieces, at):
            continue
        numeral |= word.symbol in {"CARDINAL", "ORDINAL", "THOUSAND"}
        yield (word.symbol, word.value, at + 1)
    if numeral:
        yield from _worded(pieces, at, tables)
    if len(piece.text) > LONG_WORD:
        yield from (("LENGTHADJ", length, at + 1) for length in compound(piece, tables))


def _is_name(pieces: Sequence[Piece], at: int) -> bool:
    piece = pieces[at]
    return piece.text[0].isupper() and not piece.text.isupper() and not piece.opens and not (at and pieces[at - 1].text.isdecimal())


def compound(piece: Piece, tables: CalendarTables) -> Iterator[Length]:
    """`двухлетний`: a combining form of a number and an adjective of length."""
    for key in sorted(k for k in piece.keys if k.endswith(tables.endings)):
        for cut in range(2, len(key) - 4):
            ends = [w for w in tables.words.get(key[cut:], ()) if w.symbol == "ADJUNIT"]
            starts = [w for w in tables.words.get(key[:cut], ()) if w.symbol == "PREFIX"]
            for start, end in product(starts, ends):
                yield Length(float(start.value) if start.value != "X" else None, str(end.value))


def words_at(piece: Piece, tables: CalendarTables) -> Iterator[TimeWord]:
    for key in sorted(k for k in piece.keys if k in tables.words):
        yield from tables.words[key]


def _digits(pieces: Sequence[Piece], at: int, tables: CalendarTables) -> Iterator[Terminal]:
    text = pieces[at].text
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
    end = _ending(pieces, at + 1, tables)
    if end:
        yield ("ORD", n, end)
        if 1 <= n <= 31:
            yield ("ORDDAY", n, end)
        if n % 10 == 0 and any(w.symbol == "ENDINGPL" for w in words_at(pieces[end - 1], tables)):
            yield ("DECADE", n, end)
        elif n in YEARS:
            yield ("ORDYEAR", n, end)
        elif n in SHORT_YEARS:
            yield ("ORDYEAR2", n, end)


def _ending(pieces: Sequence[Piece], at: int, tables: CalendarTables) -> int:
    """The place after a numeral's ending (`5-го`, `90-х`), 0 without one."""
    if at < len(pieces) and pieces[at].glued and pieces[at].text in "-–‑—":
        at += 1
    if at < len(pieces) and pieces[at].glued and any(w.symbol == "ENDING" for w in words_at(pieces[at], tables)):
        return at + 1
    return 0


def _worded(pieces: Sequence[Piece], at: int, tables: CalendarTables) -> Iterator[Terminal]:
    """Numbers in words, of one piece and more: `двадцать пять`, `двадцать пятое`, `две тысячи двенадцатом`."""
    total, last, i = 0, 10**6, at
    while i < len(pieces):
        found = {w.symbol: w.value for w in words_at(pieces[i], tables)}
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
