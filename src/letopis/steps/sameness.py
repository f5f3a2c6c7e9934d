"""Tests of sameness: are two names of persons, two bodies the same one? Pure functions of sightings."""

from __future__ import annotations

from functools import lru_cache

from letopis.languages.folding import fold
from letopis.languages.morphology import Morphology
from letopis.model import Parse
from letopis.steps.scene import Sighting

WORDS_KEPT = 8_192
"""Words of names whose form for comparing is kept."""
LONG_NAME = 6
"""Letters of a surname from which on a single wrong one is believed to be a slip, not another name."""


# --- persons ---------------------------------------------------------------------------------------------------------
def same_person(one: tuple[str, ...], other: tuple[str, ...], morphology: Morphology) -> bool:
    """May two names (nominative words) be one person's? Initials, missing parts and small slips of inflection make no difference."""
    small, large = sorted((_parts(one), _parts(other)), key=len)
    if not small or not large:
        return False
    if len(small) == 1:
        return any(similar(small[0], w) for w in large if len(w) > 1)
    if _first_and_patronymic(large, morphology) and len(small) == len(large):
        small, large = large, small
    if _first_and_patronymic(small, morphology) and not _first_and_patronymic(large, morphology):
        return similar(small[0], large[0]) and (len(large) < 3 or similar(small[1], large[1]))
    if not similar(small[-1], large[-1]):
        return len(large) > len(small) and _inside(small, large)
    return _inside(small[:-1], large[:-1])


def _parts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([p for w in words if (p := _part(w))])


@lru_cache(WORDS_KEPT)
def _part(word: str) -> str:
    """A word of a name without case and stops; empty where it is no word."""
    part = fold(word).strip(".,")
    return part if any(c.isalpha() for c in part) else ""


def first_letters(words: tuple[str, ...]) -> frozenset[str]:
    """With which the words of a name begin: two names without a common one are never one person's."""
    return frozenset([p[0] for p in _parts(words)])


def _inside(small: tuple[str, ...], large: tuple[str, ...]) -> bool:
    """Are all of `small` in `large`, in order?"""
    at = 0
    for word in small:
        at = next((k + 1 for k in range(at, len(large)) if similar(word, large[k]) or _initial(word, large[k])), -1)
        if at < 0:
            return False
    return True


def _initial(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) <= 2 and short != long and long.startswith(short)


def similar(one: str, other: str) -> bool:
    """Equal, or alike up to an ending of two letters."""
    if one == other:
        return True
    short, long = sorted((len(one), len(other)))
    if long == 3 and short == 2:
        return max(one, other, key=len)[:2] == min(one, other, key=len)
    common = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), short)
    return common >= 3 and common >= long - 2 and long - short <= 2


def misspelt(one: str, other: str) -> bool:
    """Two long words of one length that differ in a single letter, neither the first nor one of the ending."""
    one, other = fold(one), fold(other)
    wrong = [k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return len(one) == len(other) >= LONG_NAME and len(wrong) == 1 and 0 < wrong[0] < len(one) - 2


def _first_and_patronymic(parts: tuple[str, ...], morphology: Morphology) -> bool:
    return len(parts) == 2 and morphology.is_name(parts[1], ("patronymic",)) and not morphology.is_name(parts[1], ("surname",))


# --- what a body or office belongs to ---------------------------------------------------------------------------------
def belongs_together(one: frozenset[str], other: frozenset[str]) -> bool:
    """No conflict between what two offices or bodies belong to: states agree, and one says no more than the other."""
    if not one or not other:
        return True
    here, there = states(one), states(other)
    if here and there and not here & there:
        return False
    rest = one - here, other - there
    return not rest[0] or not rest[1] or rest[0] <= rest[1] or rest[1] <= rest[0]


def states(words: frozenset[str]) -> frozenset[str]:
    """The ids of states among `words`."""
    return frozenset([w for w in words if w.startswith("state:")])


# --- bodies ----------------------------------------------------------------------------------------------------------
def acronym_of(short: str, long: str) -> bool:
    """`КП` of `Комсомольская правда`: the initials of the words that are no prepositions."""
    return len(short) > 1 and short.isupper() and short.lower() == initials(long)


def initials(name: str) -> str:
    """`кп` of `Комсомольская правда`; empty of a single word."""
    letters = [w[0] for w in name.replace("-", " ").split() if len(w) > 2 and w[0].isalpha()]
    return "".join(letters).lower() if len(letters) > 1 else ""


def within(fewer: frozenset[str], more: frozenset[str], morphology: Morphology) -> bool:
    """Does a phrase of the lemmas `more` say all that one of `fewer` says? The adjective of a place says the place (`киевский`, `Киева`)."""
    return all(w in more or any(morphology.of_place(w, other) for other in more) for w in fewer)


def bracketed_alias(parse: Parse, sighting: Sighting) -> str:
    """The short name in brackets after a long one: `Бюро … (БДИПЧ)`."""
    covered = parse.covered(sighting.mention.span)
    if not covered:
        return ""
    after = covered.stop
    if after + 2 < len(parse.tokens) and parse.tokens[after].text == "(" and parse.tokens[after + 2].text == ")":
        word = parse.tokens[after + 1].text
        return word if word[:2].isupper() else ""
    return ""
