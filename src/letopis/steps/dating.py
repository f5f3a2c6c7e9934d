"""Decides which expression of time dates which saying and which deed.

`time_of` is the one question that later steps ask. It is answered from the tree: the expression must stand in the clause of the
word asked about, so that `в понедельник заявил, что выборы пройдут в марте` keeps the saying and the deed apart. Ordered rules;
the first that answers wins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from letopis.model import Parse, Time, Token

CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "root"})
"""Relations that open a clause with times of its own."""
VERBAL = frozenset({"VERB", "AUX"})
ADJUNCTS = frozenset({"obl", "advmod", "nmod", "parataxis", "appos"})
BREAKS = frozenset(',;:—–-()«»"“”')


@dataclass(frozen=True, slots=True)
class Dating:
    """The expressions of one report with the tokens that head them, so that many questions cost one search."""

    parse: Parse
    heads: tuple[int, ...]
    """The head token of each expression, parallel to the reading's times."""
    by_sentence: dict[int, tuple[int, ...]]
    """Indices of times by sentence."""

    def time_of(self, head: int, cues: Collection[int] = ()) -> int | None:
        """The index of the expression that dates the word `head` (a token), or None.

        `cues` are the head tokens of cues of speech: what dates a saying does not date the deeds that are told in it, so a noun
        below a cue never takes the cue's time.
        """
        for rule in (self._own, self._of_participle, self._of_governor, self._of_first_conjunct, self._beside):
            found = rule(head, cues)
            if found is not None:
                return found
        return None

    def _own(self, head: int, cues: Collection[int]) -> int | None:
        """Hangs on `head` itself: `заявил в понедельник`, `встреча в понедельник`."""
        found = [k for k in self._near(head) if self._dates(k, head)]
        return self._nearest(found, head)

    def _of_participle(self, head: int, cues: Collection[int]) -> int | None:
        """Hangs on a participle or relative clause of the noun: `взрыв, прогремевший в среду`."""
        if self.parse.tokens[head].pos in VERBAL:
            return None
        for below in self.parse.dependents(head):
            if below.deprel in {"acl", "acl:relcl"} and below.i not in cues:
                found = self._nearest([k for k in self._near(head) if self._dates(k, below.i)], head)
                if found is not None:
                    return found
        return None

    def _of_governor(self, head: int, cues: Collection[int]) -> int | None:
        """Hangs on the verb whose participant or infinitive `head` is: `в среду прошли переговоры`, `в мае решили начать учения`."""
        at = head
        while (above := self.parse.tokens[at].head) >= 0:
            token = self.parse.tokens[at]
            if token.deprel in CLAUSES or (token.pos in VERBAL and token.deprel == "conj") or above in cues:
                return None
            found = [k for k in self._near(above) if self._dates(k, above)]
            if found:
                return self._nearest(found, head)
            at = above
        return None

    def _of_first_conjunct(self, head: int, cues: Collection[int]) -> int | None:
        """Opens a row of verbs: `В среду суд отклонил жалобу и вынес приговор`."""
        at = head
        for above in (self.parse.tokens[head], *self.parse.ancestors(head)):
            if above.pos in VERBAL and above.deprel == "conj":
                first = self.parse.tokens[above.head]
                if (first.i in cues and head not in cues) or first.pos not in VERBAL:
                    return None
                found = [k for k in self._near(first.i) if self._dates(k, first.i) and self.heads[k] < first.i]
                return self._nearest(found, head) if found else self._of_first_conjunct(first.i, cues)
            if above.deprel in CLAUSES or (at != head and above.i in cues):
                return None
            at = above.i
        return None

    def _beside(self, head: int, cues: Collection[int]) -> int | None:
        """Where the tree fails: the one expression with no mark and no other verb between it and the verb `head`."""
        if self.parse.tokens[head].pos not in VERBAL:
            return None
        found = [k for k in self._near(head) if self._unparted(self.heads[k], head)]
        return found[0] if len(found) == 1 else None

    # --- the tree ---
    def _near(self, head: int) -> tuple[int, ...]:
        return self.by_sentence.get(self.parse.tokens[head].sentence, ())

    def _nearest(self, found: Sequence[int], head: int) -> int | None:
        return min(found, key=lambda k: (abs(self.heads[k] - head), k)) if found else None

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
            return False
        return token.deprel in ADJUNCTS and token.feat("Case") in {"Loc", "Ins", ""} and token.deprel not in CLAUSES

    def _unparted(self, a: int, b: int) -> bool:
        between = self.parse.tokens[min(a, b) + 1 : max(a, b)]
        return not any(t.text in BREAKS or t.pos in VERBAL for t in between)


def date_words(parse: Parse, times: Sequence[Time]) -> Dating:
    """Make ready for questions about `parse` and its `times`."""
    heads = tuple(_head(parse, t) for t in times)
    by_sentence: dict[int, tuple[int, ...]] = {}
    for k, head in enumerate(heads):
        if head >= 0:
            n = parse.tokens[head].sentence
            by_sentence[n] = (*by_sentence.get(n, ()), k)
    return Dating(parse, heads, by_sentence)


def time_of(parse: Parse, times: Sequence[Time], head: int, cues: Collection[int] = ()) -> int | None:
    """One question alone; see `Dating.time_of`. With several, call `date_words` once and ask it."""
    return date_words(parse, times).time_of(head, cues)


def _head(parse: Parse, time: Time) -> int:
    """The token of the expression whose head lies outside it; -1 where the span covers no token."""
    inside = parse.covered(time.span)
    return next(_outward(parse, inside), -1)


def _outward(parse: Parse, inside: range) -> Iterator[int]:
    return (i for i in inside if parse.tokens[i].head not in inside and parse.tokens[i].pos not in {"PUNCT", "ADP"})
