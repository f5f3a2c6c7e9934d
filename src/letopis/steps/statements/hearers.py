"""To whom it was said: in the slots of the cue's row, in the conversation that it stands in, beside it, or inside what was demanded."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from letopis.languages.speech import SpeechRow
from letopis.model import Party
from letopis.steps.government import in_slot
from letopis.steps.statements.cues import Cue
from letopis.steps.statements.scene import Scene
from letopis.steps.statements.speakers import PEOPLE, head_of, joined


def addressee_of(scene: Scene, cue: Cue, row: SpeechRow, source: Party | None, content: Sequence[int] = ()) -> Party | None:
    """To whom it was said, if the text tells."""
    for slot in row.addressee:
        found = [f for f in in_slot(scene.parse, cue.token, slot) if f not in content and _may_hear(scene, f, slot)]
        if found:
            party = _before_content(scene, joined(scene, found[:1]), content)
            if source is None or party.span != source.span:
                return party
    for rule in (_outlet, _told_to, _beside, _who_shall):
        hearer = rule(scene, cue, row, content)
        if hearer is not None and (source is None or hearer.name != source.name):
            return hearer
    return None


def _before_content(scene: Scene, party: Party, content: Collection[int]) -> Party:
    """The party without a clause of what was said that the tree hung on it (`уверял всех, что …`)."""
    if party.span is None or not content or party.entity is not None:
        return party
    inside = [i for i in scene.parse.covered(party.span) if i < min(content)]
    while inside and (not scene.wordlike[inside[-1]] or scene.lowers[inside[-1]] in scene.words["conjunction"]):
        inside.pop()
    if not inside or inside[-1] + 1 >= scene.parse.covered(party.span).stop:
        return party
    span = scene.words_of(inside[0], inside[-1] + 1)
    return Party(span, None, span.of(scene.text))


def _may_hear(scene: Scene, i: int, slot: str) -> bool:
    token = scene.tokens[i]
    entity = scene.cast.entity(i)
    if entity:
        return entity.kind in PEOPLE or slot == "dat"
    if slot in {"dat", "acc"} or token.feat("Animacy") == "Anim":
        return token.lemma not in scene.words["no_hearer"] and token.pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET"}
    return token.lemma in scene.words["hearer"]


def _outlet(scene: Scene, cue: Cue, row: SpeechRow, content: Collection[int]) -> Party | None:
    """`в интервью газете X`, `в эфире X`, `в разговоре с X`: the outlet is whom it was said to."""
    first = scene.ordered("speaking_place_slot")[:1]
    for i in (i for slot in first for i in in_slot(scene.parse, cue.token, slot)):
        hearer = _of_conversation(scene, i)
        if hearer is not None:
            return hearer
    return None


def _of_conversation(scene: Scene, i: int) -> Party | None:
    """Whom the conversation `i` is with."""
    lemma = scene.tokens[i].lemma
    if lemma not in scene.words["conversation"]:
        return None
    for slot in scene.ordered("conversation_slot"):
        below = in_slot(scene.parse, i, slot)
        if below and (slot != "gen" or lemma in scene.words["broadcast"]):
            return joined(scene, below[:1])
    entity = scene.cast.entity(i + 1) if i + 1 < len(scene.tokens) else None
    return scene.cast.party(head_of(scene, i + 1)) if entity and entity.kind in PEOPLE else None


def _told_to(scene: Scene, cue: Cue, row: SpeechRow, content: Collection[int]) -> Party | None:
    """`дал интервью газете X, в котором рассказал …`."""
    token = scene.tokens[cue.token]
    while token.deprel == "conj" and token.head >= 0:
        token = scene.tokens[token.head]
    if token.deprel != "acl:relcl" or any(d.deprel == "nsubj" and d.lemma in scene.words["relative"] for d in scene.parse.dependents(token.i)):
        return None
    noun = token.head
    if scene.tokens[noun].lemma in scene.words["conversation"]:
        return _of_conversation(scene, noun)
    above = scene.tokens[noun].head
    if above >= 0 and scene.tokens[above].lemma in scene.words["conversation"]:
        return joined(scene, [noun])
    return None


def _beside(scene: Scene, cue: Cue, row: SpeechRow, content: Collection[int]) -> Party | None:
    """`дал понять США, что …`: an indeclinable name right behind the cue."""
    i = cue.token + 1
    if "dat" not in row.addressee or i >= len(scene.tokens) or i in content or not scene.tokens[i].text.isupper():
        return None
    entity = scene.cast.entity(i)
    if entity is None or entity.kind not in PEOPLE or scene.tokens[i].deprel in {"nsubj", "nsubj:pass"}:
        return None
    return scene.cast.party(head_of(scene, i))


def _who_shall(scene: Scene, cue: Cue, row: SpeechRow, content: Collection[int]) -> Party | None:
    """`потребовал, чтобы X ушёл`: who shall do it was told to."""
    if row.act not in {"demand", "request", "propose"} or not content:
        return None
    first = min(content)
    if first == 0 or scene.lowers[first - 1] not in scene.words["purpose"]:
        return None
    top = next((i for i in content if scene.tokens[i].head not in content and scene.wordlike[i]), -1)
    subjects = in_slot(scene.parse, top, "subj") if top >= 0 else []
    return (
        joined(scene, subjects[:1]) if subjects and (scene.cast.entity(subjects[0]) or scene.tokens[subjects[0]].feat("Animacy") == "Anim") else None
    )
