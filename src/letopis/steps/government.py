"""Finds what stands in a slot of a word: `subj`, `acc`, `dat`, `к+Dat`, `clause`, `inf` … (docs/tables.md lists the slots).

Slots are what the tables of speech and events are written in. They name logical roles, so voice is settled here:
`subj` is the subject of an active verb and the instrumental agent of a passive one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from letopis.model import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
NOMINAL_ARGUMENTS = frozenset(
    {"obj", "iobj", "obl", "obl:agent", "nmod", "nsubj", "nsubj:pass", "xcomp", "appos", "parataxis", "conj", "advmod", "acl", "amod"}
)
BARE_ARGUMENTS = frozenset({"obj", "iobj", "obl", "obl:agent", "nmod"})
NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass", "acl", "advcl", "parataxis", "xcomp"})
BARE_CASES = {"gen": "Gen", "dat": "Dat", "acc": "Acc", "ins": "Ins", "nom": "Nom", "loc": "Loc"}


def fill(parse: Parse, head: int, slots: Iterable[str]) -> list[int]:
    """Head tokens of what stands in the first of `slots` that is filled at `head`; several only where the text coordinates none."""
    for slot in slots:
        found = in_slot(parse, head, slot)
        if found:
            return found
    return []


def in_slot(parse: Parse, head: int, slot: str) -> list[int]:
    """Head tokens of all dependents of `head` that stand in `slot`, in the order of the text."""
    if not parse.children[head]:
        return []
    if "+" in slot:
        preposition, case = _parts(slot)
        found = _prepositional(parse, head, preposition, case)
        return found or (_behind_noun(parse, head, preposition, case) if "_" in preposition else [])
    if slot == "subj":
        return subjects(parse, head)
    if slot == "acc":
        return objects(parse, head)
    if slot == "inf":
        return [
            t.i
            for t in parse.dependents(head)
            if t.feat("VerbForm") == "Inf" and t.deprel in {"xcomp", "ccomp", "csubj", "csubj:pass", "acl", "nmod", "obl", "obj", "advcl"}
        ]
    if slot == "clause":
        return [
            t.i
            for t in parse.dependents(head)
            if t.deprel in {"ccomp", "csubj", "csubj:pass"} and t.feat("VerbForm") != "Inf" and not _purpose(parse, t)
        ]
    if slot == "purpose":
        return [t.i for t in parse.dependents(head) if t.deprel in CLAUSES and _purpose(parse, t)]
    if slot == "adj":
        return [t.i for t in parse.dependents(head) if t.deprel in {"amod", "det"}]
    case = BARE_CASES.get(slot, "")
    return [t.i for t in parse.dependents(head) if case and t.feats.get("Case") == case and _is_bare(t) and not preposition_of(parse, t.i)]


@lru_cache(maxsize=1024)
def _parts(slot: str) -> tuple[str, str]:
    """The preposition and the case of a slot of the tables."""
    preposition, case = slot.rsplit("+", 1)
    return preposition, case


def _is_bare(token: Token) -> bool:
    """An argument without preposition; a predicative noun (`назвался журналистом`) is one too."""
    return token.deprel in BARE_ARGUMENTS or (token.deprel == "xcomp" and token.pos in {"NOUN", "PROPN"})


def is_passive(token: Token) -> bool:
    """Passive by form; a reflexive counts where the tagger calls it passive."""
    return token.feat("Voice") == "Pass"


def subjects(parse: Parse, head: int) -> list[int]:
    """Who does it: the subject, or the instrumental agent in the passive."""
    passive = is_passive(parse.tokens[head])
    if passive or _has_passive_subject(parse, head):
        agents = [
            t.i for t in parse.dependents(head) if t.deprel in {"obl", "obl:agent"} and t.feat("Case") == "Ins" and not preposition_of(parse, t.i)
        ]
        if agents or passive:
            return [a for a in agents if parse.tokens[a].pos in {"NOUN", "PROPN", "PRON"}]
    return [i for i in parse.children[head] if parse.tokens[i].deprel == "nsubj"]


def objects(parse: Parse, head: int) -> list[int]:
    """To whom or what it is done: the direct object, or the subject in the passive."""
    token = parse.tokens[head]
    if is_passive(token) or _has_passive_subject(parse, head):
        return [t.i for t in parse.dependents(head) if t.deprel in {"nsubj:pass", "nsubj"}]
    found = [t.i for t in parse.dependents(head) if t.deprel == "obj"]
    return found or [
        t.i
        for t in parse.dependents(head)
        if t.deprel in {"iobj", "obl"} and t.feat("Case") == "Acc" and t.feat("Animacy") == "Anim" and not preposition_of(parse, t.i)
    ]


def preposition_of(parse: Parse, i: int) -> str:
    """The preposition of the phrase headed by `i`, base form, words of a complex one joined by `_`; empty without one."""
    return parse.prepositions.get(i, "")


def base_form(token: Token) -> str:
    """A preposition as tables write it, any other word in small letters as it stands."""
    return token.lemma if token.pos == "ADP" else token.text.lower()


def _behind_noun(parse: Parse, head: int, preposition: str, case: str) -> list[int]:
    """What a complex preposition governs where the parser takes its noun for the head (`в адрес мэра`: в <- адрес -> мэра)."""
    first, _, noun = preposition.partition("_")
    nouns = [t.i for t in parse.prepositional.get((head, first), ()) if t.text.lower() == noun]
    return [t.i for n in nouns for t in parse.dependents(n) if t.deprel == "nmod" and t.feat("Case") == case]


def _has_passive_subject(parse: Parse, head: int) -> bool:
    return "nsubj:pass" in [parse.tokens[i].deprel for i in parse.children[head]]


def _purpose(parse: Parse, clause: Token) -> bool:
    return any(t.deprel == "mark" and t.lemma in parse.words.purposes for t in parse.dependents(clause.i))


def _prepositional(parse: Parse, head: int, preposition: str, case: str) -> list[int]:
    """The dependents of `head` in `case`, or without one, behind `preposition`."""
    out = []
    for token in parse.prepositional.get((head, preposition), ()):
        if token.deprel in NOMINAL_ARGUMENTS:
            told = token.feats.get("Case")
            if not told or told == case or token.pos in {"NUM", "X", "SYM"}:
                out.append(token.i)
    return out
