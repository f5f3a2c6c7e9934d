"""Who speaks, and to whom: from the slots of the cue's row, the clause around, and the way Russian drops subjects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from letopis.languages.speech import SpeechRow
from letopis.model import Party, Span, Token
from letopis.steps.government import fill, in_slot, preposition_of
from letopis.steps.statements.cues import Cue
from letopis.steps.statements.scene import Scene

PREDICATES = frozenset({"VERB", "ADJ", "AUX"})
PLACES_OF_SPEECH = ("в+Loc", "на+Loc")
PEOPLE = frozenset({"person", "organisation", "state", "media", "group", "office", "unnamed"})


def source_of(scene: Scene, cue: Cue, row: SpeechRow, content: Collection[int] = ()) -> Party | None:
    """The speaker of `cue`, or None where nobody is named; never a word of what was said (`content`)."""
    for rule in RULES:
        found = [i for i in rule(scene, cue, row) if i not in content]
        if found:
            return joined(scene, found)
    return None


def joined(scene: Scene, heads: Sequence[int]) -> Party:
    """The party headed by `heads`, several joined as the text joins them (`Россия и Китай`)."""
    parties = [p for h in heads for p in scene.cast.parties(h)]
    if len(parties) == 1:
        return parties[0]
    spans = [p.span for p in parties if p.span]
    span = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
    return Party(span, None, " и ".join(p.name for p in parties if p.name) or None)


def _slot(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """What the row says."""
    found = fill(scene.parse, cue.token, row.source)
    return [f for f in found if _may_speak(scene, f)]


def _participle_head(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """`министр, заявивший, что …`: the noun that an active participle belongs to."""
    token = scene.tokens[cue.token]
    if token.feat("VerbForm") == "Part" and token.feat("Voice") != "Pass" and token.deprel in {"acl", "amod", "acl:relcl"} and token.head >= 0:
        return [token.head]
    return []


def _place(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """`в МИД сообщили`, `в заявлении говорится`: no subject, and a place that can speak."""
    token = scene.tokens[cue.token]
    subjectless = token.feat("Number") == "Plur" and token.feat("Person") in {"", "3"} and token.feat("VerbForm") == "Fin"
    impersonal = cue.reflexive or token.feat("Variant") == "Short"
    if not (subjectless or impersonal) or in_slot(scene.parse, cue.token, "subj"):
        return []
    for slot in PLACES_OF_SPEECH:
        found = [f for f in in_slot(scene.parse, cue.token, slot) if _speaking_place(scene, f)]
        if found:
            return [_author(scene, f) for f in found[:1]]
    return []


def _author(scene: Scene, place: int) -> int:
    """A document speaks for its author, if the author is named (`в докладе ООН` = ООН)."""
    token = scene.tokens[place]
    if token.lemma not in scene.words("document"):
        return place
    authors = [t.i for t in scene.parse.dependents(place) if t.deprel == "nmod" and t.feat("Case") == "Gen" and not preposition_of(scene.parse, t.i)]
    return authors[0] if authors else place


def _speaking_place(scene: Scene, head: int) -> bool:
    token = scene.tokens[head]
    entity = scene.cast.entity(head)
    if entity and entity.kind in {"organisation", "media", "group", "office"}:
        return True
    if token.lemma in scene.words("document"):
        return True
    return token.pos in {"NOUN", "PROPN"} and token.feat("Animacy") != "Anim" and token.lemma not in scene.words("not_speaking")


def _shared(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """The subject of the verb that this one is coordinated with, depends on as a gerund or infinitive, or hangs on as a modal's complement."""
    return _upward(scene, cue.token)


def _upward(scene: Scene, i: int, depth: int = 0) -> list[int]:
    token = scene.tokens[i]
    if token.head < 0 or depth > 4:
        return []
    head = scene.tokens[token.head]
    follows = token.deprel in {"conj", "xcomp", "parataxis"} or (token.deprel == "advcl" and token.feat("VerbForm") == "Conv")
    follows = follows or (token.feat("VerbForm") in {"Inf", "Conv"} and token.deprel in {"csubj", "ccomp", "advcl", "acl", "obl"})
    if not follows:
        return []
    if token.deprel in {"conj", "parataxis"} and not _agree(token, head):
        return []
    if head.pos not in PREDICATES and not (head.pos == "NOUN" and token.deprel in {"conj", "parataxis", "advcl"}):
        return []
    found = [f for f in in_slot(scene.parse, head.i, "subj") if _may_speak(scene, f)]
    if not found and head.feat("VerbForm") == "Part" and head.feat("Voice") != "Pass" and head.deprel in {"acl", "amod"}:
        found = [head.head]
    return found or _upward(scene, head.i, depth + 1)


def _agree(a: Token, b: Token) -> bool:
    """May both finite verbs have one subject?"""
    return all(not a.feat(f) or not b.feat(f) or a.feat(f) == b.feat(f) for f in ("Number", "Gender"))


def _may_speak(scene: Scene, i: int) -> bool:
    return scene.tokens[i].pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "VERB", "SYM"}


def _adjacent(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """A name right before or behind the verb, where the tree hung it elsewhere."""
    if "subj" not in row.source or scene.tokens[cue.token].feat("VerbForm") != "Fin":
        return []
    for i in (cue.token - 1, cue.token + 1):
        if 0 <= i < len(scene.tokens) and scene.tokens[i].sentence == scene.tokens[cue.token].sentence:
            entity = scene.cast.entity(i)
            if entity and entity.kind in PEOPLE and scene.tokens[i].feat("Case") in {"Nom", "", "Gen", "Acc"} and not _governed(scene, i):
                return [scene.cast.mention(i).head]
    return []


def _governed(scene: Scene, i: int) -> bool:
    """Does a preposition stand before the name?"""
    first = scene.parse.covered(scene.cast.mention(i).span)
    before = first[0] - 1 if len(first) else i - 1
    return before >= 0 and scene.tokens[before].pos == "ADP"


Rule = Callable[[Scene, Cue, SpeechRow], list[int]]
RULES: tuple[Rule, ...] = (_participle_head, _slot, _place, _shared, _adjacent)
"""Ways to the speaker; the first that answers wins."""


def addressee_of(scene: Scene, cue: Cue, row: SpeechRow, source: Party | None, content: Sequence[int] = ()) -> Party | None:
    """To whom it was said, if the text tells."""
    for slot in row.addressee:
        found = [f for f in in_slot(scene.parse, cue.token, slot) if f not in content and _may_hear(scene, f, slot)]
        if found:
            party = joined(scene, found[:1])
            if source is None or party.span != source.span:
                return party
    return _outlet(scene, cue)


def _may_hear(scene: Scene, i: int, slot: str) -> bool:
    token = scene.tokens[i]
    entity = scene.cast.entity(i)
    if entity:
        return entity.kind in PEOPLE or slot == "dat"
    if slot in {"dat", "acc"} or token.feat("Animacy") == "Anim":
        return token.lemma not in scene.words("no_hearer") and token.pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET"}
    return token.lemma in scene.words("hearer")


def _outlet(scene: Scene, cue: Cue) -> Party | None:
    """`в интервью газете X`, `в эфире X`, `в разговоре с X`: the outlet is whom it was said to."""
    for i in in_slot(scene.parse, cue.token, "в+Loc"):
        lemma = scene.tokens[i].lemma
        if lemma in scene.words("conversation"):
            for slot in ("dat", "с+Ins", "для+Gen", "gen"):
                below = in_slot(scene.parse, i, slot)
                if below and (slot != "gen" or lemma == "эфир"):
                    return joined(scene, below[:1])
    return None
