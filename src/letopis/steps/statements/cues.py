"""Finds the words that may say that somebody speaks: verbs (in every form) and nouns that the tables know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from letopis.languages.speech import SpeechRow
from letopis.model import Span, Token
from letopis.steps.statements.scene import Scene


@dataclass(frozen=True, slots=True)
class Cue:
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


def verb_cues(scene: Scene) -> Iterator[Cue]:
    """Verbs and predicative adjectives of speech, in the order of the text."""
    yield from scene.memo("verb_cues", lambda: tuple(c for t in scene.tokens if (c := verb_cue(scene, t))))


def verb_cue(scene: Scene, token: Token) -> Cue | None:
    """`token` as a cue, if the table of verbs knows it."""
    if _is_quotative(scene, token):
        return Cue(token.i, scene.speech.verbs[scene.ordered("quotative")[0]], token.span)
    if token.pos not in {"VERB", "ADJ", "AUX", "ADV"}:
        return None
    if token.pos in {"ADJ", "ADV"} and not (token.feat("Variant") == "Short" or (token.feat("Degree") == "Pos" and token.deprel != "amod")):
        return None
    rows, reflexive = _rows(scene, token)
    if not rows:
        return None
    return Cue(token.i, rows, token.span, is_negated(scene, token.i), reflexive)


def _is_quotative(scene: Scene, token: Token) -> bool:
    """`я такая: …`, `а он типа: …`: a word that announces speech only between somebody in the nominative and a colon."""
    if (
        token.i == 0
        or token.i + 1 >= len(scene.tokens)
        or scene.tokens[token.i + 1].text != ":"
        or scene.lowers[token.i] not in scene.words["quotative"]
    ):
        return False
    before = scene.tokens[token.i - 1]
    return before.feat("Case") == "Nom" and (before.pos == "PRON" or (before.pos in {"PROPN", "NOUN"} and before.feat("Animacy") == "Anim"))


UNLISTED = SpeechRow("unlisted", (), "say", ("subj",), ("dat",), ("quote",))
"""The row of a verb that no table knows but whose place tells that it announces direct speech (`— Да, — кивнул он`)."""


def unlisted_cues(scene: Scene) -> Iterator[Cue]:
    """Finite verbs in the third person or the past that no table knows, right behind a dash or a few words after it."""
    for token in scene.tokens:
        told = token.pos == "VERB" and token.feat("VerbForm") == "Fin" and token.feat("Person") in {"", "3"} and token.feat("Mood") != "Imp"
        if told and not _rows(scene, token)[0] and not is_negated(scene, token.i):
            yield Cue(token.i, (UNLISTED,), token.span)


def _is_reflexive(scene: Scene, lemma: str) -> bool:
    return lemma.endswith(scene.ordered("reflexive_ending"))


def _rows(scene: Scene, token: Token) -> tuple[tuple[SpeechRow, ...], bool]:
    """Rows of the verb. Reflexive passives have rows of their own: too many reflexives mean something else (`заключаться`, `скрываться`)."""
    verbs = scene.speech.verbs
    if token.lemma in verbs:
        return verbs[token.lemma], _is_reflexive(scene, token.lemma)
    if token.pos == "VERB":
        for lemma in sorted(scene.language.morphology.lemmas(token.text)):
            if lemma in verbs and lemma.endswith(scene.ordered("infinitive_ending")):
                return verbs[lemma], _is_reflexive(scene, lemma)
    return (), False


def noun_cues(scene: Scene) -> Iterator[Cue]:
    for token in scene.tokens:
        if token.pos in {"NOUN", "PROPN"} and token.lemma in scene.speech.nouns:
            yield Cue(token.i, scene.speech.nouns[token.lemma], token.span)


def is_negated(scene: Scene, i: int) -> bool:
    """`не` before the verb, or before what governs an infinitive (`не смог подтвердить`)."""
    return any(t.lemma in scene.words["negation"] and t.i < i for t in scene.parse.dependents(i) if t.deprel in {"advmod", "discourse", "dep"}) or (
        i > 0 and scene.lowers[i - 1] in scene.words["negation"]
    )
