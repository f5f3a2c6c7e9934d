"""Corrections: what people decided, each a row with author, time and reason. A row is never changed but to withdraw it.

An entry is accepted, rejected or edited; two entities are merged, or one name is split into two bearers. Corrections name what they are about by
uid, so they outlast re-reading and can be carried to another ledger (`export_all`, `import_all`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, Row, bindparam, select, update

from letopis.store import schema as t
from letopis.store.connect import now
from letopis.store.decisions import Decision
from letopis.store.errors import BadCorrection, NoSuch
from letopis.store.ids import uid as make_uid
from letopis.store.rownumbers import insert_one
from letopis.store.snapshots import from_json

Action = Literal["accept", "reject", "edit", "merge", "split"]
REPORTS: BindParameter[Any] = bindparam("reports", expanding=True)
HOLD = select(t.corrections).where(t.corrections.c.report_uid.in_(REPORTS), t.corrections.c.withdrawn.is_(None)).order_by(t.corrections.c.id)
"""Corrections that hold for the entries of reports."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. `target` is the uid of an entry or entity, `other` the entity that it is merged into or split off as, `report` the uid of
    the report it is about (None for a merge). `content` is what to change, `seen` what the entry was. Moments are ISO 8601, UTC."""

    uid: str
    target: str
    other: str | None
    report: str | None
    action: Action
    content: Mapping[str, Any]
    seen: Mapping[str, Any]
    author: str
    reason: str
    made: str
    withdrawn: str | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None


def decisions_of(connection: Connection, reports: Sequence[str]) -> dict[str, list[Decision]]:
    """Report (uid) -> what holds for its entries, in the order in which it was decided."""
    out: dict[str, list[Decision]] = {}
    for r in connection.execute(HOLD, {"reports": list(reports)}):
        decision = Decision(r.uid, r.target, r.action, json.loads(r.content), from_json(json.loads(r.seen)), r.other)
        out.setdefault(r.report_uid, []).append(decision)
    return out


def record(
    connection: Connection,
    action: Action,
    target: str,
    author: str,
    reason: str,
    *,
    report: str | None = None,
    other: str | None = None,
    content: Mapping[str, Any] | None = None,
    seen: Mapping[str, Any] | None = None,
) -> Correction:
    """Write a correction down."""
    if not author.strip():
        raise BadCorrection("a correction needs its author")
    if action != "accept" and not reason.strip():
        raise BadCorrection("a correction needs its reason")
    made = now()
    told = _json(content or {})
    count = len(connection.execute(select(t.corrections.c.id).where(t.corrections.c.target == target)).all())
    uid = make_uid("c", action, target, other or "", report or "", told, author, reason, made, str(count))
    correction = Correction(uid, target, other, report, action, content or {}, seen or {}, author.strip(), reason.strip(), made)
    insert_one(connection, t.corrections, **_row(correction))
    return correction


def withdraw(connection: Connection, uid: str, author: str, reason: str) -> Correction:
    """Take a correction back; it stays on record."""
    correction = find(connection, uid)
    if correction.withdrawn:
        raise BadCorrection(f"{uid}: withdrawn already, by {correction.withdrawn_by} on {correction.withdrawn}")
    values = {"withdrawn": now(), "withdrawn_by": author, "withdrawn_why": reason}
    connection.execute(update(t.corrections).where(t.corrections.c.uid == uid).values(**values))
    return find(connection, uid)


def find(connection: Connection, uid: str) -> Correction:
    row = connection.execute(select(t.corrections).where(t.corrections.c.uid == uid)).first()
    if row is None:
        raise NoSuch(f"{uid}: no such correction")
    return _correction(row)


def every(connection: Connection, target: str | None = None, report: str | None = None, holding: bool = False) -> Iterator[Correction]:
    """Corrections in the order in which they were made, of one entry or entity or of one report, as wanted; only those that hold, as wanted."""
    c = t.corrections.c
    query = select(t.corrections).order_by(c.id)
    query = query.where((c.target == target) | (c.other == target)) if target is not None else query
    query = query.where(c.report_uid == report) if report is not None else query
    query = query.where(c.withdrawn.is_(None)) if holding else query
    yield from map(_correction, connection.execute(query))


# --- carrying them to another ledger ---------------------------------------------------------------------------------
FIELDS = ("uid", "target", "other", "report", "action", "content", "seen", "author", "reason", "made", "withdrawn", "withdrawn_by", "withdrawn_why")


def to_json(correction: Correction) -> dict[str, Any]:
    """One line of an export."""
    return {"correction": 1, **{name: getattr(correction, name) for name in FIELDS}}


def from_line(given: Mapping[str, Any]) -> Correction:
    """The correction that `to_json` wrote."""
    if given.get("correction") != 1 or not all(isinstance(given.get(n), str) for n in ("uid", "target", "action", "author", "reason", "made")):
        raise BadCorrection("not a correction as `letopis correct export` writes them")
    if given["action"] not in {"accept", "reject", "edit", "merge", "split"}:
        raise BadCorrection(f"{given['action']!r} is no correction that this Letopis knows")
    if not all(isinstance(given.get(n) or {}, dict) for n in ("content", "seen")):
        raise BadCorrection("content and seen of a correction are objects")
    known = {name: given.get(name) for name in FIELDS}
    return Correction(**{**known, "content": given.get("content") or {}, "seen": given.get("seen") or {}})  # type: ignore[arg-type]


def take_in(connection: Connection, corrections: Iterable[Correction]) -> list[Correction]:
    """Add corrections of another ledger; gives back those that are news here: new ones, and those withdrawn there."""
    news: list[Correction] = []
    for correction in corrections:
        there = connection.execute(select(t.corrections).where(t.corrections.c.uid == correction.uid)).first()
        if there is None:
            insert_one(connection, t.corrections, **_row(correction))
        elif correction.withdrawn and not there.withdrawn:
            values = {name: getattr(correction, name) for name in ("withdrawn", "withdrawn_by", "withdrawn_why")}
            connection.execute(update(t.corrections).where(t.corrections.c.uid == correction.uid).values(**values))
        else:
            continue
        news.append(correction)
    return news


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        row.uid,
        row.target,
        row.other,
        row.report_uid,
        row.action,
        json.loads(row.content),
        json.loads(row.seen),
        *(row.author, row.reason, row.made, row.withdrawn, row.withdrawn_by, row.withdrawn_why),
    )


def _row(c: Correction) -> dict[str, Any]:
    same = ("uid", "target", "other", "action", "author", "reason", "made", "withdrawn", "withdrawn_by", "withdrawn_why")
    return {**{n: getattr(c, n) for n in same}, "report_uid": c.report, "content": _json(c.content), "seen": _json(c.seen)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True)
