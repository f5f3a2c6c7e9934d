"""Where it was done: the place beside the trigger, its light verb, or the predicate that it takes part in."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.languages.deeds import key
from letopis.model import Parse, Party
from letopis.steps.entities import Cast
from letopis.steps.events.frames import antecedent, fillers
from letopis.steps.events.triggers import Candidate, first_conjunct
from letopis.steps.government import preposition_of

PLACE_PREPOSITIONS = frozenset(
    {"в", "на", "под", "близ", "около", "у", "возле", "вблизи", "недалеко_от", "рядом_с", "неподалеку_от", "вдоль", "по", "за"}
)
PLACE_KINDS = frozenset({"place", "state"})
PLACE_CASES = frozenset({"Loc", "Ins", "Gen", ""})


def place_of(parse: Parse, cast: Cast, candidate: Candidate, taken: frozenset[int]) -> Party | None:
    """The place of the deed; `taken` are tokens that play another role."""
    for token in _places(parse, cast, candidate):
        if token not in taken:
            return cast.party(token)
    return None


def _places(parse: Parse, cast: Cast, candidate: Candidate) -> Iterator[int]:
    heads = [h for h in (candidate.token, candidate.governor) if h >= 0]
    for head in heads:
        for slot in candidate.row.place:
            yield from (f for f in fillers(parse, head, (slot,)) if is_place(parse, cast, f))
    for head in (*heads, *_predicates(parse, candidate)):
        for d in parse.dependents(head):
            preposition = preposition_of(parse, d.i)
            place = antecedent(parse, d.i) if preposition in PLACE_PREPOSITIONS and d.feat("Case") in PLACE_CASES else -1
            if place >= 0 and is_place(parse, cast, place):
                yield place


def _predicates(parse: Parse, candidate: Candidate) -> Iterator[int]:
    """The verb in whose clause a noun stands, and participles by the noun (`взрыв, прогремевший в Киеве`)."""
    token = parse.tokens[candidate.token]
    if token.pos not in {"NOUN", "PROPN"}:
        return
    yield from (d.i for d in parse.dependents(token.i) if d.deprel in {"acl", "acl:relcl"})
    top = parse.tokens[first_conjunct(parse, token.i)]
    if top.head >= 0 and top.deprel in {"nsubj", "nsubj:pass", "obj"} and parse.tokens[top.head].feat("VerbForm"):
        yield top.head


def is_place(parse: Parse, cast: Cast, token: int) -> bool:
    """A place by name, or a noun that names where things are done."""
    entity = cast.entity(token)
    kind = entity.kind if entity else cast.mention(token).kind
    return kind in PLACE_KINDS or key(parse.tokens[token].lemma) in cast.language.deeds.place_nouns
