"""The type of a language: what the steps receive. It is filled from tables and a morphology by a language's folder."""

from __future__ import annotations

from dataclasses import dataclass

from letopis.languages.calendar import CalendarTables
from letopis.languages.deeds import DeedTables
from letopis.languages.lexicon import Lexicon
from letopis.languages.morphology import Morphology
from letopis.languages.speech import SpeechTables
from letopis.model import GrammarWords


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters of a language as they stand inside the brackets of a regular expression (`a-z`)."""

    upper: str
    lower: str


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
