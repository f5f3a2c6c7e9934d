"""Numbers that belong to a deed: `20 тысяч человек`, `не менее 14 погибших`, `250-300 моряков`, `двое`; with unit, bounds and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letopis.languages.deeds import DeedTables
from letopis.languages.folding import fold
from letopis.languages.language import Language
from letopis.model import Parse, Quantity, Span, Token
from letopis.records import record
from letopis.steps.events.roles import Roles
from letopis.steps.events.triggers import Candidate
from letopis.steps.phrases import phrase_tokens

FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
RANGE = re.compile(r"(\d+)[-–—](\d+)")
GROUP = re.compile(r"\d{3}")
LONGEST_BOUND = 3
"""Words of a bound (`по меньшей мере`)."""


@record(frozen=True, slots=True)
class Number:
    """A number at tokens ``[first, last)``; `people` where it counts people by itself."""

    first: int
    last: int
    low: float
    high: float
    people: bool = False


def quantities_of(parse: Parse, candidate: Candidate, roles: Roles, timed: frozenset[int], language: Language) -> tuple[Quantity, ...]:
    """Quantities of the deed, in the order of the text."""
    told = list(numbers(parse.sentence_tokens(parse.sentence_of(candidate.token)), language.deeds))
    if not told:
        return ()
    places = _places(parse, candidate, roles)
    found = []
    for number in told:
        role = next((places[i] for i in range(number.first, number.last) if i in places), None)
        unit = _unit(parse, number)
        if role and (unit or number.people) and not timed & set(range(number.first, number.last)):
            found.append(_quantity(parse, number, unit, role, language))
    return tuple(found)


def _places(parse: Parse, candidate: Candidate, roles: Roles) -> dict[int, str]:
    """Which tokens belong to which role: `actor`, `recipient`, or `amount` for other phrases of the deed."""
    out: dict[int, str] = {}
    for head in {candidate.token, candidate.governor} - {-1}:
        for d in parse.dependents(head):
            if d.deprel in {"obj", "obl", "iobj", "nmod", "nsubj", "nsubj:pass", "nummod:gov"} and not d.feat("VerbForm"):
                out.update(dict.fromkeys(phrase_tokens(parse, d.i), "amount"))
    for role, tokens in (("actor", roles.actors), ("recipient", roles.recipients)):
        for token in tokens:
            for head in (token, *(c.i for c in parse.dependents(token) if c.deprel == "conj")):
                out.update(dict.fromkeys(phrase_tokens(parse, head), role))
    return out


def numbers(words: Sequence[Token], tables: DeedTables) -> Iterator[Number]:
    """The numbers among `words`, from left to right."""
    k = 0
    while k < len(words):
        if not _is_numeric(words[k], tables):
            k += 1
            continue
        number, length = _number_at(words, k, tables)
        if number:
            yield number
        k += length


def _is_numeric(word: Token, tables: DeedTables) -> bool:
    """May a number begin with the word? Most words are none, and this is the quick way to tell."""
    return word.text[:1].isdecimal() or word.key.rstrip(".") in tables.numbers


def _number_at(words: Sequence[Token], k: int, tables: DeedTables) -> tuple[Number | None, int]:
    """The number that begins at word `k`, and how many words to go on by."""
    first = words[k]
    if match := RANGE.fullmatch(first.text):
        scale, last = _scale(words, k + 1, tables)
        return Number(first.i, words[last - 1].i + 1, float(match[1]) * scale, float(match[2]) * scale), last - k
    total, part, at, people, seen = 0.0, 0.0, k, False, False
    while at < len(words):
        text, known = words[at].text, tables.numbers.get(words[at].key.rstrip("."))
        if FIGURE.fullmatch(text):
            part = part * 1000 + float(text) if seen and GROUP.fullmatch(text) else part + float(text.replace(",", "."))
        elif known and known.kind in {"cardinal", "people"}:
            part += known.value
            people = people or known.kind == "people"
        elif known and known.kind == "multiplier" and (seen or words[at].feat("Number") == "Sing"):
            total, part = total + (part or 1) * known.value, 0.0
        elif not (text == "." and seen and at + 1 < len(words) and words[at - 1].lemma in tables.numbers):
            break
        seen, at = True, at + 1
    return (Number(first.i, words[at - 1].i + 1, total + part, total + part, people) if seen else None), max(at - k, 1)


def _scale(words: Sequence[Token], k: int, tables: DeedTables) -> tuple[float, int]:
    known = tables.numbers.get(words[k].key) if k < len(words) else None
    return (known.value, k + 1) if known and known.kind == "multiplier" else (1.0, k)


def _unit(parse: Parse, number: Number) -> int | None:
    """The noun that is counted: the one after the number, adjectives aside."""
    last = parse.tokens[number.last - 1]
    for token in parse.tokens[number.last : number.last + 4]:
        if token.sentence != last.sentence or token.pos in {"PUNCT", "VERB", "ADP", "CCONJ"}:
            return None
        if token.pos in {"NOUN", "PROPN"}:
            return token.i
    return None


def _quantity(parse: Parse, number: Number, unit: int | None, role: str, language: Language) -> Quantity:
    bound, start = _bound(parse, number, language.deeds)
    low = None if bound == "high" else number.low
    high = None if bound == "low" else number.high
    end = parse.tokens[unit if unit is not None else number.last - 1].span.end
    name = _nominative(parse.tokens[unit], language) if unit is not None else None
    return Quantity(Span(parse.tokens[start].span.start, end), low, high, name, role)


def _nominative(noun: Token, language: Language) -> str:
    return language.morphology.inflect(noun.text.lower(), noun.pos, noun.feats, {"Case": "Nom", "Number": "Sing"})


def _bound(parse: Parse, number: Number, tables: DeedTables) -> tuple[str, int]:
    """`low` or `high` where words before the number say so, and the token with which the quantity begins."""
    for length in range(LONGEST_BOUND, 0, -1):
        start = number.first - length
        if start < 0:
            continue
        known = tables.numbers.get(fold("_".join(t.text.lower() for t in parse.tokens[start : number.first])))
        if known and known.kind in {"low", "high"}:
            return known.kind, start
    return "", number.first
