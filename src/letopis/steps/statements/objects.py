"""What fills a nominal slot of a cue, with the objects of participles and names that the tagger took for genitives."""

from __future__ import annotations

from letopis.model import Token
from letopis.steps.government import in_slot, preposition_of
from letopis.steps.statements.cues import Cue
from letopis.steps.statements.scene import Scene


def objects(scene: Scene, cue: Cue, slot: str) -> list[int]:
    """What fills a nominal slot; the object of a passive participle is the noun that it belongs to."""
    token = scene.tokens[cue.token]
    if slot == "acc" and token.feat("VerbForm") == "Part" and token.feat("Voice") == "Pass" and token.deprel in {"acl", "amod"}:
        return [participle_noun(scene, cue.token)]
    found = [i for i in in_slot(scene.parse, cue.token, slot) if i not in scene.in_hole and not is_circumstance(scene, i, slot)]
    return found or (_animate_object(scene, cue) if slot == "acc" else [])


def is_circumstance(scene: Scene, i: int, slot: str) -> bool:
    """`в 2003 году`, `весной`, `на брифинге`: when and where, not what."""
    lemma = scene.tokens[i].lemma
    if slot == "ins":
        return lemma in scene.words["time_noun"] or lemma in scene.words["season"]
    if slot.partition("+")[0] not in scene.words["circumstance_preposition"]:
        return False
    return lemma in scene.words["time_noun"] or (slot.endswith("Loc") and lemma in scene.words["occasion"])


def participle_noun(scene: Scene, participle: int) -> int:
    """The noun that a participle belongs to: its head, unless they disagree and a nearer noun before it agrees."""
    token = scene.tokens[participle]
    if _agree(token, scene.tokens[token.head]):
        return token.head
    for i in range(participle - 1, max(token.head, participle - 10), -1):
        other = scene.tokens[i]
        if other.pos in {"NOUN", "PROPN"} and _agree(token, other):
            while (
                scene.tokens[other.head].pos in {"NOUN", "PROPN"}
                and other.deprel in {"flat:name", "appos"}
                and _agree(token, scene.tokens[other.head])
            ):
                other = scene.tokens[other.head]
            return other.i
    return token.head


def _agree(a: Token, b: Token) -> bool:
    return all(not a.feat(f) or not b.feat(f) or a.feat(f) == b.feat(f) for f in ("Number", "Case", "Gender"))


def _animate_object(scene: Scene, cue: Cue) -> list[int]:
    """Names that the tagger took for a genitive (`поздравил Николаса Мадуро`)."""
    return [
        t.i
        for t in scene.parse.dependents(cue.token)
        if t.deprel in {"nmod", "obl", "iobj"} and t.feat("Animacy") == "Anim" and t.feat("Case") in {"Gen", "Acc"}
        if not preposition_of(scene.parse, t.i)
    ]
