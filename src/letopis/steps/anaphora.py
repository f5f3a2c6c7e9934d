"""Places what points back: offices without a name, definite descriptions, pronouns. Ordered rules; the first that answers wins."""

from __future__ import annotations

from collections.abc import Callable

from letopis.steps.clusters import Cluster
from letopis.steps.definites import body, cited, medium, same_words
from letopis.steps.descriptions import description, from_headline, office, same_office, several, untitled_head
from letopis.steps.foreground import Stage
from letopis.steps.pronouns import pronoun, reflexive, relative
from letopis.steps.scene import Sighting

Rule = Callable[[Stage, Sighting], Cluster | None]

SEVERAL: tuple[Rule, ...] = (several, same_words)
TITLED: tuple[Rule, ...] = (office, untitled_head, description, from_headline, same_office, same_words)
PERSON: tuple[Rule, ...] = (description, from_headline, same_words)
MEDIUM: tuple[Rule, ...] = (medium, same_words)
UNNAMED: tuple[Rule, ...] = (cited, same_words)
BODY: tuple[Rule, ...] = (body, same_words)
PRONOUNS: dict[str, tuple[Rule, ...]] = {"relative": (relative,), "reflexive": (reflexive,)}


def place(stage: Stage, sighting: Sighting) -> Cluster | None:
    """Join `sighting` to its cluster; one that says who it is makes a cluster of its own where none fits."""
    for rule in rules(sighting):
        cluster = rule(stage, sighting)
        if cluster is not None:
            cluster.join(sighting)
            return cluster
    if sighting.mention.anchor == "pronoun":
        return None
    own = Cluster([sighting])
    stage.clusters.append(own)
    return own


def rules(sighting: Sighting) -> tuple[Rule, ...]:
    """What is asked about a sighting, in order."""
    mention = sighting.mention
    if mention.anchor == "pronoun":
        return PRONOUNS.get(sighting.key.split(":")[1], (pronoun,))
    if sighting.title:
        return SEVERAL if mention.number == "Plur" else TITLED
    return {"person": PERSON, "media": MEDIUM, "unnamed": UNNAMED}.get(mention.kind, BODY)
