"""Finds the words that may say that somebody speaks: verbs (in every form) and nouns that the tables know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from letopis.languages.speech import SpeechRow
from letopis.model import Span, Token
from letopis.steps.statements.scene import Scene

PREDICATIVE = frozenset({"VERB", "ADJ", "AUX", "ADV"})


class Cue(NamedTuple):
    """A word of speech: its token, the rows that it may be, its words, and whether it is negated."""

    token: int
    rows: tuple[SpeechRow, ...]
    span: Span
    negated: bool = False
    reflexive: bool = False
    last: int = -1
    """One past the last word of a cue of several words (-1 for one word)."""

    @property
    def beside(self) -> tuple[int, ...]:
        """The words of the cue behind its verb."""
        return tuple(range(self.token + 1, self.last))


def verb_cues(scene: Scene) -> tuple[Cue, ...]:
    """Verbs and predicative adjectives of speech, in the order of the text."""
    return scene.memo("verb_cues", lambda: tuple(_all_verb_cues(scene)))


def _all_verb_cues(scene: Scene) -> Iterator[Cue]:
    quotative, verbs = scene.words["quotative"], scene.speech.verbs
    for token, word in zip(scene.tokens, scene.lowers, strict=True):
        pos = token.pos
        if (pos == "VERB" or (pos in PREDICATIVE and token.lemma in verbs) or word in quotative) and (cue := verb_cue(scene, token)):
            yield cue


def verb_cue(scene: Scene, token: Token) -> Cue | None:
    """`token` as a cue, if the table of verbs knows it."""
    if _is_quotative(scene, token):
        return Cue(token.i, scene.speech.verbs[scene.ordered("quotative")[0]], token.span)
    if token.pos not in PREDICATIVE:
        return None
    if token.pos in {"ADJ", "ADV"} and not (token.feat("Variant") == "Short" or (token.feat("Degree") == "Pos" and token.deprel != "amod")):
        return None
    rows, reflexive = _rows(scene, token)
    if not rows:
        return None
    return Cue(token.i, rows, token.span, is_negated(scene, token.i), reflexive)


def _is_quotative(scene: Scene, token: Token) -> bool:
    """`я такая: …`, `а он типа: …`: a word that announces speech only between somebody in the nominative and a colon."""
    if scene.lowers[token.i] not in scene.words["quotative"] or not 0 < token.i < len(scene.tokens) - 1 or scene.tokens[token.i + 1].text != ":":
        return False
    before = scene.tokens[token.i - 1]
    return before.feat("Case") == "Nom" and (before.pos == "PRON" or (before.pos in {"PROPN", "NOUN"} and before.feat("Animacy") == "Anim"))


UNLISTED = SpeechRow("unlisted", (), "say", ("subj",), ("dat",), ("quote",))
"""The row of a verb that no table knows but whose place tells that it announces direct speech (`— Да, — кивнул он`)."""


def unlisted_cue(scene: Scene, token: Token) -> Cue | None:
    """`token` as a cue that its place may make of it: a finite verb in the third person or the past that no table knows."""
    told = token.pos == "VERB" and token.feat("VerbForm") == "Fin" and token.feat("Person") in {"", "3"} and token.feat("Mood") != "Imp"
    return Cue(token.i, (UNLISTED,), token.span) if told and not _rows(scene, token)[0] and not is_negated(scene, token.i) else None


def _is_reflexive(scene: Scene, lemma: str) -> bool:
    return lemma.endswith(scene.ordered("reflexive_ending"))


def _rows(scene: Scene, token: Token) -> tuple[tuple[SpeechRow, ...], bool]:
    """Rows of the verb. Reflexive passives have rows of their own: too many reflexives mean something else (`заключаться`, `скрываться`)."""
    verbs = scene.speech.verbs
    if token.lemma in verbs:
        return verbs[token.lemma], _is_reflexive(scene, token.lemma)
    if token.pos == "VERB":
        known = [w for w in scene.language.morphology.lemmas(token.text) if w in verbs and w.endswith(scene.ordered("infinitive_ending"))]
        if known:
            return verbs[min(known)], _is_reflexive(scene, min(known))
    return (), False


def is_negated(scene: Scene, i: int) -> bool:
    """`не` before the verb, or before what governs an infinitive (`не смог подтвердить`)."""
    negation = scene.words["negation"]
    if i > 0 and scene.lowers[i - 1] in negation:
        return True
    return any(t.lemma in negation and t.i < i and t.deprel in {"advmod", "discourse", "dep"} for t in scene.parse.dependents(i))
