"""The type of a language: what the steps receive. It is filled from tables and a morphology by a language's folder."""

from __future__ import annotations

from dataclasses import dataclass

from letopis.languages.calendar import CalendarTables
from letopis.languages.deeds import DeedTables
from letopis.languages.lexicon import Lexicon
from letopis.languages.morphology import Morphology
from letopis.languages.speech import SpeechTables


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that is particular to one language. Steps get one and ask no other way."""

    code: str
    morphology: Morphology
    lexicon: Lexicon
    calendar: CalendarTables
    speech: SpeechTables
    deeds: DeedTables
    joining_abbreviations: frozenset[str] = frozenset()
