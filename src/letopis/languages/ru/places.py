"""What the endings of Russian names tell: adjectives of places, and the cases that a name may stand in."""

from __future__ import annotations

ADJECTIVE = ("ский", "ской", "цкий")
"""Endings of adjectives that name a place."""
NO_PLACE = ("ий", "ой", "ый", "ая")
"""Endings of adjectives, which are no places themselves."""
CASES = frozenset({"Nom", "Gen", "Dat", "Acc", "Ins", "Loc"})
ENDINGS = (("ии", frozenset({"Gen", "Dat", "Loc"})), ("у", CASES - {"Gen"}), ("ю", CASES - {"Gen"}))
"""Ending of a name in the singular -> the cases that it may stand in."""


def place_adjective(lemma: str) -> bool:
    """May the adjective say a place (`томский`)?"""
    return lemma.endswith(ADJECTIVE)


def of_place(adjective: str, place: str) -> bool:
    """`киевский` and `киев`, `омский` and `омск`, `тульский` and `тула`: one stem."""
    if not adjective.endswith(ADJECTIVE) or place.endswith(NO_PLACE):
        return False
    stems = adjective[:-4].rstrip("ь"), adjective[:-2]
    return any(len(stem) > 1 and place.startswith(stem[: max(len(place) - 2, 3)]) and abs(len(stem) - len(place)) <= 2 for stem in stems)


def name_cases(word: str) -> frozenset[str]:
    """The cases that a name of this ending may stand in: all, unless the ending rules some out."""
    return next((cases for ending, cases in ENDINGS if word.endswith(ending)), CASES)
