"""The closed classes of words that the rules of events ask for: a field is a row of deed_words.tsv."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeedWords:
    """Lemmas, unless a field says otherwise; prepositions in their base form, the words of a complex one joined by `_`."""

    # --- did it happen? ---
    negative_particle: str
    """What negates the word behind it."""
    negations: frozenset[str]
    """That particle and others like it."""
    conditions: frozenset[str]
    """Conjunctions of a condition."""
    purposes: frozenset[str]
    """Conjunctions of an aim."""
    unreal: frozenset[str]
    """Particles of what is not so."""
    whether: str
    """The particle of a question that may be answered by no."""
    question_words: frozenset[str]
    present_copulas: frozenset[str]
    """Forms of a present copula: those that are no future, though the verb has no other present."""
    purpose_prepositions: frozenset[str]
    privative_prepositions: frozenset[str]
    """What stands behind them has not come about, nor need it."""
    course_prepositions: frozenset[str]
    """What comes about in the course of a deed is planned only where the deed is."""
    reflexive_endings: tuple[str, ...]
    """Endings of a lemma that make the passive or middle of the verb before them."""

    # --- who did it, to whom? ---
    possessives: frozenset[str]
    """Pronouns that stand where the genitive of a party would."""
    reflexive_possessives: frozenset[str]
    """Lemmas of what says that a deed is of whoever the clause is about."""
    relatives: frozenset[str]
    """Pronouns that stand for the noun before their clause."""
    comparatives: frozenset[str]
    """Forms before a number of people: more than a hundred soldiers."""
    nobody: frozenset[str]
    """Pronouns that are no party."""
    things: frozenset[str]
    """Pronouns that stand for things."""
    owner_slots: tuple[str, ...]
    """Where, after the genitive, whoever has what a deed takes away may stand."""
    mutual_slot: str
    """Where two parties stand together, each the other's recipient."""
    charge_prepositions: frozenset[str]
    """What follows tells the charge that falls on the one whom the clause is about."""
    topic_prepositions: frozenset[str]
    """What follows is a topic, with which another argument may come along."""
    noun_prepositions: frozenset[str]
    """A phrase with one of these belongs to its noun; others the parser often hangs on the object instead of the verb."""
    including: str
    """The form before somebody who is singled out of a crowd."""
    members: frozenset[str]
    """Forms before members already counted."""

    # --- where and when? ---
    place_prepositions: frozenset[str]
    spread_prepositions: frozenset[str]
    """With the dative: all over a place."""
    direction_slots: tuple[str, ...]
    """Where a journey leads."""
    dating_prepositions: frozenset[str]
    """A journey behind one of these dates what its traveller did then."""
    occasion_prepositions: frozenset[str]
    """A deed behind one of these is the occasion of what its clause tells."""
    where_words: frozenset[str]
    """Relative adverbs: the clause that they open may go on about the subject before."""
