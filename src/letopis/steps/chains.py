"""The chain of a statement: inside whose words it stands, through whom the whole report came, and when and where it was said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from letopis.model import Parse, Party, Statement, Times
from letopis.steps.dating import Dating
from letopis.steps.entities import Cast
from letopis.steps.nesting import enclosing

QUOTATION_MARKS = "«»„“”\"'"


def tie(parse: Parse, cast: Cast, times: Times, statements: Sequence[Statement], dating: Dating, relays: Sequence[str] = ()) -> tuple[Statement, ...]:
    """`statements` with `within` and `time`, and with those who passed on the whole report (`relays`, nearest first) at the head of `via`."""
    cues = {s.cue_token for s in statements if s.cue_token >= 0}
    hops = [_party(cast, name) for name in relays]
    out = []
    for statement in statements:
        around = enclosing(statement, statements)
        time = _time(parse, dating, times, statement.cue_token, cues) if statement.cue_token >= 0 else None
        via = statement.via if around else _passed_on(statement, hops)
        out.append(replace(statement, within=around.id if around else None, time=time, via=via))
    return tuple(out)


def _party(cast: Cast, name: str) -> Party:
    """Who passed on the report; no word of it stands for them."""
    entity = next((e for e in cast.entities if _bare(name) in map(_bare, (e.name, *e.aliases))), None)
    return Party(None, entity.id if entity else None, name)


def _passed_on(statement: Statement, hops: Sequence[Party]) -> tuple[Party, ...]:
    """The statement's own relays behind those of the report; nobody relays themselves, nor twice. What is nested has the chain of what it stands in."""
    known = {_bare(p.name) for p in (*statement.via, statement.source) if p is not None and p.name}
    return (*(h for h in hops if _bare(h.name) not in known), *statement.via)


def _bare(name: str | None) -> str:
    return (name or "").strip(QUOTATION_MARKS).casefold()


def _time(parse: Parse, dating: Dating, times: Times, cue: int, cues: Collection[int]) -> int | None:
    """The date of a saying; a gerund (`заявив`) has that of its verb. How long somebody has been saying it is no date."""
    token = parse.tokens[cue]
    found = dating.time_of(cue, cues)
    if found is None and token.feat("VerbForm") == "Conv" and token.head >= 0:
        found = dating.time_of(token.head, cues)
    return found if found is not None and times.times[found].kind == "date" else None
