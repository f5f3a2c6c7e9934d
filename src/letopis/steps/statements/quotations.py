"""Finds what stands in quotation marks: `«»`, `„“`, `“”` and the ambiguous `"`, nested, and running over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from letopis.model import Span
from letopis.records import record
from letopis.steps.sentences import paragraphs

PAIRS = {"«": "»", "„": '“”"', "“": "”", "‹": "›", "‘": "’"}
CLOSING = frozenset("»“”›")
STRAIGHT = '"'
MARKS = re.compile("[" + "".join(PAIRS) + "".join(sorted(CLOSING)) + STRAIGHT + "]")
SPEAKER_FOLLOWS = re.compile(r"\s*[,.]?\s*[-—–]\s*(\w)")
"""What comes behind a quotation that ends: a dash and the speaker."""
LONGEST = 8
"""Paragraphs that one quotation may run over before an unclosed mark is taken for a slip."""


@record(frozen=True, slots=True)
class Quote:
    """A quotation: `outer` with its marks, `inner` without; `depth` 0 stands in no other."""

    outer: Span
    inner: Span
    depth: int


@dataclass(slots=True)
class _Open:
    mark: str
    at: int


def find_quotes(text: str) -> tuple[Quote, ...]:
    """All quotations of `text`, in the order of their opening marks."""
    blocks = paragraphs(text)
    found: list[Quote] = []
    stack: list[_Open] = []
    for number, block in enumerate(blocks):
        for i in _marks(text, block):
            if stack and i == block.start and _opens(text, i):
                continue  # a mark repeated at the head of each paragraph of a long quotation
            _take(text, i, stack, found, block.end)
        _close_shared(text, block, stack, found)
        if stack and not _closes_later(text, blocks[number + 1 : number + 1 + LONGEST], stack[0].mark):
            if len(stack) == 1 and _begins_block(text, block, stack[0].at):
                found.append(_quote(text, stack[0].at, block.end, 0, closed=False))
            stack.clear()
    return tuple(_with_depth(sorted(found, key=lambda q: (q.outer.start, -q.outer.end))))


def _close_shared(text: str, block: Span, stack: list[_Open], found: list[Quote]) -> None:
    """A straight mark at the end of a paragraph that closed a name closes the speech around it too (`… в газете "Вестник".`)."""
    end = block.end
    while end > block.start and text[end - 1] in " .,!?…":
        end -= 1
    if len(stack) == 1 and stack[0].mark == STRAIGHT and found and found[-1].outer.end == end and text[end - 1] == STRAIGHT:
        found.append(_quote(text, stack.pop().at, end, 0, closed=True))


def _marks(text: str, block: Span) -> Iterator[int]:
    return (m.start() for m in MARKS.finditer(text, block.start, block.end))


def _take(text: str, i: int, stack: list[_Open], found: list[Quote], end: int) -> None:
    """One mark: it closes what it can close, else it opens."""
    char = text[i]
    if stack and _can_close(text, i, stack[-1].mark):
        opened = stack.pop()
        found.append(_quote(text, opened.at, i + 1, len(stack), closed=True))
        if char == STRAIGHT and stack and stack[-1].mark == STRAIGHT and _closes_both(text, i, end):
            found.append(_quote(text, stack.pop().at, i + 1, len(stack), closed=True))  # one mark closes both
    elif char == "»" and any(o.mark == "«" for o in stack):
        while stack and stack[-1].mark != "«":
            stack.pop()
        opened = stack.pop()
        found.append(_quote(text, opened.at, i + 1, len(stack), closed=True))
    elif _opens(text, i) and len(stack) < 4:
        stack.append(_Open(char, i))


def _closes_both(text: str, i: int, end: int) -> bool:
    """Does one straight mark close a name and the speech around it: the speaker follows, and no mark is left over for the speech?"""
    follows = SPEAKER_FOLLOWS.match(text, i + 1)
    return follows is not None and follows.group(1).islower() and text.count(STRAIGHT, i + 1, end) % 2 == 0


def _can_close(text: str, i: int, mark: str) -> bool:
    char = text[i]
    if mark == STRAIGHT:
        return char == STRAIGHT and not (_opens(text, i) and _gap_before(text, i))
    if mark == "“" and char == "“":
        return not _opens(text, i)
    return char in PAIRS.get(mark, "")


def _opens(text: str, i: int) -> bool:
    """May the mark at `i` open a quotation? Its right neighbour is a word, its left one is not."""
    char = text[i]
    if char in {"«", "„", "‹"}:
        return True
    after = text[i + 1 : i + 2]
    if char in {"»", "›", "”"} or not after or after.isspace() or after in ",.;:!?)…":
        return False
    return _gap_before(text, i)


def _gap_before(text: str, i: int) -> bool:
    before = text[i - 1 : i]
    return not before or before.isspace() or before in "([{«„“\"'—–-‒:…/"


def _closes_later(text: str, blocks: list[Span], mark: str) -> bool:
    """Does a later paragraph close `mark` before another quotation of its own is left open?"""
    for block in blocks:
        depth = 0
        for i in _marks(text, block):
            if i == block.start and _opens(text, i):
                continue
            if _can_close(text, i, mark) and depth == 0:
                return True
            if _opens(text, i):
                depth += 1
            elif depth:
                depth -= 1
    return False


def _begins_block(text: str, block: Span, at: int) -> bool:
    before = text[block.start : at].strip(" '—–-")
    return not before or before.endswith(":")


def _quote(text: str, start: int, end: int, depth: int, closed: bool) -> Quote:
    first, last = start + 1, end - 1 if closed else end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Quote(Span(start, end), Span(first, last), depth)


def _with_depth(quotes: list[Quote]) -> Iterator[Quote]:
    """Depths from containment: marks that were dropped must not count."""
    around: list[Quote] = []
    for quote in quotes:
        while around and around[-1].outer.end < quote.outer.end:
            around.pop()
        yield Quote(quote.outer, quote.inner, len(around))
        around.append(quote)
