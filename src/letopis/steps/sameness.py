"""Tests of sameness: are two names of persons, two offices, two bodies the same one? Pure functions of sightings."""

from __future__ import annotations

from letopis.languages.folding import fold
from letopis.languages.lexicon import Title
from letopis.languages.morphology import Morphology
from letopis.model import Parse
from letopis.steps.scene import Sighting

HEADS = frozenset(
    {"глава", "руководитель", "начальник", "председатель", "директор", "гендиректор", "лидер", "менеджер", "глава_ведомства", "спикер", "министр"}
)
"""Titles of whoever stands at the top of a body: interchangeable where the body is the same."""
TOPS = HEADS | {
    "губернатор",
    "мэр",
    "префект",
    "глава_региона",
    "глава_города",
    "генсек",
    "ректор",
    "главком",
    "командующий",
    "начальник_генштаба",
    "генпрокурор",
    "президент",
    "основатель",
    "глава_цб",
    "глава_мвф",
    "глава_еврокомиссии",
    "глава_нато",
    "директор_фбр",
}
"""What `глава` of the same body may be called more exactly; never a deputy or an assistant."""
DEPUTIES = frozenset({"заместитель", "замминистра", "зампред"})
VOICES = frozenset({"пресс-секретарь", "представитель"})
ENVOYS = frozenset({"посол", "постпред"})
ADJECTIVE = ("ский", "ской", "цкий")
REGIONAL = frozenset({"область", "край", "регион", "район", "ога", "ода", "администрация", "облгосадминистрация", "обладминистрация"})
"""What stands behind the adjective of a region, for it and for those who govern it."""
SYNONYMS = (DEPUTIES, VOICES, ENVOYS)
"""Titles that one holder has by turns, where they belong to the same."""
NARROWER: dict[str, frozenset[str]] = {
    "министр": frozenset({"minister"}),
    "чиновник": frozenset({"official", "minister"}),
    "должностное_лицо": frozenset({"official", "minister"}),
    "дипломат": frozenset({"diplomat"}),
}
"""Wide title -> kinds of title that say the same more narrowly."""
STATE_HEADS = frozenset({"state_head", "government_head"})


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
    return tuple(p for w in words if (p := fold(w).strip(".,")) and any(c.isalpha() for c in p))


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


def _first_and_patronymic(parts: tuple[str, ...], morphology: Morphology) -> bool:
    return len(parts) == 2 and morphology.is_name(parts[1], ("patronymic",)) and not morphology.is_name(parts[1], ("surname",))


# --- offices ---------------------------------------------------------------------------------------------------------
def same_office(one: Title, of_one: frozenset[str], other: Title, of_other: frozenset[str]) -> bool:
    """May two titles be of one holder?"""
    of_one, of_other = _region(of_one), _region(of_other)
    if not belongs_together(of_one, of_other):
        return False
    if one.id == other.id:
        return True
    if (of_one and _state_alone(one, of_one) and other.kind in STATE_HEADS) or (
        of_other and _state_alone(other, of_other) and one.kind in STATE_HEADS
    ):
        return True
    if _state_alone(one, of_one) != _state_alone(other, of_other) and {one.id, other.id} & {"глава", "лидер"}:
        return False
    if one.kind == other.kind and one.kind in STATE_HEADS:
        return True
    pair = {one.id, other.id}
    if of_one & of_other:
        same_body = of_one - states(of_one) == of_other - states(of_other)
        return (same_body and (pair <= HEADS or ("глава" in pair and pair <= TOPS))) or any(pair <= group for group in SYNONYMS) or _wider(one, other)
    if "лидер" in pair or "лидер_страны" in pair:
        leads = of_one if one.id.startswith("лидер") else of_other
        return {one.kind, other.kind} <= {"party", "state_head", "government_head"} and leads == states(leads)
    return False


def _region(of: frozenset[str]) -> frozenset[str]:
    """A region is told by its adjective: `Томской области`, `Томской ОГА`."""
    return of - REGIONAL if any(w.endswith(ADJECTIVE) for w in of) else of


def _wider(one: Title, other: Title) -> bool:
    """Does one of the two say what the other says more narrowly (`дипломат`, `посол`)?"""
    return other.kind in NARROWER.get(one.id, frozenset()) or one.kind in NARROWER.get(other.id, frozenset())


def _state_alone(title: Title, of: frozenset[str]) -> bool:
    """`глава Чили`, `российский лидер`: the head of a state or of its government."""
    return title.id in {"глава", "лидер"} and bool(of) and all(k.startswith("state:") for k in of)


def belongs_together(one: frozenset[str], other: frozenset[str]) -> bool:
    """No conflict between what two offices or bodies belong to: states agree, and one says no more than the other."""
    if states(one) and states(other) and not states(one) & states(other):
        return False
    rest = one - states(one), other - states(other)
    return not rest[0] or not rest[1] or rest[0] <= rest[1] or rest[1] <= rest[0]


def states(words: frozenset[str]) -> frozenset[str]:
    """The ids of states among `words`."""
    return frozenset(w for w in words if w.startswith("state:"))


# --- bodies ----------------------------------------------------------------------------------------------------------
def acronym_of(short: str, long: str) -> bool:
    """`КП` of `Комсомольская правда`: the initials of the words that are no prepositions."""
    letters = [w[0] for w in long.replace("-", " ").split() if len(w) > 2 and w[0].isalpha()]
    return len(short) > 1 and short.isupper() and len(letters) > 1 and "".join(letters).lower() == short.lower()


def within(fewer: frozenset[str], more: frozenset[str]) -> bool:
    """Does a phrase of the lemmas `more` say all that one of `fewer` says? The adjective of a place says the place (`киевский`, `Киева`)."""
    return all(w in more or any(_of_place(w, other) for other in more) for w in fewer)


def _of_place(adjective: str, place: str) -> bool:
    """`киевский` and `киев`, `омский` and `омск`, `тульский` and `тула`: one stem."""
    if not adjective.endswith(ADJECTIVE) or place.endswith(("ий", "ой", "ый", "ая")):
        return False
    stems = adjective[:-4].rstrip("ь"), adjective[:-2]
    return any(len(stem) > 1 and place.startswith(stem[: max(len(place) - 2, 3)]) and abs(len(stem) - len(place)) <= 2 for stem in stems)


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
