"""Which words may name a deed: every token whose lemma a table knows, with the row and the light verb that it was found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from letopis.languages.deeds import DeedTables, Governor, TriggerRow
from letopis.languages.folding import fold
from letopis.languages.language import Language
from letopis.model import Parse, Token
from letopis.records import record
from letopis.steps.government import preposition_of

REACH = 5
"""Words between a light verb and its noun."""


@record(frozen=True, slots=True)
class Candidate:
    """A word that may name a deed. `governor` is the light verb of a phrase (-1 without one)."""

    token: int
    row: TriggerRow
    governor: int = -1


def candidates(parse: Parse, language: Language) -> Iterator[tuple[Candidate, ...]]:
    """For each token that some row knows, the candidates in the order in which they should be tried."""
    tables = language.deeds
    for token in parse.tokens:
        phrases = list(_phrases(parse, token, tables, language))
        plain = list(_plain(parse, token, tables, language))
        if phrases or plain:
            yield (*sorted(phrases, key=_generality), *sorted(plain, key=_generality))


def _generality(candidate: Candidate) -> tuple[bool, bool, int]:
    """Rows that ask for certain words beside the trigger come before those that take any."""
    needs = candidate.row.needs
    return not needs.negated, not needs.only, -len(needs.roles) - len(needs.kinds) - bool(needs.slots)


def _phrases(parse: Parse, token: Token, tables: DeedTables, language: Language) -> Iterator[Candidate]:
    for row in _rows_of(token, tables.phrases, language):
        if row.pos == "NOUN" and token.pos not in {"NOUN", "PROPN"}:
            continue
        governor = find_governor(parse, _counted(parse, token, tables), row.governor, tables) if row.governor else -1
        if governor >= 0:
            yield Candidate(token.i, row, governor)


def _counted(parse: Parse, token: Token, tables: DeedTables) -> int:
    """The word that counts the deeds stands in their place beside the light verb (`нанесли серию ударов`)."""
    head = parse.tokens[token.head] if token.head >= 0 and token.feat("Case") == "Gen" else token
    return head.i if token.deprel == "nmod" and fold(head.lemma) in tables.amount_nouns and not preposition_of(parse, token.i) else token.i


def _plain(parse: Parse, token: Token, tables: DeedTables, language: Language) -> Iterator[Candidate]:
    if token.pos in {"NOUN", "PROPN"}:
        yield from (Candidate(token.i, row) for row in _rows_of(token, tables.nouns, language))
    elif token.feat("VerbForm"):
        lemma = fold(token.lemma)
        rows = tables.verbs.get(lemma, ())
        if not rows and token.feat("Voice") == "Pass":
            rows = tables.verbs.get(tables.active(lemma), ())
        yield from (Candidate(token.i, row) for row in rows)


def _rows_of(token: Token, rows: Mapping[str, tuple[TriggerRow, ...]], language: Language) -> tuple[TriggerRow, ...]:
    """The rows for the token's lemma, or for another lemma that its form may have."""
    found = rows.get(fold(token.lemma))
    if found is None and token.pos == "NOUN":
        found = next((rows[k] for k in map(fold, sorted(language.morphology.lemmas(token.text))) if k in rows), None)
    return found or ()


def find_governor(parse: Parse, noun: int, governor: Governor, tables: DeedTables) -> int:
    """The light verb that governs `noun` (or a noun it is coordinated with), or a participle or relative clause of it by the noun; else -1."""
    top = first_conjunct(parse, noun)
    head = parse.tokens[top].head
    if head >= 0 and _is(parse.tokens[head], governor, tables) and _linked(parse, top, noun, governor.prepositions):
        return head
    if head >= 0 and governor.prepositions != {""} and _linked(parse, top, noun, governor.prepositions):
        above = parse.tokens[head].head  # `взяли врачей в заложники`, hung on the object
        if above >= 0 and parse.tokens[head].deprel in {"obj", "nsubj:pass"} and _is(parse.tokens[above], governor, tables):
            return above
    if "" in governor.prepositions:
        for d in parse.dependents(noun):
            if d.deprel in {"acl", "amod", "acl:relcl"} and _is(d, governor, tables):
                return d.i
        return _before(parse, noun, governor, tables)
    return -1


def _before(parse: Parse, noun: int, governor: Governor, tables: DeedTables) -> int:
    """Where the tree fails: the light verb a few words before its noun, with no mark and no other verb between."""
    token = parse.tokens[noun]
    if token.feat("Case") not in {"Acc", "Nom", "Gen"} or preposition_of(parse, noun):
        return -1
    genitive = token.feat("Case") == "Gen"  # only of a verbal noun (`заключение королём и герцогом договора`)
    for at in range(noun - 1, max(noun - REACH, parse.sentence_of(noun).first) - 1, -1):
        word = parse.tokens[at]
        if _is(word, governor, tables) and (not genitive or word.pos == "NOUN"):
            return at
        if word.pos in {"PUNCT", "VERB", "ADP"} or (word.pos == "CCONJ" and not genitive):
            return -1
    return -1


def first_conjunct(parse: Parse, i: int) -> int:
    """The head of the coordination that `i` stands in."""
    while parse.tokens[i].deprel == "conj" and parse.tokens[i].head >= 0 and parse.tokens[parse.tokens[i].head].pos in {"NOUN", "PROPN"}:
        i = parse.tokens[i].head
    return i


def _is(token: Token, governor: Governor, tables: DeedTables) -> bool:
    lemma = fold(token.lemma)
    return lemma in governor.lemmas or (token.feat("Voice") == "Pass" and tables.active(lemma) in governor.lemmas)


def _linked(parse: Parse, top: int, noun: int, prepositions: frozenset[str]) -> bool:
    return preposition_of(parse, top) in prepositions or (top != noun and preposition_of(parse, noun) in prepositions)
