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
    around = [s for s in said if any(c.contains(span) for c in s.content)]
    return min(around, key=lambda s: length(s.content), default=None)


def enclosing(one: Saying, said: Sequence[Saying]) -> Saying | None:
    """The shortest longer saying inside whose content the cue of `one` stands, or its content where it has no cue."""
    size = length(one.content)
    return innermost((s for s in said if s is not one and length(s.content) > size), one.cue or one.content[0])


def length(spans: tuple[Span, ...]) -> int:
    """Code points in all."""
    return sum(s.end - s.start for s in spans)
