"""Is a candidate a deed at all? What its row asks of the words around it and of those who play in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache

from letopis.languages.deeds import DeedTables, Needs
from letopis.languages.folding import fold
from letopis.languages.language import Language
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
WORDS_KEPT = 1 << 14
"""Words of which the dictionary forms are kept."""
NEAR = frozenset({"conj", "amod", "nmod", "appos"})
ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "nsubj:pass"})
AROUND = frozenset({"mark", "conj", "amod", "nmod", "flat:name", "appos"})


class Neighbours:
    """The words beside a candidate, by every dictionary form that they may have: gathered when the first row asks, for all rows at the word.

    `выборам` is of `выбор` and of `выборы`; with `=` before it stands the very form.
    """

    def __init__(self, parse: Parse, candidate: Candidate, language: Language) -> None:
        self._parse, self._candidate, self._language = parse, candidate, language

    @cached_property
    def near(self) -> set[str]:
        return self._forms(words_near(self._parse, self._candidate, self._language.deeds))

    @cached_property
    def around(self) -> set[str]:
        return self._forms(words_around(self._parse, self._candidate))

    def _forms(self, words: Iterable[Token]) -> set[str]:
        lemmas = self._language.morphology.lemmas
        out: set[str] = set()
        for word in words:
            out.add(word.key)
            out |= _forms_of(word.text, lemmas)
        return out


@lru_cache(maxsize=WORDS_KEPT)
def _forms_of(word: str, lemmas: Callable[[str], frozenset[str]]) -> frozenset[str]:
    return frozenset((f"={fold(word)}", *map(fold, lemmas(word))))


def words_fit(parse: Parse, candidate: Candidate, neighbours: Neighbours, tables: DeedTables) -> bool:
    """Do the words around the candidate meet the needs of its row? This is asked before roles are sought: most rows fail here."""
    needs = candidate.row.needs
    if needs.only and needs.only.isdisjoint(neighbours.near):
        return False
    if needs.without and not (needs.without.isdisjoint(neighbours.near) and needs.without.isdisjoint(neighbours.around)):
        return False
    if needs.negated and not is_negated(parse, candidate.token, tables):
        return False
    if needs.earlier and not any(t.key in needs.earlier for t in parse.tokens[: candidate.token]):
        return False
    if needs.behind and preposition_of(parse, candidate.token) not in needs.behind:
        return False
    return not needs.slots or _governs(parse, candidate, needs.slots, tables)


def players_fit(parse: Parse, cast: Cast, candidate: Candidate, roles: Roles) -> bool:
    """Do those who play in it meet the needs of the candidate's row?"""
    needs = candidate.row.needs
    return (
        _roles_filled(needs, roles)
        and _kinds_fit(parse, cast, needs, roles)
        and _can_act(parse, cast, needs, roles)
        and _is_of_public(parse, cast, candidate, roles)
    )


def _governs(parse: Parse, candidate: Candidate, slots: tuple[str, ...], tables: DeedTables) -> bool:
    """Is one of `slots` filled at the trigger or at its light verb?"""
    return any(fillers(parse, head, slots, tables) for head in {candidate.token, candidate.governor} - {-1})


def words_near(parse: Parse, candidate: Candidate, tables: DeedTables) -> Iterator[Token]:
    """The dependents of the trigger and of its light verb, their conjuncts, adjectives and genitives, and what governs the trigger."""
    for head in {candidate.token, candidate.governor} - {-1}:
        for d in parse.dependents(head):
            below = parse.dependents(d.i)
            if not (d.pos == "ADP" and any(f.deprel == "fixed" for f in below)):  # `в связи с отставкой` is not `в отставке`
                yield d
            for c in below:
                if c.deprel in NEAR and preposition_of(parse, c.i) not in tables.words.noun_prepositions:
                    yield c
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
