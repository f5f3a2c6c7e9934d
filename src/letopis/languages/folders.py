"""A language by its code, as far as it can be had without loading its tables."""

from __future__ import annotations

from letopis.languages.morphology import Morphology

RUSSIAN = "ru"


def morphology(code: str = RUSSIAN) -> Morphology:
    """Lemmas and forms of the language `code` (ISO 639-1)."""
    if code != RUSSIAN:
        raise LookupError(f"no morphology of the language {code!r}")
    from letopis.languages.ru.morphology import RussianMorphology

    return RussianMorphology()
