"""Names of things that last: a hash of what makes a thing that thing, so that adding it twice changes nothing.

A uid is a letter for the kind of thing (`r` report, `s` statement, `e` event, `n` entity, `c` correction) and 16 letters and digits of
base 32 (80 bits: among a hundred million things two share one with a chance of four in a billion).
"""

from __future__ import annotations

from base64 import b32encode
from collections import Counter
from hashlib import sha256

from letopis.model import Event, Reading, Report, Span, Statement
from letopis.store.fold import fold

CONTEXT = 32
"""Code points on either side of a word that tell it from the same word elsewhere in the report."""
BYTES = 10


def uid(kind: str, *parts: str) -> str:
    """`kind` and the hash of `parts`."""
    digest = sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).digest()
    return kind + b32encode(digest[:BYTES]).decode("ascii").lower()


def report_uid(report: Report) -> str:
    """A report is its URL; without one, it is its text in its outlet."""
    if report.url:
        return uid("r", "url", report.url.strip().partition("#")[0])
    return uid("r", "text", report.outlet or "", text_hash(report.text))


def text_hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def anchor(text: str, span: Span) -> str:
    """The words of `span` and what stands next to them on the same line: the same place, even when the report around it was edited."""
    before = text[max(0, span.start - CONTEXT) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + CONTEXT].partition("\n")[0]
    return "\x1f".join((before, span.of(text), after))


def place_of(entry: Statement | Event) -> Span:
    """The words that an entry hangs on: its cue or the start of its content, its trigger."""
    if isinstance(entry, Event):
        return entry.trigger
    return entry.cue or (Span(entry.content[0].start, entry.content[0].start + 1) if entry.content else Span(0, 0))


def entry_uid(report: str, kind: str, place: str, nth: int) -> str:
    """`report` is the report's uid, `place` the anchor of `place_of`, `nth` counts entries that share it.

    What the entry says (its act, its parties) is left out: newer rules may say it better, and it is still the same entry.
    """
    return uid(kind, report, place, str(nth))


def entry_uids(reading: Reading, report: str) -> dict[str, str]:
    """Local id (s1, e1) -> uid of the entry."""
    out: dict[str, str] = {}
    count: Counter[tuple[str, str]] = Counter()
    for kind, entries in (("s", reading.statements), ("e", reading.events)):
        for entry in entries:
            place = anchor(reading.report.text, place_of(entry))
            out[entry.id] = entry_uid(report, kind, place, count[kind, place])
            count[kind, place] += 1
    return out


def entity_uid(kind: str, name: str, report: str | None, nth: int = 0) -> str:
    """Public entities are their kind and name; others belong to one report (its uid) and are never joined with those of another."""
    return uid("n", kind, fold(name)) if report is None else uid("n", kind, fold(name), report, str(nth))
