"""Speakers that other statements tell: the first person inside a quotation, and documents named without their author."""

from __future__ import annotations

from collections.abc import Sequence

from letopis.model import Party, Span
from letopis.steps.nesting import enclosing
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.scene import Scene

FIRST = "1"


def with_later_speakers(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` (in the order of the text) with the speakers that only the statements around or before them tell."""
    out: list[Draft] = []
    quotations = [d for d in drafts if d.frame == "quote" and d.cue is not None]
    for draft in drafts:
        around = enclosing(draft, drafts)
        hearer = draft.addressee
        if hearer is not None and around is not None and around.source is not None and _says(scene, hearer, "first_person"):
            draft = draft._replace(addressee=_named_like(hearer, around.source))
        peer = _peer_of(scene, draft, drafts) or _speaker_outside(draft, quotations)
        if peer is not None and peer.source is not None:
            draft = draft._replace(source=peer.source)
        if _in_first_person(scene, draft):
            speaker = around.source if around else None
            out.append(draft._replace(source=_named_like(draft.source, speaker)) if speaker else draft)
        elif (same := _same_as_before(scene, draft, around, out)) is not None:
            out.append(draft._replace(source=_named_like(draft.source, same)))
        elif (author := _author_before(scene, draft, out)) is not None:
            out.append(draft._replace(source=_named_like(draft.source, author)))
        else:
            out.append(draft)
    return out


def _peer_of(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The statement whose speaker goes on to say this: `X сказал, что A, и добавил …`, `X ответил …, добавив …`.

    The tree hung the verb inside what was said, though it stands outside; or a gerund's speaker is a thing.
    """
    if draft.cue_token < 0 or draft.frame in {"whole", "quote", "back"}:
        return None
    token = scene.tokens[draft.cue_token]
    torn = token.deprel == "conj" or token.feat("VerbForm") == "Conv"
    if not torn or token.head < 0 or any(d.deprel in {"nsubj", "nsubj:pass"} for d in scene.parse.dependents(token.i)):
        return None
    before = [d for d in drafts if 0 <= d.cue_token < token.i and scene.tokens[d.cue_token].sentence == token.sentence and d.source is not None]
    for other in reversed(before):
        holds_head = any(c.contains(scene.tokens[token.head].span) for c in other.content)
        outside = not any(c.contains(token.span) for c in other.content)
        if holds_head and outside and other.frame in {"clause", "inf", "topic"}:
            return other
    return None


def _speaker_outside(draft: Draft, quotations: Sequence[Draft]) -> Draft | None:
    """`«Дом готов», — сказал X и добавил, что …`: the tree took the speaker from the quotation; it is whoever was quoted."""
    if draft.source is None or draft.source.span is None or draft.cue is None or draft.frame == "quote":
        return None
    for other in quotations:
        before = other.cue is not None and other.cue.end <= draft.cue.start
        if before and any(c.contains(draft.source.span) and not c.contains(draft.cue) for c in other.content):
            return other
    return None


def _named_like(words: Party | None, meant: Party) -> Party:
    """The party `meant`, standing in the text where `words` stand."""
    return Party(words.span if words else None, meant.entity, meant.name)


def _in_first_person(scene: Scene, draft: Draft) -> bool:
    """Is the speaker `я`, `мы`, `наш`, or a verb in the first person without a subject?"""
    if draft.source is None:
        return draft.cue_token >= 0 and scene.tokens[draft.cue_token].feat("Person") == FIRST
    return _says(scene, draft.source, "first_person")


def _says(scene: Scene, party: Party, words: str) -> bool:
    """Are the party's words one of the class `words`?"""
    return party.span is not None and party.span.of(scene.text).lower() in scene.words[words]


def _same_as_before(scene: Scene, draft: Draft, around: Draft | None, before: Sequence[Draft]) -> Party | None:
    """`…, добавил он`: in the narrator's words, the pronoun beside a word of speech is whoever spoke last, if their gender agrees."""
    if draft.source is None or around is not None or not _says(scene, draft.source, "spoken_pronoun"):
        return None
    here = scene.sentence(draft.cue_token).paragraph if draft.cue_token >= 0 else -1
    for last in reversed(before):
        if last.source is None or last.cue_token < 0 or _nested(last, before):
            continue
        if last.source.entity is None or here - scene.sentence(last.cue_token).paragraph > 1:
            return None
        if not _is_medium(scene, last.source):
            return last.source if _agree(scene, draft.source, last.source) else None
    return None


def _is_medium(scene: Scene, party: Party) -> bool:
    """A medium relays what others say: `он` behind it is whoever spoke before."""
    return party.entity in scene.media


def _nested(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return enclosing(draft, drafts) is not None


def _agree(scene: Scene, pronoun: Party, speaker: Party) -> bool:
    """Does the pronoun's gender and number fit some word that names the speaker?"""
    entity = next((e for e in scene.cast.entities if e.id == speaker.entity), None)
    if pronoun.span is None or entity is None or entity.kind != "person":
        return False
    token = scene.tokens[scene.token_at(pronoun.span.start)]
    genders = {m.gender for m in scene.cast.mentions if (e := scene.cast.entity_of.get(m.head)) is not None and e.id == entity.id and m.gender}
    return token.feat("Number") != "Plur" and (not genders or token.feat("Gender") in genders)


def _author_before(scene: Scene, draft: Draft, before: Sequence[Draft]) -> Party | None:
    """The author of a document that was named with its author before (`В заявлении МВД …` … `В заявлении говорится …`)."""
    head = _document(scene, draft)
    if head < 0:
        return None
    if scene.tokens[head].lemma in scene.words["press_work"] and (medium := _publisher_before(scene, draft, before)) is not None:
        return medium
    for earlier in reversed(before):
        if earlier.source is None or _document(scene, earlier) >= 0:
            continue
        if earlier.cue_token >= 0 and _same_document(scene, earlier, scene.tokens[head].lemma):
            return earlier.source
    return None


def _publisher_before(scene: Scene, draft: Draft, before: Sequence[Draft]) -> Party | None:
    """`Газета пишет, что … В статье говорится …`: the article is by the medium that spoke (or passed on) last, in this paragraph or the one before."""
    here = scene.sentence(draft.cue_token).paragraph if draft.cue_token >= 0 else -1
    for earlier in reversed(before):
        if earlier.cue_token < 0 or here - scene.sentence(earlier.cue_token).paragraph > 1:
            continue
        medium = next((p for p in (*earlier.via, earlier.source) if p is not None and _is_medium(scene, p)), None)
        if medium is not None:
            return medium
    return None


def _document(scene: Scene, draft: Draft) -> int:
    """The head of the speaker's words, where these are a document alone; -1 otherwise."""
    if draft.source is None or draft.source.span is None:
        return -1
    inside = [scene.tokens[i] for i in scene.parse.covered(draft.source.span) if scene.wordlike[i]]
    nouns = [t for t in inside if t.pos == "NOUN"]
    if len(nouns) != 1 or nouns[0].lemma not in scene.words["document"]:
        return -1
    told_anew = any(t.feat("VerbForm") == "Part" for t in inside)  # `проведённое расследование`
    return -1 if told_anew else nouns[0].i


def _same_document(scene: Scene, draft: Draft, lemma: str) -> bool:
    """Did the earlier statement stand in a document of the name `lemma`?"""
    sentence = scene.sentence(draft.cue_token)
    around = range(sentence.first, sentence.last)
    return any(scene.tokens[i].lemma == lemma for i in around) or (draft.cue is not None and _makes(draft.cue, scene, lemma))


def _makes(cue: Span, scene: Scene, lemma: str) -> bool:
    """`заявил` makes a `заявление`, `сообщило` a `сообщение`: the same first letters."""
    word = cue.of(scene.text).lower()
    return word[:5] == lemma[:5]
