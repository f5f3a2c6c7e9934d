"""Comparing accounts: what one speaker said, or one deed, across reports, earliest first, with what differs between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from starlette.requests import Request

from letopis.store import Question, Row
from letopis.store.errors import BadQuery
from letopis.web.alike import Account, Group, alike, groups
from letopis.web.asking import ENTITY, LETTERS
from letopis.web.desk import Desk, View, asked, desk_of
from letopis.web.pages.entity import PRIVATE
from letopis.web.pages.index import chips, named_in

MOST = 400
"""Entries that are compared with each other."""
NEAR = 3
"""Days on either side of an entry within which another may tell of the same."""


def compare_page(request: Request) -> View:
    """`/compare?entry=UID`, or the groups among the entries of a question: `/compare?who=UID&kind=statement`."""
    desk = desk_of(request)
    entry = request.query_params.get("entry", "")
    found = [_of_entry(desk, entry)] if entry else _of_question(request)
    question = asked(request, "entry").by_day()
    named = named_in(desk, question)
    shown = [g for g in found if entry or len(g.reports) > 1]
    context = {
        "entry": entry,
        "question": question,
        "groups": shown,
        "chips": chips(question, named),
        "twin": f"/compare.json?{request.url.query}" if request.url.query else None,
        "asked_for": bool(entry or question.narrows),
    }
    return View("compare.html", context, lambda: {"groups": [group_data(g) for g in shown]})


def _of_entry(desk: Desk, uid: str) -> Group:
    """The entry and those that tell of the same."""
    row = desk.ledger.entry(uid)
    first, last = _ordinals(row.first, row.last)
    same = {"kind": (row.kind,)}
    days = {"since": first - NEAR, "until": last + NEAR} if first and last else {}
    question = Question(**same, type=(row.label,) if row.kind == "event" else (), **days)  # type: ignore[arg-type]
    public = dict.fromkeys(p.entity for p in row.parties if p.entity and p.public)
    found = {row.key: row}
    for entity in [*public][:4]:
        narrowed = Question(**same, named=(("wtp", entity),), **days)  # type: ignore[arg-type]
        found |= {r.key: r for r in desk.ledger.survey(desk.columns, narrowed, (), MOST // 2).rows}
    if row.kind == "event" and days:
        found |= {r.key: r for r in desk.ledger.survey(desk.columns, question, (), MOST // 2).rows}
    rows = list(found.values())[:MOST]
    return alike(row, rows, _chains(rows), desk.ledger.lemmas)


def _of_question(request: Request) -> list[Group]:
    desk, question = desk_of(request), asked(request).by_day()
    if not question.narrows:
        return []
    for name, value in question.filters:
        if name in LETTERS and ENTITY.fullmatch(value) and not desk.ledger.entity(value).public:
            raise BadQuery(PRIVATE)
    rows = desk.ledger.survey(desk.columns, question.question(), (), MOST).rows
    return groups(rows, _chains(rows), desk.ledger.lemmas)


def _chains(rows: Iterable[Row]) -> dict[int, tuple[str, ...]]:
    """Key of an entry -> its chain, of which the first is the outlet, if only an empty one."""
    return {r.key: r.chain if r.outlet else ("", *r.chain) for r in rows}


def _ordinals(first: str | None, last: str | None) -> tuple[int, int]:
    return (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()) if first and last else (0, 0)


def group_data(group: Group) -> dict[str, object]:
    return {"words": list(group.words), "accounts": [_account(a) for a in group.accounts]}


def _account(account: Account) -> dict[str, object]:
    row = account.row
    return {
        "uid": row.uid,
        "report": row.report,
        "outlet": row.outlet,
        "published": row.published,
        "chain": list(account.chain),
        "label": row.label,
        "status": row.status,
        "time": row.time,
        "evidence": row.evidence,
        "numbers": list(account.numbers),
        "hedges": list(account.hedges),
        "differences": [asdict(d) for d in account.differences],
    }
