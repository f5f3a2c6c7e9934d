"""On whose word a deed is told, and when it was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from letopis.model import Event, Parse, Statement, Status, Times
from letopis.steps.dating import Dating
from letopis.steps.nesting import innermost
from letopis.steps.retelling import linked

NARRATOR = "narrator"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


ALONE = frozenset({"case"})
"""Modes of deeds that are news though no participant is told (`возбуждено дело`)."""


def vouch(parse: Parse, times: Times, statements: Sequence[Statement], events: Sequence[Event], dating: Dating) -> tuple[Event, ...]:
    """Events with their voucher and time; those that carry no news (nobody takes part, no place, no time) are left out."""
    cues = {s.cue_token for s in statements if s.cue_token >= 0}
    out: list[Event] = []
    for event in events:
        statement = innermost(statements, event.trigger)
        time = dating.time_of(event.trigger_token, cues)
        if carries_news(event) or time is not None:
            voucher, status = statement.id if statement else NARRATOR, _dated_status(event, time, times)
            out.append(replace(event, id=f"e{len(out) + 1}", voucher=voucher, time=time, status=status))
    return linked(parse, times.times, out)


def _dated_status(event: Event, time: int | None, times: Times) -> Status:
    """What is to happen after the report is planned, whatever the verb (`в субботу премьер прибывает в Рим`)."""
    earliest = times.times[time].earliest if time is not None else None
    today = times.report_date.value
    future = bool(earliest and today and DAY.fullmatch(today) and earliest > today)
    return "planned" if future and event.status == "happened" else event.status


def carries_news(event: Event) -> bool:
    """Does the mention, though it may not be dated, tell more than that there was such a deed?"""
    return bool(event.actors or event.recipients or event.is_told or event.place or event.mode in ALONE)
