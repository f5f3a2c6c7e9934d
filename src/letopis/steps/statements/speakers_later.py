"""Speakers that other statements tell: the first person inside a quotation, and documents named without their author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from letopis.model import Party, Span
from letopis.steps.statements.drafts import Draft, length
from letopis.steps.statements.scene import Scene

FIRST = "1"


def with_later_speakers(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` (in the order of the text) with the speakers that only the statements around or before them tell."""
    out: list[Draft] = []
    for draft in drafts:
        around = enclosing(draft, drafts)
        if _in_first_person(scene, draft):
            speaker = around.source if around else None
            out.append(replace(draft, source=_named_like(draft.source, speaker)) if speaker else draft)
        elif (author := _author_before(scene, draft, out)) is not None:
            out.append(replace(draft, source=_named_like(draft.source, author)))
        else:
            out.append(draft)
    return out


def enclosing(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The shortest other draft inside whose content the cue (or the content) of `draft` stands."""
    evidence = draft.cue or draft.content[0]
    around = [d for d in drafts if d is not draft and any(c.contains(evidence) for c in d.content) and length(d.content) > length(draft.content)]
    return min(around, key=lambda d: length(d.content), default=None)


def _named_like(words: Party | None, meant: Party) -> Party:
    """The party `meant`, standing in the text where `words` stand."""
    return Party(words.span if words else None, meant.entity, meant.name)


def _in_first_person(scene: Scene, draft: Draft) -> bool:
    """Is the speaker `я`, `мы`, `наш`, or a verb in the first person without a subject?"""
    if draft.source is None:
        return draft.cue_token >= 0 and scene.tokens[draft.cue_token].feat("Person") == FIRST
    words = draft.source.span.of(scene.text).lower() if draft.source.span else ""
    return words in scene.words("first_person")


def _author_before(scene: Scene, draft: Draft, before: Sequence[Draft]) -> Party | None:
    """The author of a document that was named with its author before (`В заявлении МВД …` … `В заявлении говорится …`)."""
    head = _document(scene, draft)
    if head < 0:
        return None
    for earlier in reversed(before):
        if earlier.source is None or _document(scene, earlier) >= 0:
            continue
        if earlier.cue_token >= 0 and _same_document(scene, earlier, scene.tokens[head].lemma):
            return earlier.source
    return None


def _document(scene: Scene, draft: Draft) -> int:
    """The head of the speaker's words, where these are a document alone; -1 otherwise."""
    if draft.source is None or draft.source.span is None:
        return -1
    inside = [i for i in scene.parse.covered(draft.source.span) if scene.is_word(i)]
    nouns = [i for i in inside if scene.tokens[i].pos == "NOUN"]
    return nouns[0] if len(nouns) == 1 and scene.tokens[nouns[0]].lemma in scene.words("document") else -1


def _same_document(scene: Scene, draft: Draft, lemma: str) -> bool:
    """Did the earlier statement stand in a document of the name `lemma`?"""
    sentence = scene.sentence(draft.cue_token)
    around = range(sentence.first, sentence.last)
    return any(scene.tokens[i].lemma == lemma for i in around) or (draft.cue is not None and _makes(draft.cue, scene, lemma))


def _makes(cue: Span, scene: Scene, lemma: str) -> bool:
    """`заявил` makes a `заявление`, `сообщило` a `сообщение`: the same first letters."""
    word = cue.of(scene.text).lower()
    return word[:5] == lemma[:5]
