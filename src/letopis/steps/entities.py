"""Decides which mentions are the same somebody, and answers the later steps' question: who stands at this token?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from letopis.languages.language import Language
from letopis.model import Entity, Mention, Parse, Party
from letopis.steps.government import fill
from letopis.steps.mentions import common_mention, find_mentions


@dataclass(frozen=True)
class Cast:
    """Who plays in the report. `at` maps a token (any token of a mention) to its mention; `entity_of` a mention's head to its entity."""

    parse: Parse
    language: Language
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    at: Mapping[int, Mention]
    entity_of: Mapping[int, Entity]

    def mention(self, token: int) -> Mention:
        """The mention whose head (or part) `token` is; a common noun phrase gets one on the spot."""
        return self.at.get(token) or common_mention(self.parse, token, self.language)

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
        """`party` of `token` and of what is coordinated with it (`Россия и Китай`)."""
        heads = [token, *(t.i for t in self.parse.dependents(token) if t.deprel == "conj" and t.pos in {"NOUN", "PROPN", "PRON"})]
        return tuple(self.party(h) for h in heads)

    def absent(self, entity: Entity) -> Party:
        """A party for which no word stands in the text (a dropped subject)."""
        return Party(None, entity.id, entity.name)

    def subject(self, verb: int) -> tuple[Party, ...]:
        """Who does what `verb` tells: its subject, one shared with a coordinated verb, or a dropped one; empty when unknown."""
        token = self.parse.tokens[verb]
        found = fill(self.parse, verb, ("subj",))
        if found:
            return tuple(p for f in found for p in self.parties(f))
        if token.deprel in {"conj", "xcomp", "advcl"} and token.head >= 0 and self.parse.tokens[token.head].pos in {"VERB", "ADJ", "AUX"}:
            return self.subject(token.head)
        return ()


def find_entities(parse: Parse, language: Language) -> Cast:
    """Mentions of `parse` and the entities that they stand for."""
    mentions = find_mentions(parse, language)
    groups: list[list[Mention]] = []
    for mention in (m for m in mentions if m.anchor == "name"):
        home = next((g for g in groups if _same(g, mention)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    entities = tuple(_entity(n, g) for n, g in enumerate(groups, 1))
    entity_of = {m.head: e for e, g in zip(entities, groups, strict=True) for m in g}
    at = {i: m for m in mentions for i in parse.covered(m.span)}
    return Cast(parse, language, mentions, entities, at, entity_of)


def _same(group: list[Mention], mention: Mention) -> bool:
    words = set(mention.name.casefold().split())
    return any(m.kind == mention.kind and (words <= (other := set(m.name.casefold().split())) or other <= words) for m in group)


def _entity(number: int, group: list[Mention]) -> Entity:
    name = max((m.name for m in group), key=len)
    aliases = tuple(dict.fromkeys(m.name for m in group if m.name != name))
    roles = tuple(dict.fromkeys(m.role for m in group if m.role))
    return Entity(f"E{number}", group[0].kind, name, aliases, roles, {}, tuple(m.span for m in group))
