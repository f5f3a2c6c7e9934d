"""Typed tables of whom and what the language names: states, titles, organisations, media, pronouns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from letopis.languages.entity_words import EntityWords
from letopis.languages.folding import fold
from letopis.languages.morphology import Morphology
from letopis.languages.phrases import Keys, Named, Phrases, Tables
from letopis.languages.tables import Row, TableError, read_table
from letopis.languages.words import load_words

RANKS = frozenset({"head", "chief", "top", "leader", "state_leader", "deputy", "voice", "envoy", "wide", "acting", "stranger"})
"""What a title may say of its holder's place."""


@dataclass(frozen=True, slots=True)
class State:
    """A state: `name` and `aliases` are nominatives, `adjectives` and `people` lemmas, `capitals` nominatives."""

    id: str
    name: str
    aliases: tuple[str, ...]
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A word for a person by office, trade or kin.

    `kind` groups those that can stand for one another, `gender` is masc, femn or common, `ranks` are of `RANKS` (titles.tsv tells what they mean).
    """

    id: str
    kind: str
    gender: str
    ranks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body, office or group, or a common noun that stands for one. `kind`: agency office org company party group media loose generic;
    `state` an id or empty; `stands_for` the kinds of body that a generic noun may point back to, `place` where it names a place first, `state`
    where it may stand for one."""

    id: str
    kind: str
    state: str
    stands_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Medium:
    """A news medium, or (kind `generic`) a common noun that stands for one of the kinds `stands_for` (any where empty)."""

    id: str
    name: str
    kind: str
    stands_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A source that is kept nameless; `type` as in unnamed_sources.tsv: official military security … other."""

    id: str
    type: str


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun that stands for a party. `gender` is masc, femn, neut or empty; `number` sing, plur or empty."""

    id: str
    type: str
    person: str
    number: str
    gender: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables, indexed for the steps."""

    morphology: Morphology
    states: dict[str, State]
    state_names: Phrases[State]
    capitals: Phrases[State]
    state_adjectives: dict[str, State]
    demonyms: dict[str, State]
    titles: Phrases[Title]
    organisations: Phrases[Organisation]
    media: Phrases[Medium]
    media_words: Phrases[Medium]
    unnamed: Phrases[Unnamed]
    pronouns: dict[str, Pronoun]
    possessives: frozenset[str]
    """Those of the third person that are possessive."""
    words: EntityWords
    stand_in: Title
    """Whoever acts for the holder of an office, whichever it is."""
    tables: Tables
    """Those of phrases together, each by the name of its field."""

    @property
    def keys(self) -> Callable[[str], Keys]:
        """What a word is looked up by (`phrases.keys`), known of late words."""
        return self.tables.keys


def load_lexicon(folder: Traversable, morphology: Morphology) -> Lexicon:
    """Read and check the tables in `folder`; raises `TableError`."""
    states = [_state(r) for r in read_table(folder / "states.tsv", ("id", "name", "aliases", "capital", "adjectives", "people", "example"))]
    titles: Phrases[Title] = Phrases()
    known_titles = []
    for row in read_table(folder / "titles.tsv", ("id", "lemmas", "kind", "gender", "example", "ranks")):
        known_titles.append(_title(row))
        _fill(titles, row.words("lemmas"), known_titles[-1], morphology)
    organisations: Phrases[Organisation] = Phrases()
    for row in read_table(folder / "organisations.tsv", ("id", "pattern", "kind", "state", "example", "stands_for")):
        _known_state(row, states)
        body = Organisation(row.id, row.cells["kind"], row.cells["state"], frozenset(row.items("stands_for")))
        _fill(organisations, row.words("pattern"), body, morphology)
    media, media_words = _media(folder, morphology)
    unnamed: Phrases[Unnamed] = Phrases()
    for row in read_table(folder / "unnamed_sources.tsv", ("id", "pattern", "type")):
        _fill(unnamed, row.words("pattern"), Unnamed(row.id, row.cells["type"]), morphology)
    state_names: Phrases[State] = Phrases()
    capitals: Phrases[State] = Phrases()
    for state in states:
        _fill(state_names, (state.name, *state.aliases), state, morphology)
        _fill(capitals, state.capitals, state, morphology)
    tables: dict[str, Phrases[Any]] = {
        "state_names": state_names,
        "capitals": capitals,
        "titles": titles,
        "organisations": organisations,
        "media": media,
        "media_words": media_words,
        "unnamed": unnamed,
    }
    pronouns = _pronouns(folder)
    return Lexicon(
        morphology=morphology,
        states={s.id: s for s in states},
        state_adjectives={fold(a): s for s in states for a in s.adjectives},
        demonyms={fold(p): s for s in states for p in s.people},
        pronouns=pronouns,
        possessives=frozenset(word for word, row in pronouns.items() if row.type == "possessive" and row.person == "3"),
        words=load_words(folder / "entity_words.tsv", EntityWords),
        stand_in=_stand_in(known_titles),
        tables=Tables(tables, morphology),
        **tables,
    )


def _title(row: Row) -> Title:
    ranks = frozenset(row.items("ranks"))
    if ranks - RANKS:
        raise row.error(f"no rule asks for the rank {min(ranks - RANKS)!r}: write some of {' '.join(sorted(RANKS))}")
    return Title(row.id, row.cells["kind"], row.cells["gender"], ranks)


def _stand_in(titles: Sequence[Title]) -> Title:
    """The one title of the rank `acting`."""
    acting = [t for t in titles if "acting" in t.ranks]
    if len(acting) != 1:
        raise TableError(f"titles.tsv: {len(acting)} rows of the rank `acting` where there must be one")
    return acting[0]


def _state(row: Row) -> State:
    return State(row.id, row.cells["name"], row.words("aliases"), row.words("capital"), row.words("adjectives"), row.words("people"))


def _media(folder: Traversable, morphology: Morphology) -> tuple[Phrases[Medium], Phrases[Medium]]:
    names: Phrases[Medium] = Phrases()
    words: Phrases[Medium] = Phrases()
    for row in read_table(folder / "media.tsv", ("id", "name", "aliases", "kind", "example", "stands_for")):
        medium = Medium(row.id, row.cells["name"], row.cells["kind"], frozenset(row.items("stands_for")))
        if medium.kind == "generic":
            _fill(words, row.words("aliases"), medium, morphology)
        else:
            _fill(names, (medium.name, *row.words("aliases")), medium, morphology)
    return names, words


def _pronouns(folder: Traversable) -> dict[str, Pronoun]:
    rows = read_table(folder / "pronouns.tsv", ("id", "lemmas", "type", "person", "number", "gender", "example"))
    return {w: Pronoun(r.id, r.cells["type"], r.cells["person"], r.cells["number"], r.cells["gender"]) for r in rows for w in r.words("lemmas")}


def _fill(phrases: Phrases[Named], words: Sequence[str], value: Named, morphology: Morphology) -> None:
    for phrase in words:
        phrases.add(phrase, value, morphology)


def _known_state(row: Row, states: Sequence[State]) -> None:
    if row.cells["state"] and all(s.id != row.cells["state"] for s in states):
        raise row.error(f"the state {row.cells['state']!r} is not in states.tsv: use an id of that table or leave the cell empty")
