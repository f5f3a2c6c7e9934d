"""Finds the words that stand for somebody or some place: names with their titles, offices, groups, unnamed sources, pronouns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import accumulate

from letopis.languages.language import Language
from letopis.languages.lexicon import Pronoun
from letopis.model import Mention, Parse, Token
from letopis.steps.bodies import bodies
from letopis.steps.commons import common_mention
from letopis.steps.people import people
from letopis.steps.phrases import nominative, phrase_tokens, span_of
from letopis.steps.scene import Scene, Sighting, follows, look

PRONOMINAL = frozenset({"PRON", "DET", "ADJ"})
POINTING = frozenset({"reflexive", "relative", "possessive", "personal"})
"""Types of pronoun that stand for one party named elsewhere."""
GENDERS = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}
NUMBERS = {"sing": "Sing", "plur": "Plur"}


def find_mentions(parse: Parse, language: Language) -> tuple[Mention, ...]:
    """All mentions of `parse`, in the order of the text; no two have the same head token."""
    return tuple(s.mention for s in sight(look(parse, language)))


def sight(scene: Scene) -> tuple[Sighting, ...]:
    """All mentions with what is needed to tell who is the same; in the order of the text, no two with the same head token."""
    found: dict[int, Sighting] = {}
    persons = tuple(people(scene))
    of_persons = frozenset([s.mention.head for s in persons])
    for sighting in (*pronouns(scene), *_unnamed(scene), *bodies(scene, of_persons), *_peoples(scene)):
        found[sighting.mention.head] = sighting
    for sighting in persons:
        head = sighting.mention.head
        known = found.get(head)
        if sighting.words or known is None or known.mention.anchor not in {"name", "unnamed"} or known.key.startswith("name:"):
            found[head] = sighting
    for sighting in _several_named(scene):
        found.setdefault(sighting.mention.head, sighting)
    inside = _inside_names(found.values())
    kept = (_finished(scene, s) for head, s in found.items() if head not in inside)
    return tuple(sorted(kept, key=lambda s: (s.mention.span, s.mention.head)))


def _peoples(scene: Scene) -> Iterator[Sighting]:
    """`россиянин`, `американцы`."""
    for head, state in scene.peoples.items():
        mention = common_mention(scene.parse, head, scene.language)
        bare = all(i == head or scene.parse.tokens[i].text[:1].isdigit() for i in scene.parse.covered(mention.span))
        single = scene.parse.tokens[head].feat("Number") == "Sing"
        mention = replace(mention, kind="person" if single else "group", anchor="definite" if bare and single else "common", gender="")
        yield Sighting(mention, of=frozenset({f"state:{state.id}"}), bare=bare)


def _several_named(scene: Scene) -> Iterator[Sighting]:
    """Any plural noun with names in apposition: `две сестры — Анна Лугова и Вера Лугова`."""
    tokens = scene.parse.tokens
    for first in [tokens[n.first] for n in scene.names if n.kind == "PER"]:
        above = tokens[first.head] if first.head >= 0 and first.deprel in {"appos", "parataxis"} else first
        if (
            above is not first
            and above.pos == "NOUN"
            and any(t.deprel == "conj" for t in scene.parse.dependents(first.i))
            and follows(scene, above.i, first.i)
        ):
            yield Sighting(replace(common_mention(scene.parse, above.i, scene.language), kind="group", number="Plur"))


def _inside_names(sightings: Collection[Sighting]) -> frozenset[int]:
    """Heads of what is no mention: a common noun in a body's own name (`Газета` in `«Новая газета»`), the bare name in `канал «Рассвет»`."""
    proper = sorted((s for s in sightings if s.proper), key=lambda s: s.mention.span.start)
    starts = [s.mention.span.start for s in proper]
    reach = list(accumulate((s.mention.span.end for s in proper), max, initial=0))
    of_key: dict[str, list[Sighting]] = {}
    for s in proper:
        of_key.setdefault(s.key, []).append(s)
    inside = set()
    for s in sightings:
        start, end = s.mention.span
        if s.mention.anchor == "name" or s.words:
            around = [] if s.key.startswith("state:") else of_key.get(s.key, [])
        else:
            before = bisect_right(starts, start)
            around = proper[:before] if reach[before] >= end else []
        head = s.mention.head
        if around and any(o.mention.head != head and o.mention.span.contains(s.mention.span) for o in around):
            inside.add(head)
    return frozenset(inside)


# --- unnamed sources -------------------------------------------------------------------------------------------------
def _unnamed(scene: Scene) -> Iterator[Sighting]:
    for head, match in scene.unnamed.items():
        token = scene.parse.tokens[head]
        after = scene.parse.tokens[head + 1].text if head + 1 < len(scene.parse.tokens) else ""
        if token.pos != "NOUN" or head in scene.titles or head in scene.organisations or after == ":":
            continue
        chosen = phrase_tokens(scene.parse, head)
        name = nominative(scene.parse, head, scene.language, chosen)
        bare = len(chosen) == 1
        gender = token.feat("Gender")
        mention = Mention(span_of(scene.parse, chosen), head, "unnamed", name, "unnamed", gender, token.feat("Number"), None, match.value.type)
        yield Sighting(mention, key=f"unnamed:{token.key}", of=scene.belongings(head), bare=bare)


def _finished(scene: Scene, sighting: Sighting) -> Sighting:
    """With what its words say, and the type of source that it would be."""
    mention = sighting.mention
    match = scene.unnamed.get(mention.head)
    if match is not None and not mention.source_type and mention.anchor not in {"name", "pronoun"}:
        mention = replace(mention, source_type=match.value.type)
    printed = scene.parse.tokens[mention.head].feats.get("Case") == "Nom"
    return sighting.finished(mention, scene.says(mention.span), printed)


# --- pronouns --------------------------------------------------------------------------------------------------------
def pronouns(scene: Scene) -> Iterator[Sighting]:
    """Pronouns of the third person, possessive, reflexive and relative ones; `key` tells which (`pronoun:possessive`)."""
    for t in [t for t in scene.parse.tokens if t.pos in PRONOMINAL]:
        row = _pronoun_row(t, scene)
        if row is None or row.type not in POINTING:
            continue
        gender = GENDERS.get(row.gender, "") or t.feat("Gender")
        number = NUMBERS.get(row.number, "") or t.feat("Number")
        if row.type in {"reflexive", "possessive"} and not row.number:
            gender = number = ""
        mention = Mention(t.span, t.i, "other", t.text.lower(), "pronoun", "" if number == "Plur" else gender, number)
        yield Sighting(mention, key=f"pronoun:{row.type}:{row.person}")


def _pronoun_row(token: Token, scene: Scene) -> Pronoun | None:
    """The row of pronouns.tsv for `token`: `его` `её` `их` with a noun are possessive, elsewhere personal."""
    table = scene.language.lexicon.pronouns
    if token.i in scene.possessed:
        return table.get(token.text.lower())
    return table.get(token.key) or table.get(token.lemma)
