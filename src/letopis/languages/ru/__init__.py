"""Russian: the folder of tables and the rules that no table can say."""

from __future__ import annotations

from importlib.resources import files

from letopis.languages.calendar import load_calendar
from letopis.languages.deeds import load_deeds
from letopis.languages.language import Alphabet, Language, TagsSentences
from letopis.languages.lexicon import load_lexicon
from letopis.languages.ru.morphology import RussianMorphology
from letopis.languages.speech import load_speech
from letopis.languages.words import load_words
from letopis.model import GrammarWords


def load() -> Language:
    """Russian, with its tables read and checked."""
    folder = files(__package__)
    morphology = load_morphology()
    return Language(
        code="ru",
        alphabet=Alphabet("А-ЯЁ", "а-яё"),
        morphology=morphology,
        grammar=load_words(folder / "grammar_words.tsv", GrammarWords),
        lexicon=load_lexicon(folder, morphology),
        calendar=load_calendar(folder),
        speech=load_speech(folder),
        deeds=load_deeds(folder),
        joining_abbreviations=frozenset({"корр", "им", "т", "ул", "св", "гр", "см", "напр", "прим"}),
    )


def load_morphology() -> RussianMorphology:
    """Lemmas and forms by pymorphy3."""
    return RussianMorphology()


def load_tagger() -> TagsSentences:
    """The tagger with the weights of natasha."""
    from letopis import engine

    return engine.load_tagger()
