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
FORMS: Mapping[str, Mapping[str, str]] = {
    "VERB": {"VerbForm": "Fin"},
    "INFN": {"VerbForm": "Inf"},
    "PRTF": {"VerbForm": "Part"},
    "PRTS": {"VerbForm": "Part", "Variant": "Short"},
    "GRND": {"VerbForm": "Conv"},
}
REFLEXIVE = ("ся", "сь")
NO_NOUNS = frozenset({"VERB", "INFN", "GRND"})
"""What a noun may be mended to. An adjective or a participle that stands for a noun (`подозреваемый`) is rightly called one."""


def mended(
    word: str, pos: str, feats: Mapping[str, str], parses: Sequence[Any], grammemes: Mapping[tuple[str, str], str]
) -> tuple[str, Mapping[str, str]]:
    """`pos` and `feats`, or those of the likeliest of pymorphy's `parses` that shares most with them, when none of `parses` is such a `pos`."""
    readings = [p for p in parses if p.tag.POS in UNIVERSAL]
    fits = {UNIVERSAL[p.tag.POS] for p in readings} | {"ADJ" for p in readings if p.tag.POS in {"PRTF", "PRTS"}}
    if not readings or len(readings) < len(parses) or pos not in UNIVERSAL.values():
        return pos, feats
    if pos in fits and (pos != "VERB" or _has_form(readings, feats)):
        return pos, feats
    if pos == "NOUN" and not {p.tag.POS for p in readings} <= NO_NOUNS:
        return pos, feats
    told = {grammemes[item] for item in feats.items() if item in grammemes}
    best = max(readings, key=lambda p: (len(told & set(p.tag.grammemes)), float(p.score)))
    return UNIVERSAL[best.tag.POS], _features(best, word, grammemes)


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
