"""Russian lemmas and inflection by pymorphy3 (MIT), chosen to agree with the tagger's part of speech and features."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from letopis.languages.ru.counting import rehung
from letopis.languages.ru.dictionary import Analysis, Dictionary
from letopis.languages.ru.instruments import hung_on_verb
from letopis.languages.ru.mending import OPEN_CLASSES, mended
from letopis.languages.ru.names import person_genitive, person_nominative
from letopis.languages.ru.numbers import counted
from letopis.languages.ru.places import land, name_cases, of_place, place_adjective, plural_only

POS: Mapping[str, frozenset[str]] = {
    "NOUN": frozenset({"NOUN"}),
    "PROPN": frozenset({"NOUN", "LATN", "ADJF"}),
    "ADJ": frozenset({"ADJF", "ADJS", "COMP", "PRTF", "PRTS"}),
    "VERB": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}),
    "AUX": frozenset({"VERB", "INFN", "GRND"}),
    "ADV": frozenset({"ADVB", "PRED", "COMP"}),
    "PRON": frozenset({"NPRO", "ADJF"}),
    "DET": frozenset({"ADJF"}),
    "NUM": frozenset({"NUMR", "NUMB", "ADJF"}),
    "ADP": frozenset({"PREP"}),
    "CCONJ": frozenset({"CONJ"}),
    "SCONJ": frozenset({"CONJ"}),
    "PART": frozenset({"PRCL"}),
    "INTJ": frozenset({"INTJ"}),
}
"""Universal part of speech -> OpenCorpora parts of speech."""

GRAMMEMES: Mapping[tuple[str, str], str] = {
    ("Case", "Nom"): "nomn",
    ("Case", "Gen"): "gent",
    ("Case", "Dat"): "datv",
    ("Case", "Acc"): "accs",
    ("Case", "Ins"): "ablt",
    ("Case", "Loc"): "loct",
    ("Number", "Sing"): "sing",
    ("Number", "Plur"): "plur",
    ("Gender", "Masc"): "masc",
    ("Gender", "Fem"): "femn",
    ("Gender", "Neut"): "neut",
    ("Animacy", "Anim"): "anim",
    ("Animacy", "Inan"): "inan",
    ("Tense", "Past"): "past",
    ("Tense", "Pres"): "pres",
    ("Tense", "Fut"): "futr",
    ("Aspect", "Imp"): "impf",
    ("Aspect", "Perf"): "perf",
    ("Person", "1"): "1per",
    ("Person", "2"): "2per",
    ("Person", "3"): "3per",
    ("Voice", "Pass"): "pssv",
    ("Voice", "Act"): "actv",
    ("VerbForm", "Inf"): "INFN",
    ("VerbForm", "Conv"): "GRND",
    ("Degree", "Cmp"): "COMP",
    ("Mood", "Imp"): "impr",
}
"""UD feature -> OpenCorpora grammeme."""

DECLINED = frozenset({"NOUN", "ADJF", "PRTF"})
"""First halves of a compound that may decline with the second (`заключённых-мусульман`)."""

SHORT = frozenset({"PRTS", "ADJS"})
"""Short forms of participles and adjectives."""

NO_NOUNS = frozenset({"VERB", "INFN", "GRND", "PRTS", "ADJS"})
"""What does not stand for a noun in any form."""

LONG = ("ый", "ий", "ой")
"""Endings of the lemma of an adjective."""

LONG_FORM = frozenset({"PRTF", "masc", "sing", "nomn"})
PLURAL_NAME = frozenset({"nomn", "plur"})

NAME_GRAMMEMES: Mapping[str, str] = {"first": "Name", "patronymic": "Patr", "surname": "Surn", "place": "Geox", "organisation": "Orgn"}

INFLECTED_ACRONYM = re.compile(r"^(\S*[А-ЯЁ]{2,})(?:а|у|ом|е)$")
"""`РУСАЛа`, `АвтоВАЗом`: capitals with a case ending in small letters."""

EUPHONIC: Mapping[str, str] = {
    "об": "о",
    "обо": "о",
    "ко": "к",
    "со": "с",
    "во": "в",
    "надо": "над",
    "подо": "под",
    "передо": "перед",
    "ото": "от",
    "изо": "из",
}
"""Variants of prepositions before some sounds -> the form that the dictionary has."""

WORDS_KEPT = 60_000
"""Entries of each cache of words: most of the vocabulary of a thousand reports."""

PARSES_KEPT = 16_384
"""Words whose analyses are kept: of late ones only, since many small objects slow down the search for cycles."""


NOTHING: frozenset[str] = frozenset()

Items = tuple[tuple[str, str], ...]


class Features:
    """Features as the tagger or a step tells them, and the grammemes that they are; made once for all equal ones, and a key by identity."""

    __slots__ = ("case", "grammemes", "mapping")

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = mapping
        self.grammemes = frozenset([GRAMMEMES[item] for item in mapping.items() if item in GRAMMEMES])
        self.case = GRAMMEMES.get(("Case", mapping.get("Case", "")), "")


class RussianMorphology:
    """Lemmas and forms; one instance may be shared between threads."""

    def __init__(self) -> None:
        self._parses = lru_cache(PARSES_KEPT)(Dictionary().analyses)
        self._kept: dict[Items, Features] = {}
        self._told: dict[int, Features] = {}
        self.lemmas = lru_cache(WORDS_KEPT)(self._lemmas)
        self._lemma_of = lru_cache(WORDS_KEPT)(self._lemma)
        self._reading_of = lru_cache(WORDS_KEPT)(self._reading)
        self._form_of = lru_cache(WORDS_KEPT)(self._form)

    def _features(self, feats: Mapping[str, str]) -> Features:
        """One object for all equal features; the tagger's own mappings, of which there is one a tag, are known by their identity."""
        told = self._told.get(id(feats))
        if told is not None and told.mapping is feats:
            return told
        items = tuple(feats.items())
        kept = self._kept.get(items)
        if kept is None:
            kept = self._kept[items] = self._told[id(feats)] = Features(feats)
        return kept

    def lemma(self, word: str, pos: str, feats: Mapping[str, str]) -> str:
        return self._lemma_of(word.lower(), pos, self._features(feats))

    def _lemma(self, word: str, pos: str, feats: Features) -> str:
        if pos == "ADP":
            return EUPHONIC.get(word, word)
        best = self._choose(word, pos, feats.grammemes)
        lemma = best.normal_form
        return self._long_form(best) or lemma if pos == "ADJ" and best.tag.POS in SHORT and not lemma.endswith(LONG) else lemma

    def _long_form(self, short: Analysis) -> str:
        """`намерена`, `убеждена`, `обязана`: an adjective by its tag has the lemma of an adjective where there is one (not `намерить`)."""
        word = short.inflect(LONG_FORM) or f"{short.normal_form}ный"
        return next((p.normal_form for p in self._parses(word) if p.tag.POS == "ADJF" and p.is_known), "")

    def _lemmas(self, word: str) -> frozenset[str]:
        return frozenset([p.normal_form for p in self._parses(word.lower())])

    def inflect(self, word: str, pos: str, feats: Mapping[str, str], wanted: Mapping[str, str]) -> str:
        return self._form_of(word, pos, self._features(feats), self._features(wanted))

    def _form(self, word: str, pos: str, told: Features, asked: Features) -> str:
        nominative = asked.case == "nomn"
        acronym = INFLECTED_ACRONYM.match(word) if nominative else None
        if acronym:
            return acronym.group(1)
        if "-" in word and pos == "NOUN" and not self._parses(word.lower())[0].is_known:
            return self._compound(word, told, asked.grammemes)
        if pos == "PROPN" and nominative and (name := self._name(word, told)):
            return _cased(name, word)
        return self._inflect(word, pos, told, asked.grammemes)

    def _compound(self, word: str, feats: Features, wanted: frozenset[str]) -> str:
        """`губернатора-коммуниста`: both halves decline where both stand in the same case; the first may be fixed (`пресс-секретаря`)."""
        first, _, last = word.rpartition("-")
        case = feats.case
        declined = (
            case and case != "nomn" and any(p.is_known and p.tag.POS in DECLINED and case in p.tag.grammemes for p in self._parses(first.lower()))
        )
        return f"{self._inflect(first, 'NOUN', feats, wanted) if declined else first}-{self._inflect(last, 'NOUN', feats, wanted)}"

    def _inflect(self, word: str, pos: str, feats: Features, wanted: frozenset[str]) -> str:
        best = self._choose(word.lower(), pos, feats.grammemes)
        if pos in {"NOUN", "PROPN"} and best.tag.POS in NO_NOUNS:  # `МОК` is no past tense of `мокнуть`
            return word
        form = best.inflect(wanted)
        return _cased(form, word) if form else word

    def _name(self, word: str, feats: Features) -> str:
        """The nominative of a name of which the tagger knows the gender or number wrongly; empty where it may be right."""
        if not word[1:].islower():
            return ""
        parses = self._parses(word.lower())
        if found := land(word.lower(), feats.case, parses):
            return found
        many = plural_only(word.lower(), feats.case, parses) if "plur" not in feats.grammemes else None
        return many.inflect(PLURAL_NAME) if many is not None else ""

    def is_name(self, word: str, kinds: Sequence[str]) -> bool:
        wanted = {NAME_GRAMMEMES[k] for k in kinds}
        return any(not wanted.isdisjoint(p.tag.grammemes) for p in self._parses(word.lower()))

    def person(self, words: Sequence[str], case: str, gender: str) -> tuple[tuple[str, ...], str]:
        return person_nominative(words, case, gender, self._parses)

    def place_adjective(self, lemma: str) -> bool:
        return place_adjective(lemma)

    def of_place(self, adjective: str, place: str) -> bool:
        return of_place(adjective, place)

    def name_cases(self, word: str) -> frozenset[str]:
        return name_cases(word)

    def reading(self, word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, str, Mapping[str, str]]:
        return self._reading_of(word, pos, self._features(feats))

    def _reading(self, word: str, pos: str, told: Features) -> tuple[str, str, Mapping[str, str]]:
        """Where nothing is mended, the features are the tagger's own, shared by all its words, not copied."""
        pos, feats = self.mended(word, pos, told.mapping)
        return self._lemma_of(word.lower(), pos, told if feats is told.mapping else self._features(feats)), pos, feats

    def mended(self, word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        if pos not in OPEN_CLASSES or not word.isalpha():
            return pos, feats
        parses = self._parses(word.lower())
        return mended(word, pos, feats, parses, GRAMMEMES) if parses[0].is_known else (pos, feats)

    def rehung(
        self,
        words: Sequence[str],
        tags: Sequence[str],
        feats: Sequence[Mapping[str, str]],
        heads: Sequence[int],
        relations: Sequence[str],
    ) -> tuple[Sequence[int], Sequence[str]]:
        return hung_on_verb(tags, feats, *rehung(words, feats, heads, relations))

    def genitive(self, words: Sequence[str], gender: str) -> tuple[str, ...]:
        return person_genitive(words, gender, self._parses)

    def number(self, word: str, noun: Mapping[str, str]) -> tuple[str, str, str]:
        return counted(word, noun)

    def _choose(self, word: str, pos: str, wanted: frozenset[str]) -> Analysis:
        """The analysis that agrees best; among equals, the likeliest (pymorphy's own order)."""
        parses = self._parses(word)
        if len(parses) == 1:
            return parses[0]
        fits = POS.get(pos, NOTHING)
        agreement = [(10.0 if p.tag.POS in fits else 0.0) + len(wanted & p.tag.folded) + 0.5 * p.score for p in parses]
        return parses[agreement.index(max(agreement))]


def _cased(form: str, like: str) -> str:
    """`form` with the letter case of `like`."""
    if like.isupper() and len(like) > 1:
        return form.upper()
    if "-" in like and "-" in form:
        return "-".join(_cased(f, w) for f, w in zip(form.split("-"), like.split("-"), strict=False))
    return form[:1].upper() + form[1:] if like[:1].isupper() else form
