"""The ledger as rows for people: who, to whom, what, and the chain of attribution, for each statement and event of a reading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letopis.export.columns import plain
from letopis.export.names import Names
from letopis.model import Event, Reading, Span, Statement, Time

ARROW = "-> "
SENTENCE_END = re.compile(r"(?<!\b\w)[.!?…]+[»\"”)]*(?=\s+(?P<next>\S)|\s*$)|\n")
OPENING = frozenset('«"„“—–-')
"""Not behind an initial (`А. Кудрин`), nor before a small letter or a number (`ст. 23`)."""
SNIPPET = 240
"""Letters of an event's words that are kept: no terminal shows more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. `surnames` are `who` and `whom` in the short form that the report uses itself.

    `teller` is on whose word the entry stands, outlet first; `chain` has the speaker of a statement as its last link too. `time` dates what is told, None if no time is told.
    """

    id: str
    time: Time | None
    who: str
    whom: str
    surnames: tuple[str, str]
    act: str
    content: str
    teller: tuple[str, ...]
    chain: tuple[str, ...]
    position: int


def entries(reading: Reading) -> list[Entry]:
    """Statements and events of `reading`, in the order of the text."""
    names = Names(reading)
    rows = [_said(s, reading, names) for s in reading.statements]
    rows += [_done(e, reading, names) for e in reading.events]
    return sorted(rows, key=lambda r: (r.position, r.id[:1], r.id))


def _said(statement: Statement, reading: Reading, names: Names) -> Entry:
    text = reading.report.text
    addressees = [statement.addressee] if statement.addressee else []
    content = " … ".join(plain(s.of(text)) for s in statement.content)
    return Entry(
        statement.id,
        _time(reading, statement.time),
        names.of(statement.source),
        names.all(addressees),
        (names.of(statement.source, short=True), names.all(addressees, short=True)),
        statement.act,
        f"«{content}»" if statement.form == "direct" else content,
        names.told_by(statement),
        names.chain(statement.id),
        min((s.start for s in (statement.cue, *statement.content) if s), default=0),
    )


def _done(event: Event, reading: Reading, names: Names) -> Entry:
    said = next((s for s in reading.statements if s.id == event.voucher), None)
    words = _snippet(reading.report.text, event.trigger, said)
    place = names.of(event.place) if event.place else ""
    return Entry(
        event.id,
        _time(reading, event.time),
        names.all(event.actors),
        names.all(event.recipients),
        (names.all(event.actors, short=True), names.all(event.recipients, short=True)),
        f"{event.type} {event.status.replace('_', ' ')}",
        f"[{place}] {words}" if place else words,
        names.chain(event.voucher),
        names.chain(event.voucher),
        event.trigger.start,
    )


def _snippet(text: str, trigger: Span, said: Statement | None) -> str:
    """From the trigger to the end of its sentence, or of what is said there."""
    around = next((s for s in said.content if s.contains(trigger)), None) if said else None
    rest = text[trigger.start : min(trigger.start + SNIPPET, around.end if around else len(text))]
    ends = SENTENCE_END.finditer(rest, trigger.end - trigger.start)
    end = next((m for m in ends if m["next"] is None or m["next"].isupper() or m["next"] in OPENING), None)
    return plain(rest[: end.start()] if end else rest)


def _time(reading: Reading, index: int | None) -> Time | None:
    """The date, if it is one: durations and repetitions date nothing."""
    time = reading.times[index] if index is not None and 0 <= index < len(reading.times) else None
    return time if time and time.kind == "date" and time.value != "?" else None
