"""How much a mention stands in the foreground where a pronoun looks back, and which mentions grammar forbids it."""

from __future__ import annotations

from letopis.model import Mention, Parse

RELATIONS = {"nsubj": 3.0, "nsubj:pass": 2.5, "obj": 2.0, "iobj": 2.0, "obl:agent": 2.0, "root": 2.0, "obl": 1.2, "nmod": 0.8}
"""Weight of the relation in which a mention stands; a subject is likeliest to be taken up again (Lappin & Leass 1994)."""
OTHER = 1.0
FAR = 1.2
"""What each sentence in between costs."""
EMBEDDED = 0.7
"""What a subject of a subordinate clause lacks to that of the main one."""
QUOTED = 1.5
"""What a mention inside a quotation lacks where the pronoun stands outside."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
WINDOW = 3
"""Sentences that a pronoun looks back over."""
LINKS = frozenset({"conj", "appos", "flat", "flat:name"})


def weight(parse: Parse, mention: Mention, at: int) -> float | None:
    """How well `mention` stands for something at token `at` to point back to; None where it is too far or not before."""
    if mention.head >= at:
        return None
    distance = parse.tokens[at].sentence - parse.tokens[mention.head].sentence
    if distance > WINDOW:
        return None
    score = RELATIONS.get(relation(parse, mention.head), OTHER) - FAR * distance
    if relation(parse, mention.head) in SUBJECTS and not _governs_all(parse, mention.head):
        score -= EMBEDDED
    if in_quotation(parse, mention.head) and not in_quotation(parse, at):
        score -= QUOTED
    return score


def _governs_all(parse: Parse, head: int) -> bool:
    """Is `head` an argument of the main clause, or of one that tells who speaks?"""
    verb = parse.tokens[clause(parse, head)]
    return verb.head < 0 or verb.deprel in {"parataxis", "conj"}


def in_quotation(parse: Parse, i: int) -> bool:
    """Does an odd number of quotation marks stand before `i` in its sentence?"""
    sentence = parse.sentence_of(i)
    depth = 0
    for k in range(sentence.first, i):
        text = parse.tokens[k].text
        if text in {"«", "„", "“"}:
            depth += 1
        elif text in {"»", "”"}:
            depth -= 1
        elif text == '"':
            depth = 0 if depth else 1
    return depth > 0


def relation(parse: Parse, head: int) -> str:
    """The relation in which `head` stands, that of the first of its row where it is coordinated."""
    token = parse.tokens[head]
    while token.deprel in LINKS and token.head >= 0:
        token = parse.tokens[token.head]
    return token.deprel


def clause(parse: Parse, i: int) -> int:
    """The predicate that `i` is an argument of: the nearest verb above, or what a clause hangs on."""
    token = parse.tokens[i]
    while token.head >= 0:
        above = parse.tokens[token.head]
        if (above.pos in {"VERB", "AUX"} and above.deprel not in {"amod"}) or token.deprel in {"nsubj", "nsubj:pass"}:
            return above.i
        token = above
    return token.i


def subject_of(parse: Parse, verb: int) -> int:
    """The subject's head token, -1 without one."""
    return next((t.i for t in parse.dependents(verb) if t.deprel in {"nsubj", "nsubj:pass"}), -1)


def forbidden(parse: Parse, mention: Mention, at: int, noun: int) -> bool:
    """Arguments of one verb are two parties; a possessive of the third person is not the subject of its own clause.

    `noun` is what a possessive goes with, -1 for other pronouns.
    """
    span = parse.tokens[at].span
    if mention.span.contains(span):
        return True
    here = clause(parse, at)
    if noun >= 0:
        here = clause(parse, noun)
        top = subject_of(parse, here)
        return top >= 0 and (top == mention.head or mention.span.contains(parse.tokens[top].span))
    return clause(parse, mention.head) == here and relation(parse, mention.head) not in {"nmod"}
