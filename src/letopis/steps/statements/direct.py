"""Quotations and passages that a word of speech announces: `X сказал: «…»`, `X написал:` with the words in the next paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from letopis.model import Sentence, Span
from letopis.steps.government import in_slot
from letopis.steps.statements.cues import Cue, unlisted_cue, verb_cue, verb_cues
from letopis.steps.statements.extents import spans_of
from letopis.steps.statements.insertions import is_utterance
from letopis.steps.statements.nouns import noun_cues
from letopis.steps.statements.quotations import Quote
from letopis.steps.statements.scene import DASHES, MARKS, Scene

REACH = 14
"""Words between the cue and the colon or quotation that it announces."""


@dataclass(frozen=True, slots=True)
class Announced:
    """Words in quotation marks, or a passage, with the cue before them."""

    cue: Cue
    content: Span
    frame_is_quote: bool
    colon: int


def announced(scene: Scene, used: frozenset[Span]) -> Iterator[Announced]:
    """Quotations (whose inner span is not in `used`) and passages behind a cue."""
    for quote in scene.quotes:
        if quote.inner in used:
            continue
        colon = _colon_before(scene, quote)
        if colon >= 0 and (cue := cue_before(scene, colon) or _unlisted_before(scene, quote, colon)):
            yield Announced(cue, quote.inner, True, colon)
        elif colon < 0 and (close := _cue_right_before(scene, quote)):
            yield Announced(close, quote.inner, True, scene.token_at(quote.outer.start))
    for sentence in scene.parse.sentences:
        colon = sentence.last - 1
        if scene.tokens[colon].text == ":" and (cue := cue_before(scene, colon)) and (passage := _next_block(scene, sentence.index)):
            yield Announced(cue, passage, False, colon)


def _colon_before(scene: Scene, quote: Quote) -> int:
    """The colon right before the quotation, -1 without one."""
    i = scene.token_at(quote.outer.start) - 1
    while i >= 0 and (scene.tokens[i].text in MARKS or scene.tokens[i].text in {"—", "–", "-"}) and not scene.wordlike[i]:
        i -= 1
    return i if i >= 0 and scene.tokens[i].text == ":" else -1


def cue_before(scene: Scene, colon: int) -> Cue | None:
    """The word of speech in the clause before the colon; the main verb where there are several."""
    sentence = scene.sentence(colon)
    first = max(sentence.first, colon - 60)
    cues = [c for c in verb_cues(scene) if first <= c.token < colon and not c.negated and _takes_quotation(c)]
    cues = [c for c in cues if scene.same_quotes(c.token, colon)]
    if cues:
        return max(cues, key=lambda c: (scene.tokens[c.token].feat("VerbForm") != "Part", c.token))
    nouns = [c for c, row, _ in noun_cues(scene) if "quote" in row.content and max(sentence.first, colon - REACH) <= c.token < colon]
    return nouns[-1] if nouns else None


def _unlisted_before(scene: Scene, quote: Quote, colon: int) -> Cue | None:
    """`Он обернулся: «Кто там?»`: whatever verb leads the clause before an utterance, if its subject is somebody."""
    root = scene.sentence(colon).root
    if not is_utterance(scene, quote) or root > colon:
        return None
    subjects = in_slot(scene.parse, root, "subj")
    if not subjects or not (scene.tokens[subjects[0]].feat("Animacy") == "Anim" or scene.tokens[subjects[0]].pos == "PRON"):
        return None
    leading = {root, *(t.i for t in scene.parse.dependents(root) if t.deprel == "conj" and t.i < colon)}
    return next((c for i in sorted(leading, reverse=True) if (c := unlisted_cue(scene, scene.tokens[i]))), None)


def _cue_right_before(scene: Scene, quote: Quote) -> Cue | None:
    """`заявил «…»`: the verb itself stands before the mark, and what follows is a sentence."""
    i = scene.token_at(quote.outer.start) - 1
    cue = verb_cue(scene, scene.tokens[i]) if i >= 0 else None
    if cue is None or cue.negated or not _takes_quotation(cue):
        return None
    return cue if is_utterance(scene, quote) else None


def _takes_quotation(cue: Cue) -> bool:
    return any("quote" in row.content for row in cue.rows)


def _next_block(scene: Scene, sentence: int) -> Span | None:
    """The paragraphs behind a sentence that ends in a colon, up to a blank line (a list: up to its end)."""
    after = scene.parse.sentences[sentence + 1 :]
    if not after or after[0].paragraph == scene.parse.sentences[sentence].paragraph:
        return None
    start = after[0].span.start
    if scene.tokens[after[0].first].text in DASHES and (said := _dialogue_line(scene, after)) is not None:
        return said if said.end > said.start else None
    if any(q.outer.start in {start, start + 1, start + 2} for q in scene.quotes):
        return None
    end = after[0].span.end
    for before, now in pairwise(after):
        gap = scene.text[before.span.end : now.span.start]
        if gap.count("\n") > 1 and not _list_item(scene, now.span.start):
            break
        end = now.span.end
    return Span(start, end)


def _dialogue_line(scene: Scene, after: Sequence[Sentence]) -> Span | None:
    """The one line of dialogue that the colon announces (empty where the line has a speaker of its own); None for a list."""
    first = [s for s in after if s.paragraph == after[0].paragraph]
    following = [s for s in after if s.paragraph == after[0].paragraph + 1]
    line = range(first[0].first, first[-1].last)
    items = bool(following) and scene.tokens[following[0].first].text in DASHES
    speakers = any(scene.in_hole.intersection(range(s.first, s.last)) for s in after)
    if items and not speakers:
        return None
    start = scene.tokens[first[0].first + 1].span.start
    said = spans_of(scene, line.start + 1, line.stop)
    return Span(start, start) if scene.in_hole.intersection(line) or not said else Span(said[0].start, said[-1].end)


def _list_item(scene: Scene, at: int) -> bool:
    return scene.text[at : at + 2] in {"- ", "— ", "– ", "• "}
