"""Bodies, media and unnamed sources by a common noun that points back. Each rule answers with a cluster or abstains."""

from __future__ import annotations

from letopis.steps.clusters import Cluster
from letopis.steps.foreground import Stage
from letopis.steps.sameness import belongs_together
from letopis.steps.scene import Scene, Sighting

UNKNOWN = "unknown"
"""Kind of a body that no table has."""


def points_back(scene: Scene, s: Sighting) -> bool:
    """An unnamed source that was cited before: `источник` and no more, `собеседник издания`."""
    word = scene.language.lexicon.pronouns.get(scene.parse.tokens[s.mention.head].key)
    again = word is not None and word.type == "cited"
    return s.mention.kind == "unnamed" and s.mention.number != "Plur" and (s.bare or again)


def cited(stage: Stage, s: Sighting) -> Cluster | None:
    """`собеседник издания`: the unnamed source cited before."""
    if not points_back(stage.scene, s):
        return None
    before = [c for c in stage.clusters if c.kind == "unnamed" and not c.plural and c.first < s.mention.head]
    return stage.nearest(before, s.mention.head, forward=False)


def same_words(stage: Stage, s: Sighting) -> Cluster | None:
    """The same noun again, saying no more: `посольство` after `посольство Чили`."""
    fitting = [c for c in stage.clusters if _says_the_same(stage, c, s)]
    return stage.nearest(fitting, s.mention.head, forward=False)


def _says_the_same(stage: Stage, c: Cluster, s: Sighting) -> bool:
    said, mention = s.says, s.mention
    for o in c.sightings:
        other = o.mention
        if (
            said <= o.says
            and other.number == mention.number
            and other.head != mention.head
            and other.anchor != "pronoun"
            and stage.parse.tokens[other.head].key == stage.parse.tokens[mention.head].key
            and belongs_together(o.of, s.of)
        ):
            return True
    return False


def body(stage: Stage, s: Sighting) -> Cluster | None:
    """`ведомство`, `компания`: the body named last that the word may stand for; `страна`: the state in the foreground."""
    if s.mention.anchor != "definite" or s.mention.number == "Plur":
        return None
    if "state" in _stands_for(stage, s):
        return stage.foremost([c for c in stage.clusters if c.kind == "state"], s, least=-2.0)
    fitting = [c for c in stage.clusters if _may_be(stage, c, s)]
    return stage.nearest(fitting, s.mention.head, forward=False)


def medium(stage: Stage, s: Sighting) -> Cluster | None:
    """`издание`, `агентство`: the medium named last, of that kind where the table knows it."""
    if s.mention.anchor != "definite":
        return None
    media = [c for c in stage.clusters if c.kind == "media" and any(o.mention.anchor == "name" for o in c.sightings)]
    word = stage.scene.media_words.get(s.mention.head)
    wanted = word.value.stands_for if word else frozenset[str]()
    kinds = {f"media:{m.value.id}": m.value.kind for m in stage.scene.media.values()}
    of_kind = [c for c in media if not wanted or any(kinds.get(k, "") in wanted or not k.startswith("media:") for k in c.rows())]
    return stage.nearest(of_kind, s.mention.head, forward=False)


def _may_be(stage: Stage, c: Cluster, s: Sighting) -> bool:
    """What a common noun for bodies may stand for."""
    if not c.is_named or c.kind not in {"organisation", "office"}:
        return False
    word = stage.parse.tokens[s.mention.head].key
    if any(word in o.says for o in c.sightings):
        return True
    kinds = {_row_kind(stage, k) for k in c.rows() if k.startswith("org:")} or {UNKNOWN}
    return bool(kinds & _stands_for(stage, s))


def _stands_for(stage: Stage, s: Sighting) -> frozenset[str]:
    match = stage.scene.organisations.get(s.mention.head)
    return match.value.stands_for if match else frozenset()


def _row_kind(stage: Stage, key: str) -> str:
    return next((m.value.kind for m in stage.scene.organisations.values() if f"org:{m.value.id}" == key), UNKNOWN)
