"""Who passes news on: agencies, papers, channels, sites."""

from __future__ import annotations

from letopis.model import Party
from letopis.steps.statements.scene import Scene


def is_medium(scene: Scene, party: Party) -> bool:
    """An agency, paper, channel or site."""
    entity = next((e for e in scene.cast.entities if e.id == party.entity), None) if party.entity else None
    if entity is not None and entity.kind == "media":
        return True
    words = {w.strip('«»"“”„.,').lower() for w in (party.name or "").split()}
    return bool(words & scene.words["medium"])
