"""Where it was done: the place beside the trigger, its light verb, or the predicate that it takes part in."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.model import Parse, Party, Token
from letopis.steps.entities import Cast
from letopis.steps.events.frames import antecedent, fillers
from letopis.steps.events.roles import Roles
from letopis.steps.events.triggers import Candidate, first_conjunct
from letopis.steps.government import preposition_of
from letopis.steps.phrases import phrase_tokens

INNER = frozenset({"obj", "nmod", "obl", "iobj"})
PLACE_KINDS = frozenset({"place", "state"})
NOUNS = frozenset({"NOUN", "PROPN"})
DEPTH = 2
"""Verbs up from the deed to the one whose clause opens with `где` (`где он должен встретиться`)."""
OPENING = 4
"""Tokens at the head of a sentence in which a place stands for the whole of it."""
NEAR = 6
"""Tokens before `где` in which its place stands."""
PLACE_CASES = frozenset({"Loc", "Ins", "Gen", ""})


def place_of(parse: Parse, cast: Cast, candidate: Candidate, roles: Roles, timed: frozenset[int]) -> Party | None:
    """The place of the deed; `timed` are tokens of expressions of time. What is invaded is both its victim and its place."""
    taken = {*roles.actors, *roles.recipients, candidate.token, candidate.governor}
    row = candidate.row
    for slot in (s for s in row.place if s in row.recipient):
        for token in fillers(parse, candidate.token, (slot,), cast.language.deeds):
            if token in roles.recipients and is_place(parse, cast, token):
                return cast.party(token)
    for token in _places(parse, cast, candidate, roles, timed):
        if token not in taken:
            return cast.party(token)
    return None


def _places(parse: Parse, cast: Cast, candidate: Candidate, roles: Roles, timed: frozenset[int]) -> Iterator[int]:
    heads = [h for h in (candidate.token, candidate.governor) if h >= 0]
    for head in heads:
        for slot in candidate.row.place:
            yield from (f for f in fillers(parse, head, (slot,), cast.language.deeds) if is_place(parse, cast, f))
    for head in heads:
        yield from _beside(parse, cast, head)
        yield from _within(parse, cast, head)
    for head in _predicates(parse, candidate):
        yield from _beside(parse, cast, head)
    yield from _after(parse, cast, candidate, timed)
    yield from _opening(parse, cast, candidate)
    yield from _before_where(parse, cast, candidate)
    for actor in roles.actors:  # `суд в Москве арестовал`
        yield from (i for i in _beside(parse, cast, actor) if parse.tokens[i].pos == "PROPN")


def _beside(parse: Parse, cast: Cast, head: int) -> Iterator[int]:
    """A phrase of place that depends on `head`."""
    for d in parse.dependents(head):
        place = antecedent(parse, d.i, cast.language.deeds) if _says_where(parse, d, cast) else -1
        if place >= 0 and is_place(parse, cast, place):
            yield place


def _within(parse: Parse, cast: Cast, head: int) -> Iterator[int]:
    """A phrase of place that the parser hung on what follows the word (`обстрел жителей в порту`, `провела учения с ракетами под городом`)."""
    todo = [d.i for d in parse.dependents(head) if d.i > head and d.deprel in INNER]
    while todo:
        at = todo.pop(0)
        yield from (d.i for d in parse.dependents(at) if d.i > at and _says_where(parse, d, cast) and is_place(parse, cast, d.i))
        todo.extend(d.i for d in parse.dependents(at) if d.i > at and d.deprel in INNER and not _says_where(parse, d, cast))


def _opening(parse: Parse, cast: Cast, candidate: Candidate) -> Iterator[int]:
    """A place at the head of the sentence holds for the deeds of its main clause (`В столице в ходе митинга задержаны двое`)."""
    sentence = parse.sentence_of(candidate.token)
    clause = next(
        (t for t in (parse.tokens[candidate.token], *parse.ancestors(candidate.token)) if t.feat("VerbForm") and t.deprel not in INNER), None
    )
    if clause is None or clause.deprel not in {"root", "conj"}:
        return
    if clause.i not in {candidate.token, parse.tokens[first_conjunct(parse, candidate.token)].head, candidate.governor}:
        return  # told deeper than by the clause (`в больнице опознаны погибшие при теракте`)
    opening = parse.tokens[sentence.first : min(sentence.first + OPENING, sentence.last)]
    first = next((t for t in opening if _says_where(parse, t, cast) and is_place(parse, cast, t.i)), None)
    if first and first.head in {clause.i, clause.head}:
        yield first.i


def _before_where(parse: Parse, cast: Cast, candidate: Candidate) -> Iterator[int]:
    """The last place before a clause with `где` (`приехал в Вену, где встретится с министром`)."""
    words = cast.language.deeds.words.where_words
    verbs = [t for t in (parse.tokens[candidate.token], *parse.ancestors(candidate.token)) if t.feat("VerbForm") or t.pos == "ADJ"]
    where = next((d.i for v in verbs[:DEPTH] for d in parse.dependents(v.i) if d.text.lower() in words and d.i < candidate.token), -1)
    if where >= 0:
        before = range(where - 1, max(parse.sentence_of(where).first, where - NEAR) - 1, -1)
        yield from (i for i in before if parse.tokens[i].pos in NOUNS and is_place(parse, cast, i))


def _after(parse: Parse, cast: Cast, candidate: Candidate, timed: frozenset[int]) -> Iterator[int]:
    """Behind the noun and its date, though the parser hung it on the verb (`в результате взрыва в среду в порту погибли двое`)."""
    if parse.tokens[candidate.token].pos != "NOUN":
        return
    verb = next((a for a in parse.ancestors(candidate.token) if a.feat("VerbForm")), None)
    if verb is not None:
        for place in _beside(parse, cast, verb.i):
            last = max(phrase_tokens(parse, candidate.token))
            between = range(last + 1, min(parse.subtree(place)))
            if place > last and all(i in timed or parse.tokens[i].pos in {"PUNCT", "ADP"} for i in between):
                yield place


def _says_where(parse: Parse, token: Token, cast: Cast) -> bool:
    words = cast.language.deeds.words
    if token.deprel not in {"obl", "nmod"}:
        return False
    if token.feat("Case") == "Dat":  # `по всей стране`
        return preposition_of(parse, token.i) in words.spread_prepositions
    return token.feat("Case") in PLACE_CASES and preposition_of(parse, token.i) in words.place_prepositions


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
    return kind in PLACE_KINDS or parse.tokens[token].key in cast.language.deeds.place_nouns
