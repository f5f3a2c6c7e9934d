"""``letopis list`` and ``letopis search``."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import groupby, islice
from typing import get_args

from letopis.export.columns import pad, plain, shorten, width
from letopis.export.csvfile import write_csv
from letopis.keeping.places import OK, PROBLEMS, USAGE, ledger_of, output, telling
from letopis.model import EVENT_TYPES, Act, Form, Status
from letopis.store import Ledger, Question, Row
from letopis.store.days import edtf_days
from letopis.store.fold import fold

SHORT = 9
"""Letters of a uid that lists show: enough to tell a million entries apart nearly always; a uid's first letters stand for it."""
WIDE = 120
ARROW = " -> "
LINK = " <- "
COUNTED = 1_000_000_000
MOST = 10_000
"""Entries are counted up to here below a list."""
KNOWN: Mapping[str, tuple[Sequence[str], str]] = {
    "act": (get_args(Act), "act"),
    "event": (EVENT_TYPES, "type of event"),
    "status": (get_args(Status), "status"),
    "form": (get_args(Form), "form"),
    "kind": (("statement", "event"), "kind"),
    "voucher": (("narrator", "said"), "voucher"),
    "review": (("accepted", "edited"), "review of a listed entry (`letopis correct history` names the rejected ones)"),
}
"""Filter -> its values, and what they are called."""
CSV = (
    *("uid", "kind", "label", "mode", "form", "status", "who", "whom", "via", "unnamed", "place", "time", "first", "last", "day_basis", "voucher"),
    *("cue", "evidence", "chain", "outlet", "published", "title", "url", "report", "report_name", "version", "review", "origin", "rule", "certainty"),
)


@telling
def list(options: argparse.Namespace) -> int:
    """Entries that fit the filters."""
    return _listed(options, "")


@telling
def search(options: argparse.Namespace) -> int:
    """Entries that hold the words and fit the filters."""
    return _listed(options, " ".join(options.words))


def _listed(options: argparse.Namespace, words: str) -> int:
    question = question_of(options, words) if _fit(options) else None
    if question is None:
        return USAGE
    with ledger_of(options) as ledger:
        if options.count:
            output(machine=True).write(f"{ledger.count(question, COUNTED)}\n")
            return OK
        rows = ledger.every(question) if options.limit <= 0 else islice(ledger.every(question), options.limit)
        found = write(rows, options.format)
        if not found:
            sys.stderr.write(f"letopis: no entry fits{''.join(_no_outlet(ledger, question.outlet))}\n")
        elif options.format == "text" and found == options.limit:
            _close(ledger, question, found)
    return OK if found else PROBLEMS


def _fit(options: argparse.Namespace) -> bool:
    """Are the values of filters such as there are? A word is written about the first that is not."""
    for name, (values, called) in KNOWN.items():
        lower = {v.lower(): v for v in values}
        for given in getattr(options, name):
            if given.lower() not in lower:
                meant = [lower[v] for v in get_close_matches(given.lower(), lower, 1)]
                hint = f"is {meant[0]} meant? " if meant else ""
                sys.stderr.write(f"letopis: --{name} {plain(given)}: no {called}; {hint}there are {', '.join(values)}\n")
                return False
    return True


def _no_outlet(ledger: Ledger, names: Iterable[str]) -> Iterator[str]:
    """Words about outlets that the ledger does not have."""
    for name in names:
        known = {fold(n): n for n in ledger.outlets()}
        if fold(name) not in known:
            near = [n for folded, n in known.items() if fold(name) in folded] or [known[n] for n in get_close_matches(fold(name), known, 3)]
            yield f"; no outlet is called {plain(name)}" + (f", but there is {plain(', '.join(near[:5]))}" if near else "")


def question_of(options: argparse.Namespace, words: str) -> Question | None:
    """The question of a command line; None, with a word about it, where a date is no date."""
    days: dict[str, int] = {}
    for name, side in (("since", 0), ("until", 1)):
        given = getattr(options, name)
        known = edtf_days(given) if given else None
        if given and known is None:
            sys.stderr.write(f"letopis: --{name} {plain(given)}: no date of the calendar, write it as 2022-05-19, 2022-05 or 2022\n")
            return None
        if known:
            days[name] = known[side]
    same = ("who", "whom", "act", "mode", "status", "outlet", "relay", "place", "form", "voucher", "review", "kind", "unnamed")
    fields = {name: tuple(getattr(options, name)) for name in same}
    return Question(words=words, type=tuple(options.event), order="oldest" if options.oldest else "newest", **fields, **days)  # type: ignore[arg-type]


def write(rows: Iterable[Row], form: str) -> int:
    """Write rows to standard output; returns how many."""
    out = output(machine=form != "text")
    counted = _Counted(rows)
    if form == "csv":
        write_csv((_flat(r) for r in counted), CSV, out)
    elif form == "jsonl":
        for row in counted:
            out.write(json.dumps(row.to_dict(), ensure_ascii=False) + "\n")
    elif form == "json":
        out.write(json.dumps([r.to_dict() for r in counted], ensure_ascii=False, indent=2) + "\n")
    else:
        for line in lines(counted, shutil.get_terminal_size().columns):
            out.write(line.rstrip() + "\n")
    out.flush()
    return counted.number


class _Counted:
    """Passes rows on and counts them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.number += 1
            yield row


def _flat(row: Row) -> dict[str, object]:
    return {**row.to_dict(), "chain": LINK.join(row.chain)}


def lines(rows: Iterable[Row], columns: int) -> Iterator[str]:
    """A list for people, grouped by day: on a wide terminal one line an entry, else a second one for where it stands and on whose word."""
    for number, (day, group) in enumerate(groupby(rows, key=day_of)):
        if number:
            yield ""
        yield day
        for row in group:
            yield from wide(row, columns) if columns >= WIDE else narrow(row, columns)


def day_of(row: Row) -> str:
    """The day or days of an entry, in words where it is not known."""
    if row.first is None:
        return "day unknown"
    return row.first if row.first == row.last else f"{row.first} … {row.last}"


def what(row: Row) -> str:
    return f"{row.label} {row.status.replace('_', ' ')}" if row.status else row.label


def content(row: Row) -> str:
    """The words, with the place of a deed before them."""
    words = f"«{row.evidence}»" if row.form == "direct" else row.evidence
    mark = "" if row.review is None else f"({row.review}) "
    return plain(f"{mark}[{row.place}] {words}" if row.place and row.kind == "event" else mark + words)


def parties(row: Row) -> str:
    who, whom = plain(row.who or ""), plain(row.whom or "")
    return f"{who}{ARROW}{whom}".strip() if whom else who


def wide(row: Row, columns: int) -> Iterator[str]:
    rest = columns - SHORT - 34 - 24 - 8
    chain = rest * 3 // 10
    cells = (pad(row.uid[:SHORT], SHORT), pad(parties(row), 34), pad(what(row), 24), pad(content(row), rest - chain), shorten(_chain(row), chain))
    yield "  ".join(cells)


def narrow(row: Row, columns: int) -> Iterator[str]:
    head = f"  {shorten(parties(row), columns // 3)}{'  ' if parties(row) else ''}{what(row)}  "
    yield head + shorten(content(row), max(8, columns - width(head)))
    yield shorten(f"    {row.uid[:SHORT]}  {_chain(row)}", columns)


def _chain(row: Row) -> str:
    return LINK.join(map(plain, row.chain))


def _close(ledger: Ledger, question: Question, shown: int) -> None:
    """Say how many more there are, below a list for people."""
    total = ledger.count(question, MOST)
    if total > shown:
        output(machine=False).write(f"\n{shown} of {total:,}{'+' * (total == MOST)} entries; --limit 0 shows all\n")
