"""The key by which every table looks words up."""

from __future__ import annotations


def fold(word: str) -> str:
    """Small letters, ё as е: writers leave the dots out as they please."""
    return word.lower().replace("ё", "е")
