"""Did it happen? From tense and mood, negation, the words that govern the deed, conditions, purposes, questions and the act of the statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from letopis.languages.deeds import DeedTables, ModalRow, key
from letopis.model import Parse, Statement, Status, Token
from letopis.steps.events.frames import fillers, is_finite, is_infinitive, is_participle, is_passive
from letopis.steps.events.triggers import Candidate, first_conjunct
from letopis.steps.government import in_slot, preposition_of

NEGATIONS = frozenset({"не", "ни", "нет"})
CONDITIONS = frozenset({"если", "ежели", "коли"})
PURPOSES = frozenset({"чтобы", "чтоб", "дабы"})
PURPOSE_PREPOSITIONS = frozenset({"для", "ради", "во_избежание", "на_случай", "в_случае", "с_целью", "в_целях"})
CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "root", "conj"})
ACTS: dict[str, Status] = {
    "promise": "planned",
    "threaten": "possible",
    "demand": "possible",
    "request": "possible",
    "propose": "possible",
    "deny": "not_happened",
    "reject": "not_happened",
    "ask": "possible",
}
"""What the act of the enclosing statement makes of a deed told in it without a tense of its own."""


def status_of(parse: Parse, candidate: Candidate, statement: Statement | None, tables: DeedTables) -> Status:
    """The status of the candidate's deed, in the world of whoever vouches for it."""
    steps = list(_signs(parse, candidate, tables))
    status: Status = "happened"
    for sign in steps:
        status = _over(status, sign)
    tensed = _own_tense(parse, candidate)
    if statement and status == "happened" and not tensed:
        status = ACTS.get(statement.act, status)
    return status


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that changes the status: what it makes of the deed, and whether it is itself negated."""

    status: Status
    negated: bool = False


def _over(inner: Status, sign: Sign) -> Status:
    """The status of a deed that is `inner` in itself and stands under `sign`."""
    if sign.negated:
        return "happened" if sign.status == "not_happened" else "not_happened"
    if sign.status == "happened" or inner == "not_happened":
        return inner
    return sign.status


def _own_tense(parse: Parse, candidate: Candidate) -> bool:
    token = parse.tokens[candidate.governor if candidate.governor >= 0 else candidate.token]
    return (is_finite(token) or is_participle(token)) and token.feat("Tense") != "Fut"


def _signs(parse: Parse, candidate: Candidate, tables: DeedTables) -> Iterator[Sign]:
    """From the trigger outward."""
    at = parse.tokens[candidate.token]
    for _ in range(12):
        yield from _of_word(parse, at, tables)
        top = parse.tokens[first_conjunct(parse, at.i)] if at.pos in {"NOUN", "PROPN"} else at
        if top.head < 0:
            return
        head = parse.tokens[top.head]
        yield from _of_governor(parse, at, top, head, tables)
        if _leaves(top, head):
            yield from _of_clause(parse, top)
            return
        at = head


def _of_word(parse: Parse, token: Token, tables: DeedTables) -> Iterator[Sign]:
    """Negation, mood and tense of the word itself."""
    if is_negated(parse, token.i) and not _modal_rows(token, tables):
        yield Sign("not_happened")
    if not token.feat("VerbForm"):
        return
    below = [d for d in parse.dependents(token.i) if d.deprel in {"aux", "mark", "aux:pass", "cop", "discourse", "advmod", "case"}]
    if any(d.lemma in {"бы", "б"} for d in below) or token.feat("Mood") in {"Cnd", "Imp"}:
        yield Sign("possible")
    elif token.feat("Tense") == "Fut" or any(d.feat("Tense") == "Fut" and d.deprel != "mark" for d in below):
        yield Sign("planned")
    if any(key(d.lemma) in CONDITIONS for d in below):
        yield Sign("possible")


def _of_governor(parse: Parse, at: Token, top: Token, head: Token, tables: DeedTables) -> Iterator[Sign]:
    for row in _modal_rows(head, tables):
        if any(_stands_in(parse, head, top.i, s) for s in row.slots):
            yield Sign(row.status, is_negated(parse, head.i))
            return
    if preposition_of(parse, top.i) in PURPOSE_PREPOSITIONS or (is_infinitive(at) and _purpose(parse, at)):
        yield Sign("possible")


def _stands_in(parse: Parse, head: Token, token: int, slot: str) -> bool:
    return token in in_slot(parse, head.i, slot) or token in fillers(parse, head.i, (slot,))


def _of_clause(parse: Parse, top: Token) -> Iterator[Sign]:
    if _purpose(parse, top):
        yield Sign("possible")


def _leaves(token: Token, head: Token) -> bool:
    """Is the step from `token` to `head` one out of the clause in which the deed is told?"""
    if is_infinitive(token) and token.deprel in {"xcomp", "ccomp", "csubj", "acl", "nmod", "advcl", "obl", "obj"}:
        return False
    if token.pos in {"NOUN", "PROPN", "ADJ"} and not token.feat("VerbForm") and token.deprel not in {"root", "parataxis"}:
        return False
    return token.deprel in CLAUSES or bool(token.feat("VerbForm")) or head.i < 0


def is_negated(parse: Parse, i: int) -> bool:
    """Does a negation stand by the word itself?"""
    token = parse.tokens[i]
    if any(d.lemma in NEGATIONS and d.i < i and i - d.i <= 3 for d in parse.dependents(i) if d.pos in {"PART", "ADV", "CCONJ"} or d.lemma == "не"):
        return True
    before = parse.tokens[i - 1] if i else None
    return bool(before and before.lemma == "не" and before.head == token.head and before.sentence == token.sentence)


def _purpose(parse: Parse, token: Token) -> bool:
    return any(d.deprel == "mark" and d.lemma in PURPOSES for d in parse.dependents(token.i))


def _modal_rows(token: Token, tables: DeedTables) -> tuple[ModalRow, ...]:
    lemma = key(token.lemma)
    rows = tables.modals.get(lemma, ())
    if not rows and lemma.endswith("ся") and is_passive(token):
        rows = tables.modals.get(lemma[:-2], ())
    return rows
