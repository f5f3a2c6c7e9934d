"""What a reading had to work out, and what stayed unknown: said openly below every ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from letopis.export.columns import plain
from letopis.export.entries import Entry
from letopis.model import Reading, Statement

KINDS = ("stated", "inferred", "unknown", "problem")
SHOWN = 12
"""Ids listed in one cell before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A row: of one of `KINDS`; what it is about; and what is told of it."""

    kind: str
    what: str
    told: str


def gaps(reading: Reading, rows: Sequence[Entry]) -> list[Gap]:
    """All rows of the table, in the order of `KINDS`."""
    found = [*_dates(reading), *_outlet(reading), *_sources(reading), *_times(reading, rows)]
    found += [Gap("problem", "", plain(p)) for p in reading.problems]
    return sorted(found, key=lambda g: KINDS.index(g.kind))


def _dates(reading: Reading) -> Iterator[Gap]:
    date = reading.report_date
    evidence = ", ".join(f"«{plain(s.of(reading.report.text))}»" for s in date.evidence[:3])
    if date.value is None:
        yield Gap("unknown", "report date", "give it with --published: relative dates hang on it")
    elif date.basis in {"inferred", "stated"}:
        yield Gap(date.basis, "report date", date.value + (f", from {evidence}" if evidence else ""))


def _outlet(reading: Reading) -> Iterator[Gap]:
    if not reading.report.outlet:
        yield Gap("unknown", "outlet", "give it with --outlet: it heads every chain")


def _sources(reading: Reading) -> Iterator[Gap]:
    nameless = [s.id for s in reading.statements if s.source is None or not s.source.name]
    if nameless:
        yield Gap("unknown", "who said it", listed(nameless))
    wordless = [s for s in reading.statements if s.source is not None and s.source.span is None]
    if wordless:
        yield Gap("inferred", "who said it", listed(f"{s.id} {_name(s)}" for s in wordless))


def _name(statement: Statement) -> str:
    return plain(statement.source.name or "") if statement.source else ""


def _times(reading: Reading, rows: Sequence[Entry]) -> Iterator[Gap]:
    unresolved = [f"«{plain(t.span.of(reading.report.text))}»" for t in reading.times if t.value == "?"]
    if unresolved:
        yield Gap("unknown", "time", listed(dict.fromkeys(unresolved)))
    undated = sum(1 for r in rows if r.time is None)
    if undated:
        yield Gap("unknown", "day", f"{undated} of {len(rows)} entries")


def listed(items: Iterable[str]) -> str:
    """Items parted by commas; beyond `SHOWN` they are counted."""
    all_items = list(items)
    more = len(all_items) - SHOWN
    return ", ".join(all_items[:SHOWN]) + (f" and {more} more" if more > 0 else "")
