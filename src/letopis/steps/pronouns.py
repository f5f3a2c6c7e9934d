"""Whom pronouns stand for. Each rule answers with a cluster or abstains."""

from __future__ import annotations

from letopis.steps.clusters import Cluster
from letopis.steps.foreground import Stage
from letopis.steps.salience import clause, subject_of
from letopis.steps.scene import Sighting


def relative(stage: Stage, s: Sighting) -> Cluster | None:
    """`который`: what its clause hangs on."""
    for above in stage.parse.ancestors(s.mention.head):
        if above.deprel in {"acl:relcl", "acl"} and above.head >= 0:
            return stage.at(above.head)
    return None


def reflexive(stage: Stage, s: Sighting) -> Cluster | None:
    """`свой`, `себя`: the subject of the clause, or of the one above where the clause has none."""
    verb = clause(stage.parse, s.mention.head)
    for _ in range(3):
        subject = subject_of(stage.parse, verb)
        if subject >= 0:
            return stage.at(subject)
        above = stage.parse.tokens[verb].head
        if above < 0:
            return None
        verb = above if stage.parse.tokens[above].pos in {"VERB", "AUX"} else clause(stage.parse, above)
    return None


def pronoun(stage: Stage, s: Sighting) -> Cluster | None:
    if s.key.rpartition(":")[2] != "3":
        return None
    fitting = [c for c in stage.alive(stage.clusters, s) if _agrees(stage, c, s)]
    if s.mention.number == "Plur":
        pair = stage.coordinated(s)
        if pair is not None:
            return pair
    return stage.foremost(fitting, s, least=-2.5)


def _agrees(stage: Stage, c: Cluster, s: Sighting) -> bool:
    if s.mention.number == "Plur":
        return c.plural or (c.kind in {"organisation", "media"} and not c.members)
    if c.plural or (c.kind == "media" and s.key.startswith("pronoun:personal")):
        return False
    gender = c.gender
    if gender:
        return gender == s.mention.gender or (
            s.mention.gender in {"Masc", "Neut"} and gender in {"Masc", "Neut"} and s.key.startswith("pronoun:possessive")
        )
    return c.kind == "person"
