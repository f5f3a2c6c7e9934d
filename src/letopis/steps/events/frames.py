"""What fills a slot of a trigger, through voice, participles, relative clauses, coordination and infinitives.

`government` looks at direct dependents; here the argument may also be the noun that a participle or a relative clause stands by.
"""

from __future__ import annotations

from collections.abc import Iterable

from letopis.languages.deeds import DeedTables
from letopis.model import Parse, Token
from letopis.steps.government import fill, in_slot, preposition_of

NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
FEW = 6
"""Tokens within which those who are counted follow the comparative."""


def is_participle(token: Token) -> bool:
    """A full participle: it modifies a noun or stands for one."""
    return token.feat("VerbForm") == "Part" and token.feat("Variant") != "Short"


def is_gerund(token: Token) -> bool:
    return token.feat("VerbForm") == "Conv"


def is_infinitive(token: Token) -> bool:
    return token.feat("VerbForm") == "Inf"


def is_passive(token: Token) -> bool:
    return token.feat("Voice") == "Pass"


def is_finite(token: Token) -> bool:
    """A predicate of its own: a finite verb or a short participle."""
    return token.feat("VerbForm") == "Fin" or (token.feat("VerbForm") == "Part" and token.feat("Variant") == "Short")


def fillers(parse: Parse, head: int, slots: Iterable[str], tables: DeedTables) -> tuple[int, ...]:
    """Head tokens of what fills the first of `slots` that is filled at `head`, relative pronouns replaced by what they stand for."""
    for slot in slots:
        found = slot_fillers(parse, head, slot, tables)
        if found:
            return found
    return ()


def slot_fillers(parse: Parse, head: int, slot: str, tables: DeedTables) -> tuple[int, ...]:
    token = parse.tokens[head]
    if slot in {"subj", "acc"} and token.pos in {"VERB", "AUX", "ADJ"} and token.feat("VerbForm"):
        found = _subjects(parse, token, tables) if slot == "subj" else _objects(parse, token, tables)
    elif not parse.below[head]:
        return ()
    elif slot == "adj":
        found = [d.i for d in parse.dependents(head) if d.deprel in {"amod", "det", "nmod"} and d.pos in {"ADJ", "DET", "PRON"}]
    else:
        found = in_slot(parse, head, slot)
        if slot == "gen" and not token.feat("VerbForm"):
            found = found or _possessives(parse, head, tables) or _of_subject(parse, head, tables)
    return tuple(dict.fromkeys([resolved for f in found if (resolved := antecedent(parse, f, tables)) >= 0])) if found else ()


def _possessives(parse: Parse, noun: int, tables: DeedTables) -> list[int]:
    """`его арест`: the possessive pronoun stands where a genitive would."""
    return [d.i for d in parse.dependents(noun) if d.lemma in tables.words.possessives and d.deprel in {"det", "nmod", "amod"}]


def _of_subject(parse: Parse, noun: int, tables: DeedTables) -> list[int]:
    """`рассказал о своём аресте`: the deed is of the subject of the clause."""
    if not any(d.lemma in tables.words.reflexive_possessives for d in parse.dependents(noun)):
        return []
    for verb in (a for a in parse.ancestors(noun) if a.feat("VerbForm")):
        found = [] if is_passive(verb) else [i for i in _subjects(parse, verb, tables) if i != noun]
        if found or verb.deprel != "xcomp":
            return found
    return []


def antecedent(parse: Parse, i: int, tables: DeedTables) -> int:
    """`i` itself, or the noun that a relative pronoun stands for; -1 where none is found."""
    token = parse.tokens[i]
    if token.lemma not in tables.words.relatives:
        return i
    clause = next((a for a in parse.ancestors(i) if a.deprel in {"acl:relcl", "acl", "advcl", "parataxis", "ccomp"}), None)
    if clause is None or clause.head < 0 or parse.tokens[clause.head].i > i:
        return -1
    noun = parse.tokens[clause.head]
    if _agree(token, noun):
        return noun.i
    before = [a for a in parse.tokens[parse.sentence_of(i).first : i] if a.pos in {"NOUN", "PROPN"} and _agree(token, a)]
    return before[-1].i if before else noun.i


def _agree(pronoun: Token, noun: Token) -> bool:
    if noun.pos not in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
        return False
    number = pronoun.feat("Number")
    if number and noun.feat("Number") and number != noun.feat("Number") and noun.pos != "NUM":
        return False
    gender = pronoun.feat("Gender")
    return not (number == "Sing" and gender and noun.feat("Gender") and gender != noun.feat("Gender"))


def _subjects(parse: Parse, token: Token, tables: DeedTables) -> list[int]:
    if is_passive(token):
        return _agents(parse, token)
    if is_participle(token):
        return _modified(parse, token)
    if counted := _counted_subject(parse, token, tables):
        return counted
    own = [d.i for d in parse.dependents(token.i) if d.deprel in {"nsubj", "nsubj:pass"} and d.feat("Case") in {"Nom", "", "Gen"}]
    return _agreeing(parse, token, [i for i in own if parse.tokens[i].pos in NOMINALS])


def _counted_subject(parse: Parse, verb: Token, tables: DeedTables) -> list[int]:
    """`более ста солдат атаковали`: those who are counted, where the parser takes the comparative itself for the subject."""
    before = (d for d in parse.dependents(verb.i) if d.deprel in {"nsubj", "advmod", "obl", "dep"} and d.i < verb.i)
    more = [d for d in before if d.text.lower() in tables.words.comparatives]
    near = [(m, d) for m in more for d in (*parse.dependents(verb.i), *parse.dependents(m.i)) if m.i < d.i < min(verb.i, m.i + FEW)]
    return [d.i for _, d in near if d.deprel in {"obj", "obl", "nmod"} and any(n.pos == "NUM" for n in parse.dependents(d.i))]


def _agreeing(parse: Parse, verb: Token, subjects: list[int]) -> list[int]:
    """Of several subjects that the parser gives, those that agree with the verb (`министра встретили послы`)."""
    if len(subjects) < 2:
        return subjects
    found = [i for i in subjects if parse.tokens[i].feat("Case") == "Nom" and parse.tokens[i].feat("Number") == verb.feat("Number")]
    return found or subjects


def _objects(parse: Parse, token: Token, tables: DeedTables) -> list[int]:
    if is_passive(token):
        if is_participle(token):
            return _modified(parse, token)
        own = [d.i for d in parse.dependents(token.i) if d.deprel in {"nsubj:pass", "nsubj"} and d.feat("Case") in {"Nom", "", "Gen"}]
        return [i for i in own if parse.tokens[i].pos in NOMINALS] or _shared_subject(parse, token, tables)
    counted = _counted_subject(parse, token, tables)
    found = [d for d in parse.dependents(token.i) if d.deprel == "obj" and not preposition_of(parse, d.i) and d.i not in counted]
    found = [d for d in found if d.feat("Case") in {"Acc", "Gen", "", "Nom"} and d.pos in NOMINALS]
    if found:
        return [d.i for d in found]
    own = [d.i for d in parse.dependents(token.i) if d.deprel == "nsubj" and d.pos in NOMINALS]
    if other := [i for i in own if len(own) > 1 and i not in _agreeing(parse, token, own)]:
        return other
    loose = [d for d in parse.dependents(token.i) if d.deprel in {"iobj", "obl", "nsubj"} and not preposition_of(parse, d.i)]
    return [d.i for d in loose if d.feat("Case") == "Acc" and d.feat("Animacy") == "Anim" and d.pos in NOMINALS]


def _agents(parse: Parse, token: Token) -> list[int]:
    """The instrumental agent of a passive."""
    return [
        d.i
        for d in parse.dependents(token.i)
        if d.deprel in {"obl", "obl:agent", "nmod", "xcomp", "iobj"}
        and d.feat("Case") == "Ins"
        and not preposition_of(parse, d.i)
        and d.pos in {"NOUN", "PROPN", "PRON", "ADJ"}
    ]


def _modified(parse: Parse, token: Token) -> list[int]:
    """The noun that an attributive participle stands by."""
    if token.deprel in {"acl", "amod", "acl:relcl", "appos"} and token.head >= 0 and parse.tokens[token.head].pos in NOMINALS:
        return [token.head]
    if token.deprel == "conj" and token.head >= 0 and is_participle(parse.tokens[token.head]):
        return _modified(parse, parse.tokens[token.head])
    return []


def _shared_subject(parse: Parse, token: Token, tables: DeedTables) -> list[int]:
    """The subject of the verb that this one is coordinated with (`был арестован и выслан`)."""
    if token.deprel not in {"conj", "parataxis", "xcomp"} or token.head < 0:
        return []
    head = parse.tokens[token.head]
    if token.deprel == "xcomp":  # `может быть задержан`
        return [d.i for d in parse.dependents(head.i) if d.deprel in {"nsubj", "nsubj:pass"}]
    if not is_finite(head):
        return []
    return list(fill(parse, head.i, ("acc",))) if is_passive(head) else _subjects(parse, head, tables) or _shared_subject(parse, head, tables)
