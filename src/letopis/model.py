"""Every data type of Letopis: frozen, slotted dataclasses (`record` where many are made). This module imports nothing of ours but that.

Spans are half-open ``[start, end)`` in Unicode code points of ``Report.text``; ``text[start:end]`` is the evidence, always.
Dates are EDTF strings (ISO 8601-2) with the extensions that docs/ledger.md lists.
Trees follow Universal Dependencies (UD 2): universal tags, features and relations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import repeat
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from letopis.records import record

Basis = Literal["given", "stated", "inferred", "unknown"]
TimeKind = Literal["date", "duration", "set"]
TimeBasis = Literal["stated", "report", "story", "inferred"]
Form = Literal["direct", "indirect", "mixed", "topic"]
Act = Literal[
    "say",
    "confirm",
    "deny",
    "promise",
    "threaten",
    "warn",
    "accuse",
    "criticise",
    "demand",
    "request",
    "propose",
    "reject",
    "support",
    "ask",
    "estimate",
]
EVENT_TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
"""PLOVER's classes."""
Status = Literal["happened", "planned", "possible", "not_happened"]
EntityKind = Literal["person", "organisation", "state", "place", "media", "group", "office", "unnamed", "other"]


class Span(NamedTuple):
    """A stretch of a report's text: ``[start, end)`` in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]

    @classmethod
    def all_of(cls, pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        """A span of each pair of start and end; for many at once, without a call for each."""
        return tuple(map(tuple.__new__, repeat(cls), pairs))


# --- what comes in ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was received: title, blank line, body; CRLF and CR are LF, nothing else is changed.

    `published` is an EDTF date or None; `outlet` the publisher's name; `language` an ISO 639-1 code or None when not yet known.
    `relays` are hops of the chain that the format itself tells (the source of a forwarded post), nearest first.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    relays: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


# --- grammar ---------------------------------------------------------------------------------------------------------
@record(frozen=True, slots=True)
class Token:
    """One word or mark. `i` counts tokens of the whole report; `head` is such an index too, -1 for the root of a sentence.

    `key` is the lemma as tables are looked up by it (`fold`).
    """

    i: int
    span: Span
    text: str
    lemma: str
    key: str
    pos: str
    feats: Mapping[str, str]
    head: int
    deprel: str
    sentence: int

    def feat(self, name: str) -> str:
        """The value of a UD feature, or an empty string."""
        return self.feats.get(name, "")


@record(frozen=True, slots=True)
class Sentence:
    """Tokens ``[first, last)`` of the report; `paragraph` counts blocks of text parted by line breaks."""

    index: int
    span: Span
    first: int
    last: int
    root: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class GrammarWords:
    """Closed classes of words that the structure of a language's phrases and clauses hangs on: forms in small letters, lemmas of conjunctions."""

    focus: frozenset[str]
    """Particles before a phrase that are not of it: even, only."""
    measures: frozenset[str]
    """Words that make a number vague; they belong to what is counted."""
    round_numbers: frozenset[str]
    """Round numbers that count by another number before them: thousand."""
    singling_out: tuple[str, ...]
    """The words, in their order, that single somebody out of those told before: including."""
    purposes: frozenset[str]
    """Conjunctions of an aim."""
    grounds: frozenset[str]
    """Grounds on which something is done to somebody: suspicion, charge; they are not of whom it is done to."""
    directions: frozenset[str]
    """Prepositions that with the accusative lead somewhere: such a phrase belongs to a verb, never to a person."""


@record(frozen=True, slots=True)
class Name:
    """A name found by the tagger: tokens ``[first, last)``; `kind` is PER, LOC or ORG."""

    span: Span
    kind: Literal["PER", "LOC", "ORG"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the dateline at the head of a report tells; spans are None for what it leaves out. `value` is EDTF (`XXXX-05-05` without a year), None without a day.

    `span` runs up to where the report's first sentence begins. `relay` is the agency through which the report came.
    """

    span: Span
    place: Span | None
    date: Span | None
    value: str | None
    relay: Span | None
    rule: str


@dataclass(frozen=True)
class Parse:
    """The grammar of one report: one tree per sentence, over one array of tokens."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    words: GrammarWords
    """Those of its language."""
    dateline: Dateline | None = None
    """What stands before the first sentence, where it does."""

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Indices of the dependents of each token, in the order of the text."""
        out: dict[int, list[int]] = {}
        for i, token in enumerate(self.tokens):
            out.setdefault(token.head, []).append(i)
        return tuple([tuple(out[i]) if i in out else () for i in range(len(self.tokens))])

    def sentence_of(self, i: int) -> Sentence:
        return self.sentences[self.tokens[i].sentence]

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    @cached_property
    def below(self) -> tuple[tuple[Token, ...], ...]:
        """The dependents of each token, in the order of the text."""
        tokens = self.tokens
        return tuple([tuple([tokens[c] for c in of_one]) if of_one else () for of_one in self.children])

    def dependents(self, i: int) -> tuple[Token, ...]:
        return self.below[i]

    @cached_property
    def prepositions(self) -> Mapping[int, str]:
        """The preposition of each phrase that has one, by its head; base form, words of a complex one joined by `_`."""
        out: dict[int, str] = {}
        for token in self.tokens:
            if token.deprel == "case" and token.pos == "ADP" and token.head >= 0 and token.head not in out:
                fixed = [d.text.lower() for d in self.below[token.i] if d.deprel == "fixed"]
                out[token.head] = "_".join([token.text.lower(), *fixed]) if fixed else token.lemma
        return out

    @cached_property
    def prepositional(self) -> Mapping[tuple[int, str], list[Token]]:
        """The dependents of a token that stand behind a preposition, by both, in the order of the text."""
        out: dict[tuple[int, str], list[Token]] = {}
        for i, preposition in sorted(self.prepositions.items()):
            out.setdefault((self.tokens[i].head, preposition), []).append(self.tokens[i])
        return out

    def subtree(self, i: int) -> tuple[int, ...]:
        """Indices of `i` and all below it, sorted."""
        out, todo = [i], [i]
        while todo:
            below = self.children[todo.pop()]
            out.extend(below)
            todo.extend(below)
        return tuple(sorted(out))

    def ancestors(self, i: int) -> Iterator[Token]:
        """From the head of `i` up to the root of its sentence."""
        while (i := self.tokens[i].head) >= 0:
            yield self.tokens[i]

    def covered(self, span: Span) -> range:
        """The tokens that lie wholly inside `span`."""
        first = bisect_left(self.starts, span.start)
        return range(first, bisect_right(self.ends, span.end, first))

    def touched(self, span: Span) -> range:
        """The tokens of which some part lies inside `span`."""
        first = bisect_right(self.ends, span.start)
        return range(first, bisect_left(self.starts, span.end, first))

    @cached_property
    def phrases(self) -> dict[int, tuple[int, ...]]:
        """The noun phrases asked for so far: head -> tokens. Many rules ask for the same ones (`steps.phrases`)."""
        return {}

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple([start for start, _ in [t.span for t in self.tokens]])

    @cached_property
    def ends(self) -> tuple[int, ...]:
        return tuple([end for _, end in [t.span for t in self.tokens]])


# --- who -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a role. `span` is None where no word stands for them; `name` is nominative, in the fullest form known."""

    span: Span | None
    entity: str | None
    name: str | None


@record(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody or some place. `head` is their head token; `name` the nominative of these very words.

    `anchor`: `name` (a proper name), `role` (an office or title that stands for its holder), `definite` (a common noun that
    points back), `pronoun`, `unnamed` (a source that is kept nameless), `common` (any other noun phrase).
    """

    span: Span
    head: int
    kind: EntityKind
    name: str
    anchor: Literal["name", "role", "definite", "pronoun", "unnamed", "common"]
    gender: str = ""
    number: str = ""
    role: str | None = None
    source_type: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or some place of the report. `links` lead to other entities or names: `state`, `capital_of`, `part_of`."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    mentions: tuple[Span, ...] = ()
    source_type: str | None = None


# --- when ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time. `earliest` and `latest` are ISO days, None where open or without a year.

    `basis` tells how the value is known: `stated` in full, from the `report`'s date, from the `story` around, or `inferred`.
    `rule` names the rule or table row that read it.
    """

    span: Span
    kind: TimeKind
    value: str
    earliest: str | None = None
    latest: str | None = None
    basis: TimeBasis = "stated"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ReportDate:
    """The report's own date: EDTF or None, how it is known, and the expressions that it rests on."""

    value: str | None
    basis: Basis
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """What the step `times` found in one report."""

    report_date: ReportDate
    times: tuple[Time, ...]
    problems: tuple[str, ...] = ()


# --- what was said ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Statement:
    """Content that the text gives as coming from somebody. `time` is an index into the reading's times.

    `source` is None when nobody is named or meant. `via` relays it to this report, nearest first. `within` is the id of the
    statement inside whose content it stands. `cue_token` is the head word of the cue (-1 without one), for later steps; `frame`
    is how the content stands (`clause`, `quote`, `inf`, `topic`, `whole`, `back`, `passage`), for explanations.
    """

    id: str
    cue: Span | None
    source: Party | None
    content: tuple[Span, ...]
    form: Form
    act: Act
    rule: str
    addressee: Party | None = None
    via: tuple[Party, ...] = ()
    time: int | None = None
    place: Party | None = None
    within: str | None = None
    cue_token: int = -1
    certainty: float | None = None
    frame: str = ""


# --- what was done ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that belongs to a deed: `low` and `high` are inclusive, None where open; `unit` a nominative noun."""

    span: Span
    low: float | None
    high: float | None
    unit: str | None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What sort of affair a deed belongs to (`military`, `legal`, …), and the word that tells it."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """A deed in PLOVER's classes. `voucher` is `narrator` or the id of the innermost statement around the trigger.

    `same_as` is the id of the first mention of the same deed in the report, None for that mention itself.
    `is_told`: the mention is news by itself, whoever and whatever else is named with it.
    """

    id: str
    trigger: Span
    type: str
    rule: str
    trigger_token: int
    mode: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    time: int | None = None
    place: Party | None = None
    status: Status = "happened"
    voucher: str = "narrator"
    contexts: tuple[Context, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    same_as: str | None = None
    certainty: float | None = None
    is_told: bool = False


# --- the whole -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one report."""

    report: Report
    report_date: ReportDate
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    problems: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The object of the ledger contract (docs/ledger.md), ready for ``json.dumps``."""
        return {
            "ledger": LEDGER_VERSION,
            "report": _report_dict(self.report, self.report_date),
            "entities": [_plain(e) for e in self.entities],
            "times": [_plain(t) for t in self.times],
            "statements": [_plain(s, leave=("cue_token", "frame")) for s in self.statements],
            "events": [_plain(e, leave=("trigger_token", "is_told")) for e in self.events],
            "problems": list(self.problems),
        }


LEDGER_VERSION = 1
"""Rises when a field of the ledger changes its meaning."""


def _report_dict(report: Report, date: ReportDate) -> dict[str, object]:
    out: dict[str, object] = {k: getattr(report, k) for k in ("id", "title", "text", "outlet", "url", "language")}
    out["relays"] = list(report.relays)
    out["published"] = date.value
    out["published_basis"] = date.basis
    out["published_evidence"] = [list(s) for s in date.evidence]
    out["sha256"] = sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    return out


ATOMS = frozenset({str, int, float, bool, type(None)})
"""What JSON knows as it is."""


def _plain(value: Any, leave: tuple[str, ...] = ()) -> object:
    """A dataclass, tuple or mapping of ours as what JSON knows; `leave` are fields to leave out."""
    kind = value.__class__
    if kind in ATOMS:
        return value
    if kind is Span:
        return [*value]
    if kind is tuple or kind is list:
        return [[*v] if v.__class__ is Span else _plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    names, values = _fields(kind, leave)
    return {name: v if v.__class__ in ATOMS else _plain(v) for name, v in zip(names, values(value), strict=True)}


@lru_cache(maxsize=64)
def _fields(kind: type, leave: tuple[str, ...]) -> tuple[tuple[str, ...], Callable[[Any], tuple[object, ...]]]:
    """Names of the fields of a dataclass (all have several), and what gets them."""
    names = tuple(f.name for f in fields(kind) if f.name not in leave)
    return names, attrgetter(*names)
