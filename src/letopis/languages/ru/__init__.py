"""Russian: the folder of tables and the rules that no table can say."""

from __future__ import annotations

from importlib.resources import files

from letopis.languages.assembly import assemble
from letopis.languages.language import Alphabet, Language, TagsSentences
from letopis.languages.ru.morphology import RussianMorphology

ABBREVIATIONS = frozenset({"корр", "им", "т", "ул", "св", "гр", "см", "напр", "прим"})
"""Their full stop never ends a sentence."""
YEARS = frozenset({"г", "гг"})
"""What stands with a full stop behind the number of a year, and may end a sentence."""


def load() -> Language:
    """Russian, with its tables read and checked."""
    return assemble("ru", files(__package__), Alphabet("А-ЯЁ", "а-яё"), load_morphology(), ABBREVIATIONS, YEARS)


def load_morphology() -> RussianMorphology:
    """Lemmas and forms by pymorphy3."""
    return RussianMorphology()


def load_tagger() -> TagsSentences:
    """The tagger with the weights of natasha."""
    from letopis import engine

    return engine.load_tagger()
