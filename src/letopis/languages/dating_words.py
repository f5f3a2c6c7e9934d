"""The closed classes of words that the rules of times ask for: a field is a row of dating_words.tsv."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DatingWords:
    """Forms as written, in small letters; the words of a complex preposition joined by `_`."""

    # --- which time dates which word? ---
    apart_prepositions: frozenset[str]
    """Prepositions of reasons, topics, aims and other times: what is held for a murder does not say when the murder was."""
    source_prepositions: frozenset[str]
    """Prepositions of a source phrase, which has no time of its own."""
    prepositional_gerunds: frozenset[str]
    """Gerunds that serve as prepositions of time."""
    when: frozenset[str]
    """What opens a clause that dates, or is dated by, the one around."""
    therein: frozenset[str]
    """What opens a relative clause of what happened there and then."""
    relatives: frozenset[str]
    """Lemmas of relative pronouns."""
    course_prepositions: frozenset[str]
    """Prepositions by which a relative clause tells of the same time as the noun before it."""
    term_prepositions: frozenset[str]
    """A length behind one of these is a sentence or a share, not the time of the deed: sentenced to five years."""

    # --- which way does a time lie? ---
    set_prepositions: frozenset[str]
    """Prepositions of a set date."""
    until_prepositions: frozenset[str]
    """Prepositions of an end."""
    ahead_prepositions: frozenset[str]
    """Prepositions by which a past verb may set a date that lies ahead of it."""
    undone: frozenset[str]
    """Lemmas by which what is told in the past was not done."""

    # --- letters ---
    roman_lookalikes: tuple[str, ...]
    """Letters of the language that are typed for Roman numerals, each with the letter that it stands for."""
