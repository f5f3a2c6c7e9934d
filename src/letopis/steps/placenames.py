"""Nominatives of places that are named by an adjective and a noun, where the tagger wavers over the two."""

from __future__ import annotations

from letopis.model import Token
from letopis.steps.phrases import nominative
from letopis.steps.scene import Scene


def place_name(scene: Scene, inside: range, head: int) -> str:
    """The nominative of the name at the tokens `inside`."""
    tokens = [scene.parse.tokens[i] for i in inside]
    adjectives, noun = tokens[:-1], tokens[-1]
    if len(tokens) == 1 and (above := _shared(scene, noun)) is not None:
        return _turned(scene, tokens, above, "Sing")
    if adjectives and all(t.pos == "ADJ" and t.feat("Case") for t in adjectives) and noun.pos in {"NOUN", "PROPN"}:
        number, many = adjectives[-1].feat("Number"), noun.feat("Number") == "Plur"
        number = "Plur" if many and not _counts(scene, noun) else number
        if head != noun.i or adjectives[-1].feat("Case") != noun.feat("Case") or (many and number == "Sing"):
            return _turned(scene, adjectives, noun, number)
    return nominative(scene.parse, head, scene.language, inside)


def _shared(scene: Scene, word: Token) -> Token | None:
    """The plural noun that several adjectives share: `Псковской, Тверской областях`."""
    if word.pos != "ADJ" or word.feat("Number") != "Sing":
        return None
    above = word
    while above.deprel == "conj" and above.head >= 0 and scene.parse.tokens[above.head].pos == "ADJ":
        above = scene.parse.tokens[above.head]
    noun = scene.parse.tokens[above.head] if above.head >= 0 and above.deprel == "amod" else None
    kind = scene.organisations.get(noun.i) if noun is not None else None
    return noun if noun is not None and noun.feat("Number") == "Plur" and kind is not None and "place" in kind.value.stands_for else None


def _counts(scene: Scene, noun: Token) -> bool:
    """Has the noun a singular? `Карпаты` has none."""
    return scene.language.morphology.inflect(noun.text, noun.pos, noun.feats, {"Case": "Nom", "Number": "Sing"}) != noun.text


def _turned(scene: Scene, adjectives: list[Token], noun: Token, number: str) -> str:
    """The adjectives with the noun, which stands in the case of the last of them whatever the tagger says."""
    inflect, last = scene.language.morphology.inflect, adjectives[-1]
    wanted = {"Case": "Nom", "Number": number}
    agreeing = {**wanted, "Gender": noun.feat("Gender")} if number == "Sing" and noun.feat("Gender") else wanted
    told = {**noun.feats, "Case": last.feat("Case")}
    if number == "Plur":
        told["Number"] = "Plur"
    return " ".join([*(inflect(t.text, "ADJ", t.feats, agreeing) for t in adjectives), inflect(noun.text, noun.pos, told, wanted)])
