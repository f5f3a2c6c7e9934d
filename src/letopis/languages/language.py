"""The type of a language: what the steps receive. It is filled from tables and a morphology by a language's folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from letopis.languages.calendar import CalendarTables
from letopis.languages.deeds import DeedTables
from letopis.languages.lexicon import Lexicon
from letopis.languages.morphology import Morphology
from letopis.languages.speech import SpeechTables
from letopis.model import GrammarWords

if TYPE_CHECKING:  # the engine takes long to import, and most commands need none
    from letopis.engine import Tagged


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters of a language as they stand inside the brackets of a regular expression (`a-z`)."""

    upper: str
    lower: str


class TagsSentences(Protocol):
    """What the steps need of a tagger: for each sentence, given as its words, tags, features, a tree and names."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]: ...


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that is particular to one language. Steps get one and ask no other way."""

    code: str
    alphabet: Alphabet
    morphology: Morphology
    grammar: GrammarWords
    lexicon: Lexicon
    calendar: CalendarTables
    speech: SpeechTables
    deeds: DeedTables
    joining_abbreviations: frozenset[str] = frozenset()
    year_abbreviations: frozenset[str] = frozenset()
    """What stands with a dot behind the number of a year."""
