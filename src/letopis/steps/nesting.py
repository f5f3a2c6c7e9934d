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
    return min((s for s in said if _is_around(s, span)), key=lambda s: length(s.content), default=None)


def enclosing(one: Saying, said: Sequence[Saying]) -> Saying | None:
    """The shortest longer saying inside whose content the cue of `one` stands, or its content where it has no cue."""
    start, end = one.cue or one.content[0]
    around = []
    for other in said:  # without calls: in a long text most of the time goes here
        for first, last in other.content:
            if first <= start and end <= last:
                around.append(other)
                break
    size = length(one.content)
    longer = [s for s in around if s is not one and length(s.content) > size]
    return min(longer, key=lambda s: length(s.content), default=None)


def stands_in(one: Told, other: Told) -> bool:
    """Is `other` around `one`, though another may be nearer? Cheaper than to look for the nearest."""
    return _is_around(other, one.cue or one.content[0])


def _is_around(said: Told, span: Span) -> bool:
    for content in said.content:  # noqa: SIM110 - a generator costs twice as much, and this is asked of each pair of sayings
        if content.start <= span.start and span.end <= content.end:
            return True
    return False


def length(spans: tuple[Span, ...]) -> int:
    """Code points in all."""
    return sum(s.end - s.start for s in spans)
