"""From the tokens that play a role to the parties: coordination, members of a crowd, and who `я` and `мы` are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from letopis.model import Party, Token
from letopis.steps.entities import Cast
from letopis.steps.events.kinds import kind_of
from letopis.steps.phrases import nominative, phrase_tokens, span_of

REACH = 8
"""Tokens between a crowd and the one singled out of it."""


def parties(cast: Cast, tokens: Iterable[int], others: Collection[int], speaker: Party | None) -> tuple[Party, ...]:
    """The parties at `tokens` and what is coordinated with them, each once; the first person is `speaker`.

    `others` are the trigger and who plays another role: a phrase that holds one of them (`моряк, задержанный в порту`) is named
    without it.
    """
    out: dict[tuple[object, object], Party] = {}
    for token in tokens:
        heads = {cast.mention(h).span: h for h in (*(d.i for d in cast.parse.dependents(token) if d.deprel == "conj"), token)}
        for party in _at(cast, token, speaker):
            span, head = party.span, heads.get(party.span, token) if party.span else token
            if head in others:
                continue
            if span and any(span.contains(cast.parse.tokens[o].span) for o in others):
                party = _without(cast, head, others, party)
            out.setdefault(identity(party), party)
    return tuple(out.values())


def apart(cast: Cast, parties: Iterable[Party], tokens: Iterable[int], taken: Collection[object]) -> tuple[Party, ...]:
    """`parties` as others than the entities `taken`: nobody does it to himself under another name, so the names mean somebody else."""
    own = {cast.mention(t).span: t for t in tokens}
    out = []
    for party in parties:
        token = own.get(party.span) if party.span else None
        if party.entity in taken and token is not None and cast.parse.tokens[token].pos != "PRON":
            party = Party(party.span, None, nominative(cast.parse, token, cast.language))
        out.append(party)
    return tuple(out)


def identity(party: Party) -> tuple[object, object]:
    """What makes two parties of one deed the same."""
    return (party.entity, party.span if party.entity is None else None)


def _without(cast: Cast, token: int, others: Collection[int], party: Party) -> Party:
    branches = [set(cast.parse.subtree(d.i)) for d in cast.parse.dependents(token)]
    cut = {i for branch in branches if branch & set(others) for i in branch}
    tokens = [t for t in phrase_tokens(cast.parse, token) if t not in cut]
    name = party.name if cast.entity(token) and "," not in (party.name or ",") and not cut else nominative(cast.parse, token, cast.language, tokens)
    return Party(span_of(cast.parse, tokens), party.entity, name)


def _at(cast: Cast, token: int, speaker: Party | None) -> Iterator[Party]:
    word = cast.parse.tokens[token]
    if word.pos == "PRON" and word.feat("Person") == "1" and speaker:
        yield _first_person(cast, word, speaker)
        return
    false = {cast.mention(c.i).span for c in cast.parse.dependents(token) if c.deprel == "conj" and not _joins(cast, word, c)}
    yield from (p for p in cast.parties(token) if p.span not in false or p.span == cast.mention(token).span)
    yield from _singled_out(cast, token)


def _first_person(cast: Cast, word: Token, speaker: Party) -> Party:
    """`я` is who speaks; so is `мы`, unless a state or a body speaks through an office-holder."""
    entity = next((e for e in cast.entities if e.id == speaker.entity), None)
    links = entity.links if entity and word.feat("Number") == "Plur" else {}
    body = links.get("state") or links.get("office_at")
    if not body:
        return Party(word.span, speaker.entity, speaker.name)
    home = next((e for e in cast.entities if e.kind != "person" and e.name == body), None)
    return Party(word.span, home.id if home else None, body)


def _joins(cast: Cast, head: Token, conjunct: Token) -> bool:
    """Is it coordinated indeed? Not in another case, not a thing with people, not a part of those already counted."""
    if not _one_case(head, conjunct) and "NUM" not in {head.pos, conjunct.pos}:
        return False
    kinds = {kind_of(cast.parse, cast, head.i), kind_of(cast.parse, cast, conjunct.i)}
    if "thing" in kinds and len(kinds - {""}) > 1:
        return False
    members = cast.language.deeds.words.members  # `28 человек, в том числе пять полицейских`
    return not any(t.text.lower() in members for t in cast.parse.tokens[max(head.i, conjunct.i - 5) : conjunct.i])


def _one_case(one: Token, other: Token) -> bool:
    """The tagger wavers between genitive and accusative of living beings: `задержали Ивана Орлова, Петра Белова и Анну Котову`."""
    cases = {one.feat("Case"), other.feat("Case")}
    alive = one.feat("Animacy") == "Anim" == other.feat("Animacy")
    return "" in cases or len(cases) == 1 or (alive and cases == {"Gen", "Acc"})


def _singled_out(cast: Cast, token: int) -> Iterator[Party]:
    """`ранены четверо, включая депутата Петрову`: the one named is told beside the crowd."""
    after = cast.parse.tokens[token + 1 : min(token + 1 + REACH, cast.parse.sentence_of(token).last)]
    including = cast.language.deeds.words.including
    at = next((w.i for w in after if w.text.lower() == including), -1)
    if at < 0:
        return
    named = next((m for m in cast.mentions if m.head > at and m.head <= at + REACH and m.kind == "person"), None)
    if named:
        yield cast.party(named.head)
