"""On whose word a deed is told, and when it was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from letopis.languages.language import Language
from letopis.model import Event, Parse, Statement, Status, Times
from letopis.steps.dating import date_words
from letopis.steps.nesting import innermost
from letopis.steps.retelling import linked

NARRATOR = "narrator"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


ALONE = frozenset({"case"})
"""Modes of deeds that are news though no participant is told (`возбуждено дело`)."""


def vouch(parse: Parse, times: Times, statements: Sequence[Statement], events: Sequence[Event], language: Language) -> tuple[Event, ...]:
    """Events with their voucher and time; those that carry no news (nobody takes part, no place, no time) are left out."""
    dating = date_words(parse, times.times, language.calendar.dating)
    cues = {s.cue_token for s in statements if s.cue_token >= 0}
    out: list[Event] = []
    for event in events:
        statement = innermost(statements, event.trigger)
        time = dating.time_of(event.trigger_token, cues)
        done = replace(event, voucher=statement.id if statement else NARRATOR, time=time, status=_dated_status(event, time, times))
        if carries_news(done):
            out.append(replace(done, id=f"e{len(out) + 1}"))
    return linked(parse, times.times, out)


def _dated_status(event: Event, time: int | None, times: Times) -> Status:
    """What is to happen after the report is planned, whatever the verb (`в субботу премьер прибывает в Рим`)."""
    earliest = times.times[time].earliest if time is not None else None
    today = times.report_date.value
    future = bool(earliest and today and DAY.fullmatch(today) and earliest > today)
    return "planned" if future and event.status == "happened" else event.status


def carries_news(event: Event) -> bool:
    """Does the mention tell more than that there was such a deed?"""
    if event.actors or event.recipients or event.is_told:
        return True
    return bool(event.place or event.time is not None or event.mode in ALONE)
