"""The languages that have a folder here. They are found by looking: a new folder is all that a new language needs.

A folder is a package `letopis.languages.CODE` (ISO 639-1): tables, and a module with the three functions of `Folder`.
docs/new-language.md tells how to make one.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

import letopis.languages as home

if TYPE_CHECKING:  # readers of files ask which languages there are, and need none of them
    from letopis.languages.language import Language, TagsSentences
    from letopis.languages.morphology import Morphology


class Folder(Protocol):
    """What the package of a language offers. Importing it loads nothing; each call loads anew, so callers keep what they get."""

    def load(self) -> Language:
        """The language with all its tables, read and checked."""
        ...

    def load_morphology(self) -> Morphology:
        """Its lemmas and forms alone, without the tables."""
        ...

    def load_tagger(self) -> TagsSentences:
        """The tagger of its sentences."""
        ...


def codes() -> tuple[str, ...]:
    """Codes of the languages that have a folder, in the order of the alphabet."""
    return _codes(tuple(home.__path__))


@lru_cache(maxsize=4)
def _codes(places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(m.name for m in iter_modules(list(places)) if m.ispkg))


def path(code: str) -> Path:
    """Where the tables of the language stand. Raises `LookupError`."""
    found = next((p for place in home.__path__ if (p := Path(place) / code).is_dir()), None)
    if found is None:
        raise LookupError(f"no folder of the language {code!r}: there are {', '.join(codes())}")
    return found


def folder(code: str) -> Folder:
    """The package of the language. Raises `LookupError`."""
    path(code)
    return cast(Folder, import_module(f"{home.__name__}.{code}"))
