"""Source phrases: `по словам X`, `по данным X`, `согласно X`, `со ссылкой на X`, and impersonals such as `по слухам`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from letopis.languages.folding import fold
from letopis.languages.speech import PhraseRow
from letopis.model import Party, Span
from letopis.steps.government import preposition_of
from letopis.steps.statements.scene import Scene

GAP = 3
"""Adjectives that may stand inside a phrase (`по последним неподтверждённым данным X`)."""


@dataclass(frozen=True, slots=True)
class PhraseFound:
    """A source phrase: tokens ``[first, last)`` with the party, the words of the phrase itself, and the party's head word (-1 without)."""

    first: int
    last: int
    cue: Span
    cue_token: int
    row: PhraseRow
    party: int = -1

    def source(self, scene: Scene) -> Party | None:
        return scene.cast.party(self.party) if self.party >= 0 else None


def find_phrases(scene: Scene) -> Iterator[PhraseFound]:
    """Phrases in the order of the text, no two overlapping; of those that begin at one word the longest."""
    taken = -1
    for token in scene.tokens:
        if token.i <= taken:
            continue
        found = next((f for row in scene.speech.phrases.get(folded(scene, token.i), ()) if (f := _match(scene, token.i, row))), None)
        if found:
            taken = found.last - 1
            yield found


def folded(scene: Scene, i: int) -> str:
    return fold(scene.lower(i))


def _match(scene: Scene, first: int, row: PhraseRow) -> PhraseFound | None:
    last = scene.sentence(first).last
    at, party, cue_last = first, -1, first
    for part in row.parts:
        if part.case == "adj":
            if at >= last or not _names_party(scene, at):
                return None
            party, at = at, at + 1
        elif part.case:
            party = _party(scene, at, last, cue_last, part.case)
            if party < 0:
                return None
            at = _end_of_party(scene, party, at, last)
        else:
            at = _word(scene, at, last, part.words, loose=at > first and row.role in {"source", "reference"})
            if at < 0:
                return None
            cue_last, at = at, at + 1
    return PhraseFound(first, at, scene.words_of(first, cue_last + 1), cue_last, row, party)


def _word(scene: Scene, at: int, last: int, words: frozenset[str], loose: bool) -> int:
    """The place of one of `words` at `at`, or behind a few adjectives; -1 where it is not."""
    for i in range(at, min(last, at + (GAP if loose else 1))):
        if folded(scene, i) in words:
            return i
        if scene.tokens[i].pos not in {"ADJ", "DET", "NUM", "VERB"} or _names_party(scene, i):
            return -1
    return -1


def _names_party(scene: Scene, i: int) -> bool:
    """`его`, `собственный`, `российский`: a modifier that says whose."""
    token = scene.tokens[i]
    if token.pos not in {"ADJ", "DET", "PRON", "PROPN", "NOUN"}:
        return False
    return scene.lower(i) in scene.words("possessive") or token.lemma in scene.words("possessive") or scene.cast.entity(i) is not None


def _end_of_party(scene: Scene, party: int, at: int, last: int) -> int:
    """One past the party's phrase: all that hangs on it, up to the mark that closes the insertion."""
    below = [i for i in scene.parse.subtree(party) if at <= i < last]
    end = at
    chosen = set(below)
    for i in range(at, last):
        if i in chosen or (i + 1 in chosen and not scene.is_word(i)):
            end = i + 1
        elif i > party:
            break
    return max(end, party + 1)


def _party(scene: Scene, at: int, last: int, core: int, case: str) -> int:
    """The head of the party: the nearest nominal in the case, with adjectives before it; -1 where none stands there."""
    for i in range(at, min(last, at + 8)):
        token = scene.tokens[i]
        if token.text == "," or (token.pos in {"VERB", "ADP", "SCONJ", "CCONJ"} and token.feat("VerbForm") != "Part"):
            return -1
        if token.pos in {"NOUN", "PROPN", "PRON", "X"} and (token.feat("Case") in {case, ""} or token.pos in {"X", "PROPN"}):
            return _highest(scene, i, core, at)
    return -1


def _highest(scene: Scene, i: int, core: int, at: int) -> int:
    """The head of the phrase that `i` is part of (`по словам пресс-секретаря Ивана Петрова`)."""
    while (head := scene.tokens[i].head) >= at and head != core and scene.tokens[head].pos in {"NOUN", "PROPN", "PRON", "X"}:
        if preposition_of(scene.parse, head) and head > i + 3:
            break
        i = head
    return i
