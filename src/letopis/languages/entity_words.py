"""The closed classes of words that the rules of mentions and entities ask for: a field is a row of entity_words.tsv."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntityWords:
    """Lemmas, unless a field says otherwise."""

    # --- phrases that point back ---
    pointing: frozenset[str]
    """Modifiers that point back and tell nothing new, of persons and bodies alike."""
    pointing_bodies: frozenset[str]
    """Further ones of bodies."""
    pointing_persons: frozenset[str]
    """Further ones of persons, who may hold an office no more."""
    evaluating: frozenset[str]
    """Adjectives that judge somebody already known."""
    newcomers: frozenset[str]
    """Words before a noun that bring in somebody new."""

    # --- names and titles ---
    naming: frozenset[str]
    """Nouns between a title and a name: by the name of …"""
    one: str
    """The numeral of one of several, one of whom is then named."""
    among: frozenset[str]
    """The preposition before those several, in its base form."""
    acting: tuple[str, ...]
    """Words and marks before a title that make its holder a stand-in, in their order."""
    regional: frozenset[str]
    """What stands behind the adjective of a region, for it and for those who govern it."""
    conjunction: str
    """What joins the last of several names."""

    # --- datelines ---
    reporter: tuple[str, ...]
    """Abbreviations of the word for a reporter, without a dot."""
    year: tuple[str, ...]
    """Words behind the number of a year, and their abbreviations, without a dot."""
