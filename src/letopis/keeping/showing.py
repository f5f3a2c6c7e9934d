"""``letopis show``: an entry with its surroundings and history, a report with its versions, an entity, a correction, the ledger itself."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from letopis.export.columns import pad, plain, wrap
from letopis.keeping.listing import LINK, day_of, lines, what
from letopis.keeping.places import OK, ledger_of, output, telling
from letopis.store import Correction, Ledger, Question, Row
from letopis.store.corrections import to_json
from letopis.store.differences import Change

AROUND = 200
"""Letters of the report that are shown on either side of an entry."""
LATEST = 10
LABEL = 11
SIGNS: Mapping[str, tuple[str, str]] = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}


@telling
def show(options: argparse.Namespace) -> int:
    """Whatever goes by the uid."""
    with ledger_of(options) as ledger:
        if options.uid is None:
            told, whole = _ledger(ledger)
        else:
            uid = ledger.full_uid(options.uid)
            told, whole = SHOWS[uid[0]](ledger, uid, options)
    out = output(machine=options.format == "json")
    if options.format == "json":
        out.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    else:
        out.writelines(line.rstrip() + "\n" for line in told)
    return OK


Shown = tuple[Sequence[str], object]


def _entry(ledger: Ledger, uid: str, options: argparse.Namespace) -> Shown:
    row = ledger.entry(uid)
    text = ledger.report(row.report, row.version).reading.report.text
    history = ledger.corrections(uid)
    told = [
        f"{row.kind} {row.uid}",
        *_fields(_facts(row)),
        "",
        *_wrapped(_context(row, text)),
        *history_lines(history),
    ]
    return told, {**row.to_dict(), "corrections": [to_json(c) for c in history]}


def _facts(row: Row) -> Iterator[tuple[str, str | None]]:
    yield "what", f"{what(row)}{f' ({row.mode})' if row.mode else ''}{f', {row.form}' if row.form else ''}"
    yield "who", row.who
    yield "to whom", row.whom
    yield "where", row.place
    yield "when", f"{day_of(row)} ({'the day of the report' if row.day_basis == 'report' else row.time or 'not told'})"
    yield "chain", LINK.join(row.chain)
    yield "cue", row.cue
    yield "report", f"{row.report}, version {row.version}: {row.title or row.report_name}"
    yield "published", row.published
    yield "address", row.url
    yield "rule", row.rule
    yield "review", row.review
    yield "origin", "kept: no rule finds it now, but somebody vouched for it" if row.origin == "kept" else None
    yield "state", None if row.live else "not shown in lists: rejected, or of an older version of the report"


def _context(row: Row, text: str) -> str:
    """The words of the entry in ⟦brackets⟧ in the text around."""
    spans = sorted(row.spans)
    if not spans:
        return ""
    start, end = spans[0][0], max(b for _, b in spans)
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    out, at = ["…" if low else ""], low
    for a, b in spans:
        out += [text[at:a], "⟦", text[a:b], "⟧"]
        at = b
    return plain("".join([*out, text[at:high], "…" if high < len(text) else ""]))


def _report(ledger: Ledger, uid: str, options: argparse.Namespace) -> Shown:
    if options.diff is not None:
        changes = ledger.difference(uid, options.diff, options.version)
        return _difference(changes), [{"kind": c.kind, "text": c.text} for c in changes]
    stored = ledger.report(uid, options.version)
    report = stored.reading.report
    head = [
        f"report {uid}, version {stored.version} of {stored.versions}{'' if stored.version == stored.current else ', not the current one'}",
        *_fields(
            [
                ("title", report.title),
                ("outlet", report.outlet),
                ("published", stored.reading.report_date.value),
                ("address", report.url),
                ("name", report.id),
                ("added", stored.added),
            ]
        ),
        "",
    ]
    if stored.version != stored.current:
        return [*head, *report.text.split("\n")], stored.reading.to_dict()
    rows = ledger.entries_of(uid)
    stale = [f"correction {c.uid} says nothing any more: {c.action} of {c.target}" for c in ledger.stale_corrections(uid)]
    whole = {**ledger.corrected(uid).to_dict(), "rows": [r.to_dict() for r in rows], "stale": stale}
    return [*head, *lines(rows, _columns()), *stale], whole


def _difference(changes: Sequence[Change]) -> list[str]:
    """Words taken out in [- -], put in in {+ +}; long stretches that stayed are shortened."""
    if all(c.kind == "same" for c in changes):
        return ["the texts are the same"]
    return "".join(SIGNS[c.kind][0] + _short(c) + SIGNS[c.kind][1] for c in changes).split("\n")


def _short(change: Change) -> str:
    text = change.text
    return text if change.kind != "same" or len(text) <= 2 * AROUND else f"{text[:AROUND]} … {text[-AROUND:]}"


def _entity(ledger: Ledger, uid: str, options: argparse.Namespace) -> Shown:
    page = ledger.entity(uid)
    latest = tuple(islice(ledger.every(Question(entity=page.uid)), LATEST))
    whole = {n: getattr(page, n) for n in ("uid", "kind", "name", "public", "aliases", "roles", "merged", "first", "last", "reports")}
    told = [
        f"{page.kind} {page.uid}",
        *_fields(
            [
                ("name", page.name),
                ("also", "; ".join(page.aliases)),
                ("roles", "; ".join(page.roles)),
                ("merged", "; ".join(f"{name} ({other})" for other, name in page.merged)),
                ("seen", f"{page.first or '?'} … {page.last or '?'}, in {page.reports} report{'s' * (page.reports != 1)}"),
                ("page", None if page.public else "none: a person without role or office is known in one report only"),
            ]
        ),
        "",
        *lines(latest, _columns()),
        *history_lines(ledger.corrections(page.uid)),
    ]
    return told, {**whole, "latest": [r.to_dict() for r in latest]}


def _correction(ledger: Ledger, uid: str, options: argparse.Namespace) -> Shown:
    found = next(c for c in ledger.corrections() if c.uid == uid)
    return list(history_lines([found]))[1:], to_json(found)


def _ledger(ledger: Ledger) -> Shown:
    summary = ledger.summary()
    runs = ledger.runs()
    facts = [(name.replace("_", " "), f"{number:,}") for name, number in summary.items()]
    told = [f"ledger {ledger.place.shown}", *_fields(facts), "", "runs"]
    told += [f"  {r['started']}  {_counts(r)}{'' if r['finished'] else '  (cut off)'}" for r in runs[-LATEST:]]
    return told, {"ledger": ledger.place.shown, **summary, "runs": runs}


def _counts(run: Mapping[str, Any]) -> str:
    return ", ".join(f"{run[n]} {n}" for n in ("added", "revised", "reread", "unchanged") if run[n]) or "nothing new"


SHOWS = {"s": _entry, "e": _entry, "r": _report, "n": _entity, "c": _correction}


def _fields(facts: Any) -> Iterator[str]:
    for name, value in facts:
        if value:
            first, *rest = wrap(plain(str(value)), max(20, _columns() - LABEL - 4)) or [""]
            yield f"  {pad(name, LABEL)}  {first}"
            yield from (f"  {pad('', LABEL)}  {line}" for line in rest)


def _wrapped(text: str) -> Iterator[str]:
    yield from (f"  {line}" for line in wrap(text, max(20, _columns() - 2)))


def history_lines(history: Sequence[Correction]) -> Iterator[str]:
    if history:
        yield ""
    for c in history:
        change = "; ".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in c.content.items())
        into = f" into {c.other}" if c.action == "merge" else f" off as {c.other} in {c.report}" if c.action == "split" else ""
        yield plain(f"{c.made}  {c.author}: {c.action}{into} {change}{f' ({c.reason})' if c.reason else ''}  {c.uid}")
        if c.withdrawn:
            yield plain(f"{c.withdrawn}  {c.withdrawn_by}: withdrawn{f' ({c.withdrawn_why})' if c.withdrawn_why else ''}")


def _columns() -> int:
    return shutil.get_terminal_size().columns
