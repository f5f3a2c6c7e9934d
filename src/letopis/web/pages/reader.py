"""The reader: a report with its entries beside it; a permalink that lights one of them; what changed between versions; why an entry is there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import asdict
from difflib import SequenceMatcher
from typing import Any

from starlette.requests import Request

from letopis.store import StoredReport
from letopis.store.errors import BadQuery
from letopis.web.desk import View, desk_of, not_found
from letopis.web.standing import Sheet, opened

LONGEST_DIFF = 200_000
"""Letters of a version that are compared word by word."""


def report_page(request: Request) -> View:
    """`/report/UID?version=1&entry=UID`."""
    return _report(request, request.path_params["uid"], request.query_params.get("entry", ""))


def entry_page(request: Request) -> View:
    """`/entry/UID`: its report, with the entry lit."""
    uid = request.path_params["uid"]
    row = desk_of(request).ledger.entry(uid)
    return _report(request, row.report, uid, None if row.live or row.review == "rejected" else row.version)


def _report(request: Request, uid: str, lit: str, version: int | None = None) -> View:
    desk = desk_of(request)
    given = request.query_params.get("version", "")
    if given and not (given.isascii() and given.isdecimal() and len(given) < 9):
        raise BadQuery("version is a number")
    found = opened(desk.ledger, uid, int(given) if given else version)
    stored, sheet = found.stored, found.sheet
    context = {
        "stored": stored,
        "sheet": sheet,
        "report": sheet.reading.report,
        "date": sheet.reading.report_date,
        "lit": lit if sheet.card(lit) else "",
        "corrections": found.corrections,
        "twin": f"/report/{uid}.json" + (f"?version={stored.version}" if not sheet.current else ""),
    }
    return View("reader.html", context, lambda: report_data(stored, sheet, lit))


def report_data(stored: StoredReport | None, sheet: Sheet, lit: str = "") -> dict[str, Any]:
    """The ledger of a report with its corrections, and its cards."""
    told: dict[str, Any] = (
        {} if stored is None else {"uid": stored.uid, "version": stored.version, "versions": stored.versions, "added": stored.added}
    )
    return {**told, "lit": lit or None, "cards": [asdict(c) for c in sheet.cards], "ledger": sheet.reading.to_dict()}


def changes_page(request: Request) -> View:
    """What changed from one version of a report to the next."""
    desk, uid = desk_of(request), request.path_params["uid"]
    newest = desk.ledger.report(uid)
    versions = [desk.ledger.report(uid, n) for n in range(1, newest.versions + 1)]
    pairs = list(itertools.pairwise(versions))
    changes = [{"from": a.version, "to": b.version, "added": b.added, "pieces": list(changed(_text(a), _text(b)))} for a, b in pairs]
    return View(
        "changes.html", {"stored": newest, "changes": changes, "twin": f"/report/{uid}/changes.json"}, lambda: {"uid": uid, "changes": changes}
    )


def _text(stored: StoredReport) -> str:
    return stored.reading.report.text[:LONGEST_DIFF]


def changed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Pieces of both texts: `same`, `gone` or `new`, and the words. Long stretches that are the same are shortened."""
    before, after = old.split(" "), new.split(" ")
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=len(before) > 5000).get_opcodes():
        if what == "equal":
            same = before[a:b]
            yield "same", " ".join(same if len(same) < 60 else [*same[:25], " […] ", *same[-25:]]) + " "
            continue
        if b > a:
            yield "gone", " ".join(before[a:b]) + " "
        if d > c:
            yield "new", " ".join(after[c:d]) + " "


def why_page(request: Request) -> View:
    """Why an entry is there: its sentence, the tree, the rule and the table row. The report is read anew for it."""
    desk, uid = desk_of(request), request.path_params["uid"]
    row = desk.ledger.entry(uid)
    if row.origin == "kept":
        raise not_found("No rule finds this entry any more: it is kept on a person's word.")
    stored = desk.ledger.report(row.report, row.version)
    lines = desk.reader.explain(stored.reading.report, row.local)
    return View("why.html", {"row": row, "lines": lines, "twin": f"/entry/{uid}/why.json"}, lambda: {"uid": uid, "lines": lines})
