"""Finds the table row that a rule's name points at: `ru.speech.заявить` is the row `заявить` of a table of speech."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from letopis.languages.folders import codes, path
from letopis.languages.tables import Row, TableError, read_table

TABLES = {"speech": "speech_verbs", "noun": "speech_nouns", "phrase": "source_phrases", "event": "event_", "time": "time_"}
"""Kind of rule -> how the names of its tables begin; a kind that is not here is looked for in all."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row and the file it stands in."""

    path: str
    row: Row

    def __str__(self) -> str:
        return f"{self.path}:{self.row.line}"


def find_row(rule: str) -> Place | None:
    """The row that made `rule`; None for a rule that is written in code."""
    language, _, rest = rule.partition(".")
    if language not in codes():
        return None
    kind, _, id = rest.partition(".")
    beginning = TABLES.get(kind, "")
    return next((p for p in _places(language).get(id, ()) if p.row.file.startswith(beginning)), None)


@lru_cache(maxsize=4)
def _places(language: str) -> Mapping[str, tuple[Place, ...]]:
    """Name of a row -> the rows of that name, in the order of tables."""
    found: dict[str, list[Place]] = {}
    for place in (p for table in sorted(path(language).glob("*.tsv")) for p in _rows(table)):
        found.setdefault(place.row.id, []).append(place)
    return {id: tuple(places) for id, places in found.items()}


def _rows(table: Path) -> Iterator[Place]:
    try:
        rows = read_table(table, ("id",))
    except TableError:  # a table of another shape names no rule
        return
    shown = _shown(table)
    yield from (Place(shown, row) for row in rows)


def _shown(path: Path) -> str:
    """Relative to where the user is, so that an editor opens it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
