"""Puts the tables of a folder together into a language."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from letopis.languages.calendar import load_calendar
from letopis.languages.deeds import load_deeds
from letopis.languages.language import Alphabet, Language
from letopis.languages.lexicon import load_lexicon
from letopis.languages.morphology import Morphology
from letopis.languages.speech import load_speech
from letopis.languages.words import load_words
from letopis.model import GrammarWords


def assemble(
    code: str,
    folder: Traversable,
    alphabet: Alphabet,
    morphology: Morphology,
    joining_abbreviations: frozenset[str],
    year_abbreviations: frozenset[str] = frozenset(),
) -> Language:
    """The language `code` (ISO 639-1) whose tables stand in `folder`. `joining_abbreviations` never end a sentence, `year_abbreviations` may.

    Raises `TableError`.
    """
    return Language(
        code=code,
        alphabet=alphabet,
        morphology=morphology,
        grammar=load_words(folder / "grammar_words.tsv", GrammarWords),
        lexicon=load_lexicon(folder, morphology),
        calendar=load_calendar(folder, morphology),
        speech=load_speech(folder),
        deeds=load_deeds(folder),
        joining_abbreviations=joining_abbreviations,
        year_abbreviations=year_abbreviations,
    )
