"""Which mentions are the same somebody: names first, then what stands for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from letopis.languages.folding import fold
from letopis.steps.anaphora import place
from letopis.steps.clusters import Cluster
from letopis.steps.definites import points_back
from letopis.steps.foreground import Stage
from letopis.steps.sameness import (
    acronym_of,
    belongs_together,
    bracketed_alias,
    first_letters,
    initials,
    misspelt,
    same_person,
    similar,
    states,
    within,
)
from letopis.steps.scene import Scene, Sighting, follows

MOST_TOGETHER = 3
"""Persons that may be named together; a longer list stands for a group with a name of its own."""
APPOSED = frozenset({"appos", "parataxis", "flat:name", "nmod"})
"""Relations in which names stand behind a noun that tells how many there are."""
TWO_GENDERS = frozenset({"Masc", "Fem"})
BODIES = frozenset({"organisation", "office", "group", "media", "place", "unnamed"})


def resolve(scene: Scene, sightings: Sequence[Sighting]) -> list[Cluster]:
    """Clusters in the order of their first mention. Sightings that nothing resolves are left out, but for those that say who it is."""
    clusters: list[Cluster] = []
    members = _members(scene, sightings)
    _persons(scene, [s for s in sightings if s.words], clusters)
    _states([s for s in sightings if s.mention.kind == "state"], clusters)
    _bodies(scene, [s for s in sightings if _stands_for_itself(scene, s) and s.mention.head not in members], clusters)
    _spelt_out(scene, sightings, members, clusters)
    done = {id(s) for c in clusters for s in c.sightings}
    stage = Stage(scene, clusters)
    for sighting in sightings:
        if id(sighting) not in done:
            place(stage, sighting)
    for cluster in clusters:
        cluster.put_in_order()
    return sorted(clusters, key=lambda c: c.first if c.sightings else 0)


def _stands_for_itself(scene: Scene, s: Sighting) -> bool:
    """A body, group, place or unnamed source by words that say which."""
    return s.mention.kind in BODIES and not s.title and s.mention.anchor in {"name", "common", "unnamed"} and not points_back(scene, s)


# --- persons ---------------------------------------------------------------------------------------------------------
def _persons(scene: Scene, sightings: Sequence[Sighting], clusters: list[Cluster]) -> None:
    """Full names make the clusters, the fullest first; short ones then find theirs, the nearest before them where several fit."""
    letters: dict[Cluster, set[str]] = {}
    for s in sorted(sightings, key=lambda s: (-_parts(s), s.mention.head)):
        own = first_letters(s.words)
        fitting = [c for c in clusters if not own.isdisjoint(letters[c]) and _fits(scene, c, s)] or _misspelt(clusters, s)
        if fitting:
            cluster = _just_named(scene, fitting, s) or _likeliest(fitting)
            cluster.join(s)
        else:
            cluster = Cluster([s])
            clusters.append(cluster)
        letters.setdefault(cluster, set()).update(own)


def _misspelt(clusters: Sequence[Cluster], sighting: Sighting) -> list[Cluster]:
    """The one whose surname a lone surname of nobody else differs from by a letter: a slip of whoever wrote the report."""
    if len(sighting.words) > 1 or sighting.title is not None:
        return []
    full = [c for c in clusters if any(len(s.words) > 1 and misspelt(s.words[-1], sighting.words[0]) for s in c.sightings)]
    genders = {sighting.mention.gender, *(c.gender for c in full)} & {"Masc", "Fem"}
    return full if len(full) == 1 and len(genders) < 2 else []


def _just_named(scene: Scene, clusters: Sequence[Cluster], sighting: Sighting) -> Cluster | None:
    """Of several who share a surname, the only one whom this sentence or the one before names in full."""
    here = scene.parse.tokens[sighting.mention.head].sentence

    def named(c: Cluster) -> bool:
        full = (o.mention.head for o in c.sightings if len(o.words) > 1 and o.mention.head < sighting.mention.head)
        return any(here - scene.parse.tokens[h].sentence <= 1 for h in full)

    found = [c for c in clusters if named(c)]
    return found[0] if len(found) == 1 and len(sighting.words) == 1 else None


def _likeliest(clusters: Sequence[Cluster]) -> Cluster:
    """Of several who share a name, the one whom the report is about: most often named in full; of equals, who was named first."""
    named = [sum(1 for s in c.sightings if len(s.words) > 1) for c in clusters]
    return min((c for c, n in zip(clusters, named, strict=True) if n == max(named)), key=lambda c: c.first)


def _parts(sighting: Sighting) -> int:
    return sum(1 if len(w.strip(".")) > 1 else 0 for w in sighting.words)


def _fits(scene: Scene, cluster: Cluster, sighting: Sighting) -> bool:
    if len(sighting.words) < 2 and {cluster.gender, sighting.mention.gender} >= TWO_GENDERS:
        return False
    names = {s.words for s in cluster.sightings if s.words}
    long = {words for words in names if len(words) > 1}
    return all(same_person(words, sighting.words, scene.language.morphology) for words in long or names)


def _nearest(clusters: Sequence[Cluster], at: int) -> Cluster:
    """The cluster with the last mention before token `at`, else the one that comes first."""
    before = [(max(s.mention.head for s in c.sightings if s.mention.head < at), n) for n, c in enumerate(clusters) if c.first < at]
    return clusters[max(before)[1]] if before else min(clusters, key=lambda c: c.first)


def _spelt_out(scene: Scene, sightings: Sequence[Sighting], members: Mapping[int, Sequence[int]], clusters: list[Cluster]) -> None:
    """`две журналистки — Анна Лугова и Вера Тропина`: several together, each named."""
    if not members:
        return
    of_head = {s.mention.head: c for c in clusters for s in c.sightings}
    for s in sightings:
        together = [of_head[i] for i in members.get(s.mention.head, ()) if i in of_head]
        if 1 < len(together) <= MOST_TOGETHER:
            clusters.append(Cluster([s], tuple(together), conjunction=scene.words.conjunction))


def _members(scene: Scene, sightings: Sequence[Sighting]) -> Mapping[int, Sequence[int]]:
    """Heads of plural nouns -> heads of the names in apposition to them."""
    tokens = scene.parse.tokens
    persons = {n.first for n in scene.names if n.kind == "PER"}
    with_names = {tokens[i].head for i in persons if tokens[i].deprel in APPOSED}
    out = {}
    for s in sightings:
        if s.mention.head in with_names and (members := _members_of(scene, s, persons)):
            out[s.mention.head] = members
    return out


def _members_of(scene: Scene, sighting: Sighting, persons: Set[int]) -> Sequence[int]:
    parse, head = scene.parse, sighting.mention.head
    if sighting.words or not (sighting.mention.number == "Plur" or any(t.deprel.startswith("nummod") for t in parse.dependents(head))):
        return ()
    for t in parse.dependents(head):
        if t.i in persons and t.deprel in APPOSED and follows(scene, head, t.i):
            return [t.i, *[c.i for c in parse.dependents(t.i) if c.deprel == "conj" and c.i in persons]]
    return ()


# --- states ----------------------------------------------------------------------------------------------------------
def _states(sightings: Iterable[Sighting], clusters: list[Cluster]) -> None:
    by_key: dict[str, Cluster] = {}
    for s in sightings:
        if s.key not in by_key:
            by_key[s.key] = Cluster()
            clusters.append(by_key[s.key])
        by_key[s.key].join(s)


# --- organisations, offices, groups, media, places -------------------------------------------------------------------
def _bodies(scene: Scene, sightings: Sequence[Sighting], clusters: list[Cluster]) -> None:
    """Those that say most go first; a shorter one joins the nearest before it that says the same and more."""
    own: list[Cluster] = []
    known_by: dict[str, set[int]] = {}
    main = _main_state(scene)
    for s in sorted(sightings, key=lambda s: (s.bare, -len(s.says), s.mention.head)):
        marks = _marks(scene, s)
        near = {n for mark in marks for n in known_by.get(mark, ())}
        fitting = [n for n in sorted(near) if _same_body(scene, own[n], s)]
        if fitting:
            home = _at_home([own[n] for n in fitting], s, main)
            at = next(n for n in fitting if own[n] is home)
            home.join(s)
        else:
            at, home = len(own), Cluster([s])
            own.append(home)
        if alias := fold(bracketed_alias(scene.parse, s)):
            home.aliases.add(alias)
            marks.append(f"alias {alias}")
        for mark in marks:
            known_by.setdefault(mark, set()).add(at)
    clusters.extend(own)


def _marks(scene: Scene, s: Sighting) -> list[str]:
    """What two sightings of one body share at least one of: a cheap sieve before `_same_body`, which compares any two closely."""
    name, proper = s.mention.name, s.proper
    marks = [f"alias {fold(name)}", f"head {scene.parse.tokens[s.mention.head].key}"]
    if s.key:
        marks.append(f"key {s.key}")
    if s.key.startswith("name:"):
        marks.append(f"begins {s.key[5:7]}")
    if proper:
        marks.append(f"begins {fold(proper)[:2]}")
    if letters := initials(proper or name):
        marks.append(f"letters {letters}")
    if name.isupper():
        marks.append(f"letters {name.lower()}")
    return marks


def _main_state(scene: Scene) -> frozenset[str]:
    """The state that the report names most often."""
    often = Counter(m.value.id for m in scene.states.values())
    return frozenset(f"state:{name}" for name, _ in often.most_common(1))


def _at_home(clusters: Sequence[Cluster], sighting: Sighting, main: frozenset[str]) -> Cluster:
    """`Власти` before any were named: those of the state that the report is about; else the nearest before."""
    if sighting.bare and all(c.first > sighting.mention.head for c in clusters):
        of_main = [c for c in clusters if any(o.of & main for o in c.sightings)]
        return _nearest(of_main or clusters, sighting.mention.head)
    return _nearest(clusters, sighting.mention.head)


def _same_body(scene: Scene, cluster: Cluster, sighting: Sighting) -> bool:
    if fold(sighting.mention.name) in cluster.aliases:
        return True
    return any(_same_pair(scene, s, sighting) for s in cluster.sightings)


def _same_pair(scene: Scene, one: Sighting, other: Sighting) -> bool:
    if one.mention.kind != other.mention.kind and {one.mention.kind, other.mention.kind} - {"organisation", "office", "media", "place"}:
        return False
    if one.key and one.key == other.key and one.key.split(":")[0] in {"media", "city", "name"}:
        return True
    if one.key.startswith("name:") and other.key.startswith("name:") and similar(one.key[5:], other.key[5:]) and one.printed != other.printed:
        return True
    if acronym_of(other.mention.name, one.proper or one.mention.name) or acronym_of(one.mention.name, other.proper or other.mention.name):
        return True
    if one.proper and other.proper:
        return fold(one.proper) == fold(other.proper) or (similar(fold(one.proper), fold(other.proper)) and one.printed != other.printed)
    if len({one.mention.number, other.mention.number} - {""}) > 1 or not belongs_together(one.of, other.of):
        return False
    heads = scene.parse.tokens[one.mention.head].key, scene.parse.tokens[other.mention.head].key
    words = one.says, other.says
    if one.key == other.key and one.key.startswith("org:") and (one.mention.anchor == "name" or heads[0] == heads[1]):
        return (
            _within(scene, one, other)
            or _within(scene, other, one)
            or (one.mention.anchor == "name" == other.mention.anchor and heads[0] != heads[1] and not (states(words[0]) ^ states(words[1])))
        )
    return heads[0] == heads[1] and (_within(scene, one, other) or _within(scene, other, one))


def _within(scene: Scene, short: Sighting, long: Sighting) -> bool:
    """Does `long` say all that `short` says? Its words count as they stand as well, a capital not only as its state."""
    words = (scene.parse.tokens[i] for i in scene.parse.covered(long.mention.span))
    said = long.says | {t.key for t in words if t.pos in {"NOUN", "PROPN"}}
    return within(short.says, said, scene.language.morphology)
