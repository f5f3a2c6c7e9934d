"""Who passes news on: agencies, papers, channels, sites."""

from __future__ import annotations

from letopis.model import Party
from letopis.steps.statements.scene import Scene


def is_medium(scene: Scene, party: Party) -> bool:
    """An agency, paper, channel or site."""
    return party.entity in scene.media or any(w.strip('«»"“”„.,').lower() in scene.words["medium"] for w in (party.name or "").split())
