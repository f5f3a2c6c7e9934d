"""Which way an expression points: back from the report where its verb is past, ahead where it is future."""

from __future__ import annotations

from letopis.languages.calendar import CalendarTables
from letopis.languages.folding import fold
from letopis.languages.senses import FORM
from letopis.model import Parse, Span, Token

TENSES = {"Past": -1, "Fut": 1}


def direction(parse: Parse, head: int, tables: CalendarTables, kept: bool = False, lasts: bool = False) -> int:
    """-1, 1, or 0 where nothing tells. `head` is the token that heads the expression.

    `kept`: the expression is a holiday, which is kept `на`; other dates with that preposition are set beforehand.
    `lasts`: it has a beginning and an end, between which the report may lie.
    """
    prepositions = {t.text.lower() for t in parse.dependents(head) if t.deprel == "case"}
    until = not prepositions.isdisjoint(tables.dating.until_prepositions)
    towards = not kept and not prepositions.isdisjoint(tables.dating.set_prepositions) and parse.tokens[head].feat("Case") != "Loc"
    nominal = False
    for above in parse.ancestors(head):
        if above.pos in {"VERB", "AUX"}:
            if not nominal and towards:
                return 1
            found = 0 if lasts and _is_state(parse, above, tables) else _of_clause(parse, above, tables, until)
            return 0 if nominal and found < 0 else found
        if above.pos == "ADJ" and above.feat("Variant") == "Short":
            return 1 if towards else _of_auxiliary(parse, above, tables)
        if above.pos in {"NOUN", "PROPN"}:
            nominal = True
            if (copula := _of_auxiliary(parse, above, tables)) != 0:
                return copula
    return 0


def _of_clause(parse: Parse, verb: Token, tables: CalendarTables, until: bool) -> int:
    """What the verb of the clause tells; an end may lie ahead of a past verb (`закрыт до июня`, `отменили до июня`)."""
    if _is_word(verb, "AHEAD", tables) and _of_auxiliary(parse, verb, tables) >= 0:
        return 1
    if until and (verb.feat("Tense") == "Pres" or _is_state(parse, verb, tables)):
        return 1
    found = _of_verb(parse, verb, tables)
    return 0 if until and found < 0 else found


def attributive(parse: Parse, head: int) -> bool:
    """Does the expression stand in a participle or relative clause, or qualify a noun? Then the story does not go on from it."""
    for token in (parse.tokens[head], *parse.ancestors(head)):
        if token.deprel in {"acl", "acl:relcl", "nmod"}:
            return True
        if token.pos == "VERB":
            return False
    return False


def _is_state(parse: Parse, verb: Token, tables: CalendarTables) -> bool:
    """`закрыт до июня`: a short participle without an auxiliary tells of what lasts."""
    return verb.feat("VerbForm") == "Part" and verb.feat("Variant") == "Short" and _of_auxiliary(parse, verb, tables) == 0


def _of_verb(parse: Parse, verb: Token, tables: CalendarTables) -> int:
    form = verb.feat("VerbForm")
    auxiliary = _of_auxiliary(parse, verb, tables)
    if auxiliary:
        return auxiliary
    if form == "Inf":
        return _of_infinitive(parse, verb, tables)
    if form == "Conv":
        return next((_of_verb(parse, a, tables) for a in parse.ancestors(verb.i) if a.pos in {"VERB", "AUX"}), 0)
    if form == "Fin" and verb.feat("Person") == "1" and verb.feat("Number") == "Plur" and verb.head < 0 and not _has_subject(parse, verb):
        return 0  # `Напомним, …`: the narrator's own aside tells nothing of when
    return TENSES.get(verb.feat("Tense"), 0)


def _has_subject(parse: Parse, verb: Token) -> bool:
    return any(t.deprel in {"nsubj", "nsubj:pass"} for t in parse.dependents(verb.i))


def _of_infinitive(parse: Parse, verb: Token, tables: CalendarTables) -> int:
    """What is told in the infinitive lies ahead of a present or future verb; after a past one nothing tells."""
    above = parse.tokens[verb.head] if verb.head >= 0 else None
    if above is None:
        return 0
    if above.pos in {"VERB", "AUX"}:
        return 0 if above.feat("Tense") == "Past" else 1
    return 1 if above.pos == "ADJ" and above.feat("Variant") == "Short" and _of_auxiliary(parse, above, tables) == 0 else 0


def _of_auxiliary(parse: Parse, token: Token, tables: CalendarTables) -> int:
    for below in parse.dependents(token.i):
        if below.deprel in {"aux", "aux:pass", "cop"}:
            if _is_word(below, "WILL", tables):
                return 1
            if below.feat("Tense") in TENSES:
                return TENSES[below.feat("Tense")]
    return 0


def _is_word(token: Token, symbol: str, tables: CalendarTables) -> bool:
    keys = (FORM + fold(token.text), fold(token.lemma))
    return any(w.symbol == symbol for key in keys for w in tables.words.get(key, ()))


def told_as_past(parse: Parse, head: int, span: Span, tables: CalendarTables) -> bool:
    """Is the expression the time of something told as done? Then the report is no older."""
    word = parse.text[: span.start].rstrip().rsplit(None, 1)[-1:]
    first = parse.text[span.start : span.end].split(None, 1)[0].lower()
    ahead = tables.dating.ahead_prepositions
    if first in ahead or (word and word[0].lower() in ahead):
        return False
    above = parse.tokens[parse.tokens[head].head] if parse.tokens[head].head >= 0 else None
    if above is None or above.pos != "VERB" or above.feat("Tense") != "Past" or above.feat("Aspect") != "Perf":
        return False
    if above.feat("VerbForm") not in {"Fin", "Part"}:
        return False
    if direction(parse, head, tables) >= 0:
        return False
    below = list(parse.dependents(above.i))
    if any(t.lemma in tables.dating.undone or t.feat("Tense") == "Fut" for t in below):
        return False
    return not any(t.feat("VerbForm") == "Inf" for t in below)
