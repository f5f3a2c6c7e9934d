"""Where it was done: the place beside the trigger, its light verb, or the predicate that it takes part in."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.languages.folding import fold
from letopis.model import Parse, Party, Token
from letopis.steps.entities import Cast
from letopis.steps.events.frames import antecedent, fillers
from letopis.steps.events.triggers import Candidate, first_conjunct
from letopis.steps.government import preposition_of
from letopis.steps.phrases import phrase_tokens

INNER = frozenset({"obj", "nmod", "obl", "iobj"})
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
            yield from (f for f in fillers(parse, head, (slot,), cast.language.deeds) if is_place(parse, cast, f))
    for head in heads:
        yield from _beside(parse, cast, head)
        yield from _within(parse, cast, head)
    for head in _predicates(parse, candidate):
        yield from _beside(parse, cast, head)
    yield from _after(parse, cast, candidate)
    yield from _opening(parse, cast, candidate)


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
    first = [t for t in parse.sentence_tokens(sentence)[:4] if _says_where(parse, t, cast) and is_place(parse, cast, t.i)]
    if clause is None or not {candidate.token, parse.tokens[first_conjunct(parse, candidate.token)].head, candidate.governor} & {clause.i}:
        return  # told deeper than by the clause (`в больнице опознаны погибшие при теракте`)
    if first and first[0].head in {clause.i, clause.head} and clause.deprel in {"root", "conj"}:
        yield first[0].i


def _after(parse: Parse, cast: Cast, candidate: Candidate) -> Iterator[int]:
    """Right behind the noun, though the parser hung it on the verb (`в результате взрыва в порту погибли двое`)."""
    if parse.tokens[candidate.token].pos != "NOUN":
        return
    last = max(phrase_tokens(parse, candidate.token))
    verb = next((a for a in parse.ancestors(candidate.token) if a.feat("VerbForm")), None)
    if verb is not None:
        yield from (i for i in _beside(parse, cast, verb.i) if min(parse.subtree(i)) == last + 1)


def _says_where(parse: Parse, token: Token, cast: Cast) -> bool:
    if token.deprel not in {"obl", "nmod"} or token.feat("Case") not in PLACE_CASES:
        return False
    return preposition_of(parse, token.i) in cast.language.deeds.words.place_prepositions


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
    return kind in PLACE_KINDS or fold(parse.tokens[token].lemma) in cast.language.deeds.place_nouns
