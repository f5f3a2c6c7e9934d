"""Which saying stands inside which: the shortest one around a stretch of text, for drafts and for statements alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from letopis.model import Span


class Told(Protocol):
    """What is said, and the word of speech if there is one."""

    @property
    def cue(self) -> Span | None: ...
    @property
    def content(self) -> tuple[Span, ...]: ...


Saying = TypeVar("Saying", bound=Told)


def innermost(said: Iterable[Saying], span: Span) -> Saying | None:
    """The saying with the shortest content around `span`, the first of equals; None where the narrator speaks."""
    return min(_around(said, span), key=_size, default=None)


def by_length(said: Iterable[Saying]) -> list[Saying]:
    """From the shortest content to the longest, as `shortest` wants them."""
    return sorted(said, key=_size)


def shortest(ordered: Iterable[Saying], span: Span) -> Saying | None:
    """As `innermost`, of what `by_length` has put in order: for who asks of many spans."""
    start, end = span
    for one in ordered:
        for first, last in one.content:
            if first <= start and end <= last:
                return one
    return None


def enclosing(one: Saying, said: Sequence[Saying]) -> Saying | None:
    """The shortest longer saying inside whose content the cue of `one` stands, or its content where it has no cue."""
    size = _size(one)
    longer = [s for s in _around(said, one.cue or one.content[0]) if s is not one and _size(s) > size]
    return min(longer, key=_size, default=None)


def _around(said: Iterable[Saying], span: Span) -> list[Saying]:
    """Those of `said` inside whose content `span` stands."""
    start, end = span
    around = []
    for one in said:  # without calls: this is asked of each pair of sayings, in a long text most of the time goes here
        for first, last in one.content:
            if first <= start and end <= last:
                around.append(one)
                break
    return around


def stands_in(one: Told, other: Told) -> bool:
    """Is `other` around `one`, though another may be nearer? Cheaper than to look for the nearest."""
    return bool(_around((other,), one.cue or one.content[0]))


def _size(one: Told) -> int:
    return length(one.content)


def length(spans: tuple[Span, ...]) -> int:
    """Code points in all."""
    return sum(s.end - s.start for s in spans)
