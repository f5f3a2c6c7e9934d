"""The key by which every table looks words up."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1 << 16)  # every step looks words up by it, most of them again and again
def fold(word: str) -> str:
    """Small letters, ё as е: writers leave the dots out as they please."""
    return word.lower().replace("ё", "е")
