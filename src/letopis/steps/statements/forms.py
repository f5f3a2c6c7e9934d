"""The form of a statement: direct, indirect, mixed or topic."""

from __future__ import annotations

from bisect import bisect_left

from letopis.model import Form
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.quotations import Quote
from letopis.steps.statements.scene import Scene


def _start(quote: Quote) -> int:
    return quote.inner.start


def form_of(scene: Scene, draft: Draft) -> Form:
    if draft.frame in {"quote", "passage"}:
        return "direct"
    for span in draft.content:
        for k in range(bisect_left(scene.quotes, span.start, key=_start), len(scene.quotes)):
            quote = scene.quotes[k]
            if quote.outer.start >= span.end:
                break
            if quote.inner.end <= span.end and is_piece(scene, quote):
                return "mixed"
    return "topic" if draft.frame == "topic" else "indirect"


def is_piece(scene: Scene, quote: Quote) -> bool:
    """Are these somebody's words, rather than a name or a title?"""
    return not is_name(scene, quote)


def is_name(scene: Scene, quote: Quote) -> bool:
    """A name begins with a capital, a digit or a foreign letter, and is no sentence."""
    text = quote.inner.of(scene.text)
    if not text or (text[0].islower() and not _foreign(text[0])):
        return False
    words = [scene.tokens[i] for i in scene.parse.covered(quote.inner) if scene.wordlike[i]]
    finite = any(t.pos in {"VERB", "AUX"} and t.feat("VerbForm") == "Fin" for t in words)
    return not (finite and len(words) >= 4) and not (text[-1] in ".!?…" and len(words) > 2)


def _foreign(char: str) -> bool:
    return "a" <= char.lower() <= "z"
