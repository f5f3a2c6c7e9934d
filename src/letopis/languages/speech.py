"""Typed tables of what the language says about saying: verbs, nouns and phrases of speech, unnamed sources."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class SpeechTables:
    """The rows, indexed for the steps."""


def load_speech(folder: Traversable) -> SpeechTables:
    """Read and check the tables in `folder`; raises `TableError`."""
    return SpeechTables()
