"""Finds deeds: who did what to whom, in PLOVER's classes, and whether it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letopis.languages.language import Language
from letopis.model import Event, Parse, Statement, Times
from letopis.steps.entities import Cast
from letopis.steps.events.casualties import with_casualties
from letopis.steps.events.contexts import contexts_of
from letopis.steps.events.frames import is_participle
from letopis.steps.events.needs import Neighbours, players_fit, words_fit
from letopis.steps.events.news import is_told
from letopis.steps.events.places import place_of
from letopis.steps.events.playing import apart, identity, parties
from letopis.steps.events.quantities import quantities_of
from letopis.steps.events.roles import Roles, find_roles
from letopis.steps.events.scene import plays, scenes_of
from letopis.steps.events.status import status_of
from letopis.steps.events.triggers import Candidate, candidates
from letopis.steps.nesting import by_length, shortest

__all__ = ["find_events", "told"]

OPENING = frozenset('«"“„')
CLOSING = frozenset('»"”“')
ARGUMENTS = frozenset({"obl", "obj", "iobj", "obl:agent", "advcl", "xcomp", "nmod"})


@dataclass(frozen=True, slots=True)
class Stage:
    """What all deeds of one report share: `statements` from the shortest content to the longest; `timed` are the tokens of expressions of time."""

    parse: Parse
    cast: Cast
    statements: Sequence[Statement]
    language: Language
    timed: frozenset[int]

    def statement(self, token: int) -> Statement | None:
        """The innermost statement around `token`."""
        return shortest(self.statements, self.parse.tokens[token].span)


def find_events(parse: Parse, cast: Cast, times: Times, statements: Sequence[Statement], language: Language) -> tuple[Event, ...]:
    """Events of `parse` in the order of the text, with roles, place and status; voucher and time come later."""
    stage = _stage(parse, cast, times, statements, language)
    found = list(_told(stage))
    spoken = {i for s in statements if s.cue for i in parse.touched(s.cue)}
    governors = {c.governor for c, _ in found}
    deeds = [
        (c, r) for c, r in found if c.token not in governors and c.token not in spoken
    ]  # a word of speech is a statement; a light verb belongs to its noun
    return tuple(_event(n, stage, candidate, roles) for n, (candidate, roles) in enumerate(with_casualties(parse, deeds, language.deeds), 1))


def told(parse: Parse, cast: Cast, times: Times, language: Language) -> Iterator[tuple[Candidate, Roles]]:
    """For each trigger, the first candidate whose needs are met, with its roles."""
    return _told(_stage(parse, cast, times, (), language))


def _stage(parse: Parse, cast: Cast, times: Times, statements: Sequence[Statement], language: Language) -> Stage:
    return Stage(parse, cast, by_length(statements), language, frozenset(i for t in times.times for i in parse.covered(t.span)))


def _told(stage: Stage) -> Iterator[tuple[Candidate, Roles]]:
    parse, language = stage.parse, stage.language
    scenes = scenes_of(parse, language.deeds)
    for options in candidates(parse, language):
        token = options[0].token
        if is_bare(parse, token, stage.timed) or in_quotes(parse, token):
            continue
        beside: dict[int, Neighbours] = {}
        for candidate in options:
            if scenes and plays(candidate.row, scenes, language.deeds):
                continue
            neighbours = beside.setdefault(candidate.governor, Neighbours(parse, candidate, language))
            if not words_fit(parse, candidate, neighbours, language.deeds):
                continue
            statement = stage.statement(token)
            roles = find_roles(parse, stage.cast, candidate, stage.timed, statement.source if statement else None, language)
            if players_fit(parse, stage.cast, candidate, roles):
                yield candidate, roles
                break


def in_quotes(parse: Parse, token: int) -> bool:
    """A word alone in quotation marks is a manner of speaking (`политик "добивал" избирателей`)."""
    before, after = parse.tokens[max(token - 1, 0)], parse.tokens[min(token + 1, len(parse.tokens) - 1)]
    return before.text in OPENING and after.text in CLOSING


def is_bare(parse: Parse, word: int, timed: frozenset[int]) -> bool:
    """A participle without arguments or a time of its own is an attribute, not a deed (`раненый солдат`, `похищенные деньги`)."""
    return is_participle(parse.tokens[word]) and not any(d.deprel in ARGUMENTS or d.i in timed for d in parse.dependents(word))


def _event(number: int, stage: Stage, candidate: Candidate, roles: Roles) -> Event:
    parse, cast, tables = stage.parse, stage.cast, stage.language.deeds
    token, row = parse.tokens[candidate.token], candidate.row
    statement = stage.statement(token.i)
    speaker = statement.source if statement else None
    actors = parties(cast, roles.actors, (token.i, *roles.recipients), speaker)
    recipients = parties(cast, roles.recipients, (token.i, *roles.actors), speaker)
    recipients = apart(cast, recipients, roles.recipients, {p.entity for p in (*actors, *roles.absent) if p.entity})
    actors = tuple(p for p in actors if identity(p) not in {identity(r) for r in recipients})
    return Event(
        id=f"e{number}",
        trigger=token.span,
        type=row.type,
        rule=f"{stage.language.code}.event.{row.id}",
        trigger_token=token.i,
        mode=row.mode,
        actors=(*actors, *roles.absent),
        recipients=recipients,
        place=place_of(parse, cast, candidate, roles, stage.timed),
        status=status_of(parse, candidate, statement, tables),
        contexts=contexts_of(parse, candidate, tables),
        quantities=quantities_of(parse, candidate, roles, stage.timed, stage.language),
        is_told=is_told(parse, candidate, tables),
    )
