"""Where it was said: `заявил в Луанде`, `сообщил на пресс-конференции в Минске`."""

from __future__ import annotations

from letopis.model import Party
from letopis.steps.government import in_slot
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.scene import Scene


def place_of(scene: Scene, draft: Draft) -> Party | None:
    """The place that hangs on the cue, or on an occasion that does, outside of what was said."""
    if draft.cue_token < 0 or scene.tokens[draft.cue_token].pos != "VERB":
        return None
    for slot in scene.ordered("place_slot"):
        for i in in_slot(scene.parse, draft.cue_token, slot):
            found = _place(scene, draft, i)
            if found is not None:
                return found
    return None


def _place(scene: Scene, draft: Draft, i: int) -> Party | None:
    entity = scene.cast.entity(i)
    party = scene.cast.party(i)
    if entity is not None and entity.kind in {"place", "state"} and not _taken(draft, party):
        return party
    if scene.tokens[i].lemma in scene.words["occasion"]:
        return next(
            (p for slot in scene.ordered("place_slot") for k in in_slot(scene.parse, i, slot) if (p := _place(scene, draft, k)) is not None), None
        )
    return None


def _taken(draft: Draft, place: Party) -> bool:
    """Does the place speak, or belong to what was said?"""
    if place.span is None or (draft.source is not None and draft.source.span == place.span):
        return True
    return any(s.overlaps(place.span) for s in draft.content)
