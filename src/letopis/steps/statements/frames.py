"""Cues whose content stands in a slot of theirs: a clause, an infinitive, a noun phrase, a quotation right behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from letopis.languages.speech import SpeechRow
from letopis.model import Token
from letopis.steps.government import in_slot, preposition_of
from letopis.steps.statements.cues import Cue, noun_cues, verb_cues
from letopis.steps.statements.drafts import Draft, Frame
from letopis.steps.statements.extents import clause_end, phrase_extent, sentence_end, spans_of
from letopis.steps.statements.scene import Scene
from letopis.steps.statements.speakers import addressee_of, source_of


@dataclass(frozen=True, slots=True)
class Found:
    """Content found in a slot: tokens ``[first, last)`` (several stretches where the cue parts them), and its head word."""

    frame: Frame
    stretches: tuple[tuple[int, int], ...]
    head: int


def from_verbs(scene: Scene) -> Iterator[Draft]:
    for cue in verb_cues(scene):
        if cue.token in scene.in_hole:
            continue
        draft = first_frame(scene, cue)
        if draft:
            yield draft


def from_nouns(scene: Scene) -> Iterator[Draft]:
    for cue in noun_cues(scene):
        draft = first_frame(scene, cue)
        if draft:
            yield draft


def first_frame(scene: Scene, cue: Cue) -> Draft | None:
    """The first row and slot of `cue` that is filled."""
    for row in cue.rows:
        if row.governors and not _governed(scene, cue, row):
            continue
        for slot in row.content:
            found = find_content(scene, cue, slot)
            if found is None:
                continue
            draft = _draft(scene, cue, row, found)
            if draft:
                return draft
    return None


def _draft(scene: Scene, cue: Cue, row: SpeechRow, found: Found) -> Draft | None:
    spans = tuple(s for first, last in found.stretches for s in spans_of(scene, first, last))
    if not spans:
        return None
    source = source_of(scene, cue, row)
    is_noun = scene.tokens[cue.token].pos == "NOUN"
    if is_noun and source is None and row.source and found.frame != "clause":
        return None
    inside = [i for first, last in found.stretches for i in range(first, last)]
    addressee = addressee_of(scene, cue, row, source, inside)
    kind = "noun" if is_noun else "speech"
    rule = f"{scene.language.code}.{kind}.{row.id}"
    return Draft(rule, found.frame, row.act, spans, cue.span, cue.token, source, addressee, negated=cue.negated, head=found.head, row=row)


def _governed(scene: Scene, cue: Cue, row: SpeechRow) -> bool:
    """Does a light verb of the row govern the noun?"""
    token = scene.tokens[cue.token]
    if token.head < 0:
        return False
    head = scene.tokens[token.head]
    return (head.lemma, preposition_of(scene.parse, cue.token)) in row.governors


def find_content(scene: Scene, cue: Cue, slot: str) -> Found | None:
    """What fills the content slot `slot` of `cue`."""
    if slot == "clause":
        return _clause(scene, cue)
    if slot == "чтобы":
        return _clause(scene, cue)
    if slot == "quote":
        return None
    if slot == "inf":
        return _infinitive(scene, cue)
    return _topic(scene, cue, slot)


def _clause(scene: Scene, cue: Cue) -> Found | None:
    for rule in CLAUSE_RULES:
        start = rule(scene, cue)
        if start >= 0:
            end = clause_end(scene, start, cue.token)
            if end > start:
                return Found("clause", ((start, end),), _top(scene, start, end))
    return None


def _top(scene: Scene, first: int, last: int) -> int:
    """The word of the stretch whose head lies outside of it."""
    return next((i for i in range(first, last) if scene.tokens[i].head not in range(first, last) and scene.is_word(i)), first)


def _behind_conjunction(scene: Scene, cue: Cue) -> int:
    """`…, что X`: the next comma with a conjunction, with no other clause between; the content begins after the conjunction."""
    end = sentence_end(scene, cue.token)
    for i in range(cue.token + 1, end):
        token = scene.tokens[i]
        if i in scene.in_hole:
            continue
        if scene.lower(i) in scene.words("conjunction") and (scene.tokens[i - 1].text == "," or i == cue.token + 1):
            if not _theirs(scene, cue, i):
                return -1
            return i + 1
        if _is_question(scene, i, end) and (scene.tokens[i - 1].text == "," or _after_preposition(scene, i)):
            return i - 1 if _after_preposition(scene, i) else i
        if token.pos in {"VERB", "AUX"} and token.feat("VerbForm") in {"Fin", ""} and not _inside_insert(scene, i, cue.token):
            return -1
        if token.text in {":", ";"}:
            return -1
    return -1


def _inside_insert(scene: Scene, i: int, cue: int) -> bool:
    """A verb of a relative clause that belongs to the speaker or hearer (`сообщил X, который …, что …`) does not end the search."""
    return any(a.deprel == "acl:relcl" and a.head != cue and a.i > cue for a in (scene.tokens[i], *scene.parse.ancestors(i)))


def _is_question(scene: Scene, i: int, end: int) -> bool:
    if scene.lower(i) in scene.words("question_word"):
        return True
    return i + 1 < end and scene.lower(i + 1) in scene.words("whether") and scene.is_word(i)


def _after_preposition(scene: Scene, i: int) -> bool:
    return scene.tokens[i - 1].pos == "ADP" and scene.tokens[i - 2].text == ","


def _theirs(scene: Scene, cue: Cue, conjunction: int) -> bool:
    """Does the clause hang on this cue, not on a word of speech between?"""
    for i in range(cue.token + 1, conjunction):
        token = scene.tokens[i]
        if i in scene.in_hole:
            continue
        if token.lemma in scene.speech.verbs and token.pos == "VERB" and token.feat("VerbForm") != "Inf":
            return False
        if token.pos == "NOUN" and token.lemma in scene.speech.nouns and i == conjunction - 2:
            return False
    return True


def _behind_colon(scene: Scene, cue: Cue) -> int:
    """`Он отметил: всё готово` without quotation marks, in one sentence."""
    end = sentence_end(scene, cue.token)
    for i in range(cue.token + 1, end - 1):
        if scene.tokens[i].text == ":":
            return i + 1 if not _quote_starts(scene, i + 1) else -1
        if scene.tokens[i].pos in {"VERB", "AUX"} and scene.tokens[i].feat("VerbForm") in {"Fin", ""}:
            return -1
    return -1


def _quote_starts(scene: Scene, i: int) -> bool:
    at = scene.tokens[i].span.start
    return any(q.outer.start in {at, at + 1, at + 2} for q in scene.quotes)


def _bare_complement(scene: Scene, cue: Cue) -> int:
    """A complement clause without a conjunction, where the tree has one behind a comma (`считаю, он прав`)."""
    for i in in_slot(scene.parse, cue.token, "clause"):
        first = min(scene.parse.subtree(i))
        if first > cue.token and scene.tokens[i].feat("VerbForm") == "Fin" and scene.tokens[first - 1].text == ",":
            return first
    return -1


CLAUSE_RULES: tuple[Callable[[Scene, Cue], int], ...] = (_behind_conjunction, _behind_colon, _bare_complement)


def _infinitive(scene: Scene, cue: Cue) -> Found | None:
    for i in in_slot(scene.parse, cue.token, "inf"):
        if i < cue.token or any(scene.lower(k) in scene.words("conjunction") for k in range(cue.token, i)):
            continue
        first, _ = phrase_extent(scene, i, cue.token)
        last = clause_end(scene, first, cue.token)
        return Found("inf", ((first, last),), i)
    return None


def _topic(scene: Scene, cue: Cue, slot: str) -> Found | None:
    if "+" in slot:
        first, _, rest = slot.partition("+")
        if back := _points_back(scene, cue, slot):
            return back
        if first in {"acc", "dat"}:
            return _object_with_charge(scene, cue, first, rest)
    heads = [i for i in objects(scene, cue, slot) if _is_topic(scene, scene.tokens[i])]
    if not heads:
        return None
    head = heads[0]
    first_token, last_token = phrase_extent(scene, head, cue.token)
    return Found("topic", ((first_token, last_token),), head)


def _points_back(scene: Scene, cue: Cue, slot: str) -> Found | None:
    """`Об этом сообщил X`: what was said is the sentence before (the paragraph before, where this one begins one)."""
    sentence = scene.sentence(cue.token)
    for i in in_slot(scene.parse, cue.token, slot):
        if scene.tokens[i].lemma in scene.words("back_reference") and i < cue.token and i - sentence.first < 4 and sentence.index > 0:
            before = scene.parse.sentences[sentence.index - 1]
            return Found("back", ((before.first, before.last),), before.root)
    return None


def objects(scene: Scene, cue: Cue, slot: str) -> list[int]:
    """What fills a nominal slot; the object of a passive participle is the noun that it belongs to."""
    token = scene.tokens[cue.token]
    if slot == "acc" and token.feat("VerbForm") == "Part" and token.feat("Voice") == "Pass" and token.deprel in {"acl", "amod"}:
        return [token.head]
    return [i for i in in_slot(scene.parse, cue.token, slot) if i not in scene.in_hole]


def _is_topic(scene: Scene, token: Token) -> bool:
    """Things said are things; a bare name or person is whom one speaks of only after a preposition."""
    return token.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"}


def _object_with_charge(scene: Scene, cue: Cue, first: str, rest: str) -> Found | None:
    """`обвинил Киев в обстреле`: the object together with the charge."""
    things = objects(scene, cue, first)
    if not things:
        return None
    if rest == "clause":
        start = _behind_conjunction(scene, cue)
        return Found("topic", ((start, clause_end(scene, start, cue.token)),), start) if start > 0 else None
    charges = [i for i in _charges(scene, cue, rest) if i not in things]
    if not charges:
        return None
    thing, charge = things[0], charges[0]
    token = scene.tokens[cue.token]
    hangs = token.head == thing  # a participle hangs on its object: leave its phrase out
    whole = _without(scene, thing, cue.token) if hangs else phrase_extent(scene, thing, cue.token)
    stretches = sorted([whole, phrase_extent(scene, charge, cue.token)])
    return Found("topic", _merged(scene, stretches), charge)


def _without(scene: Scene, head: int, cue: int) -> tuple[int, int]:
    first, last = phrase_extent(scene, head, -1 if head > cue else len(scene.tokens))
    below = scene.parse.subtree(cue)
    inside = [i for i in range(first, last) if i not in set(below)]
    run = [i for i in inside if (i < min(below)) == (head < min(below))]
    return (min(run), max(run) + 1) if run else (head, head + 1)


def _merged(scene: Scene, stretches: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches side by side become one."""
    out = [stretches[0]]
    for first, last in stretches[1:]:
        if first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return tuple(out)


def _charges(scene: Scene, cue: Cue, rest: str) -> list[int]:
    if rest.startswith("как+"):
        return _as_phrase(scene, cue)
    if rest == "ins":
        return _predicatives(scene, cue)
    return in_slot(scene.parse, cue.token, rest)


def _predicatives(scene: Scene, cue: Cue) -> list[int]:
    """`назвал решение ошибкой (незаконным)`: nouns and adjectives in the instrumental that are not the agent."""
    return [
        t.i
        for t in scene.parse.dependents(cue.token)
        if t.feat("Case") == "Ins" and t.deprel in {"xcomp", "obl", "iobj", "amod", "obj", "nmod", "ccomp"} and not preposition_of(scene.parse, t.i)
        if t.pos in {"NOUN", "ADJ", "PROPN"} or t.feat("VerbForm") == "Part"
    ]


def _as_phrase(scene: Scene, cue: Cue) -> list[int]:
    """`расценил как провокацию`: a word below the cue that `как` marks."""
    return [
        t.i
        for t in scene.parse.dependents(cue.token)
        if t.pos in {"NOUN", "PROPN", "ADJ"} and any(scene.lower(d.i) in scene.words("as") for d in scene.parse.dependents(t.i))
    ]
