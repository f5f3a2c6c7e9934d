"""The key by which every table looks words up, and the letters whose marks a language drops or keeps (its letters.tsv)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

import letopis.languages as home
from letopis.languages.tables import Row, read_table

COLUMNS = ("id", "folds", "example")


@lru_cache(maxsize=1 << 16)  # every step looks words up by it, most of them again and again
def fold(word: str) -> str:
    """Small letters, without the marks that writers leave out as they please (ё as е)."""
    word = word.lower()
    for letter, plain in _dropped():
        word = word.replace(letter, plain)
    return word


def fold_all(words: Iterable[str]) -> list[str]:
    """`fold` of each word (in small letters) of a text: without a look into a large table for every one of them."""
    out = list(words)
    for letter, plain in _dropped():
        out = [word.replace(letter, plain) if letter in word else word for word in out]
    return out


@lru_cache(maxsize=1)
def _dropped() -> tuple[tuple[str, str], ...]:
    return tuple((r.id, r.cells["folds"]) for r in _rows() if r.id != r.cells["folds"])


@lru_cache(maxsize=1)
def marked() -> Mapping[str, str]:
    """Letters with a mark that is no accent, by their decomposed form: й is not и."""
    return {normalize("NFD", r.id): r.id for r in _rows() if r.id == r.cells["folds"]}


def _rows() -> Iterator[Row]:
    """Of all languages that have a folder with such a table."""
    for place in home.__path__:
        for table in sorted(Path(place).glob("*/letters.tsv")):
            yield from read_table(table, COLUMNS)
