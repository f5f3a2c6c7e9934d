"""Cues of several words: gestures (`пожал плечами`, `махнула рукой`) and light verbs with their noun (`выразил надежду`, `подал голос`)."""

from __future__ import annotations

from letopis.languages.speech import SpeechRow
from letopis.steps.government import preposition_of
from letopis.steps.statements.cues import UNLISTED, Cue
from letopis.steps.statements.scene import Scene

REACH = 3
"""Words behind the verb within which the noun of its idiom stands."""


def with_gesture(scene: Scene, cue: Cue) -> Cue:
    """The cue with the noun beside it that makes an idiom of the verb."""
    for i in range(cue.token + 1, min(cue.token + 1 + REACH, scene.sentence(cue.token).last)):
        token = scene.tokens[i]
        if token.pos in {"NOUN", "PROPN", "VERB"} and (row := _idiom(scene, cue, i)):
            return cue._replace(rows=(row,), span=scene.words_of(cue.token, i + 1), last=i + 1)
        if not (token.pos in {"ADP", "ADJ", "DET", "ADV"} or token.feat("Case") == "Dat"):
            break
    return cue


def _idiom(scene: Scene, cue: Cue, noun: int) -> SpeechRow | None:
    """The row of the light verb with this noun, or the cue's own where the noun belongs to a gesture."""
    lemmas = {scene.tokens[noun].lemma} | scene.language.morphology.lemmas(scene.tokens[noun].text)
    verb, preposition = scene.tokens[cue.token].lemma, preposition_of(scene.parse, noun)
    for row in (r for lemma in sorted(lemmas) for r in scene.speech.nouns.get(lemma, ())):
        if (verb, preposition) in row.governors and "subj" in row.source and {"quote", "clause"} & set(row.content):
            return row
    return cue.rows[0] if lemmas & scene.words["gesture_noun"] and (cue.rows[0] is UNLISTED or preposition == "") else None
