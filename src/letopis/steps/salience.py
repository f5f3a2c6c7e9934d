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


class Salience:
    """How well the mentions of a report stand for something behind them to point back to. What hangs on a mention alone is found out once."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._standing: dict[int, tuple[float, bool, bool]] = {}

    def weight(self, head: int, at: int) -> float | None:
        """Of the mention with that head for something at token `at`; None where it is too far or not before."""
        if head >= at:
            return None
        tokens = self._parse.tokens
        distance = tokens[at].sentence - tokens[head].sentence
        if distance > WINDOW:
            return None
        base, embedded, quoted = self._stands(head)
        score = base - FAR * distance
        if embedded:
            score -= EMBEDDED
        if quoted and not in_quotation(self._parse, at):
            score -= QUOTED
        return score

    def _stands(self, head: int) -> tuple[float, bool, bool]:
        """The weight of its relation, whether it is the subject of a subordinate clause, and whether it stands inside a quotation."""
        found = self._standing.get(head)
        if found is None:
            role = relation(self._parse, head)
            embedded = role in SUBJECTS and not _governs_all(self._parse, head)
            found = self._standing[head] = RELATIONS.get(role, OTHER), embedded, in_quotation(self._parse, head)
        return found


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
