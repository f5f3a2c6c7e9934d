"""Which words may name a deed: every token whose lemma a table knows, with the row and the light verb that it was found by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from letopis.languages.deeds import DeedTables, Governor, TriggerRow
from letopis.languages.folding import fold
from letopis.languages.language import Language
from letopis.model import Parse, Token
from letopis.records import record
from letopis.steps.government import preposition_of

Rows = tuple[TriggerRow, ...]
NOUNS = frozenset({"NOUN", "PROPN"})
WORDS_KEPT = 1 << 14
"""Nouns of which it is remembered whether they may name a deed."""
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
        if token.pos in NOUNS:
            phrases, plain = _noun_rows(token, language)
        elif "VerbForm" in token.feats or token.key in tables.phrases:
            phrases, plain = _verb_rows(token, tables)
        else:
            continue
        if phrases or plain:
            found = (*_phrases(parse, token, phrases, tables), *(Candidate(token.i, row) for row in _in_order(plain)))
            if found:
                yield found


def _noun_rows(noun: Token, language: Language) -> tuple[Rows, Rows]:
    """The rows of phrases and those of nouns alone: for the noun's lemma, or for another lemma that its form may have."""
    tables = language.deeds
    phrases, plain = tables.phrases.get(noun.key), tables.nouns.get(noun.key)
    if noun.pos == "NOUN" and (phrases is None or plain is None):
        for key in _known_keys(noun.text, language.morphology.lemmas, tables.named):
            phrases = phrases or tables.phrases.get(key)
            plain = plain or tables.nouns.get(key)
    return phrases or (), plain or ()


@lru_cache(maxsize=WORDS_KEPT)
def _known_keys(word: str, lemmas: Callable[[str], frozenset[str]], known: frozenset[str]) -> tuple[str, ...]:
    """Which of the keys that are `known` the lemmas of `word` have, in the order of the lemmas; most words have none."""
    return tuple(key for lemma in sorted(lemmas(word)) if (key := fold(lemma)) in known)


def _verb_rows(token: Token, tables: DeedTables) -> tuple[Rows, Rows]:
    """The rows of phrases and those of verbs alone; of a reflexive passive, those of the verb itself."""
    phrases = tables.phrases.get(token.key, ())
    if phrases:
        phrases = tuple(row for row in phrases if row.pos != "NOUN")
    if not token.feat("VerbForm"):
        return phrases, ()
    rows = tables.verbs.get(token.key, ())
    return phrases, rows or (tables.verbs.get(tables.active(token.key), ()) if token.feat("Voice") == "Pass" else ())


def _in_order(rows: Rows) -> Rows:
    """Rows that ask for certain words beside the trigger come before those that take any."""
    return rows if len(rows) < 2 else tuple(sorted(rows, key=_generality))


def _generality(row: TriggerRow) -> tuple[bool, bool, int]:
    needs = row.needs
    return not needs.negated, not needs.only, -len(needs.roles) - len(needs.kinds) - bool(needs.slots)


def _phrases(parse: Parse, token: Token, rows: Rows, tables: DeedTables) -> Iterator[Candidate]:
    if rows:
        noun = _counted(parse, token, tables)
        for row in _in_order(rows):
            governor = find_governor(parse, noun, row.governor, tables) if row.governor else -1
            if governor >= 0:
                yield Candidate(token.i, row, governor)


def _counted(parse: Parse, token: Token, tables: DeedTables) -> int:
    """The word that counts the deeds stands in their place beside the light verb (`нанесли серию ударов`)."""
    head = parse.tokens[token.head] if token.head >= 0 and token.feat("Case") == "Gen" else token
    return head.i if token.deprel == "nmod" and head.key in tables.amount_nouns and not preposition_of(parse, token.i) else token.i


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
    lemma = token.key
    return lemma in governor.lemmas or (token.feat("Voice") == "Pass" and tables.active(lemma) in governor.lemmas)


def _linked(parse: Parse, top: int, noun: int, prepositions: frozenset[str]) -> bool:
    return preposition_of(parse, top) in prepositions or (top != noun and preposition_of(parse, noun) in prepositions)
