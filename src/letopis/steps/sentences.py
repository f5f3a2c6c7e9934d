"""Cuts a text into paragraphs, sentences and words.

razdel (MIT) proposes the borders; paragraphs are never crossed, further rules join what news writing splits and part what it joins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from letopis.model import Span
from letopis.records import record
from letopis.steps.borders import sentence_spans
from letopis.steps.words import word_spans

BLANK = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"\n\s*")
LAST = re.compile(r"(\w+)\.$")
TERMINAL = re.compile(r"[.!?…:;»\"”)]\s*$")


@record(frozen=True, slots=True)
class Words:
    """One sentence before grammar: its span, the spans of its words, and the paragraph it stands in (counted from 0)."""

    span: Span
    words: tuple[Span, ...]
    paragraph: int


YEAR = re.compile(r"\d\s?([^\W\d_]+)\.\s+(?=([^\W\d_]+))")
HEAD = 4
"""Words (the year among them) that a date at the head of a sentence may have (`В начале мая 2012 г.`)."""
LONG_HEAD = 7
"""The same where the sentence begins with a preposition or a number, as dates do (`В ночь на 5 мая 2012 г.`)."""


@dataclass(frozen=True, slots=True)
class YearDots:
    """Abbreviations behind the number of a year (lower case, without the dot), and what may be a name, which a dot before it does not begin."""

    abbreviations: frozenset[str]
    is_name: Callable[[str], bool]


def cut(text: str, joining_abbreviations: frozenset[str] = frozenset(), border: int | None = None, years: YearDots | None = None) -> list[Words]:
    """Sentences of `text` with their words. `joining_abbreviations` (lower case, without the dot) never end a sentence, `years` may.

    At `border` one begins for sure: behind a dateline, whose dash or slash would tie it to the first sentence.
    """
    out: list[Words] = []
    for number, paragraph in enumerate(paragraphs(text)):
        for start, end in _parted(paragraph, border):
            for first, last in _sentences(text[start:end], joining_abbreviations, years):
                at = start + first
                words = Span.all_of([(at + a, at + b) for a, b in word_spans(text[at : start + last])])
                if words:
                    out.append(Words(Span(words[0].start, words[-1].end), words, number))
    return out


def _parted(paragraph: Span, border: int | None) -> list[Span]:
    if border is None or not paragraph.start < border < paragraph.end:
        return [paragraph]
    return [Span(paragraph.start, border), Span(border, paragraph.end)]


def paragraphs(text: str) -> list[Span]:
    """Blocks parted by blank lines, and by single line breaks unless the text is wrapped by hand."""
    breaks = LINE if not _wrapped(text) else BLANK
    out: list[Span] = []
    at = 0
    for match in breaks.finditer(text):
        if breaks is LINE and _runs_on(text, match):
            continue
        out.append(Span(at, match.start()))
        at = match.end()
    out.append(Span(at, len(text)))
    return [p for p in out if p.of(text).strip()]


def _runs_on(text: str, match: re.Match[str]) -> bool:
    """A single line break before a small letter is no border."""
    return match.group().count("\n") == 1 and text[match.end() : match.end() + 1].islower()


def _wrapped(text: str) -> bool:
    """Are lines broken to a width? Then most single breaks stand inside sentences, in lines of about equal length."""
    singles = [m for m in LINE.finditer(text) if m.group().count("\n") == 1]
    if len(singles) < 3:
        return False
    inside = sum(1 for m in singles if not TERMINAL.search(text[max(0, m.start() - 3) : m.start()]))
    return inside > 0.7 * len(singles) and sum(1 for m in singles if _runs_on(text, m)) > 0.3 * len(singles)


def _sentences(paragraph: str, joining: frozenset[str], years: YearDots | None) -> Iterator[tuple[int, int]]:
    for start, end in _joined(paragraph, joining):
        at = start
        for match in YEAR.finditer(paragraph, start, end) if years else ():
            if years and _closes(paragraph[at : match.start() + 1], match.group(1), match.group(2), years):
                yield at, match.start(1) + len(match.group(1)) + 1
                at = match.end()
        yield at, end


def _closes(before: str, abbreviation: str, after: str, years: YearDots) -> bool:
    """Does the dot of `in 2012 yr. After` end a sentence: before a capital that begins no name, behind more than a date?"""
    capital = after[0].isupper() and not after.isupper() and not years.is_name(after)
    words = before.split()
    head = LONG_HEAD if len(words[0]) < 3 else HEAD
    return capital and abbreviation.lower() in years.abbreviations and len(words) >= head


def _joined(paragraph: str, joining: frozenset[str]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    for first, end in sentence_spans(paragraph):
        if start is None:
            start = first
        if not _open(paragraph[start:end], paragraph[end:], joining):
            yield start, end
            start = None
    if start is not None:
        yield start, end


def _open(sentence: str, rest: str, joining: frozenset[str]) -> bool:
    """Does the sentence go on after this border?"""
    if not joining or not sentence.endswith(".") or not rest.strip():
        return False
    last = LAST.search(sentence[sentence.rfind(" ") + 1 :])
    return bool(last and last.group(1).lower() in joining)
