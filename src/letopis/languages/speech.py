"""Typed tables of what the language says about saying: verbs, nouns and phrases of speech, unnamed sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Literal, cast, get_args

from letopis.languages.folding import fold
from letopis.languages.tables import Row, read_table
from letopis.model import Act

PhraseRole = Literal["source", "reference", "via", "addressee", "impersonal", "none"]
ACTS: frozenset[str] = frozenset(get_args(Act))
ROLES: frozenset[str] = frozenset(get_args(PhraseRole))
NONE: frozenset[str] = frozenset()
MODIFIER = "adj"
"""The slot of a phrase for a single word that names a party."""


@dataclass(frozen=True, slots=True)
class SpeechRow:
    """A verb or noun of speech with its government: slots for who speaks, to whom, and where the content stands.

    `governors` (nouns only) are the light verbs that make the noun speech, each a lemma with an optional preposition.
    """

    id: str
    lemmas: tuple[str, ...]
    act: Act
    source: tuple[str, ...]
    addressee: tuple[str, ...]
    content: tuple[str, ...]
    governors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a phrase's pattern: a word (any of `words`), or a slot for a party in `case` (`adj` for a modifier that names one)."""

    words: frozenset[str]
    case: str = ""


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A phrase that names a source, a relay or a hearer, or says that there is some source; `none` rows only stop others."""

    id: str
    parts: tuple[Part, ...]
    role: PhraseRole
    act: Act


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """A kind of source that stays nameless: lemmas of the head noun phrase, and its type."""

    id: str
    lemmas: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class PhraseRows:
    """Phrases that begin with the same word, those that are tried first at the head.

    Many do, hardly any goes on: `by_next` tells by their next word, a modifier left out, which ones may (by their numbers);
    those in `alone` have no other word, or a slot for a whole party before it.
    """

    rows: tuple[PhraseRow, ...]
    by_next: Mapping[str, tuple[int, ...]]
    alone: tuple[int, ...]

    def going_on(self, following: Sequence[str]) -> list[PhraseRow]:
        """The phrases whose next word is among those `following` (folded), or that need none."""
        if self.by_next.keys().isdisjoint(following):
            return [self.rows[n] for n in self.alone]
        found = {n for word in following for n in self.by_next.get(word, ())}
        return [self.rows[n] for n in sorted(found.union(self.alone))]


class WordClasses(dict[str, frozenset[str]]):
    """Closed classes of words by name (speech_words.tsv); a class that the language has no row for is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return NONE


@dataclass(frozen=True, slots=True)
class SpeechTables:
    """The rows, indexed for the steps: verbs and nouns by lemma (of a noun, the rows with a light verb first), phrases by their first word."""

    verbs: Mapping[str, tuple[SpeechRow, ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[SpeechRow, ...]] = field(default_factory=dict)
    phrases: Mapping[str, PhraseRows] = field(default_factory=dict)
    references: Mapping[str, PhraseRows] = field(default_factory=dict)
    """Those of the phrases that have this role."""
    unnamed: tuple[UnnamedRow, ...] = ()
    classes: WordClasses = field(default_factory=WordClasses)
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self, name: str) -> frozenset[str]:
        """The closed class of words `name` (speech_words.tsv); empty where the language has no such row."""
        return self.classes[name]

    def ordered(self, name: str) -> tuple[str, ...]:
        """The class `name` in the order of its row: slots and endings are tried one after the other."""
        return self.orders.get(name, ())


def load_speech(folder: Traversable) -> SpeechTables:
    """Read and check the tables in `folder`; raises `TableError`."""
    government = ("id", "lemmas", "act", "source", "addressee", "content", "example")
    verbs = [_speech_row(r) for r in read_table(folder / "speech_verbs.tsv", government)]
    nouns = [_speech_row(r) for r in read_table(folder / "speech_nouns.tsv", (*government, "with"))]
    phrases = [_phrase_row(r) for r in read_table(folder / "source_phrases.tsv", ("id", "pattern", "role", "act", "example"))]
    unnamed = [_unnamed_row(r) for r in read_table(folder / "unnamed_sources.tsv", ("id", "pattern", "type", "example"))]
    orders = {r.id: r.words("lemmas") for r in read_table(folder / "speech_words.tsv", ("id", "lemmas"))}
    return SpeechTables(
        _by_lemma(verbs),
        _by_lemma(sorted(nouns, key=lambda n: not n.governors)),
        _by_first_word(phrases),
        _by_first_word(p for p in phrases if p.role == "reference"),
        tuple(unnamed),
        WordClasses({name: frozenset(words) for name, words in orders.items()}),
        orders,
    )


def _speech_row(row: Row) -> SpeechRow:
    if not row.words("lemmas"):
        raise row.error("the cell `lemmas` is empty")
    governors = tuple(_governors(row.cells.get("with", "")))
    content = row.items("content")
    if not content:
        raise row.error("the cell `content` is empty: a cue without a place for its content never fires")
    return SpeechRow(row.id, row.words("lemmas"), _act(row), row.items("source"), row.items("addressee"), content, governors)


def _governors(cell: str) -> list[tuple[str, str]]:
    """``выступить|выступать с`` -> [("выступить", "с"), ("выступать", "с")]."""
    verbs, _, preposition = cell.strip().partition(" ")
    return [(v.strip(), preposition.strip()) for v in verbs.split("|") if v.strip()]


def _phrase_row(row: Row) -> PhraseRow:
    role = row.cells["role"]
    if role not in ROLES:
        raise row.error(f"the role {role!r} is none of {', '.join(sorted(ROLES))}")
    parts = tuple(_part(w) for w in row.cells["pattern"].split())
    if not parts or parts[0].case:
        raise row.error("a pattern begins with a word, not with the slot")
    if role in {"source", "reference", "via", "addressee"} and not any(p.case for p in parts):
        raise row.error(f"a pattern of the role {role!r} needs a slot for the party")
    return PhraseRow(row.id, parts, cast(PhraseRole, role), _act(row))


def _part(word: str) -> Part:
    if word.startswith("{"):
        return Part(frozenset(), word.strip("{}"))
    return Part(frozenset(fold(w) for w in word.lower().split("/")))


def _unnamed_row(row: Row) -> UnnamedRow:
    return UnnamedRow(row.id, tuple(row.cells["pattern"].split()), row.cells["type"])


def _act(row: Row) -> Act:
    if row.cells["act"] not in ACTS:
        raise row.error(f"the act {row.cells['act']!r} is none of {', '.join(sorted(ACTS))}")
    return cast(Act, row.cells["act"])


def _by_lemma(rows: Iterable[SpeechRow]) -> dict[str, tuple[SpeechRow, ...]]:
    out: defaultdict[str, list[SpeechRow]] = defaultdict(list)
    for row in rows:
        for lemma in row.lemmas:
            out[lemma].append(row)
    return {lemma: tuple(found) for lemma, found in out.items()}


def _by_first_word(rows: Iterable[PhraseRow]) -> dict[str, PhraseRows]:
    """Longer patterns first, so that the fuller phrase wins."""
    out: defaultdict[str, list[PhraseRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (-len(r.parts), sum(bool(p.case) for p in r.parts))):
        for word in row.parts[0].words:
            out[word].append(row)
    return {word: _by_next_word(found) for word, found in out.items()}


def _by_next_word(rows: Sequence[PhraseRow]) -> PhraseRows:
    by_next: defaultdict[str, list[int]] = defaultdict(list)
    alone: list[int] = []
    for number, row in enumerate(rows):
        modified = len(row.parts) > 1 and row.parts[1].case == MODIFIER
        following = row.parts[2:] if modified else row.parts[1:]
        words = following[0].words if following else NONE
        for word in words:
            by_next[word].append(number)
        if not words:
            alone.append(number)
    return PhraseRows(tuple(rows), {word: tuple(numbers) for word, numbers in by_next.items()}, tuple(alone))
