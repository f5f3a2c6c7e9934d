"""Is a candidate a deed at all? What its row asks of the words around it and of those who play in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letopis.languages.deeds import DeedTables, Needs
from letopis.languages.folding import fold
from letopis.model import Parse, Token
from letopis.steps.entities import Cast
from letopis.steps.events.frames import fillers, is_participle
from letopis.steps.events.kinds import fits, is_public, may_act
from letopis.steps.events.roles import Roles
from letopis.steps.events.status import is_negated
from letopis.steps.events.triggers import Candidate, first_conjunct
from letopis.steps.government import preposition_of

CONSULT = "CONSULT"
VISIT = "visit"
NEAR = frozenset({"conj", "amod", "nmod", "appos"})
ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "nsubj:pass"})
AROUND = frozenset({"mark", "conj", "amod", "nmod", "flat:name", "appos"})


def satisfied(parse: Parse, cast: Cast, candidate: Candidate, roles: Roles) -> bool:
    """Are all the needs of the candidate's row met?"""
    needs = candidate.row.needs
    near = _lemmas(words_near(parse, candidate, cast.language.deeds), cast)
    if needs.only and not needs.only & near:
        return False
    if needs.without and needs.without & (near | _lemmas(words_around(parse, candidate), cast)):
        return False
    if needs.negated and not is_negated(parse, candidate.token, cast.language.deeds):
        return False
    if needs.earlier and not any(fold(t.lemma) in needs.earlier for t in parse.tokens[: candidate.token]):
        return False
    if needs.behind and preposition_of(parse, candidate.token) not in needs.behind:
        return False
    if needs.slots and not _governs(parse, candidate, needs.slots, cast.language.deeds):
        return False
    return (
        _roles_filled(needs, roles)
        and _kinds_fit(parse, cast, needs, roles)
        and _can_act(parse, cast, needs, roles)
        and _is_of_public(parse, cast, candidate, roles)
    )


def _governs(parse: Parse, candidate: Candidate, slots: tuple[str, ...], tables: DeedTables) -> bool:
    """Is one of `slots` filled at the trigger or at its light verb?"""
    return any(fillers(parse, head, slots, tables) for head in {candidate.token, candidate.governor} - {-1})


def _lemmas(words: Iterable[Token], cast: Cast) -> frozenset[str]:
    """Every dictionary form that the words may have (`выборам` is of `выбор` and of `выборы`), and with `=` the very form."""
    lemmas = cast.language.morphology.lemmas
    return frozenset(k for w in words for k in (f"={fold(w.text)}", fold(w.lemma), *(fold(m) for m in lemmas(w.text))))


def words_near(parse: Parse, candidate: Candidate, tables: DeedTables) -> Iterator[Token]:
    """The dependents of the trigger and of its light verb, their conjuncts, adjectives and genitives, and what governs the trigger."""
    for head in {candidate.token, candidate.governor} - {-1}:
        for d in parse.dependents(head):
            if not (d.pos == "ADP" and any(f.deprel == "fixed" for f in parse.dependents(d.i))):  # `в связи с отставкой` is not `в отставке`
                yield d
            below = (c for c in parse.dependents(d.i) if c.deprel in NEAR)
            yield from (c for c in below if preposition_of(parse, c.i) not in tables.words.noun_prepositions)
    yield from _governor(parse, candidate)


def words_around(parse: Parse, candidate: Candidate) -> Iterator[Token]:
    """What stands below the dependents; of a noun, also the verb that it stands beside and the other arguments of that verb."""
    for head in {candidate.token, candidate.governor} - {-1}:
        for d in parse.dependents(head):
            yield from (c for c in parse.dependents(d.i) if c.deprel in AROUND)
    for verb in _governor(parse, candidate):
        if verb.feat("VerbForm"):
            yield from (d for d in parse.dependents(verb.i) if d.deprel in ARGUMENTS)


def _governor(parse: Parse, candidate: Candidate) -> Iterator[Token]:
    """What governs a noun or what a participle stands by; a verb's own governor tells nothing of it."""
    top = parse.tokens[first_conjunct(parse, candidate.token)]
    if top.head >= 0 and (not top.feat("VerbForm") or is_participle(top)):
        yield parse.tokens[top.head]


def _can_act(parse: Parse, cast: Cast, needs: Needs, roles: Roles) -> bool:
    """Things do nothing to anybody, unless the row says so or they are weapons and forces."""
    if "actor" in needs.kinds or not roles.actors:
        return True
    everybody = [a for actor in roles.actors for a in (actor, *(d.i for d in parse.dependents(actor) if d.deprel == "conj"))]
    return any(may_act(parse, cast, a) for a in everybody)


def _is_of_public(parse: Parse, cast: Cast, candidate: Candidate, roles: Roles) -> bool:
    """Private people travel, meet and telephone without making news."""
    if candidate.row.type != CONSULT or roles.absent:
        return True
    players = (*roles.actors, *roles.recipients)
    deciding = roles.actors if candidate.row.mode == VISIT and roles.actors else players
    return not deciding or any(is_public(parse, cast, p) for p in deciding)


def _roles_filled(needs: Needs, roles: Roles) -> bool:
    actor, recipient = bool(roles.actors or roles.absent), bool(roles.recipients)
    have = {"actor": actor, "recipient": recipient, "party": actor or recipient}
    return all(have[r] for r in needs.roles)


def _kinds_fit(parse: Parse, cast: Cast, needs: Needs, roles: Roles) -> bool:
    """An actor may be left out of the text; a recipient of a certain kind must be there."""
    fillers = {"actor": roles.actors, "recipient": roles.recipients}
    for role, kinds in needs.kinds.items():
        if not fillers[role] and role == "actor":
            continue
        if not any(fits(parse, cast, f, kinds) for f in fillers[role]):
            return False
    return True
