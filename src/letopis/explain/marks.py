"""Marks parts of an entry in the text, in the notation of the test cases: ``{source Песков} {cue заявил}, что {content …}``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from letopis.model import Span


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text and what it is in the entry."""

    label: str
    span: Span


def marked(text: str, around: Span, parts: Iterable[Part]) -> str:
    """The words of `around` with braces about the parts; of two that cross each other only the first is marked."""
    kept: list[Part] = []
    for part in sorted(parts, key=lambda p: (p.span.start, -p.span.end)):
        if around.contains(part.span) and part.span.start < part.span.end and not any(_cross(part.span, k.span) for k in kept):
            kept.append(part)
    out: list[str] = []
    for at in range(around.start, around.end + 1):
        out.extend("}" for p in kept if p.span.end == at)
        out.extend("{" + p.label + " " for p in kept if p.span.start == at)
        out.append(text[at] if at < around.end else "")
    return "".join(out)


def _cross(a: Span, b: Span) -> bool:
    return a.overlaps(b) and not a.contains(b) and not b.contains(a)
