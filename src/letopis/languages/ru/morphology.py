"""Russian lemmas and inflection by pymorphy3 (MIT), chosen to agree with the tagger's part of speech and features."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pymorphy3 import MorphAnalyzer

from letopis.languages.ru.counting import rehung
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

SECOND_CASES: Mapping[str, str] = {"loc2": "loct", "gen2": "gent", "acc2": "accs"}
"""Second forms of a case are that case to the tagger (`в порту`, `чашка чаю`)."""

DECLINED = frozenset({"NOUN", "ADJF", "PRTF"})
"""First halves of a compound that may decline with the second (`заключённых-мусульман`)."""

SHORT = frozenset({"PRTS", "ADJS"})
"""Short forms of participles and adjectives."""

NO_NOUNS = frozenset({"VERB", "INFN", "GRND", "PRTS", "ADJS"})
"""What does not stand for a noun in any form."""

LONG = ("ый", "ий", "ой")
"""Endings of the lemma of an adjective."""

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

PARSES_KEPT = 8_192
"""Words whose parses are kept: of late ones only, since parses are large, and many small objects slow down the search for cycles."""


Items = tuple[tuple[str, str], ...]
"""A mapping as a key of a cache."""


class RussianMorphology:
    """Lemmas and forms; one instance may be shared between threads."""

    def __init__(self) -> None:
        self._analyzer: Any = MorphAnalyzer(lang="ru")
        self._parses = lru_cache(PARSES_KEPT)(self._parse)
        self._seen: dict[Items, Items] = {}
        self.lemmas = lru_cache(WORDS_KEPT)(self._lemmas)
        self._lemma_of = lru_cache(WORDS_KEPT)(self._lemma)
        self._reading_of = lru_cache(WORDS_KEPT)(self._reading)
        self._form_of = lru_cache(WORDS_KEPT)(self._form)

    def _items(self, feats: Mapping[str, str]) -> Items:
        """The features as a part of keys; equal ones are one object, of which there are as many as tags."""
        items = tuple(feats.items())
        return self._seen.setdefault(items, items)

    def lemma(self, word: str, pos: str, feats: Mapping[str, str]) -> str:
        return self._lemma_of(word.lower(), pos, self._items(feats))

    def _lemma(self, word: str, pos: str, feats: Items) -> str:
        if pos == "ADP":
            return EUPHONIC.get(word, word)
        best = self._choose(word, pos, _wanted(dict(feats)))
        lemma: str = best.normal_form
        return self._long_form(best) or lemma if pos == "ADJ" and best.tag.POS in SHORT and not lemma.endswith(LONG) else lemma

    def _long_form(self, short: Any) -> str:
        """`намерена`, `убеждена`, `обязана`: an adjective by its tag has the lemma of an adjective where there is one (not `намерить`)."""
        long = short.inflect({"PRTF", "masc", "sing", "nomn"})
        word = long.word if long else f"{short.normal_form}ный"
        return next((str(p.normal_form) for p in self._parses(word) if p.tag.POS == "ADJF" and p.is_known), "")

    def _lemmas(self, word: str) -> frozenset[str]:
        return frozenset(p.normal_form for p in self._parses(word.lower()))

    def inflect(self, word: str, pos: str, feats: Mapping[str, str], wanted: Mapping[str, str]) -> str:
        return self._form_of(word, pos, self._items(feats), self._items(wanted))

    def _form(self, word: str, pos: str, told: Items, asked: Items) -> str:
        feats, wanted = dict(told), dict(asked)
        acronym = INFLECTED_ACRONYM.match(word)
        if acronym and wanted.get("Case") == "Nom":
            return acronym.group(1)
        if "-" in word and pos == "NOUN" and not self._analyzer.word_is_known(word.lower()):
            return self._compound(word, pos, feats, wanted)
        return self._inflect(word, pos, feats, wanted)

    def _compound(self, word: str, pos: str, feats: Mapping[str, str], wanted: Mapping[str, str]) -> str:
        """`губернатора-коммуниста`: both halves decline where both stand in the same case; the first may be fixed (`пресс-секретаря`)."""
        first, _, last = word.rpartition("-")
        case = GRAMMEMES.get(("Case", feats.get("Case", "")), "")
        declined = (
            case and case != "nomn" and any(p.is_known and p.tag.POS in DECLINED and case in p.tag.grammemes for p in self._parses(first.lower()))
        )
        return f"{self._inflect(first, pos, feats, wanted) if declined else first}-{self._inflect(last, pos, feats, wanted)}"

    def _inflect(self, word: str, pos: str, feats: Mapping[str, str], wanted: Mapping[str, str]) -> str:
        if pos == "PROPN" and wanted.get("Case") == "Nom" and (name := self._name(word, feats)):
            return _cased(name, word)
        parse = self._choose(word.lower(), pos, _wanted(feats))
        if pos in {"NOUN", "PROPN"} and parse.tag.POS in NO_NOUNS:  # `МОК` is no past tense of `мокнуть`
            return word
        grammemes = {GRAMMEMES[item] for item in wanted.items() if item in GRAMMEMES}
        form = parse.inflect(grammemes)
        return _cased(form.word, word) if form else word

    def _name(self, word: str, feats: Mapping[str, str]) -> str:
        """The nominative of a name of which the tagger knows the gender or number wrongly; empty where it may be right."""
        if not word[1:].islower():
            return ""
        case = GRAMMEMES.get(("Case", feats.get("Case", "")), "")
        parses = self._parses(word.lower())
        if found := land(word.lower(), case, parses):
            return found
        many = plural_only(word.lower(), case, parses) if feats.get("Number") != "Plur" else None
        form = many.inflect({"nomn", "plur"}) if many is not None else None
        return str(form.word) if form else ""

    def is_name(self, word: str, kinds: Sequence[str]) -> bool:
        wanted = {NAME_GRAMMEMES[k] for k in kinds}
        return any(wanted & set(p.tag.grammemes) for p in self._parses(word.lower()))

    def person(self, words: Sequence[str], case: str, gender: str) -> tuple[tuple[str, ...], str]:
        return person_nominative(words, case, gender, self._parses)

    def place_adjective(self, lemma: str) -> bool:
        return place_adjective(lemma)

    def of_place(self, adjective: str, place: str) -> bool:
        return of_place(adjective, place)

    def name_cases(self, word: str) -> frozenset[str]:
        return name_cases(word)

    def reading(self, word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, str, Mapping[str, str]]:
        lemma, changed = self._reading_of(word, pos, self._items(feats))
        return (lemma, *(changed or (pos, feats)))

    def _reading(self, word: str, pos: str, told: Items) -> tuple[str, tuple[str, Mapping[str, str]] | None]:
        """The lemma, and what was mended; None where nothing was: the tagger's own features are then shared by all its words, not copied."""
        feats = dict(told)
        found = self.mended(word, pos, feats)
        return self.lemma(word, *found), None if found[1] is feats else found

    def mended(self, word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        if pos not in OPEN_CLASSES:
            return pos, feats
        known = self._parses(word.lower()) if word.isalpha() and self._analyzer.word_is_known(word.lower()) else ()
        return mended(word, pos, feats, known, GRAMMEMES)

    def rehung(
        self, words: Sequence[str], feats: Sequence[Mapping[str, str]], heads: Sequence[int], relations: Sequence[str]
    ) -> tuple[Sequence[int], Sequence[str]]:
        return rehung(words, feats, heads, relations)

    def genitive(self, words: Sequence[str], gender: str) -> tuple[str, ...]:
        return person_genitive(words, gender, self._parses)

    def number(self, word: str, noun: Mapping[str, str]) -> tuple[str, str, str]:
        return counted(word, noun)

    def _parse(self, word: str) -> tuple[Any, ...]:
        try:
            return tuple(self._analyzer.parse(word))
        except ValueError:  # pymorphy3 asks for the name of every letter, and ideographs of some scripts have none
            return tuple(self._analyzer.parse("_"))

    def _choose(self, word: str, pos: str, wanted: frozenset[str]) -> Any:
        """The parse that agrees best; among equals, the likeliest (pymorphy's own order)."""
        fits = POS.get(pos, frozenset())

        def agreement(parse: Any) -> float:
            shared = len(wanted & {SECOND_CASES.get(g, g) for g in parse.tag.grammemes})
            return (10.0 if parse.tag.POS in fits else 0.0) + shared + 0.5 * float(parse.score)

        parses = self._parses(word)
        return parses[0] if len(parses) == 1 else max(parses, key=agreement)


def _wanted(feats: Mapping[str, str]) -> frozenset[str]:
    return frozenset(GRAMMEMES[item] for item in feats.items() if item in GRAMMEMES)


def _cased(form: str, like: str) -> str:
    """`form` with the letter case of `like`."""
    if like.isupper() and len(like) > 1:
        return form.upper()
    if "-" in like and "-" in form:
        return "-".join(_cased(f, w) for f, w in zip(form.split("-"), like.split("-"), strict=False))
    return form[:1].upper() + form[1:] if like[:1].isupper() else form
