"""The timeline: entries as bars from their earliest to their latest day."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request

from letopis.web.charts import timeline
from letopis.web.desk import View, asked, desk_of
from letopis.web.pages.index import chips, named_in, row_data

MOST = 200
"""Bars of one page."""


def timeline_page(request: Request) -> View:
    desk = desk_of(request)
    question = asked(request).by_day()
    question = replace(question, size=min(question.size if question.size != 50 else 100, MOST))
    found = desk.ledger.survey(desk.columns, question.question(), (), question.size, question.after)
    named = named_in(desk, question)
    context = {
        "question": question,
        "found": found,
        "chart": timeline(found.rows),
        "chips": chips(question, named),
        "next": question.next(found.after).at("/timeline") if found.after is not None else None,
        "twin": question.at("/timeline.json"),
    }
    return View(
        "timeline.html",
        context,
        lambda: {
            "total": found.total,
            "entries": [row_data(r) for r in found.rows],
            "next": question.next(found.after).at("/timeline.json") if found.after is not None else None,
        },
    )
