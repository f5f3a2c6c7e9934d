"""What an insertion or a source phrase says: the sentence around it, the quotation before it, or the line of dialogue that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from letopis.languages.speech import PhraseRole, SpeechRow
from letopis.model import Span
from letopis.steps.statements.contents import find_content
from letopis.steps.statements.cues import Cue, verb_cue
from letopis.steps.statements.dialogue import goes_on, opening_dash, turn_between
from letopis.steps.statements.drafts import Draft, Found, Frame
from letopis.steps.statements.extents import sentence_end, spans_of
from letopis.steps.statements.hearers import addressee_of
from letopis.steps.statements.insertions import Insertion
from letopis.steps.statements.phrases import PhraseFound
from letopis.steps.statements.quotations import Quote
from letopis.steps.statements.scene import DASHES, ENDS, MARKS, Scene
from letopis.steps.statements.speakers import PEOPLE
from letopis.steps.statements.voiced import can_speak


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of direct speech: tokens ``[first, last)``; `quote` where marks bound it."""

    first: int
    last: int
    quote: Quote | None


def from_insertions(scene: Scene, insertions: tuple[Insertion, ...]) -> Iterator[Draft]:
    for found in insertions:
        frame, content = _said(scene, found, insertions)
        if not content:
            continue
        cue = Cue(found.cue_token, (found.row,), found.cue)
        addressee = addressee_of(scene, cue, found.row, found.source)
        yield Draft(found.rule, frame, found.row.act, content, found.cue, found.cue_token, found.source, addressee, row=found.row)


def _said(scene: Scene, found: Insertion, insertions: tuple[Insertion, ...]) -> tuple[Frame, tuple[Span, ...]]:
    region = region_of(scene, found)
    if region is None:
        return "whole", _sentence_around(scene, found.first, found.last)
    if found.ahead:
        return "quote", tuple(s for a, b in goes_on(scene, found.last, region.last) for s in spans_of(scene, a, b))
    first, last = _share(scene, region, found, insertions)
    resumed = goes_on(scene, found.last, last) if region.quote is None and last > found.last else None
    parts = [(first, last)] if resumed is None else [(first, found.first), *resumed]
    spans = tuple(s for a, b in parts for s in spans_of(scene, a, b))
    more = _quote_behind(scene, found)
    if more is not None and region.quote is not None and not region.quote.outer.contains(more.outer):
        spans = (*spans, more.inner)
    return "quote", spans


def region_of(scene: Scene, found: Insertion) -> Region | None:
    """The direct speech that the insertion interrupts or closes; None where the sentence is in the narrator's words."""
    around = scene.quotes_around(found.first)
    if around and scene.tokens[found.first].text not in DASHES:
        return None
    if around:
        inner = around[-1].inner
        return Region(scene.token_at(inner.start), scene.token_at(inner.end), around[-1])
    before = _quote_before(scene, found)
    if before:
        return Region(scene.token_at(before.inner.start), scene.token_at(before.inner.end), before)
    return _dialogue_line(scene, found)


def _quote_before(scene: Scene, found: Insertion) -> Quote | None:
    """The quotation that ends right before the insertion and is all that its sentence says there."""
    i = found.first
    while i > 0 and (scene.tokens[i].text in {","} | DASHES or i == found.first) and not scene.wordlike[i]:
        i -= 1
    if not scene.tokens[found.first].text or i < 0:
        return None
    end = scene.tokens[i].span.end
    for quote in scene.quotes:
        if (
            quote.outer.end <= end + 1
            and quote.outer.end >= end - 1
            and quote.outer.end > scene.tokens[i].span.start
            and _opens_sentence(scene, quote)
        ):
            return quote
    return None


def _opens_sentence(scene: Scene, quote: Quote) -> bool:
    """Does the quotation begin its sentence (or follow a colon)?"""
    i = scene.token_at(quote.outer.start)
    if i >= len(scene.tokens):
        return False
    sentence = scene.sentence(i)
    while i > sentence.first:
        i -= 1
        if scene.tokens[i].text == ":":
            return True
        if scene.wordlike[i] and scene.lowers[i] not in scene.words["light_opening"]:
            return False
    return True


def _quote_behind(scene: Scene, found: Insertion) -> Quote | None:
    """`…, — сказал он, — «…»`: the quotation that goes on right behind the insertion."""
    i = found.last
    while i < len(scene.tokens) and not scene.wordlike[i] and scene.tokens[i].text not in MARKS and scene.tokens[i].text not in {"«", '"', "„", "“"}:
        i += 1
    if i >= len(scene.tokens) or i > found.last + 2:
        return None
    at = scene.tokens[i].span.start
    between = {scene.tokens[k].text for k in range(found.last - 1, i)}
    if not between & (DASHES | {","}):
        return None
    return next((q for q in scene.quotes if q.outer.start in {at, at + 1, at + 2}), None)


def _dialogue_line(scene: Scene, found: Insertion) -> Region | None:
    """A dash at the head of the paragraph, or behind a sentence, opens a line of dialogue."""
    first = opening_dash(scene, found.first) if scene.tokens[found.first].text in DASHES else -1
    if first < 0:
        return None
    paragraph = scene.sentence(found.first).paragraph
    return Region(first + 1, max(s.last for s in scene.parse.sentences if s.paragraph == paragraph), None)


def _share(scene: Scene, region: Region, found: Insertion, insertions: tuple[Insertion, ...]) -> tuple[int, int]:
    """The part of the region that belongs to this insertion: with several, each has what leads up to it, the last the rest."""
    inside = [k for k in insertions if region.first <= k.first < region.last and (k == found or scene.tokens[k.first].text in DASHES)]
    if found not in inside:
        earlier = [k.last for k in inside]
        return (max(earlier), region.last) if earlier and region.quote is None else (region.first, region.last)
    at = inside.index(found)
    first = region.first if at == 0 else _parting(scene, region, inside[at - 1], found)
    last = region.last if at == len(inside) - 1 else _parting(scene, region, found, inside[at + 1])
    return first, last


def _parting(scene: Scene, region: Region, before: Insertion, after: Insertion) -> int:
    """Where the share of `before` ends and that of `after` begins."""
    turn = turn_between(scene, before.last, after.first) if region.quote is None else -1
    if after.ahead:
        return min(after.first, max(before.last, after.first))
    return turn if turn >= 0 else _next_sentence(scene, before.last, after.first)


def _next_sentence(scene: Scene, after: int, limit: int) -> int:
    """The first token of the sentence that begins behind `after`, or `after` where the insertion ended a sentence."""
    if scene.tokens[after - 1].text in DASHES and after >= 2 and scene.tokens[after - 2].text in ENDS:
        return after
    end = scene.sentence(after - 1).last
    return end if after < end < limit else after


def from_phrases(scene: Scene, phrases: tuple[PhraseFound, ...], role: PhraseRole) -> Iterator[Draft]:
    for found in phrases:
        if found.row.role != role or found.cue_token in scene.in_hole or _is_verb(scene, found):
            continue
        if role == "impersonal" and _echoes(scene, found):
            continue
        if found.party >= 0 and found.row.act == "estimate" and not holds_opinions(scene, found.party):
            continue
        frame, content = _phrase_content(scene, found)
        if content:
            rule = f"{scene.language.code}.phrase.{found.row.id}"
            yield Draft(rule, frame, found.row.act, content, found.cue, found.cue_token, found.source(scene))


def holds_opinions(scene: Scene, party: int) -> bool:
    """`с точки зрения экспертов` tells an opinion, `с точки зрения удобства` does not."""
    mention = scene.cast.at.get(party)
    return (
        (mention is not None and mention.kind in PEOPLE)
        or can_speak(scene, party)
        or scene.tokens[party].lemma in scene.words["possessive"]
        or scene.lowers[party] in scene.words["possessive"]
    )


def _echoes(scene: Scene, found: PhraseFound) -> bool:
    """`она сказала, мол, приходите`: the particle only repeats the verb of speech before it."""
    i = found.first - 1
    while i > 0 and not scene.wordlike[i]:
        i -= 1
    parted = any(scene.tokens[k].text == ":" for k in range(i, found.first))
    return i >= 0 and not parted and scene.tokens[i].lemma in scene.speech.verbs and scene.tokens[found.first].pos != "ADP"


def _phrase_content(scene: Scene, found: PhraseFound) -> tuple[Frame, tuple[Span, ...]]:
    """The sentence around; for impersonals first a clause or topic of theirs, for a particle (`якобы`) its own clause alone."""
    if found.row.role == "impersonal":
        if scene.tokens[found.first].pos in {"ADV", "PART", "SCONJ"} and found.last - found.first <= 2:
            return "whole", _clause_of_particle(scene, found)
        behind = _behind(scene, found)
        if behind is not None:
            frame: Frame = "back" if behind.frame == "back" else "clause"
            return frame, tuple(s for first, last in behind.stretches for s in spans_of(scene, first, last))
    return "whole", _sentence_around(scene, found.first, found.last)


def _behind(scene: Scene, found: PhraseFound) -> Found | None:
    """`стало известно, что …`, `стало известно о …`: the impersonal has its content in a clause or a topic."""
    row = SpeechRow(found.row.id, (), found.row.act, (), (), scene.ordered("known_slot"))
    for token in (found.cue_token, found.first):
        cue = Cue(token, (), found.cue)
        for slot in row.content:
            content = find_content(scene, cue, row, slot)
            if content:
                return content
    return None


def _clause_of_particle(scene: Scene, found: PhraseFound) -> tuple[Span, ...]:
    """`якобы причастные к краже`, `которые, предположительно, уехали`: the phrase or the clause that the particle stands in."""
    head = scene.tokens[found.cue_token].head
    sentence = scene.sentence(found.first)
    if scene.tokens[head].pos in {"NOUN", "PROPN"} and scene.tokens[head].deprel in {"obl", "nmod", "obj", "iobj", "appos"}:
        return ()  # `якобы для ремонта`: the narrator's doubt about a word
    if head > found.cue_token and scene.tokens[head].feat("VerbForm") == "Part":
        inside = [i for i in scene.parse.subtree(head) if i >= found.last]
        return spans_of(scene, found.last, max(inside) + 1) if inside else ()
    begins = sentence.first
    for i in range(found.first - 1, sentence.first, -1):
        if scene.lowers[i] in scene.words["conjunction"] or scene.tokens[i].lemma in scene.words["relative"] or scene.tokens[i].text == ":":
            begins = i if scene.tokens[i].lemma in scene.words["relative"] else i + 1
            break
    ends = sentence_end(scene, found.first)
    return tuple(s for a, b in ((begins, found.first), (found.last, ends)) if a < b for s in spans_of(scene, a, b))


def _is_verb(scene: Scene, found: PhraseFound) -> bool:
    """Impersonal verbs (`сообщается`, `говорят`) have rows of their own among the verbs, which say where their content stands."""
    return found.row.role == "impersonal" and len(found.row.parts) == 1 and verb_cue(scene, scene.tokens[found.cue_token]) is not None


def _sentence_around(scene: Scene, first: int, last: int) -> tuple[Span, ...]:
    """The clause that the insertion ``[first, last)`` stands in."""
    begins = left_border(scene, first, last)
    ends = sentence_end(scene, max(last - 1, begins))
    around = scene.quotes_around(first)
    if around:
        begins = max(begins, scene.token_at(around[-1].inner.start))
        ends = min(ends, scene.token_at(around[-1].inner.end))
    pieces = [s for a, b in ((begins, first), (last, ends)) if a < b for s in spans_of(scene, a, b)]
    if len(pieces) > 1 and all(scene.lowers[i] in scene.words["light_opening"] for i in scene.parse.covered(pieces[0]) if scene.wordlike[i]):
        pieces = pieces[1:]
    return tuple(_without_opening(scene, p) if n == 0 else p for n, p in enumerate(pieces))


def _without_opening(scene: Scene, span: Span) -> Span:
    """A conjunction that ties the sentence to the one before is no part of what was said."""
    inside = scene.parse.covered(span)
    if len(inside) > 1 and scene.lowers[inside[0]] in scene.words["sentence_joint"] and scene.tokens[inside[1]].text != ",":
        return Span(scene.tokens[inside[1]].span.start, span.end)
    return span


def left_border(scene: Scene, first: int, last: int) -> int:
    """Where the clause around an insertion at `first` begins."""
    begins = scene.sentence(first).first
    if any(scene.tokens[k].lemma in scene.words["relative"] for k in range(first, last)):
        return first
    i = first - 1
    while i > begins and scene.tokens[i].text == ",":
        i -= 1
    if i > begins and scene.tokens[i].text in ENDS:
        return first
    if i > begins and scene.tokens[i].lemma in scene.words["relative"]:
        return i
    if i > begins and (scene.lowers[i] in scene.words["clause_opening"] or scene.tokens[i].text in {";", ":"}):
        return first
    return begins
