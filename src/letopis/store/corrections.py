"""Corrections: what people decided, each a row with author, time and reason, which can be withdrawn."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from letopis.store import schema as t
from letopis.store.decisions import Decision


def decisions_of(connection: Connection, report: str) -> list[Decision]:
    """What holds for the entries of a report (uid), in the order in which it was decided."""
    c = t.corrections.c
    rows = connection.execute(select(t.corrections).where(c.report_uid == report, c.withdrawn.is_(None)).order_by(c.id))
    return [Decision(r.uid, r.target, r.action, json.loads(r.content), json.loads(r.seen)) for r in rows]
