"""Who did it and to whom: the tokens that play the roles of a candidate, then the parties that they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from letopis.languages.deeds import ControlRow, DeedTables, key
from letopis.languages.language import Language
from letopis.model import Parse, Party, Token
from letopis.steps.entities import Cast
from letopis.steps.events.frames import POSSESSIVES, fillers, is_gerund, is_infinitive, is_participle, is_passive, slot_fillers
from letopis.steps.events.kinds import is_time, kind_of, may_act
from letopis.steps.events.triggers import Candidate, first_conjunct
from letopis.steps.government import in_slot, preposition_of
from letopis.steps.phrases import phrase_tokens

VERBAL_SLOTS = frozenset({"subj", "acc"})
CONSULT = "CONSULT"
ACTOR = "actor"
RECIPIENT = "recipient"
CHARGES = frozenset({"ACCUSE", "COERCE", "SANCTION"})
CHARGE_PREPOSITIONS = frozenset({"по", "за"})
"""`задержан по обвинению`, `осуждён за участие`: the charge falls on the one whom the clause is about."""
DEPTH = 4
"""How many verbs up a subject is looked for (`отказался прекратить пытаться прийти`)."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Head tokens of the fillers; `absent` are actors for whom no word stands."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    absent: tuple[Party, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.actors or self.recipients or self.absent)


def find_roles(parse: Parse, cast: Cast, candidate: Candidate, timed: frozenset[int], language: Language) -> Roles:
    """The fillers of `candidate`'s roles; `timed` are tokens of expressions of time, which play none."""
    found = _find_roles(parse, cast, candidate, language)
    keep = [tuple(f for f in some if f not in timed and not is_time(parse.tokens[f], cast)) for some in (found.actors, found.recipients)]
    return Roles(keep[0], keep[1], found.absent)


def _find_roles(parse: Parse, cast: Cast, candidate: Candidate, language: Language) -> Roles:
    tables = language.deeds
    row = candidate.row
    recipients = _role(parse, cast, candidate, row.recipient, tables, "recipient")
    actors = tuple(a for a in _role(parse, cast, candidate, row.actor, tables, "actor") if a not in recipients)
    absent: tuple[Party, ...] = ()
    if not actors and "subj" in row.actor:
        absent = _dropped(parse, cast, candidate)
    if not actors and recipients and row.type == CONSULT:
        actors = _visitor(parse, cast, candidate, tables)
    return Roles(actors, tuple(r for r in recipients if r not in actors), absent)


def _visitor(parse: Parse, cast: Cast, candidate: Candidate, tables: DeedTables) -> tuple[int, ...]:
    """Who met: `после переговоров с послом министр заявил` tells it by the subject of the clause."""
    token = parse.tokens[candidate.token]
    if token.pos != "NOUN" or candidate.governor >= 0 or token.deprel in {"nsubj", "nsubj:pass"}:
        return ()
    verb = next((a for a in parse.ancestors(token.i) if a.feat("VerbForm")), None)
    if verb is None or is_passive(verb):
        return ()
    found = fillers(parse, verb.i, ("subj",)) or inherited_subject(parse, verb.i, tables)
    return tuple(f for f in found if kind_of(parse, cast, f) != "thing")


def _role(parse: Parse, cast: Cast, candidate: Candidate, slots: tuple[str, ...], tables: DeedTables, role: str) -> tuple[int, ...]:
    heads = [h for h in (candidate.governor, candidate.token) if h >= 0]
    for head in heads:
        for slot in slots:
            if slot in VERBAL_SLOTS and parse.tokens[head].pos in {"NOUN", "PROPN"}:
                continue
            found = tuple(f for f in fillers(parse, head, (slot,)) if f not in heads and _may_play(parse, cast, f, slot, role))
            if not found and slot == "subj":
                found = inherited_subject(parse, head, tables)
            if not found and slot == "acc":
                found = shared_object(parse, head)
            if found:
                return found
    for head in heads:
        for slot in (s for s in slots if "+" in s):
            found = tuple(f for f in misplaced(parse, head, slot) if f not in heads and _may_play(parse, cast, f, slot, role))
            if found:
                return found
    return _controlled(parse, candidate, tables, role)


def misplaced(parse: Parse, head: int, slot: str) -> tuple[int, ...]:
    """What stands in a prepositional `slot` of `head`, though the parser hung it on a neighbour.

    `восстановление отношений с соседями`: on the noun before it; `нажим Кремля на соседей растёт`: on the verb after it.
    """
    token = parse.tokens[head]
    inner = [d.i for d in parse.dependents(head) if d.i > head and d.deprel in {"obj", "nmod", "obl", "iobj"} and not preposition_of(parse, d.i)]
    for i in inner:
        found = slot_fillers(parse, i, slot)
        if found:
            return found
    if token.pos == "NOUN" and token.deprel in {"nsubj", "nsubj:pass", "obj"} and token.head >= 0:
        last = max(phrase_tokens(parse, head))
        return tuple(f for f in slot_fillers(parse, token.head, slot) if min(parse.subtree(f)) == last + 1)
    return ()


def shared_object(parse: Parse, verb: int) -> tuple[int, ...]:
    """The object of the verb before, where a coordinated one has none (`его задержали, допросили и увезли`)."""
    token = parse.tokens[verb]
    if token.deprel != "conj" or token.head < 0 or is_passive(token) or is_participle(token):
        return ()
    first = parse.tokens[token.head]
    if not first.feat("VerbForm") or is_passive(first) or not _same_form(token, first):
        return ()
    return fillers(parse, first.i, ("acc",))


def patient(parse: Parse, noun: int) -> tuple[int, ...]:
    """To whom it is done in the clause that `noun` stands in: the object, the passive subject, or who undergoes a state."""
    verb = next((a for a in parse.ancestors(noun) if a.feat("VerbForm")), None)
    if verb is None:
        return ()
    return fillers(parse, verb.i, ("acc",)) or (() if is_passive(verb) else fillers(parse, verb.i, ("subj",)))


def _may_play(parse: Parse, cast: Cast, token: int, slot: str, role: str) -> bool:
    """An adjective plays a role only where it names somebody; beside a noun only those act who can."""
    word = parse.tokens[token]
    if slot == "adj":
        return word.lemma in POSSESSIVES or cast.entity(token) is not None
    if word.text[:1].isdigit() and word.pos == "ADJ":
        return False
    return (slot != "ins" and (role != ACTOR or slot == "subj")) or may_act(parse, cast, token)


def inherited_subject(parse: Parse, verb: int, tables: DeedTables, depth: int = DEPTH) -> tuple[int, ...]:
    """The subject of a verb that has none beside it: of the verb it depends on, or the argument that controls the infinitive."""
    token = parse.tokens[verb]
    if not depth or token.head < 0 or (is_passive(token) and not is_infinitive(token)) or is_participle(token):
        return ()
    head = parse.tokens[token.head]
    if is_infinitive(token) and token.deprel not in {"conj", "root"}:
        return _controller(parse, token, head, tables, depth)
    shares = token.deprel == "conj" and _same_form(token, head)
    if not (shares or (is_gerund(token) and token.deprel in {"advcl", "conj", "acl"})):
        return ()
    if head.pos not in {"VERB", "AUX", "ADJ"}:
        return ()
    if is_passive(head):
        return fillers(parse, head.i, ("acc",))
    return fillers(parse, head.i, ("subj",)) or inherited_subject(parse, head.i, tables, depth - 1)


def _same_form(token: Token, head: Token) -> bool:
    """May two coordinated verbs share a subject? Not where their persons or numbers differ."""
    return all(not token.feat(f) or not head.feat(f) or token.feat(f) == head.feat(f) for f in ("Number", "Person"))


def _controller(parse: Parse, token: Token, head: Token, tables: DeedTables, depth: int) -> tuple[int, ...]:
    for row in control_rows(head, tables):
        if row.actor and any(token.i in in_slot(parse, head.i, s) for s in row.slots):
            return fillers(parse, head.i, row.actor)
    if head.pos in {"VERB", "AUX", "ADJ", "ADV"}:
        if is_passive(head):
            return fillers(parse, head.i, ("acc",))
        found = fillers(parse, head.i, ("subj",)) if head.feat("VerbForm") else fillers(parse, head.i, ("subj", "dat"))
        if head.pos == "ADJ" and not found:
            found = tuple(d.i for d in parse.dependents(head.i) if d.deprel == "nsubj")
        return found or inherited_subject(parse, head.i, tables, depth - 1)
    if head.pos in {"NOUN", "PROPN"}:
        return fillers(parse, head.i, ("gen",)) or _holder(parse, head, tables, depth)
    return ()


def _holder(parse: Parse, noun: Token, tables: DeedTables, depth: int) -> tuple[int, ...]:
    """Whose plan, attempt or threat it is: the subject of the verb that governs the noun."""
    top = parse.tokens[first_conjunct(parse, noun.i)]
    if top.head < 0 or not parse.tokens[top.head].feat("VerbForm"):
        return ()
    head = parse.tokens[top.head]
    if top.deprel in {"nsubj", "nsubj:pass"}:
        return ()
    return fillers(parse, head.i, ("subj",)) or inherited_subject(parse, head.i, tables, depth - 1)


def control_rows(token: Token, tables: DeedTables) -> tuple[ControlRow, ...]:
    lemma = key(token.lemma)
    rows = tables.controls.get(lemma, ())
    if not rows and lemma.endswith("ся") and is_passive(token):
        rows = tables.controls.get(lemma[:-2], ())
    return rows


def _controlled(parse: Parse, candidate: Candidate, tables: DeedTables, role: str) -> tuple[int, ...]:
    """The filler that the governor of a noun lends it (`обвинить Иран в поставках`, `подвергнуться нападению`)."""
    anchor = candidate.governor if candidate.governor >= 0 else candidate.token
    if parse.tokens[anchor].pos not in {"NOUN", "PROPN"}:
        return ()
    top = first_conjunct(parse, anchor)
    head_index = parse.tokens[top].head
    if head_index < 0:
        return ()
    head = parse.tokens[head_index]
    for row in control_rows(head, tables):
        slots = row.actor if role == "actor" else row.recipient
        if slots and any(top in in_slot(parse, head.i, s) or top in fillers(parse, head.i, (s,)) for s in row.slots):
            found = tuple(f for f in _lent(parse, head, slots, tables) if f not in {top, candidate.token})
            if found:
                return found
    if role == RECIPIENT and candidate.row.type in CHARGES and preposition_of(parse, top) in CHARGE_PREPOSITIONS:
        return tuple(f for f in patient(parse, top) if f != candidate.token)
    return ()


def _lent(parse: Parse, head: Token, slots: tuple[str, ...], tables: DeedTables) -> tuple[int, ...]:
    """What `head` lends from its own `slots`; `patient` stands for the patient of the clause around it."""
    for slot in slots:
        found = patient(parse, head.i) if slot == "patient" else fillers(parse, head.i, (slot,))
        if not found and slot == "subj":
            found = inherited_subject(parse, head.i, tables)
        if found:
            return found
    return ()


def _dropped(parse: Parse, cast: Cast, candidate: Candidate) -> tuple[Party, ...]:
    """The actor that the text leaves out: only where the form of the verb tells that it is somebody definite."""
    verb = candidate.governor if candidate.governor >= 0 else candidate.token
    token = parse.tokens[verb]
    if token.feat("VerbForm") != "Fin" or is_passive(token):
        return ()
    if token.feat("Number") == "Plur" and token.feat("Person") in {"", "3"}:
        return ()
    return cast.subject(verb)


def parties(cast: Cast, tokens: Iterable[int]) -> tuple[Party, ...]:
    """The parties at `tokens` and what is coordinated with them, each once."""
    out: dict[tuple[object, object], Party] = {}
    for token in tokens:
        for party in cast.parties(token):
            out.setdefault((party.entity, party.span if party.entity is None else None), party)
    return tuple(out.values())
