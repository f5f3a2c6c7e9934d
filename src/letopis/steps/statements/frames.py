"""Cues whose content stands in a slot of theirs: a clause, an infinitive, a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letopis.languages.speech import SpeechRow
from letopis.model import Party
from letopis.steps.government import fill
from letopis.steps.statements.contents import find_content, such_back
from letopis.steps.statements.cues import Cue, verb_cues
from letopis.steps.statements.drafts import Draft, Found
from letopis.steps.statements.extents import spans_of
from letopis.steps.statements.hearers import addressee_of
from letopis.steps.statements.media import is_medium
from letopis.steps.statements.nouns import noun_cues, owner
from letopis.steps.statements.scene import Scene
from letopis.steps.statements.speakers import PEOPLE, joined, source_of
from letopis.steps.statements.voiced import can_speak, court_ruling, unvoiced

THINGS_DO = frozenset({"say", "confirm", "estimate", "ask"})
"""Acts that documents and findings do too (`данные показывают, что …`)."""


SUBJECT = SpeechRow("subject", (), "say", ("subj",), (), ("clause",))
SOMEBODY_DOES = frozenset({"reject", "support", "criticise", "propose", "confirm", "deny"})
"""Acts that are told with a topic or an infinitive only of somebody who does them."""


def from_verbs(scene: Scene, blocked: frozenset[int]) -> Iterator[Draft]:
    """Statements of verbs that are not in `blocked`."""
    for cue in verb_cues(scene):
        if cue.token in blocked or unvoiced(scene, cue):
            continue
        around = _without_hole(scene, cue.token)
        for row, slot, found in _filled(around, cue):
            draft = _verb_draft(around, cue, row, slot, found)
            if draft:
                yield draft
                break


def _without_hole(scene: Scene, token: int) -> Scene:
    """The scene as a word inside an insertion sees it (`сказал он, говоря о планах`)."""
    return scene.with_holes(h for h in scene.holes if token not in h) if token in scene.in_hole else scene


def _filled(scene: Scene, cue: Cue) -> Iterator[tuple[SpeechRow, str, Found]]:
    for row in cue.rows:
        for slot in row.content:
            found = find_content(scene, cue, row, slot)
            if found:
                yield row, slot, found


def _verb_draft(scene: Scene, cue: Cue, row: SpeechRow, slot: str, found: Found) -> Draft | None:
    spans = tuple(s for first, last in found.stretches for s in spans_of(scene, first, last))
    inside = _tokens(found)
    if not spans:
        return None
    source = source_of(scene, cue, row, inside)
    if row.act not in THINGS_DO and slot not in {"clause", "purpose"} and not _somebody(scene, cue, row, inside):
        return None
    rules = scene.tokens[cue.token].lemma in scene.words["ruling"]
    if (rules or slot not in {"clause", "purpose"}) and court_ruling(scene, source, row.act):
        return None
    if source is None and found.frame in {"topic", "inf"} and row.act in SOMEBODY_DOES and not cue.reflexive:
        return None
    if row.act == "reject" and found.frame == "inf" and scene.tokens[found.head].lemma in scene.words["declining_to_speak"]:
        return None
    if scene.tokens[cue.token].lemma in scene.words["learning"] and not (source and is_medium(scene, source)):
        return None
    addressee = addressee_of(scene, cue, row, source, inside)
    rule = f"{scene.language.code}.speech.{row.id}"
    return Draft(rule, found.frame, row.act, spans, cue.span, cue.token, source, addressee, negated=cue.negated, head=found.head, row=row)


def _somebody(scene: Scene, cue: Cue, row: SpeechRow, inside: Sequence[int]) -> bool:
    """Is the subject, where one stands, somebody? Projects demand money, and houses promise comfort, without a word."""
    subjects = [i for i in fill(scene.parse, cue.token, ("subj",)) if i not in inside] if "subj" in row.source else []
    if not subjects or can_speak(scene, subjects[0]):
        return True
    mention = scene.cast.at.get(subjects[0])
    return mention is not None and mention.kind in PEOPLE


def from_nouns(scene: Scene) -> Iterator[Draft]:
    """Statements of nouns, the first row that fits for each."""
    done: set[int] = set()
    for cue, row, verb in noun_cues(scene):
        if cue.token in done or (verb >= 0 and unvoiced(scene, Cue(verb, (row,), cue.span))):
            continue
        draft = _noun_draft(scene, cue, row, verb)
        if draft:
            done.add(cue.token)
            yield draft


def _noun_draft(scene: Scene, cue: Cue, row: SpeechRow, verb: int) -> Draft | None:
    found = _noun_content(scene, cue, row, verb)
    if found is None:
        return None
    spans = tuple(s for first, last in found.stretches for s in spans_of(scene, first, last))
    inside = _tokens(found)
    source = _noun_source(scene, cue, row, verb, inside)
    if not spans or (source is None and row.source and found.frame != "clause"):
        return None
    at = Cue(verb if verb >= 0 else cue.token, cue.rows, cue.span)
    addressee = addressee_of(scene, cue, row, source, inside) or (addressee_of(scene, at, row, source, inside) if verb >= 0 else None)
    rule = f"{scene.language.code}.noun.{row.id}"
    return Draft(rule, found.frame, row.act, spans, cue.span, at.token, source, addressee, negated=cue.negated, head=found.head, row=row)


def _noun_content(scene: Scene, cue: Cue, row: SpeechRow, verb: int) -> Found | None:
    """The first slot that is filled at the noun, else at its light verb."""
    for slot in row.content:
        if slot not in {"subj", "acc"} and (found := find_content(scene, cue, row, slot)):
            return found
    if verb < 0:
        return None
    if back := such_back(scene, cue, verb):
        return back
    below = Cue(verb, cue.rows, cue.span)
    for slot in row.content:
        found = find_content(scene, below, row, slot)
        if found and cue.token not in _tokens(found):
            return found
    return None


def _noun_source(scene: Scene, cue: Cue, row: SpeechRow, verb: int, inside: Sequence[int]) -> Party | None:
    beside = [i for i in owner(scene, cue.token, row.source) if i not in inside]
    if beside:
        return joined(scene, beside[:1])
    if verb < 0:
        return _own_promise(scene, cue, row, inside)
    if "subj" in row.source:
        return source_of(scene, Cue(verb, cue.rows, cue.span), row, inside)
    found = [i for i in fill(scene.parse, verb, row.source) if i not in inside]
    return joined(scene, found[:1]) if found else None


def _own_promise(scene: Scene, cue: Cue, row: SpeechRow, inside: Sequence[int]) -> Party | None:
    """`сдержал обещание уйти`: a promise that is an object is its subject's own, where nobody else's is told."""
    head = scene.tokens[cue.token].head
    if row.act != "promise" or head < 0 or scene.tokens[head].pos != "VERB" or scene.tokens[cue.token].deprel not in {"obj", "obl", "nsubj:pass"}:
        return None
    return source_of(scene, Cue(head, cue.rows, cue.span), SUBJECT, inside)


def _tokens(found: Found) -> list[int]:
    return [i for first, last in found.stretches for i in range(first, last)]
