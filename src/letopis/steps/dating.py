"""Decides which expression of time dates which saying and which deed.

`Dating.time_of` is the one question that later steps ask. It is answered from the tree: the expression must stand in the clause of
the word asked about, so that `в понедельник заявил, что выборы пройдут в марте` keeps the saying and the deed apart. A clause
inherits a time from the one around it only where grammar says that both happen together: gerunds, rows of verbs, `когда`, and
relative clauses of place and course (`где`, `в ходе которого`). Ordered rules; the first that answers wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from letopis.languages.dating_words import DatingWords
from letopis.model import Parse, Span, Time, Token

CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "root"})
"""Relations that open a clause with times of its own."""
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ"})
ADJUNCTS = frozenset({"obl", "advmod", "nmod", "parataxis", "appos"})
BREAKS = frozenset(',;:—–-()«»"“”')
STEPS = 2
"""Nouns between a deed and the verb that has its time: `приняли участие в акции протеста`."""
SPEECH_ENDS = re.compile(r"[»\"”“][,.!?]*\s*[—–-]\s")
NEAR = 10
"""Words between a noun and the time that follows it."""


@dataclass(frozen=True, slots=True)
class Dating:
    """The expressions of one report with the tokens that head them, so that many questions cost one search."""

    parse: Parse
    times: Sequence[Time]
    heads: tuple[int, ...]
    """The head token of each expression, parallel to the reading's times."""
    by_sentence: dict[int, tuple[int, ...]]
    """Indices of times by sentence."""
    words: DatingWords

    def time_of(self, head: int, cues: Collection[int] = ()) -> int | None:
        """The index of the expression that dates the word `head` (a token), or None.

        `cues` are the head tokens of cues of speech: what dates a saying does not date the deeds that are told in it, so a noun
        below a cue never takes the cue's time.
        """
        token = self.parse.tokens[head]
        if token.pos == "ADP" and token.head >= 0:  # the cue `по данным` may be led by its preposition
            head = token.head
        if not self._near(head):
            return None
        for rule in self._rules():
            found = rule(head, cues)
            if found is not None:
                return found
        return None

    def _rules(self) -> tuple[Callable[[int, Collection[int]], int | None], ...]:
        inside = (self._own, self._of_participle, self._following, self._of_governor)
        return (*inside, self._when, self._therein, self._of_gerund, self._of_first_conjunct, self._beside)

    # --- in the word's own clause ---
    def _own(self, head: int, cues: Collection[int]) -> int | None:
        """Hangs on `head` itself: `заявил в понедельник`, `встреча в понедельник`."""
        return self._nearest([k for k in self._near(head) if self._dates(k, head)], head)

    def _of_participle(self, head: int, cues: Collection[int]) -> int | None:
        """Hangs on a participle or relative clause of the noun: `взрыв, прогремевший в среду`."""
        if self.parse.tokens[head].pos in VERBAL:
            return None
        for below in self.parse.dependents(head):
            if below.deprel in {"acl", "acl:relcl"} and below.i not in cues and not self._opens_with(below.i, self.words.when | self.words.therein):
                found = self._nearest([k for k in self._near(head) if self._dates(k, below.i)], head)
                if found is not None:
                    return found
        return None

    def _following(self, head: int, cues: Collection[int]) -> int | None:
        """Stands behind the noun, and the tree ties it to no verb: `конфликт с соседями в августе 2008 года`."""
        if self.parse.tokens[head].pos in VERBAL:
            return None
        found = [k for k in self._near(head) if head < self.heads[k] <= head + NEAR and self._unparted(head, self.heads[k])]
        return self._nearest([k for k in found if self._astray(k, head)], head)

    def _of_governor(self, head: int, cues: Collection[int]) -> int | None:
        """Hangs on the verb whose participant or infinitive `head` is: `в среду прошли переговоры`, `в мае решили начать учения`."""
        at = self.parse.tokens[head]
        if head in cues and (at.pos not in VERBAL and self._preposition(head) in self.words.source_prepositions):
            return None
        steps = 0
        while at.head >= 0:
            above = self.parse.tokens[at.head]
            if at.deprel in CLAUSES or (at.pos in VERBAL and at.deprel == "conj") or above.i in cues:
                return None
            if at.pos not in VERBAL and self._preposition(at.i) in self.words.apart_prepositions:
                return None
            steps += above.pos not in VERBAL
            if steps > STEPS:
                return None
            found = [k for k in self._near(above.i) if self._dates(k, above.i)]
            if found:
                return self._nearest(found, head)
            at = above
        return None

    def _beside(self, head: int, cues: Collection[int]) -> int | None:
        """Where the tree fails: the one expression with no mark and no other verb between it and the verb `head`."""
        if self.parse.tokens[head].pos not in VERBAL:
            return None
        found = [k for k in self._near(head) if self._unparted(self.heads[k], head) and self._is_date(k)]
        return found[0] if len(found) == 1 else None

    # --- from the clause around ---
    def _of_first_conjunct(self, head: int, cues: Collection[int]) -> int | None:
        """Opens a row of verbs: `В среду суд отклонил жалобу и вынес приговор`."""
        for above in (self.parse.tokens[head], *self.parse.ancestors(head)):
            if above.pos in VERBAL and (above.deprel == "conj" or self._runs_on(above)):
                first = self.parse.tokens[above.head]
                if (first.i in cues and head not in cues) or first.pos not in VERBAL or first.feat("Tense") != above.feat("Tense"):
                    return None
                found = [k for k in self._near(first.i) if self._dates(k, first.i) and self.heads[k] < first.i and self._is_date(k)]
                return self._nearest(found, head) if found else self._of_first_conjunct(first.i, cues)
            if above.deprel in CLAUSES or (above.i != head and above.i in cues):
                return None
            if above.i != head and above.pos not in VERBAL and self._preposition(above.i) in self.words.apart_prepositions:
                return None
        return None

    def _runs_on(self, verb: Token) -> bool:
        """A verb without a subject behind a comma: the tree calls parataxis what is a row."""
        if verb.deprel != "parataxis" or verb.head < 0 or verb.head > verb.i:
            return False
        return not any(t.deprel in {"nsubj", "nsubj:pass"} for t in self.parse.dependents(verb.i))

    def _of_gerund(self, head: int, cues: Collection[int]) -> int | None:
        """A gerund happens with its verb: `В среду он сменил курс, уволив министра`."""
        verb = self._clause(head)
        if verb.feat("VerbForm") != "Conv" or verb.head < 0 or verb.text.lower() in self.words.prepositional_gerunds:
            return None
        above = self.parse.tokens[verb.head]
        return None if above.i in cues and head not in cues else self.time_of(above.i, cues)

    def _when(self, head: int, cues: Collection[int]) -> int | None:
        """`15 июля, когда он ушёл`: the time that `когда` follows, else that of the clause which it dates."""
        verb = self._clause(head)
        mark = self._opens_with(verb.i, self.words.when)
        if mark is None or (verb.i in cues and head != verb.i):
            return None
        before = [k for k in self._near(head) if self.heads[k] < mark and self._adjoins(k, mark)]
        if before:
            return before[-1]
        above = self.parse.tokens[verb.head] if verb.head >= 0 else verb
        return self._own(above.i, cues) if above.i != verb.i and above.pos in VERBAL else None

    def _therein(self, head: int, cues: Collection[int]) -> int | None:
        """`встреча во вторник, в ходе которой`, `вчера побывал в школе, где`: the clause tells what happened there and then."""
        verb = self._clause(head)
        if verb.deprel != "acl:relcl" or verb.head < 0 or (verb.i in cues and head != verb.i):
            return None
        if self._opens_with(verb.i, self.words.therein) is None and not self._in_its_course(verb.i):
            return None
        noun = self.parse.tokens[verb.head]
        governor = next((a for a in self.parse.ancestors(noun.i) if a.pos in VERBAL), None)
        if governor is None or governor.feat("Tense") != verb.feat("Tense"):
            return self._own(noun.i, cues)
        own = self._own(noun.i, cues)
        return own if own is not None else self._own(governor.i, cues)

    def _in_its_course(self, verb: int) -> bool:
        before = (self.parse.tokens[i] for i in self.parse.subtree(verb) if i < verb)
        relatives = (t for t in before if t.lemma in self.words.relatives and t.feat("Case") != "Nom")
        return any(self._preposition(i) in self.words.course_prepositions for t in relatives for i in (t.i, t.head))

    # --- the tree ---
    def _near(self, head: int) -> list[int]:
        """The expressions of the sentence, but for those that hold the word itself (`с момента вторжения`) or lie beyond a speech."""
        token = self.parse.tokens[head]
        return [
            k
            for k in self.by_sentence.get(token.sentence, ())
            if not self.times[k].span.contains(token.span) and not self._beyond_speech(token.span, self.times[k].span)
        ]

    def _beyond_speech(self, a: Span, b: Span) -> bool:
        """Does a direct speech end between the two? `«Мы придём», — сказал он в среду`."""
        return bool(SPEECH_ENDS.search(self.parse.text, min(a.end, b.end), max(a.start, b.start)))

    def _nearest(self, found: Sequence[int], head: int) -> int | None:
        """Of several, a date rather than a length, then the nearest."""
        fit = [k for k in found if not self._is_term(k)]
        return min(fit, key=lambda k: (self.times[k].kind != "date", abs(self.heads[k] - head), k)) if fit else None

    def _is_term(self, time: int) -> bool:
        return self.times[time].kind == "duration" and self._preposition(self.heads[time]) in self.words.term_prepositions

    def _is_date(self, time: int) -> bool:
        """How long one deed lasted tells nothing of its neighbours (`полчаса общался и посетил школу`)."""
        return self.times[time].kind != "duration"

    def _astray(self, time: int, noun: int) -> bool:
        """Does the tree tie the expression to another noun, or to a verb beyond the noun's own clause?"""
        above = self.parse.tokens[self.heads[time]].head
        if above < 0:
            return False
        if self.parse.tokens[above].pos in NOMINAL:
            return above not in range(noun, self.heads[time])
        return above < noun and any(t.pos in VERBAL for t in self.parse.tokens[above + 1 : noun])

    def _preposition(self, i: int) -> str:
        case = next((t for t in self.parse.dependents(i) if t.deprel == "case" and t.pos == "ADP"), None)
        if case is None:
            return ""
        fixed = [d.text.lower() for d in self.parse.dependents(case.i) if d.deprel == "fixed"]
        return "_".join([case.text.lower(), *fixed])

    def _clause(self, head: int) -> Token:
        """The verb of the clause that `head` stands in."""
        at = self.parse.tokens[head]
        while at.pos not in VERBAL and at.head >= 0 and at.deprel not in CLAUSES:
            at = self.parse.tokens[at.head]
        while at.pos in VERBAL and at.deprel in {"xcomp", "aux", "aux:pass", "cop"} and at.head >= 0:
            at = self.parse.tokens[at.head]
        return at

    def _opens_with(self, verb: int, words: Collection[str]) -> int | None:
        """The conjunction or adverb of `words` that opens the clause of `verb`."""
        return next((t.i for t in self.parse.dependents(verb) if t.text.lower() in words and t.i < verb), None)

    def _adjoins(self, time: int, mark: int) -> bool:
        """Does nothing but a comma part the expression from the token `mark`?"""
        between = self.parse.text[self.times[time].span.end : self.parse.tokens[mark].span.start]
        return between.strip() in {",", ""}

    def _dates(self, time: int, head: int) -> bool:
        """Does the path from the expression up to `head` stay in the clause, by way of adjuncts alone?"""
        at = self.parse.tokens[self.heads[time]]
        first = True
        while at.i != head:
            if at.head < 0 or not self._passes(at, first):
                return False
            at, first = self.parse.tokens[at.head], False
        return True

    def _passes(self, token: Token, first: bool) -> bool:
        if first:
            return token.deprel not in {"acl:relcl", "root"}
        if token.pos in VERBAL:
            return token.text.lower() in self.words.prepositional_gerunds
        return token.deprel in ADJUNCTS and token.feat("Case") in {"Loc", "Ins", ""} and token.deprel not in CLAUSES

    def _unparted(self, a: int, b: int) -> bool:
        between = self.parse.tokens[min(a, b) + 1 : max(a, b)]
        return not any(t.text in BREAKS or t.pos in VERBAL for t in between)


def date_words(parse: Parse, times: Sequence[Time], words: DatingWords) -> Dating:
    """Make ready for questions about `parse` and its `times`."""
    heads = tuple(_head(parse, t) for t in times)
    by_sentence: dict[int, tuple[int, ...]] = {}
    for k, head in enumerate(heads):
        if head >= 0:
            n = parse.tokens[head].sentence
            by_sentence[n] = (*by_sentence.get(n, ()), k)
    return Dating(parse, times, heads, by_sentence, words)


def time_of(parse: Parse, times: Sequence[Time], head: int, words: DatingWords, cues: Collection[int] = ()) -> int | None:
    """One question alone; see `Dating.time_of`. With several, call `date_words` once and ask it."""
    return date_words(parse, times, words).time_of(head, cues)


def _head(parse: Parse, time: Time) -> int:
    """The token of the expression whose head lies outside it; -1 where the span covers no token."""
    inside = parse.covered(time.span)
    only = [parse.tokens[i] for i in inside]
    if only and all(t.pos == "ADP" for t in only) and only[0].head >= 0:  # `накануне поездки`, of which only the first word is told
        return only[0].head
    return next(_outward(parse, inside), -1)


def _outward(parse: Parse, inside: range) -> Iterator[int]:
    return (i for i in inside if parse.tokens[i].head not in inside and parse.tokens[i].pos not in {"PUNCT", "ADP"})
