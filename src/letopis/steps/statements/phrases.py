"""Source phrases: `по словам X`, `по данным X`, `согласно X`, `со ссылкой на X`, and impersonals such as `по слухам`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letopis.languages.speech import MODIFIER, PhraseRow, PhraseRows
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
        return scene.cast.party(author_of(scene, self.party)) if self.party >= 0 else None


def author_of(scene: Scene, head: int) -> int:
    """Words and documents speak for those who made them, where they are named: `со ссылкой на слова министра`."""
    token = scene.tokens[head]
    if token.lemma not in scene.words["document"] | scene.words["told_by"] | scene.words["cited"] or scene.cast.entity(head) is not None:
        return head
    makers = [t.i for t in scene.parse.dependents(head) if t.deprel == "nmod" and t.feat("Case") == "Gen" and not preposition_of(scene.parse, t.i)]
    known = [i for i in makers if scene.cast.entity(i) is not None or scene.tokens[i].feat("Animacy") == "Anim"]
    return known[0] if known else head


def find_phrases(scene: Scene) -> Iterator[PhraseFound]:
    """Phrases in the order of the text, no two overlapping; of those that begin at one word the longest."""
    phrases = scene.speech.phrases
    taken = -1
    for i, word in enumerate(scene.folds):
        if word not in phrases or i <= taken:
            continue
        found = _first_match(scene, i, phrases[word])
        if found:
            taken = found.last - 1
            yield found
            yield from _references(scene, found.party + 1, found.last)


def _references(scene: Scene, first: int, last: int) -> Iterator[PhraseFound]:
    """`по данным газеты со ссылкой на врачей`: the reference that stands inside another phrase."""
    for i in scene.memo("references", lambda: tuple(i for i, word in enumerate(scene.folds) if word in scene.speech.references)):
        if first <= i < last and (found := _reference(scene, i)):
            yield found


def _reference(scene: Scene, i: int) -> PhraseFound | None:
    rows = scene.speech.references.get(scene.folds[i])
    return _first_match(scene, i, rows) if rows is not None else None


def _first_match(scene: Scene, i: int, rows: PhraseRows) -> PhraseFound | None:
    """The first of `rows` that stands at `i`."""
    following = scene.folds[i + 1 : min(i + 2 + GAP, scene.sentence(i).last)]
    for row in rows.going_on(following):
        found = _match(scene, i, row)
        if found is not None:
            return found
    return None


def _match(scene: Scene, first: int, row: PhraseRow) -> PhraseFound | None:
    last = scene.sentence(first).last
    at, party, cue_last = first, -1, first
    for part in row.parts:
        if part.case == MODIFIER:
            if at >= last or not _names_party(scene, at):
                return None
            party, at = at, at + 1
        elif part.case:
            party = _party(scene, at, last, cue_last, part.case)
            if party < 0:
                return None
            at = _with_addition(scene, party, _end_of_party(scene, party, at, last), last, row)
        else:
            at = _word(scene, at, last, part.words, loose=at > first and row.role in {"source", "reference"})
            if at < 0:
                return None
            cue_last, at = at, at + 1
    return PhraseFound(first, at, scene.words_of(first, cue_last + 1), cue_last, row, party)


def _word(scene: Scene, at: int, last: int, words: frozenset[str], loose: bool) -> int:
    """The place of one of `words` at `at`, or behind a few adjectives; -1 where it is not."""
    for i in range(at, min(last, at + (GAP if loose else 1))):
        if scene.folds[i] in words:
            return i
        if scene.tokens[i].pos not in {"ADJ", "DET", "NUM", "VERB"} or _names_party(scene, i):
            return -1
    return -1


def _names_party(scene: Scene, i: int) -> bool:
    """`его`, `собственный`, `российский`: a modifier that says whose."""
    token = scene.tokens[i]
    if token.pos not in {"ADJ", "DET", "PRON", "PROPN", "NOUN"}:
        return False
    return scene.lowers[i] in scene.words["possessive"] or token.lemma in scene.words["possessive"] or scene.cast.entity(i) is not None


def _end_of_party(scene: Scene, party: int, at: int, last: int) -> int:
    """One past the party's phrase: all that hangs on it, up to the mark that closes the insertion."""
    below = [i for i in scene.parse.subtree(party) if at <= i < last]
    end = at
    chosen = set(below)
    for i in range(at, last):
        if i in chosen or (i + 1 in chosen and not scene.wordlike[i]):
            end = i + 1
        elif i > party:
            break
    return max(end, party + 1)


def _with_addition(scene: Scene, party: int, at: int, last: int, row: PhraseRow) -> int:
    """One past what tells more of the party: `…, которая ссылается на врачей`, `… со ссылкой на врачей`, `…, близких к мэрии`."""
    if at >= last:
        return at
    if row.role == "source" and (reference := _reference(scene, at)):
        return reference.last
    if scene.tokens[at].text != ",":
        return at
    below = set(scene.parse.subtree(party))
    if at + 1 in below and scene.tokens[at + 1].pos in {"ADJ", "VERB"}:
        return max(i for i in below if i < last) + 1
    relative = next((i for i in range(at + 1, min(at + 3, last)) if scene.tokens[i].lemma in scene.words["relative"]), -1)
    verb = scene.tokens[relative].head if relative >= 0 else -1
    end = max(scene.parse.subtree(verb)) + 1 if verb > relative and relative >= 0 else at
    return end if party not in scene.parse.subtree(verb) and at < end < last and scene.tokens[end].text == "," else at


def _party(scene: Scene, at: int, last: int, core: int, case: str) -> int:
    """The head of the party: the nearest nominal in the case, with adjectives before it; -1 where none stands there."""
    numbered = False
    for i in range(at, min(last, at + 8)):
        token = scene.tokens[i]
        numbered = numbered or token.pos == "NUM"
        if token.text == "," or (token.pos in {"VERB", "ADP", "SCONJ", "CCONJ"} and token.feat("VerbForm") != "Part"):
            return -1
        if token.pos in {"NOUN", "PROPN", "PRON", "X"} and (token.feat("Case") in {case, ""} or numbered or token.pos in {"X", "PROPN"}):
            return _highest(scene, i, core, at)
    return -1


def _highest(scene: Scene, i: int, core: int, at: int) -> int:
    """The head of the phrase that `i` is part of (`по словам пресс-секретаря Ивана Петрова`)."""
    while (head := scene.tokens[i].head) >= at and head != core and scene.tokens[head].pos in {"NOUN", "PROPN", "PRON", "X"}:
        if preposition_of(scene.parse, head) and head > i + 3:
            break
        i = head
    return i


def bracketed(scene: Scene, phrases: Sequence[PhraseFound]) -> Iterator[range]:
    """Relays between brackets (`(цитата по «Маяку»)`), brackets included: they interrupt what is said."""
    for phrase in phrases:
        if phrase.row.role != "via" or phrase.first == 0 or scene.tokens[phrase.first - 1].text != "(":
            continue
        end = next((i for i in range(phrase.last, scene.sentence(phrase.first).last) if scene.tokens[i].text == ")"), -1)
        if end > 0:
            yield range(phrase.first - 1, end + 1)
