"""What texts of a language look like before they are parsed: letters and encodings, dates of pages, headings of tables, hedges.

Reading files and comparing entries happens before, or without, the choice of a language: what they ask holds for all languages that have a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from letopis.languages.folders import codes, path
from letopis.languages.words import load_words


@dataclass(frozen=True, slots=True)
class Surface:
    """A field is a row of surface_words.tsv; forms in small letters."""

    # --- dates of pages and tables, not of the text of a report ---
    month_beginnings: tuple[str, ...]
    """From January to December, `/` between variants: what is enough of the name of a month."""
    day_endings: tuple[str, ...]
    """What may stand behind the number of a day."""
    date_line_words: tuple[str, ...]
    """What may stand beside a date in a line that is nothing but one."""

    # --- headings of columns ---
    text_columns: tuple[str, ...]
    title_columns: tuple[str, ...]
    published_columns: tuple[str, ...]
    outlet_columns: tuple[str, ...]
    url_columns: tuple[str, ...]
    id_columns: tuple[str, ...]
    language_columns: tuple[str, ...]

    # --- letters ---
    letter_frequencies: tuple[str, ...]
    """Letters that are not ASCII, each with its share in prose, per mille: `е=85`."""
    encodings: tuple[str, ...]
    """8-bit encodings, by Python's names, in order of how often news is met in them."""
    misreadings: tuple[str, ...]
    """What bytes are most often mistaken for, and what they were: `cp1251>utf-8`."""

    # --- comparing ---
    hedges: tuple[str, ...]
    """Words that a careful report has and a careless copy loses, longest first; `*` is any ending."""
    common_words: frozenset[str]
    """Lemmas of more than two letters that tell nothing of what a text is about."""

    @property
    def per_mille(self) -> Mapping[str, float]:
        """Letter -> its share of the letters of prose, per mille."""
        pairs = (item.partition("=") for item in self.letter_frequencies)
        return {letter: float(share) for letter, _, share in pairs}


def surfaces() -> tuple[Surface, ...]:
    """Of all languages that have a folder, in the order of their codes. Raises `TableError`."""
    return tuple(map(surface, codes()))


@lru_cache
def surface(code: str) -> Surface:
    """Of one language. Raises `TableError`, and `LookupError` without such a folder."""
    return load_words(path(code) / "surface_words.tsv", Surface)
