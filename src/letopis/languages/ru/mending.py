"""Mends what the tagger says of words that it has never seen: where the dictionary knows the word and knows no such reading, the dictionary is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from letopis.languages.ru.dictionary import Analysis

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
REFLEXIVE = ("ся", "сь")
PARTICIPLES = frozenset({"PRTF", "PRTS"})
"""Verbs that may rightly be called adjectives."""
NO_NOUNS = frozenset({"VERB", "INFN", "GRND"})
"""What a noun may be mended to. An adjective or a participle that stands for a noun (`подозреваемый`) is rightly called one."""


def mended(
    word: str, pos: str, feats: Mapping[str, str], parses: Sequence[Analysis], grammemes: Mapping[tuple[str, str], str]
) -> tuple[str, Mapping[str, str]]:
    """`pos` and `feats`, or those of the likeliest of pymorphy's `parses` that shares most with them, when none of `parses` is such a `pos`."""
    forms = {p.tag.POS for p in parses}
    if not forms <= UNIVERSAL.keys() or pos not in OPEN_CLASSES:
        return pos, feats
    fits = pos in {UNIVERSAL[form] for form in forms} or (pos == "ADJ" and not forms.isdisjoint(PARTICIPLES))
    if pos == "NOUN" and fits and word.islower():
        return pos, _mended_noun(feats, [p for p in parses if p.tag.POS == "NOUN"], grammemes)
    if fits and (pos != "VERB" or _has_form(forms, feats)):
        return pos, _mended_past(feats, parses, grammemes) if feats.get("Tense") == "Past" and feats.get("VerbForm") == "Fin" else feats
    if pos == "NOUN" and not forms <= NO_NOUNS:
        return pos, feats
    best = _nearest(feats, parses, grammemes)
    return UNIVERSAL[best.tag.POS], _features(best, word, grammemes)


def _nearest(feats: Mapping[str, str], parses: Sequence[Analysis], grammemes: Mapping[tuple[str, str], str]) -> Analysis:
    """The one that shares most with the features; of equals the likeliest."""
    told = {grammemes[item] for item in feats.items() if item in grammemes}
    return max(parses, key=lambda p: (len(told & p.tag.grammemes), p.score))


def _mended_noun(feats: Mapping[str, str], readings: Sequence[Analysis], grammemes: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """The features of a noun, or those of its nearest reading where none has this case, or this animacy, in any number."""
    has = frozenset[str]().union(*[p.tag.folded for p in readings])
    told = {grammemes.get((name, value), "") for name in ("Case", "Animacy") if (value := feats.get(name))}
    if told <= has:
        return feats
    best = _nearest(feats, readings, grammemes)
    cases = [case for (name, case), grammeme in grammemes.items() if name == "Case" and grammeme in best.tag.folded]
    known = {name: value for (name, value), grammeme in grammemes.items() if name in NOUN_FEATURES and grammeme in best.tag.grammemes}
    return {**feats, **known, **({"Case": min(cases)} if cases else {})}


def _mended_past(feats: Mapping[str, str], readings: Sequence[Analysis], grammemes: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """The gender of a past tense is plain from its ending: the dictionary's, where the tagger errs."""
    genders = {g for p in readings for g in ("Masc", "Fem", "Neut") if "past" in p.tag.grammemes and grammemes["Gender", g] in p.tag.grammemes}
    return {**feats, "Gender": min(genders)} if len(genders) == 1 and feats.get("Gender") not in genders else feats


def _has_form(forms: Set[str], feats: Mapping[str, str]) -> bool:
    """May what is of these parts of speech be a verb in the form that the tagger calls it (finite, infinitive, participle, gerund)?"""
    return not forms <= FORMS.keys() or feats.get("VerbForm", "") in {FORMS[form]["VerbForm"] for form in forms}


def _features(parse: Analysis, word: str, grammemes: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """The universal features of a parse of pymorphy's."""
    has = parse.tag.grammemes
    out = {name: value for (name, value), grammeme in grammemes.items() if grammeme in has and name != "VerbForm"}
    out.update(FORMS.get(parse.tag.POS, {}))
    if out.get("VerbForm") == "Fin":
        out.setdefault("Mood", "Ind")
    if out.get("VerbForm"):
        out.setdefault("Voice", "Mid" if word.lower().endswith(REFLEXIVE) else "Act")
        out.setdefault("Aspect", "Perf" if "perf" in has else "Imp")
    return out
