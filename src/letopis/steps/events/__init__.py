"""Finds deeds: who did what to whom, in PLOVER's classes, and whether it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letopis.languages.language import Language
from letopis.model import Event, Parse, Party, Span, Statement, Times
from letopis.steps.entities import Cast
from letopis.steps.events.casualties import with_casualties
from letopis.steps.events.frames import is_participle
from letopis.steps.events.needs import satisfied
from letopis.steps.events.places import place_of
from letopis.steps.events.playing import parties
from letopis.steps.events.roles import Roles, find_roles
from letopis.steps.events.scene import plays, scenes_of
from letopis.steps.events.status import status_of
from letopis.steps.events.triggers import Candidate, candidates
from letopis.steps.vouching import innermost

__all__ = ["find_events", "told"]

OPENING = frozenset('«"“„')
CLOSING = frozenset('»"”“')
ARGUMENTS = frozenset({"obl", "obj", "iobj", "obl:agent", "advcl", "xcomp", "nmod"})


def find_events(parse: Parse, cast: Cast, times: Times, statements: Sequence[Statement], language: Language) -> tuple[Event, ...]:
    """Events of `parse` in the order of the text, with roles, place and status; voucher and time come later."""
    cues = [s.cue for s in statements if s.cue]
    found = list(told(parse, cast, times, language, statements))
    governors = {c.governor for c, _ in found}
    deeds = [
        (c, r) for c, r in found if c.token not in governors and not any(cue.overlaps(parse.tokens[c.token].span) for cue in cues)
    ]  # a word of speech is a statement; a light verb belongs to its noun
    return tuple(
        _event(n, parse, cast, candidate, roles, statements, language)
        for n, (candidate, roles) in enumerate(with_casualties(parse, deeds, language.deeds), 1)
    )


def told(parse: Parse, cast: Cast, times: Times, language: Language, statements: Sequence[Statement] = ()) -> Iterator[tuple[Candidate, Roles]]:
    """For each trigger, the first candidate whose needs are met, with its roles."""
    timed = frozenset(i for t in times.times for i in parse.covered(t.span))
    scenes = scenes_of(parse, language.deeds)
    for options in candidates(parse, language):
        speaker = speaker_of(statements, parse.tokens[options[0].token].span)
        for candidate in options:
            if is_bare(parse, candidate, timed) or in_quotes(parse, candidate.token) or plays(candidate.row, scenes, language.deeds):
                continue
            roles = find_roles(parse, cast, candidate, timed, speaker, language)
            if satisfied(parse, cast, candidate, roles):
                yield candidate, roles
                break


def speaker_of(statements: Sequence[Statement], span: Span) -> Party | None:
    """Who says the words at `span`."""
    statement = innermost(statements, span)
    return statement.source if statement else None


def in_quotes(parse: Parse, token: int) -> bool:
    """A word alone in quotation marks is a manner of speaking (`политик "добивал" избирателей`)."""
    around = parse.tokens[max(token - 1, 0)].text, parse.tokens[min(token + 1, len(parse.tokens) - 1)].text
    return around[0] in OPENING and around[1] in CLOSING


def is_bare(parse: Parse, candidate: Candidate, timed: frozenset[int]) -> bool:
    """A participle without arguments or a time of its own is an attribute, not a deed (`раненый солдат`, `похищенные деньги`)."""
    token = parse.tokens[candidate.token]
    if not is_participle(token):
        return False
    return not any(d.deprel in ARGUMENTS or d.i in timed for d in parse.dependents(token.i))


def _event(number: int, parse: Parse, cast: Cast, candidate: Candidate, roles: Roles, statements: Sequence[Statement], language: Language) -> Event:
    token = parse.tokens[candidate.token]
    statement = innermost(statements, token.span)
    speaker = statement.source if statement else None
    row = candidate.row
    return Event(
        id=f"e{number}",
        trigger=token.span,
        type=row.type,
        rule=f"{language.code}.event.{row.id}",
        trigger_token=token.i,
        mode=row.mode,
        actors=(*parties(cast, roles.actors, speaker), *roles.absent),
        recipients=parties(cast, roles.recipients, speaker),
        place=place_of(parse, cast, candidate, frozenset((*roles.actors, *roles.recipients))),
        status=status_of(parse, candidate, statement, language.deeds),
    )
