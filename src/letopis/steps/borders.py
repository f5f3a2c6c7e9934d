"""Cuts a text into sentences, just where razdel (MIT) cuts it.

razdel makes an object of every mark and asks eleven rules about it. Most marks need none of them: one without a space behind it ends
nothing, nor does one before a small letter, and most full stops stand between a plain word and a capital. The others are left to razdel's
own rules; tests/steps/test_borders.py holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from razdel import sentenize
from razdel.segmenters.sentenize import BULLET_SIZE, DELIMITERS, SentSplit
from razdel.segmenters.sokr import HEAD_SOKRS, INITIALS, PAIR_SOKRS

MARK = re.compile(rf"([{re.escape(DELIMITERS)}=:](?:(?<=[=:;])-?[)(]{{1,3}}|(?<![=:])))(?=\s)")
"""A mark of razdel's, or a smiley, before a space. It begins with a set of characters, so that the search leaps over all others."""
WINDOW: int = sentenize.split.window
"""Characters that are looked at on each side of a mark."""
LAST_WORD = re.compile(r"[^\W\d]{2,}$")
NEXT_WORD = re.compile(r"\s+([^\W\d]+)")
ENDS_ANY = frozenset("?!…")
"""Marks that end a sentence whatever the word before them is."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of `text`, without the space around it."""
    begin = 0
    for match in MARK.finditer(text):
        if not _goes_on(text, begin, match):
            yield _stripped(text, begin, match.end())
            begin = match.end()
    first, last = _stripped(text, begin, len(text))
    if first < last:
        yield first, last


def _stripped(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def _goes_on(text: str, begin: int, match: re.Match[str]) -> bool:
    """Does the sentence that begins at `begin` go on behind the mark that `match` has found?"""
    start, end = match.span()
    mark = match.group(1)
    left, right = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    following = NEXT_WORD.match(right)
    word = following.group(1) if following else ""
    if word.isalpha():
        if word.islower():
            return True
        if mark in ENDS_ANY:
            return not left.strip()
        if mark == "." and start - begin > BULLET_SIZE and (last := LAST_WORD.search(left)):
            before = last.group().lower()
            return before in HEAD_SOKRS or before in INITIALS or (before, word.lower()) in PAIR_SOKRS
    return bool(sentenize.join(SentSplit(left, mark, right, text[begin:start])))
