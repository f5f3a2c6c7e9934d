"""The ledger for a terminal: one line an entry, grouped by day, then a small table of what was worked out and what stayed unknown.

From `WIDE` columns on, the chain of attribution is the last column. On narrower terminals a line has no room for it: there those on
whose word the entries stand head them (the speaker, who is the last link of a statement's chain, stands in its line anyway).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO

from letopis.export.columns import pad, plain, shorten, width, wrap
from letopis.export.days import by_day
from letopis.export.entries import ARROW, Entry, entries
from letopis.export.gaps import gaps
from letopis.model import Reading

WIDE = 120
NARROWEST = 50
GAP = "  "
INDENT = "    "
"""Before entries that stand below their chain."""
LINK = " <- "
LEAST = 5
"""Columns that a name keeps when there is too little room."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of the parts of a line; `chain` is 0 where it stands in a line of its own."""

    total: int
    id: int
    who: int
    act: int
    content: int
    chain: int


def write_text(readings: Iterable[Reading], out: TextIO, columns: int = 80) -> None:
    """Write each reading as it comes, with a blank line between two."""
    for number, reading in enumerate(readings):
        if number:
            out.write("\n\n")
        for line in lines(reading, max(columns, NARROWEST)):
            out.write(line.rstrip() + "\n")
        out.flush()


def lines(reading: Reading, columns: int) -> Iterator[str]:
    """The ledger of one reading; no line is wider than `columns`."""
    rows = entries(reading)
    yield from _head(reading, columns)
    layout = fit(rows, columns)
    for day, group in by_day(rows):
        yield ""
        yield day
        if layout.chain:
            yield from (_line(row, layout) for row in group)
        else:
            for chain, run in groupby(group, key=lambda r: r.teller):
                yield "  " + linked(chain, columns - 2)
                yield from (INDENT + _line(row, layout) for row in run)
    yield from _foot(reading, rows, columns)


def fit(rows: Sequence[Entry], columns: int) -> Layout:
    """Gives each column what its longest cell needs, up to a share of the line; the content takes the rest."""
    wide = columns >= WIDE
    total = columns if wide else columns - len(INDENT)
    id = _need((r.id for r in rows), 5)
    who = _need((_who(r) for r in rows), 34 if wide else max(16, total * 27 // 100))
    act = _need((r.act for r in rows), 22)
    chain = _need((LINK.join(r.chain) for r in rows), total * 3 // 10) if wide else 0
    gaps_taken = len(GAP) * (4 if wide else 3)
    return Layout(total, id, who, act, total - id - who - act - chain - gaps_taken, chain)


def _need(cells: Iterable[str], most: int) -> int:
    return min(max(map(width, cells), default=0), most)


def _who(row: Entry) -> str:
    return from_to(row.who, row.whom)


def from_to(who: str, whom: str) -> str:
    """`who -> whom`, either of which may be empty."""
    return f"{who} {ARROW}{whom}".strip() if whom else who


def _line(row: Entry, layout: Layout) -> str:
    cells = [
        pad(row.id, layout.id),
        pad(parties(row, layout.who), layout.who),
        pad(row.act, layout.act),
        pad(row.content, layout.content),
    ]
    if layout.chain:
        cells.append(linked(row.chain, layout.chain))
    return GAP.join(cells)


def parties(row: Entry, columns: int) -> str:
    """`who -> whom` in at most `columns`: by surnames if need be, then the longer of the two gives way, so that neither vanishes."""
    for who, whom in ((row.who, row.whom), row.surnames):
        if width(from_to(who, whom)) <= columns:
            return from_to(who, whom)
    if not (who and whom):
        return shorten(from_to(who, whom), columns)
    return from_to(*squeezed((who, whom), columns - len(ARROW) - 1))


def linked(chain: Sequence[str], columns: int) -> str:
    """The chain, outlet first, in at most `columns`: the longest links are shortened, so that none vanishes."""
    return shorten(LINK.join(squeezed(chain, columns - len(LINK) * (len(chain) - 1))), columns)


def squeezed(parts: Sequence[str], columns: int) -> list[str]:
    """The parts in `columns` together: the longest give way to the same length."""
    widths = [width(p) for p in parts]
    most = max(widths, default=0)
    while most > LEAST and sum(min(w, most) for w in widths) > columns:
        most -= 1
    return [shorten(p, most) for p in parts]


def _head(reading: Reading, columns: int) -> Iterator[str]:
    report = reading.report
    first_line = next((line for line in report.text.split("\n", 20) if line.strip()), "")
    yield shorten(plain(report.title or first_line[: 4 * columns]), columns)
    facts = [report.outlet, reading.report_date.value, report.id, f"{len(reading.statements)} statements, {len(reading.events)} events"]
    yield shorten(" · ".join(plain(f) for f in facts if f), columns)


def _foot(reading: Reading, rows: Sequence[Entry], columns: int) -> Iterator[str]:
    if not rows:
        yield ""
        yield "no statement and no event found"
    table = gaps(reading, rows)
    if table:
        yield ""
    first = _need((g.kind for g in table), 12)
    second = _need((g.what for g in table), 16)
    indent = " " * (first + second + 2 * len(GAP))
    for row in table:
        yield from wrap_row(pad(row.kind, first), pad(row.what, second), row.told, columns, indent)


def wrap_row(kind: str, what: str, told: str, columns: int, indent: str) -> Iterator[str]:
    """One row of the table, its last cell on as many lines as it needs."""
    for number, line in enumerate(wrap(told, columns - len(indent)) or [""]):
        yield (f"{kind}{GAP}{what}{GAP}" if number == 0 else indent) + shorten(line, columns - len(indent))


__all__ = ["Layout", "fit", "lines", "linked", "parties", "write_text"]
