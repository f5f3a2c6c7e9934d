"""What sort of thing a word stands for: a person, a body, a state, a place, a thing; from entities, the lexicon and the tables."""

from __future__ import annotations

from letopis.model import Parse, Token
from letopis.steps.entities import Cast

MENTION_KINDS = {
    "person": "person",
    "office": "org",
    "unnamed": "person",
    "organisation": "org",
    "media": "org",
    "state": "state",
    "group": "group",
    "place": "place",
}
HUMANS = frozenset({"person", "org", "state", "group"})
ORGANISATION_KINDS = {"group": "group"}


def fits(parse: Parse, cast: Cast, token: int, kinds: frozenset[str]) -> bool:
    """May `token` be one of `kinds`? What nobody knows fits unless a place or a state is asked for."""
    kind = kind_of(parse, cast, token)
    wanted = (kinds | HUMANS) if "human" in kinds else kinds
    if kind == "place":  # a country or a capital acts for its state; a street does not
        return "place" in wanted or ("state" in wanted and cast.entity(token) is not None)
    if "human" in kinds and is_force(parse.tokens[token], cast):
        return True
    near = {"group": {"person"}, "org": {"state"}, "": HUMANS}  # several people; a government; who knows
    return kind in wanted or bool(wanted & near.get(kind, set()))


def kind_of(parse: Parse, cast: Cast, token: int) -> str:
    """person, org, state, group, place or thing; empty where nothing tells."""
    if parse.tokens[token].lemma in cast.language.deeds.words.things:
        return "thing"
    entity = cast.entity(token)
    kind = MENTION_KINDS.get(entity.kind if entity else cast.mention(token).kind, "")
    return kind or _of_counted(parse, cast, token) or _of_word(parse.tokens[token], cast)


def _of_counted(parse: Parse, cast: Cast, token: int) -> str:
    """`тысячи людей`, `группа солдат`, `один из чиновников`: the kind of those who are counted."""
    word = parse.tokens[token]
    if word.pos != "NUM" and word.key not in cast.language.deeds.amount_nouns:
        return ""
    counted = next((d.i for d in parse.dependents(token) if d.deprel == "nmod" and d.feat("Case") == "Gen"), -1)
    return kind_of(parse, cast, counted) if counted >= 0 else "group"


def _of_word(word: Token, cast: Cast) -> str:
    """By the lexicon, then by form: what is animate is a person, any other common noun a thing."""
    lexicon = cast.language.lexicon
    known, texts = [lexicon.keys(word.lemma)], [word.text]
    if found := lexicon.organisations.at(0, known, texts):
        return ORGANISATION_KINDS.get(found.value.kind, "org")
    if lexicon.titles.at(0, known, texts) or word.key in lexicon.demonyms:
        return "person"
    if word.key in cast.language.deeds.collectives:
        return "group"
    if word.feat("Animacy") == "Anim" or word.pos == "PRON":
        return "person"
    if word.key in cast.language.deeds.place_nouns:
        return "place"
    return "thing" if word.pos == "NOUN" and word.feat("Animacy") else ""


def may_act(parse: Parse, cast: Cast, token: int) -> bool:
    """Can what stands at `token` do something to somebody? People and bodies can, and weapons and attacks."""
    word = parse.tokens[token]
    return kind_of(parse, cast, token) not in {"thing", "place"} or is_force(word, cast) or is_attack(word, cast) or cast.entity(token) is not None


def is_attack(word: Token, cast: Cast) -> bool:
    """An attack as a cause: `взрыв ранил троих`."""
    return any(row.type == "ASSAULT" for row in cast.language.deeds.nouns.get(word.key, ()))


def is_force(word: Token, cast: Cast) -> bool:
    """A weapon or a body of troops: a thing that attacks (`танки обстреляли`)."""
    return word.key in cast.language.deeds.force_nouns


def is_time(word: Token, cast: Cast) -> bool:
    """A unit or a part of time, which is nobody."""
    return word.key in cast.language.deeds.time_nouns


OFFICIALS = frozenset(
    {"state_head", "government_head", "minister", "official", "legislator", "diplomat", "party", "royal", "clergy", "military", "police", "law"}
)
"""Kinds of titles whose bearers act for a body: when they travel or talk, it is news."""


def is_public(parse: Parse, cast: Cast, token: int) -> bool:
    """Does somebody of public standing stand there: a body, a state, an office-holder, a person known by name?"""
    entity = cast.entity(token)
    if kind_of(parse, cast, token) in {"org", "state"} or parse.tokens[token].pos == "PRON":
        return True
    lexicon = cast.language.lexicon
    inside = [parse.tokens[i] for i in parse.covered(cast.mention(token).span)]
    known, texts = [lexicon.keys(t.lemma) for t in inside], [t.text for t in inside]
    if any(t.key in cast.language.deeds.envoys for t in inside):
        return True
    titles = [m.value.kind for m in lexicon.titles.all(known, texts)]
    if titles:
        return any(t in OFFICIALS for t in titles)
    if next(lexicon.organisations.all(known, texts), None) or parse.tokens[token].key in cast.language.deeds.collectives:
        return True
    return entity is not None
