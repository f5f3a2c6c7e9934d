"""Decides which mentions are the same somebody, and answers the later steps' question: who stands at this token?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from letopis.languages.language import Language
from letopis.model import Entity, Mention, Parse, Party, Token
from letopis.steps.clusters import Cluster
from letopis.steps.commons import common_mention
from letopis.steps.coreference import resolve
from letopis.steps.expansion import expanded
from letopis.steps.government import fill
from letopis.steps.mentions import sight
from letopis.steps.scene import Scene, Sighting, look

ACTING = frozenset({"person", "organisation", "office", "media", "state"})
"""Kinds of entity that a dropped subject may be."""
NOUNS = frozenset({"NOUN", "PROPN"})
CLAUSES = frozenset({"acl", "acl:relcl", "advcl"})
OF_STATES = frozenset({"state_head", "government_head", "minister", "diplomat"})
"""Kinds of title whose holder speaks for a state."""
OF_BODIES = frozenset({"official", "business", "party", "press", "activist"})
"""Kinds of title whose holder speaks for a body."""


@dataclass(frozen=True)
class Cast:
    """Who plays in the report.

    `at` maps a token (any token of a mention) to the innermost mention that it is part of; `entity_of` a mention's head to its entity;
    `members` an entity that is several together (`оба президента`) to those, by id.
    """

    parse: Parse
    language: Language
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    at: Mapping[int, Mention]
    entity_of: Mapping[int, Entity]
    members: Mapping[str, tuple[Entity, ...]]

    @cached_property
    def _on_the_spot(self) -> dict[int, Mention]:
        return {}

    def mention(self, token: int) -> Mention:
        """The mention whose head (or part) `token` is; a common noun phrase gets one on the spot."""
        known = self.at.get(token) or self._on_the_spot.get(token)
        if known is None:
            known = self._on_the_spot[token] = common_mention(self.parse, token, self.language)
        return known

    def entity(self, token: int) -> Entity | None:
        """The entity that `token` stands for, if one is known."""
        mention = self.at.get(token)
        return self.entity_of.get(mention.head) if mention else None

    def party(self, token: int) -> Party:
        """The party whose words are headed by `token`, named in the fullest form that the report has."""
        mention = self.mention(token)
        entity = self.entity(token)
        return Party(mention.span, entity.id if entity else None, entity.name if entity else mention.name)

    def parties(self, token: int) -> tuple[Party, ...]:
        """`party` of `token` and of what is coordinated with it (`Россия и Китай`); members one by one (`оба президента`)."""
        heads = [token, *(t.i for t in self.parse.dependents(token) if t.deprel == "conj" and t.pos in {"NOUN", "PROPN", "PRON"})]
        return tuple(p for h in heads for p in self._each(h))

    def _each(self, token: int) -> tuple[Party, ...]:
        entity = self.entity(token)
        several = self.members.get(entity.id, ()) if entity else ()
        span = self.mention(token).span
        return tuple(Party(span, m.id, m.name) for m in several) or (self.party(token),)

    def absent(self, entity: Entity) -> Party:
        """A party for which no word stands in the text (a dropped subject)."""
        return Party(None, entity.id, entity.name)

    def subject(self, verb: int) -> tuple[Party, ...]:
        """Who does what `verb` tells: its subject, one shared with a coordinated verb, or a dropped one; empty when unknown."""
        token = self.parse.tokens[verb]
        found = fill(self.parse, verb, ("subj",))
        if found:
            return tuple(p for f in found for p in self.parties(f))
        above = self.parse.tokens[token.head] if token.head >= 0 else token
        if token.deprel in {"acl", "amod"} and token.feat("Voice") == "Act" and above.pos in {"NOUN", "PROPN"}:
            return self.parties(above.i)
        if token.deprel in {"conj", "xcomp", "advcl"} and above.pos in {"VERB", "ADJ", "AUX"}:
            return self.subject(above.i)
        return self._dropped(token)

    def _dropped(self, verb: Token) -> tuple[Party, ...]:
        """`Родился в Твери. Окончил школу.`: the subject of the sentence before, where a past form of the main clause agrees with it."""
        past = verb.feat("Gender") in {"Masc", "Fem"} and verb.feat("VerbForm") == "Fin" and verb.feat("Voice") != "Pass"
        if not past or verb.deprel not in {"root", "parataxis"} or verb.sentence == 0:
            return ()
        before = self.parse.sentences[verb.sentence - 1]
        if before.paragraph != self.parse.sentences[verb.sentence].paragraph:
            return ()
        top = next((t.i for t in self.parse.dependents(before.root) if t.deprel in {"nsubj", "nsubj:pass"}), -1)
        entity = self.entity(top) if top >= 0 else None
        mention = self.at.get(top)
        agrees = mention is not None and mention.number != "Plur" and (mention.gender or verb.feat("Gender")) == verb.feat("Gender")
        return (self.absent(entity),) if entity and agrees and entity.kind in ACTING else ()


def find_entities(parse: Parse, language: Language) -> Cast:
    """Mentions of `parse` and the entities that they stand for."""
    scene = look(parse, language)
    sightings = sight(scene)
    clusters = [c for c in resolve(scene, sightings) if c.sightings]
    ids = {id(c): f"E{n}" for n, c in enumerate(clusters, 1)}
    of_head = {s.mention.head: c for c in clusters for s in c.sightings}
    entities = {id(c): _entity(ids[id(c)], c, scene, of_head) for c in clusters}
    entity_of = {s.mention.head: entities[id(c)] for c in clusters for s in c.sightings}
    members = {ids[id(c)]: tuple(entities[id(m)] for m in c.members if id(m) in entities) for c in clusters if c.members}
    return Cast(parse, language, tuple(s.mention for s in sightings), tuple(entities.values()), _innermost(parse, sightings), entity_of, members)


def _innermost(parse: Parse, sightings: tuple[Sighting, ...]) -> dict[int, Mention]:
    """Each token's mention: the shortest around it, and its own where it is a head. A noun that belongs to a title is not its holder."""
    at: dict[int, Mention] = {}
    tagged = {i for n in parse.names for i in range(n.first, n.last)}
    mentions = [s.mention for s in sightings]
    for mention in sorted(mentions, key=lambda m: m.span.start - m.span.end):
        person, name = mention.kind == "person", mention.anchor == "name"
        for i in parse.covered(mention.span):
            guest = parse.tokens[i].pos in NOUNS and i not in tagged and (person or (not name and _is_guest(parse, i, mention)))
            if not guest:
                at[i] = mention
    at.update({m.head: m for m in mentions})
    return at


def _is_guest(parse: Parse, token: int, mention: Mention) -> bool:
    """Is the noun somebody or something else that a description tells of (`пострадавшие при взрыве в порту` are no port)?"""
    path = [parse.tokens[token], *parse.ancestors(token)]
    below = path[: next((k for k, t in enumerate(path) if t.i == mention.head), 0)]
    return any(t.deprel in CLAUSES or any(d.deprel == "case" for d in parse.dependents(t.i)) for t in below)


def _entity(name_id: str, cluster: Cluster, scene: Scene, of_head: Mapping[int, Cluster]) -> Entity:
    name = expanded(scene, cluster, of_head)
    seen = [s.mention for s in cluster.sightings]
    aliases = tuple(dict.fromkeys([m.name for m in seen if m.name != name and m.anchor == "name"]))
    roles = tuple(dict.fromkeys([r for m in seen if (r := m.role or (m.name if m.anchor == "role" else None)) and r != name]))
    source_type = next((m.source_type for m in seen if m.source_type), None)
    return Entity(name_id, cluster.kind, name, aliases, roles, _links(cluster, scene, of_head), tuple([m.span for m in seen]), source_type)


def _links(cluster: Cluster, scene: Scene, of_head: Mapping[int, Cluster]) -> dict[str, str]:
    """`capital_of` and `state` lead to the names of states, `office_at` to that of the body whose head or voice a person is."""
    links: dict[str, str] = {}
    for s in cluster.sightings:
        if s.title is None and not s.key.startswith(("city:", "org:")):
            continue
        if s.key.startswith("city:") and s.mention.head in scene.capitals:
            links["capital_of"] = scene.capitals[s.mention.head].value.name
        if s.key.startswith("org:") or (s.title and s.title.kind in OF_STATES):
            links.update({k: v for k, v in _state(s, scene).items() if k not in links})
        if s.title and s.title.kind in OF_BODIES and "office_at" not in links:
            body = _body(s, scene, of_head)
            links.update({"office_at": body.name()} if body else {})
    return links


def _state(sighting: Sighting, scene: Scene) -> dict[str, str]:
    found = sorted(k.partition(":")[2] for k in sighting.of if k.startswith("state:"))
    states = scene.language.lexicon.states
    return {"state": states[found[0]].name} if found and found[0] in states else {}


def _body(sighting: Sighting, scene: Scene, of_head: Mapping[int, Cluster]) -> Cluster | None:
    """The organisation told right in a title: `представитель «Рассвета»`."""
    covered = scene.parse.covered(sighting.mention.span)
    bodies = (c for i in covered if i != sighting.mention.head and (c := of_head.get(i)) and c.kind in {"organisation", "office", "media"})
    return next(bodies, None)
