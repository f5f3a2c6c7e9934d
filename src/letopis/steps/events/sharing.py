"""Arguments that do not stand beside their word: shared by coordinated verbs, lent by what governs an infinitive or a noun."""

from __future__ import annotations

from letopis.languages.deeds import ControlRow, DeedTables
from letopis.model import Parse, Token
from letopis.steps.events.frames import fillers, is_finite, is_gerund, is_infinitive, is_participle, is_passive
from letopis.steps.events.triggers import first_conjunct
from letopis.steps.government import in_slot

DEPTH = 5
"""How many verbs up a subject is looked for (`сказал, что отказался прекратить пытаться прийти`)."""
CLOSE = 3
"""Tokens from one coordinated noun to the next that shares its genitive."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
OBJECTS = frozenset({"obj", "nsubj:pass"})
ATTRIBUTES = frozenset({"amod", "acl", "acl:relcl", "appos"})
PATIENT = "patient"
HOLDER = "holder"
"""Two slots of the table of controls that stand in the clause around: to whom it is done there, and who does it."""
SELF = "self"
"""The slot of the table of controls that the word itself fills (`организатор взрыва`)."""


def control_rows(token: Token, tables: DeedTables) -> tuple[ControlRow, ...]:
    """What the table of controls knows of the word; of a reflexive passive, what it knows of the verb itself."""
    lemma = token.key
    rows = tables.controls.get(lemma, ())
    return rows or (tables.controls.get(tables.active(lemma), ()) if is_passive(token) else ())


def inherited_subject(parse: Parse, verb: int, tables: DeedTables, depth: int = DEPTH) -> tuple[int, ...]:
    """The subject of a verb that has none beside it: of the verb it depends on, or the argument that controls the infinitive."""
    token = parse.tokens[verb]
    if not depth or token.head < 0 or (is_passive(token) and not is_infinitive(token)) or is_participle(token):
        return ()
    head = parse.tokens[token.head]
    if is_infinitive(token) and token.deprel not in {"conj", "root"}:
        return _controller(parse, token, head, tables, depth)
    if verb_before := _before_where(parse, token, tables):
        return fillers(parse, verb_before, ("subj",), tables)
    if not _takes_subject(token, head) or head.pos not in {"VERB", "AUX", "ADJ"}:
        return ()
    if is_passive(head):
        return fillers(parse, head.i, ("acc",), tables)
    return fillers(parse, head.i, ("subj",), tables) or inherited_subject(parse, head.i, tables, depth - 1)


def _before_where(parse: Parse, token: Token, tables: DeedTables) -> int:
    """The verb whose subject a clause with `где` goes on about (`в Вену приехал посол, где встретился с министром`); 0 without one."""
    if not is_finite(token) or is_passive(token) or not any(d.text.lower() in tables.words.where_words for d in parse.dependents(token.i)):
        return 0
    above = next((a for a in parse.ancestors(token.i) if is_finite(a)), None)
    return above.i if above and not is_passive(above) and same_form(token, above) else 0


def _takes_subject(token: Token, head: Token) -> bool:
    """A coordinated verb of the same form, a gerund, and a singular clause of content (`заявил, что уйдёт`, `что намерен уйти`) take the subject above."""
    if token.deprel == "conj":
        return same_form(token, head)
    if is_gerund(token):
        return token.deprel in {"advcl", "acl"}
    if token.deprel == "ccomp" and token.pos == "ADJ":
        return token.feat("Variant") == "Short" and token.feat("Number") == "Sing" and same_form(token, head)
    return token.deprel == "ccomp" and is_finite(token) and token.feat("Number") == "Sing" and same_form(token, head)


def same_form(token: Token, head: Token) -> bool:
    """May two verbs share a subject? Not where their persons, numbers or genders differ."""
    return all(not token.feat(f) or not head.feat(f) or token.feat(f) == head.feat(f) for f in ("Number", "Person", "Gender"))


def _controller(parse: Parse, token: Token, head: Token, tables: DeedTables, depth: int) -> tuple[int, ...]:
    for row in control_rows(head, tables):
        if row.actor and any(token.i in in_slot(parse, head.i, s) for s in row.slots):
            return lent(parse, head, row.actor, tables)
    if head.pos in {"VERB", "AUX", "ADJ", "ADV"}:
        if is_passive(head):
            return fillers(parse, head.i, ("acc",), tables)
        found = fillers(parse, head.i, ("subj",), tables) if head.feat("VerbForm") else fillers(parse, head.i, ("subj", "dat"), tables)
        if head.pos == "ADJ" and not found:
            found = tuple(d.i for d in parse.dependents(head.i) if d.deprel == "nsubj")
        return found or inherited_subject(parse, head.i, tables, depth - 1)
    if head.pos in {"NOUN", "PROPN"}:
        return fillers(parse, head.i, ("gen",), tables) or holder(parse, head, tables, depth)
    return ()


def holder(parse: Parse, noun: Token, tables: DeedTables, depth: int = DEPTH) -> tuple[int, ...]:
    """Whose plan, decision or threat it is: the subject of the verb that governs the noun, or whoever that verb lends it (`обвинён в попытке`)."""
    top = parse.tokens[first_conjunct(parse, noun.i)]
    if top.head < 0 or not depth:
        return ()
    head = parse.tokens[top.head]
    if found := controlled(parse, top.i, tables, depth - 1):
        return found
    if not head.feat("VerbForm") or top.deprel in SUBJECTS - {"nsubj:pass"}:
        return ()
    return fillers(parse, head.i, ("subj",), tables) or inherited_subject(parse, head.i, tables, depth - 1)


def controlled(parse: Parse, word: int, tables: DeedTables, depth: int = DEPTH, recipient: bool = False) -> tuple[int, ...]:
    """Whom the governor of `word` makes the actor (or recipient) of what `word` names."""
    if parse.tokens[word].head < 0:
        return ()
    head = parse.tokens[parse.tokens[word].head]
    for row in control_rows(head, tables):
        slots = row.recipient if recipient else row.actor
        if slots and any(word in in_slot(parse, head.i, s) or word in fillers(parse, head.i, (s,), tables) for s in row.slots):
            found = tuple(f for f in lent(parse, head, slots, tables, depth) if f != word)
            if found:
                return found
    return ()


def shared_object(parse: Parse, verb: int, tables: DeedTables) -> tuple[int, ...]:
    """The object of the verb before, where a coordinated one has none (`его задержали, допросили и увезли`)."""
    token = parse.tokens[verb]
    if token.deprel != "conj" or token.head < 0 or is_passive(token) or is_participle(token):
        return ()
    first = parse.tokens[token.head]
    if not first.feat("VerbForm") or is_passive(first) or not same_form(token, first):
        return ()
    if any(d.deprel in {"obj", "ccomp", "xcomp"} or d.feat("Case") == "Acc" for d in parse.dependents(verb)):
        return ()
    return fillers(parse, first.i, ("acc",), tables)


def shared_genitive(parse: Parse, noun: int, tables: DeedTables) -> tuple[int, ...]:
    """The genitive after two coordinated nouns belongs to both (`похищение и убийство подростков`)."""
    token = parse.tokens[noun]
    partners = [d.i for d in parse.dependents(noun) if d.deprel == "conj" and d.pos == "NOUN"]
    if token.deprel == "conj" and token.head >= 0 and parse.tokens[token.head].pos == "NOUN":
        partners.append(token.head)
    for partner in partners:
        if abs(partner - noun) <= CLOSE:
            found = fillers(parse, partner, ("gen",), tables)
            if found and (found[0] > max(partner, noun) or parse.tokens[found[0]].pos in {"DET", "PRON"}):
                return found
    return ()


def patient(parse: Parse, noun: int, tables: DeedTables) -> tuple[int, ...]:
    """To whom it is done in the clause that `noun` stands in: the object, the passive subject, or who undergoes a state."""
    verb = next((a for a in parse.ancestors(noun) if a.feat("VerbForm")), None)
    if verb is None:
        return ()
    found = tuple(f for f in fillers(parse, verb.i, ("acc",), tables) if f != noun)
    if not found and parse.tokens[noun].deprel in OBJECTS:  # `ему предъявили обвинение`
        found = fillers(parse, verb.i, ("dat",), tables)
    return found or (() if is_passive(verb) else tuple(f for f in fillers(parse, verb.i, ("subj",), tables) if f != noun))


def bearer(parse: Parse, adjective: Token) -> tuple[int, ...]:
    """Of whom an adjective is said: the noun that it stands by, or the subject of its clause."""
    if adjective.deprel in ATTRIBUTES and adjective.head >= 0:
        return (adjective.head,)
    return tuple(d.i for d in parse.dependents(adjective.i) if d.deprel in SUBJECTS)


def lent(parse: Parse, head: Token, slots: tuple[str, ...], tables: DeedTables, depth: int = DEPTH) -> tuple[int, ...]:
    """What `head` lends from its own `slots`, or from the clause around it."""
    for slot in slots:
        if slot == SELF:
            found: tuple[int, ...] = (head.i,)
        elif slot == PATIENT:
            found = patient(parse, head.i, tables)
        elif slot == HOLDER:
            found = holder(parse, head, tables, depth)
        elif slot == "subj" and head.pos == "ADJ" and not head.feat("VerbForm"):
            found = bearer(parse, head)
        else:
            found = fillers(parse, head.i, (slot,), tables)
        if not found and slot == "subj":
            found = inherited_subject(parse, head.i, tables)
        if found:
            return found
    return ()
