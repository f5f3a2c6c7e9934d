"""Cuts a text into paragraphs, sentences and words.

razdel (MIT) proposes the borders; paragraphs are never crossed, and two further rules join what news writing splits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from razdel import sentenize

from letopis.model import Span
from letopis.steps.words import word_spans

BLANK = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"\n\s*")
TERMINAL = re.compile(r"[.!?…:;»\"”)]\s*$")


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence before grammar: its span, the spans of its words, and the paragraph it stands in (counted from 0)."""

    span: Span
    words: tuple[Span, ...]
    paragraph: int


def cut(text: str, joining_abbreviations: frozenset[str] = frozenset(), border: int | None = None) -> list[Words]:
    """Sentences of `text` with their words. `joining_abbreviations` (lower case, without the dot) never end a sentence.

    At `border` one begins for sure: behind a dateline, whose dash or slash would tie it to the first sentence.
    """
    out: list[Words] = []
    for number, paragraph in enumerate(paragraphs(text)):
        for start, end in _parted(paragraph, border):
            for first, last in _sentences(text[start:end], joining_abbreviations):
                words = tuple(Span(start + first + a, start + first + b) for a, b in word_spans(text[start + first : start + last]))
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


def _sentences(paragraph: str, joining: frozenset[str]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    for piece in sentenize(paragraph):
        if start is None:
            start = piece.start
        end = piece.stop
        if not _open(paragraph[start:end], paragraph[end:], joining):
            yield start, end
            start = None
    if start is not None:
        yield start, end


def _open(sentence: str, rest: str, joining: frozenset[str]) -> bool:
    """Does the sentence go on after this border?"""
    if not rest.strip():
        return False
    last = re.search(r"(\w+)\.$", sentence)
    return bool(last and last.group(1).lower() in joining)
