"""Corrections: what people decided, each a row with author, time and reason, which can be withdrawn."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from letopis.store import schema as t
from letopis.store.decisions import Decision

HOLD = (
    select(t.corrections)
    .where(t.corrections.c.report_uid.in_(bindparam("reports", expanding=True)), t.corrections.c.withdrawn.is_(None))
    .order_by(t.corrections.c.id)
)
"""Corrections that hold for the entries of reports."""


def decisions_of(connection: Connection, reports: Sequence[str]) -> dict[str, list[Decision]]:
    """Report (uid) -> what holds for its entries, in the order in which it was decided."""
    out: dict[str, list[Decision]] = {}
    for r in connection.execute(HOLD, {"reports": list(reports)}):
        out.setdefault(r.report_uid, []).append(Decision(r.uid, r.target, r.action, json.loads(r.content), json.loads(r.seen)))
    return out
