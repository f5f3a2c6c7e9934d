"""Names that say of whom: `её адвокат` -> `адвокат Анны Петровой`, `источник издания` -> `источник газеты`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from letopis.steps.clusters import INFORMATIVE, Cluster
from letopis.steps.phrases import nominative, phrase_tokens
from letopis.steps.scene import Scene, Sighting

POSSESSIVE = ("pronoun:possessive:3", "pronoun:reflexive:", "pronoun:relative:")


def expanded(scene: Scene, cluster: Cluster, of_head: Mapping[int, Cluster]) -> str:
    """The name of `cluster`, with a possessor that only points back replaced by who it is."""
    name = cluster.name()
    if cluster.members or any(s.words for s in cluster.sightings):
        return name
    if any(s.mention.anchor == "name" for s in cluster.sightings) and cluster.kind != "office":
        return name
    chosen = next((s for s in cluster.sightings if s.mention.name == name and INFORMATIVE[s.mention.anchor]), None)
    if chosen is None:
        return name
    return possessed(scene, chosen.mention.head, of_head, cluster) or name


def possessed(scene: Scene, head: int, of_head: Mapping[int, Cluster], own: Cluster | None = None) -> str:
    """The phrase headed by `head` in the nominative with its possessor told; empty where none only points back."""
    parse = scene.parse
    outside = [p for p, noun in scene.possessed.items() if noun == head]
    chosen = sorted({*phrase_tokens(parse, head), *outside})
    for i in chosen:
        owner = of_head.get(i)
        if i == head or owner is None or owner is own or i in scene.titular:  # no word of a title: `глава государства`
            continue
        if owner.members or not owner.is_named or _noun(scene, i) not in chosen:
            continue
        sighting = next(s for s in owner.sightings if s.mention.head == i)
        told = genitive(scene, owner)
        if told and sighting.key.startswith(POSSESSIVE):
            return _with(scene, head, [k for k in chosen if k != i], _noun(scene, i), told)
        if told and sighting.mention.anchor == "definite" and parse.tokens[i].feat("Case") == "Gen":
            inner = set(phrase_tokens(parse, i))
            return _with(scene, head, [k for k in chosen if k not in inner], parse.tokens[i].head, told)
    return ""


def _noun(scene: Scene, token: int) -> int:
    """What a possessor goes with."""
    return scene.possessed.get(token, scene.parse.tokens[token].head)


def _with(scene: Scene, head: int, rest: Sequence[int], after: int, told: str) -> str:
    """The phrase of tokens `rest` with `told` after token `after`."""
    if after not in rest:
        return ""
    before = [k for k in rest if k <= after]
    behind = [k for k in rest if k > after]
    text = nominative(scene.parse, head, scene.language, before) if head in before else ""
    tail = " ".join(scene.parse.tokens[k].text for k in behind)
    return " ".join(p for p in (text, told, tail) if p) if text else ""


def genitive(scene: Scene, owner: Cluster) -> str:
    """The owner's name as a possessor; empty where the report never has it and the rules cannot make it."""
    full = next((s for s in owner.sightings if s.words and s.mention.name == owner.name()), None)
    if full is not None:
        return " ".join(scene.language.morphology.genitive(full.words, owner.gender))
    named = [s for s in owner.sightings if s.mention.anchor == "name"]
    for s in named:
        if scene.parse.tokens[s.mention.head].feat("Case") == "Gen" and scene.parse.tokens[s.mention.head].pos != "ADJ":
            return s.mention.span.of(scene.parse.text)
    return _inflected(scene, named, owner.name())


def _inflected(scene: Scene, named: Sequence[Sighting], name: str) -> str:
    if len(name.split()) != 1:
        return ""
    for s in named:
        token = scene.parse.tokens[s.mention.head]
        if token.pos in {"NOUN", "PROPN"}:
            return scene.language.morphology.inflect(name, "PROPN", {"Case": "Nom"}, {"Case": "Gen"})
        return name
    return ""
