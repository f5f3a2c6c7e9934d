"""What the endings of Russian names tell: adjectives of places, and the cases that a name may stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letopis.languages.ru.dictionary import Analysis

ADJECTIVE = ("ский", "ской", "цкий")
"""Endings of adjectives that name a place."""
NO_PLACE = ("ий", "ой", "ый", "ая")
"""Endings of adjectives, which are no places themselves."""
CASES = frozenset({"Nom", "Gen", "Dat", "Acc", "Ins", "Loc"})
ENDINGS = (("ии", frozenset({"Gen", "Dat", "Loc"})), ("у", CASES - {"Gen"}), ("ю", CASES - {"Gen"}))
"""Ending of a name in the singular -> the cases that it may stand in."""

LAND = re.compile(r"^(\w+и)(и|ей|ю)$")
"""`Ладории`, `Ладорией`, `Ладорию`: a name that no dictionary knows is likelier a land in -ия than a man in -ий."""
PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})
"""Grammemes of proper names."""
PLURAL = ("ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях")
"""Endings of plurals in the oblique cases; a bare stem is believed to be one only of words that the dictionary knows."""
OBLIQUE = frozenset({"gent", "datv", "ablt", "loct"})


def land(word: str, case: str, parses: Sequence[Analysis]) -> str:
    """The land in -ия that `word` (small letters) names in the case (a grammeme, or empty); empty where the dictionary knows it as something else.

    A common noun that has no such form in that case is no such knowledge: `камение` is `камении` in the locative alone.
    """
    match = LAND.match(word)
    if match is None or (match.group(2) == "ю" and case != "accs"):
        return ""
    known = [p.tag.grammemes for p in parses if p.is_known]
    return "" if any(tags & PROPER or not case or case in tags for tags in known) else match.group(1) + "я"


def plural_only(word: str, case: str, parses: Sequence[Analysis]) -> Analysis | None:
    """The parse of a name that only a plural has in that case, whatever the tagger says of its number: `Апатитов`, `Сумами`, `Мытищ`."""
    if case not in OBLIQUE:
        return None
    nouns = [(p, p.tag.grammemes) for p in parses if p.tag.POS == "NOUN"]
    if any(p.is_known and tags & PROPER and {"sing", "nomn"} <= tags for p, tags in nouns):  # `Киев` is no genitive of `кий`
        return None
    fitting = [(p, tags) for p, tags in nouns if case in tags and (p.is_known or word.endswith(PLURAL))]
    if not fitting or any("sing" in tags for _, tags in fitting):
        return None
    return next((p for p, tags in fitting if "Geox" in tags), fitting[0][0])


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
