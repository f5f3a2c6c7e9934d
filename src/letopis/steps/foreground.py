"""Who may be meant where something points back: the clusters so far, and which of them stands in the foreground."""

from __future__ import annotations

from collections.abc import Iterable

from letopis.model import Parse
from letopis.steps.clusters import Cluster
from letopis.steps.commons import common_mention
from letopis.steps.salience import SUBJECTS, Salience, forbidden, relation
from letopis.steps.scene import Scene, Sighting
from letopis.steps.speaking import silent, speaks, spoke_before

TWO_GENDERS = frozenset({"Masc", "Fem"})
NAMED = 0.6
"""What a name adds: who is named is likelier to be taken up again."""


class Stage:
    """The clusters of a report while they grow."""

    def __init__(self, scene: Scene, clusters: list[Cluster]) -> None:
        self.scene = scene
        self.parse: Parse = scene.parse
        self.clusters = clusters
        self._salience = Salience(scene.parse)

    def persons(self) -> list[Cluster]:
        return [c for c in self.clusters if c.sightings and c.kind == "person"]

    def alive(self, clusters: Iterable[Cluster], s: Sighting) -> list[Cluster]:
        """Those that `s` may stand for where it speaks: who was told to be dead says nothing."""
        if not speaks(self.parse, self.scene.language, s.mention.head):
            return list(clusters)
        return [c for c in clusters if not silent(self.parse, self.scene.language, c, s.mention.head)]

    def speaker(self, clusters: Iterable[Cluster], s: Sighting) -> Cluster | None:
        """Whoever spoke last, where `s` speaks."""
        language = self.scene.language
        if not speaks(self.parse, language, s.mention.head):
            return None
        found = [(spoke_before(self.parse, language, c, s.mention.head), n, c) for n, c in enumerate(self.clusters)]
        last = max((f for f in found if f[0] >= 0), default=None)
        return last[2] if last is not None and last[2] in list(clusters) else None

    def main(self, clusters: Iterable[Cluster], s: Sighting) -> Cluster | None:
        """Whom the report is about: named, mentioned three times before, and more often than anybody else."""
        often = {id(c): sum(1 for o in c.sightings if o.mention.head < s.mention.head) for c in self.persons()}
        top = max(often.values(), default=0)
        return next((c for c in clusters if c.is_named and often.get(id(c), 0) == top >= 3), None)

    def one_gender(self, c: Cluster, s: Sighting) -> bool:
        return not {c.gender, s.mention.gender} >= TWO_GENDERS

    def nearest(self, clusters: Iterable[Cluster], at: int, forward: bool = True) -> Cluster | None:
        found = [
            (max((o.mention.head for o in c.sightings if o.mention.head < at), default=-1), -c.first, n, c)
            for n, c in enumerate(clusters)
            if c.sightings
        ]
        before = [f for f in found if f[0] >= 0]
        if before:
            return max(before)[3]
        return max(found, key=lambda f: f[1])[3] if found and forward else None

    def foremost(self, clusters: Iterable[Cluster], s: Sighting, least: float) -> Cluster | None:
        """The cluster that stands most in the foreground where `s` looks back, if above `least`."""
        at = s.mention.head
        best: tuple[float, Cluster] | None = None
        for c in clusters:
            score = self._score(c, s, at)
            if score is not None and score > least and (best is None or score > best[0]):
                best = (score, c)
        return best[1] if best else None

    def _score(self, c: Cluster, s: Sighting, at: int) -> float | None:
        if c.first >= at:
            return None
        noun = self.scene.possessed.get(at, -1)
        best: float | None = None
        often = 0
        for o in c.sightings:
            w = self._salience.weight(o.mention.head, at)
            if w is not None and (best is None or w > best) and not forbidden(self.parse, o.mention, at, noun):
                best = w
            often += o.mention.head < at
        if best is None:
            return None
        kind = {"person": 1.5, "group": 0.5}.get(c.kind, 0.0) + (NAMED if c.is_named else 0.0)
        if s.mention.number == "Plur" and not c.plural:
            kind = -1.5
        return best + 0.15 * min(often, 6) + kind

    def together(self, members: Iterable[Cluster]) -> Cluster:
        group = tuple(members)
        known = next((c for c in self.clusters if c.members and set(map(id, c.members)) == set(map(id, group))), None)
        if known is None:
            known = Cluster(members=group, conjunction=self.scene.words.conjunction)
            self.clusters.append(known)
        return known

    def coordinated(self, s: Sighting) -> Cluster | None:
        """`они` after `Премьер и король встретились`."""
        best: tuple[float, list[Cluster]] | None = None
        for c in self.persons():
            for o in c.sightings:
                w = self._salience.weight(o.mention.head, s.mention.head)
                if w is None or o.mention.number == "Plur":
                    continue
                rest = [t for t in self.parse.dependents(o.mention.head) if t.deprel == "conj"]
                if not rest or relation(self.parse, o.mention.head) not in SUBJECTS:
                    continue
                others = [x for t in rest if (x := self.of_token(t.i)) is not None and x.kind == "person"]
                if others and len(others) == len(rest) and (best is None or w > best[0]):
                    best = (w, [c, *others])
        return self.together(best[1]) if best else None

    def at(self, token: int) -> Cluster | None:
        """The cluster that `token` stands for; a common noun gets one of its own."""
        known = self.of_token(token)
        if known is not None or self.parse.tokens[token].pos not in {"NOUN", "PROPN"}:
            return known
        mention = common_mention(self.parse, token, self.scene.language)
        own = Cluster([Sighting(mention, says=self.scene.says(mention.span))])
        self.clusters.append(own)
        return own

    def of_token(self, token: int) -> Cluster | None:
        return next((c for c in self.clusters for o in c.sightings if o.mention.head == token), None)
