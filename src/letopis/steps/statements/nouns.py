"""Nouns of speech: alone, with their speaker and content beside them, or under a light verb (`выразил уверенность, что …`)."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.languages.speech import SpeechRow
from letopis.model import Span
from letopis.steps.government import in_slot, preposition_of
from letopis.steps.statements.cues import Cue, is_negated
from letopis.steps.statements.scene import Scene

NEAR = 5
"""Words between a light verb and its noun that still make one cue of them."""


def noun_cues(scene: Scene) -> tuple[tuple[Cue, SpeechRow, int], ...]:
    """Cues with the row that fits and the light verb (-1 without), rows with a light verb first."""
    return scene.memo("noun_cues", lambda: tuple(_all_noun_cues(scene)))


def _all_noun_cues(scene: Scene) -> Iterator[tuple[Cue, SpeechRow, int]]:
    nouns = scene.speech.nouns
    for token in scene.tokens:
        if token.lemma not in nouns or token.pos not in {"NOUN", "PROPN", "VERB"}:
            continue
        governor = _governor(scene, token.i)
        for row in nouns[token.lemma]:
            verb = _light_verb(scene, token.i, governor, row) if row.governors else -1
            if (row.governors and verb < 0) or (not row.governors and token.pos == "VERB"):
                continue
            yield _cue(scene, token.i, verb, row), row, verb


def _governor(scene: Scene, noun: int) -> int:
    """The verb that the noun hangs on, by way of nothing else."""
    head = scene.tokens[noun].head
    return head if head >= 0 and scene.tokens[head].pos in {"VERB", "AUX"} else -1


def _light_verb(scene: Scene, noun: int, governor: int, row: SpeechRow) -> int:
    if governor < 0:
        return -1
    lemma = scene.tokens[governor].lemma
    if "subj" in row.source and scene.tokens[noun].deprel == "nsubj":
        return -1  # the noun does it itself (`вопрос касается денег`)
    preposition = preposition_of(scene.parse, noun)
    return governor if (lemma, preposition) in row.governors else -1


def _cue(scene: Scene, noun: int, verb: int, row: SpeechRow) -> Cue:
    if verb < 0:
        return Cue(noun, (row,), scene.tokens[noun].span)
    first, last = sorted((noun, verb))
    near = last - first <= NEAR
    span = Span(scene.tokens[first].span.start, scene.tokens[last].span.end) if near else scene.tokens[noun].span
    return Cue(noun, (row,), span, is_negated(scene, verb))


def names_party(scene: Scene, i: int) -> bool:
    """May the modifier `i` say whose (`его`, `российский`)?"""
    token = scene.tokens[i]
    possessive = scene.lowers[i] in scene.words["possessive"] or token.lemma in scene.words["possessive"]
    return possessive or scene.cast.entity(i) is not None


def owner(scene: Scene, noun: int, slots: tuple[str, ...]) -> list[int]:
    """Who speaks, beside the noun itself."""
    for slot in slots:
        if slot == "subj":
            continue
        found = in_slot(scene.parse, noun, slot)
        if slot == "adj":
            found = [i for i in found if names_party(scene, i)]
        if found:
            return found
    return []
