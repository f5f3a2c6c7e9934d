"""Speech that goes on without a cue: a quotation that stands alone behind a statement, and the first person outside quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letopis.model import Party, Sentence, Span
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.insertions import is_utterance
from letopis.steps.statements.quotations import Quote
from letopis.steps.statements.scene import DASHES, ENDS, Scene

FIRST = "1"
CLOSING = ENDS | {"»", '"'}
FEW = 0.3
"""Share of sentences in the first person above which the author is taken to write so."""


def from_following(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Quotations and passages of whoever spoke last (`drafts` in the order of the text)."""
    for quote in scene.quotes:
        if quote.depth == 0 and stands_alone(scene, quote) and not _claimed(quote.inner, drafts):
            speaker = last_speaker(scene, drafts, quote.outer.start)
            if speaker is not None:
                yield _draft(scene, "quote", quote.inner, speaker)
    for quote in scene.quotes:
        if quote.depth == 0 and _in_exchange(scene, quote) and not _answered(scene, quote, drafts) and not _claimed(quote.inner, drafts):
            yield Draft(f"{scene.language.code}.following.exchange", "quote", "say", (quote.inner,), None, -1, None)
    for span in _passages(scene, drafts):
        speaker = last_speaker(scene, drafts, span.start)
        if speaker is not None and _just_spoke(scene, drafts, span.start):
            yield _draft(scene, "passage", span, speaker)


def _draft(scene: Scene, kind: str, span: Span, speaker: Party) -> Draft:
    rule = f"{scene.language.code}.following.{kind}"
    return Draft(rule, "quote" if kind == "quote" else "passage", "say", (span,), None, -1, Party(None, speaker.entity, speaker.name))


def stands_alone(scene: Scene, quote: Quote) -> bool:
    """Is the quotation all of its sentence or sentences, and an utterance?"""
    first = scene.token_at(quote.outer.start)
    last = scene.token_at(quote.outer.end) - 1
    if first >= len(scene.tokens) or last < first:
        return False
    begins = scene.sentence(first).first
    ends = scene.sentence(last).last
    if any(scene.wordlike[begins:first]) or any(scene.wordlike[last + 1 : ends]):
        return False
    verb = any(scene.tokens[i].pos in {"VERB", "AUX"} and scene.tokens[i].feat("VerbForm") == "Fin" for i in range(first, last))
    return verb or is_utterance(scene, quote)


def _answered(scene: Scene, quote: Quote, drafts: Sequence[Draft]) -> bool:
    """Does it stand alone behind somebody's words, so that they go on?"""
    return stands_alone(scene, quote) and last_speaker(scene, drafts, quote.outer.start) is not None


def _in_exchange(scene: Scene, quote: Quote) -> bool:
    """`"Ты куда?" — "Домой." — "А ужин?"`: quotations that dashes string together, ended like sentences."""
    text = scene.text
    before = text[max(0, quote.outer.start - 6) : quote.outer.start].rstrip()
    after = text[quote.outer.end : quote.outer.end + 6].lstrip(" .,")
    behind = before[-1:] in DASHES and before[:-1].rstrip()[-1:] in '»”“".'
    ahead = after[:1] in DASHES and after[1:].lstrip()[:1] in '«„“"'
    if not behind and not ahead:
        return False
    if behind and any(ch in before for ch in '»”“"') and _question_before(scene, quote):
        return True
    return (ahead or bool(before)) and (quote.inner.of(text)[-1:] in ".!?…" or is_utterance(scene, quote))


def _question_before(scene: Scene, quote: Quote) -> bool:
    """`«Сколько?» — «Двести»`: does the quotation before the dash ask?"""
    before = [q for q in scene.quotes if q.depth == 0 and quote.outer.start - 6 <= q.outer.end < quote.outer.start]
    return bool(before) and before[-1].inner.of(scene.text).endswith("?")


def _claimed(span: Span, drafts: Sequence[Draft]) -> bool:
    """Has a cue claimed (part of) the quotation as direct speech, or does what a cue says hold it?"""
    return any(s.contains(span) or (d.frame in {"quote", "passage"} and s.overlaps(span)) for d in drafts for s in d.content)


def last_speaker(scene: Scene, drafts: Sequence[Draft], at: int) -> Party | None:
    """Who spoke last before the character `at`, in the same paragraph or the one before; a person or body, said by a cue of their own."""
    here = scene.sentence(min(scene.token_at(at), len(scene.tokens) - 1)).paragraph
    for draft in sorted((d for d in drafts if _start(d) < at), key=_start, reverse=True):
        there = scene.sentence(min(scene.token_at(_start(draft)), len(scene.tokens) - 1)).paragraph
        if here - there > 1:
            return None
        if draft.source is not None and draft.frame != "back" and not _inside_another(draft, drafts):
            return draft.source
    return None


def _just_spoke(scene: Scene, drafts: Sequence[Draft], at: int) -> bool:
    """Does the sentence right before, in the same paragraph, hold a cue?"""
    here = scene.sentence(min(scene.token_at(at), len(scene.tokens) - 1))
    if here.index == 0 or scene.parse.sentences[here.index - 1].paragraph != here.paragraph:
        return False
    before = scene.parse.sentences[here.index - 1].span
    return any(d.cue is not None and before.contains(d.cue) for d in drafts)


def _start(draft: Draft) -> int:
    return min(draft.content[0].start, draft.cue.start if draft.cue else draft.content[0].start)


def _inside_another(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return draft.cue is not None and any(s.contains(draft.cue) for d in drafts if d is not draft for s in d.content)


# --- the first person without marks -----------------------------------------------------------------------------------
def _passages(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Span]:
    """Runs of sentences in the first person, outside quotation marks and outside what cues have claimed."""
    speaking = _in_first_person(scene)
    if not speaking or len(speaking) > FEW * len(scene.parse.sentences):
        return  # the author writes in the first person
    told = {n for d in drafts for span in d.content for n in scene.sentences_over(span)}
    free = {s.index for s in scene.parse.sentences if s.index not in told and scene.tokens[s.last - 1].text in CLOSING}
    done = -1
    for index in sorted(speaking & free):
        if index <= done:
            continue
        first = last = index
        sentence = scene.parse.sentences[index]
        while first - 1 in free and first - 1 > done and _same_paragraph(scene, first - 1, sentence) and _subjectless(scene, first - 1):
            first -= 1
        while last + 1 in free and last + 1 in speaking and _same_paragraph(scene, last + 1, sentence):
            last += 1
        done = last
        yield Span(scene.parse.sentences[first].span.start, scene.parse.sentences[last].span.end)


def _same_paragraph(scene: Scene, index: int, sentence: Sentence) -> bool:
    return scene.parse.sentences[index].paragraph == sentence.paragraph


def _in_first_person(scene: Scene) -> set[int]:
    """Sentences (their indices) with a verb or a pronoun in the first person outside quotation marks; not the narrator's `отметим`."""
    persons = [t for t in scene.tokens if t.pos in {"PRON", "VERB"} and t.feats.get("Person") == FIRST and t.i not in scene.quoted]
    return {t.sentence for t in persons if t.pos == "PRON" or (t.lemma not in scene.speech.verbs and t.i > scene.sentence(t.i).first)}


def _subjectless(scene: Scene, index: int) -> bool:
    sentence = scene.parse.sentences[index]
    return not any(t.deprel in {"nsubj", "nsubj:pass"} for t in scene.parse.sentence_tokens(sentence))
