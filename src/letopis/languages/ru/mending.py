"""Mends what the tagger says of words that it has never seen: where the dictionary knows the word and knows no such reading, the dictionary is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

UNIVERSAL: Mapping[str, str] = {
    "NOUN": "NOUN",
    "ADJF": "ADJ",
    "ADJS": "ADJ",
    "VERB": "VERB",
    "INFN": "VERB",
    "PRTF": "VERB",
    "PRTS": "VERB",
    "GRND": "VERB",
    "ADVB": "ADV",
}
"""OpenCorpora part of speech -> universal part of speech, open classes only: the tagger knows all words of the closed ones."""
OPEN_CLASSES = frozenset(UNIVERSAL.values())
FORMS: Mapping[str, Mapping[str, str]] = {
    "VERB": {"VerbForm": "Fin"},
    "INFN": {"VerbForm": "Inf"},
    "PRTF": {"VerbForm": "Part"},
    "PRTS": {"VerbForm": "Part", "Variant": "Short"},
    "GRND": {"VerbForm": "Conv"},
}
NOUN_FEATURES = frozenset({"Number", "Gender", "Animacy"})
SECOND: Mapping[str, str] = {"gent": "gen2", "loct": "loc2", "accs": "acc2"}
"""Case -> its second form in OpenCorpora."""
REFLEXIVE = ("ся", "сь")
NO_NOUNS = frozenset({"VERB", "INFN", "GRND"})
"""What a noun may be mended to. An adjective or a participle that stands for a noun (`подозреваемый`) is rightly called one."""


def mended(
    word: str, pos: str, feats: Mapping[str, str], parses: Sequence[Any], grammemes: Mapping[tuple[str, str], str]
) -> tuple[str, Mapping[str, str]]:
    """`pos` and `feats`, or those of the likeliest of pymorphy's `parses` that shares most with them, when none of `parses` is such a `pos`."""
    readings = [p for p in parses if p.tag.POS in UNIVERSAL]
    fits = {UNIVERSAL[p.tag.POS] for p in readings} | {"ADJ" for p in readings if p.tag.POS in {"PRTF", "PRTS"}}
    if not readings or len(readings) < len(parses) or pos not in OPEN_CLASSES:
        return pos, feats
    if pos == "NOUN" and pos in fits and word.islower():
        return pos, _mended_noun(feats, [p for p in readings if p.tag.POS == "NOUN"], grammemes)
    if pos in fits and (pos != "VERB" or _has_form(readings, feats)):
        return pos, _mended_past(feats, readings, grammemes) if feats.get("Tense") == "Past" and feats.get("VerbForm") == "Fin" else feats
    if pos == "NOUN" and not {p.tag.POS for p in readings} <= NO_NOUNS:
        return pos, feats
    told = {grammemes[item] for item in feats.items() if item in grammemes}
    best = max(readings, key=lambda p: (len(told & set(p.tag.grammemes)), float(p.score)))
    return UNIVERSAL[best.tag.POS], _features(best, word, grammemes)


def _mended_noun(feats: Mapping[str, str], readings: Sequence[Any], grammemes: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """The features of a noun, or those of its nearest reading where none has this case, or this animacy, in any number."""
    if all(any(_has(p, grammemes.get((name, feats.get(name, "")), "")) for p in readings) for name in ("Case", "Animacy") if feats.get(name)):
        return feats
    told = {grammemes[item] for item in feats.items() if item in grammemes}
    best = max(readings, key=lambda p: (len(told & set(p.tag.grammemes)), float(p.score)))
    cases = {case for (name, case), grammeme in grammemes.items() if name == "Case" and _has(best, grammeme)}
    known = {name: value for (name, value), grammeme in grammemes.items() if name in NOUN_FEATURES and grammeme in best.tag.grammemes}
    return {**feats, **known, **({"Case": min(cases)} if cases else {})}


def _mended_past(feats: Mapping[str, str], readings: Sequence[Any], grammemes: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """The gender of a past tense is plain from its ending: the dictionary's, where the tagger errs."""
    genders = {g for p in readings for g in ("Masc", "Fem", "Neut") if "past" in p.tag.grammemes and grammemes["Gender", g] in p.tag.grammemes}
    return {**feats, "Gender": min(genders)} if len(genders) == 1 and feats.get("Gender") not in genders else feats


def _has(parse: Any, grammeme: str) -> bool:
    """Has the reading the grammeme, or a second form of that case (`чаю`, `в лесу`)?"""
    return grammeme in parse.tag.grammemes or SECOND.get(grammeme, grammeme) in parse.tag.grammemes


def _has_form(readings: Sequence[Any], feats: Mapping[str, str]) -> bool:
    """May the verb be of the form that the tagger calls it (finite, infinitive, participle, gerund)?"""
    verbs = [p for p in readings if p.tag.POS in FORMS]
    return not verbs or len(verbs) < len(readings) or feats.get("VerbForm", "") in {FORMS[p.tag.POS]["VerbForm"] for p in verbs}


def _features(parse: Any, word: str, grammemes: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """The universal features of a parse of pymorphy's."""
    has = set(parse.tag.grammemes)
    out = {name: value for (name, value), grammeme in grammemes.items() if grammeme in has and name != "VerbForm"}
    out.update(FORMS.get(str(parse.tag.POS), {}))
    if out.get("VerbForm") == "Fin":
        out.setdefault("Mood", "Ind")
    if out.get("VerbForm"):
        out.setdefault("Voice", "Mid" if word.lower().endswith(REFLEXIVE) else "Act")
        out.setdefault("Aspect", "Perf" if "perf" in has else "Imp")
    return out
