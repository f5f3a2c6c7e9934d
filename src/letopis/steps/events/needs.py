"""Is a candidate a deed at all? What its row asks of the words around it and of those who play in it."""

from __future__ import annotations

from collections.abc import Iterable

from letopis.languages.deeds import Needs, key
from letopis.model import Parse
from letopis.steps.entities import Cast
from letopis.steps.events.frames import is_participle
from letopis.steps.events.kinds import fits
from letopis.steps.events.roles import Roles
from letopis.steps.events.triggers import Candidate, first_conjunct


def satisfied(parse: Parse, cast: Cast, candidate: Candidate, roles: Roles) -> bool:
    """Are all the needs of the candidate's row met?"""
    needs = candidate.row.needs
    around = frozenset(words_around(parse, candidate))
    if needs.without & around or (needs.only and not needs.only & around):
        return False
    return _roles_filled(needs, roles) and _kinds_fit(parse, cast, needs, roles)


def words_around(parse: Parse, candidate: Candidate) -> Iterable[str]:
    """Lemmas of the dependents of the trigger and of its light verb, of their conjuncts, and of what governs the trigger."""
    for head in {candidate.token, candidate.governor} - {-1}:
        for d in parse.dependents(head):
            yield key(d.lemma)
            yield from (key(c.lemma) for c in parse.dependents(d.i) if c.deprel in {"conj", "amod", "nmod", "flat:name", "appos"})
    top = first_conjunct(parse, candidate.token)
    if parse.tokens[top].head >= 0 and (parse.tokens[top].pos != "VERB" or is_participle(parse.tokens[top])):
        yield key(parse.tokens[parse.tokens[top].head].lemma)


def _roles_filled(needs: Needs, roles: Roles) -> bool:
    actor, recipient = bool(roles.actors or roles.absent), bool(roles.recipients)
    have = {"actor": actor, "recipient": recipient, "party": actor or recipient}
    return all(have[r] for r in needs.roles)


def _kinds_fit(parse: Parse, cast: Cast, needs: Needs, roles: Roles) -> bool:
    fillers = {"actor": roles.actors, "recipient": roles.recipients}
    return all(not fillers[role] or any(fits(parse, cast, f, kinds) for f in fillers[role]) for role, kinds in needs.kinds.items())
