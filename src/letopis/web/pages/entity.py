"""Somebody or something of the ledger: what it said, did, what was done to it and said about it; and finding one by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from starlette.requests import Request

from letopis.store import Question, Survey
from letopis.web import queries
from letopis.web.asking import Asking
from letopis.web.desk import View, desk_of, not_found
from letopis.web.pages.index import row_data
from letopis.web.words import N_

SHOWN = 10
PARTS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "said": ("who", "w", ("statement",)),
    "did": ("who", "w", ("event",)),
    "done_to": ("whom", "t", ("event",)),
    "told": ("whom", "t", ("statement",)),
    "about": ("about", "b", ()),
    "passed_on": ("relay", "r", ()),
    "there": ("place", "p", ()),
}
"""Part of the page -> the filter that lists it in full, its role, the kinds of entries."""
HEADINGS: Mapping[str, str] = {
    "said": N_("Said"),
    "did": N_("Did"),
    "done_to": N_("Was done to"),
    "told": N_("Was told"),
    "about": N_("Was said about"),
    "passed_on": N_("Passed on"),
    "there": N_("Happened there"),
}
PRIVATE = N_("This person is known without role or office, and so has no page of their own.")


def entity_page(request: Request) -> View:
    desk, uid = desk_of(request), request.path_params["uid"]
    page = desk.ledger.entity(uid)
    if not page.public:
        raise not_found(PRIVATE)
    found: dict[str, Survey] = {}
    for part, (_, letter, kinds) in PARTS.items():
        found[part] = desk.ledger.survey(desk.columns, Question(named=((letter, page.uid),), kind=kinds), (), SHOWN)
    with desk.ledger.reading() as connection:
        appearances = queries.appearances(connection, page.uid)
    links = {part: _all(part, page.uid).at("/") for part in PARTS}
    context = {
        "entity": page,
        "found": found,
        "headings": HEADINGS,
        "links": links,
        "appearances": appearances,
        "corrections": desk.ledger.corrections(page.uid),
        "twin": f"/entity/{uid}.json",
    }
    return View(
        "entity.html",
        context,
        lambda: {
            **asdict(page),
            "entries": {p: {"total": s.total, "entries": [row_data(r) for r in s.rows]} for p, s in found.items()},
            "appearances": [asdict(a) for a in appearances],
        },
    )


def _all(part: str, uid: str) -> Asking:
    name, _, kinds = PARTS[part]
    question = Asking(filters=((name, uid),))
    return replace(question, filters=(*question.filters, *(("kind", k) for k in kinds)))


def entities_page(request: Request) -> View:
    """Entities by name."""
    name = " ".join(request.query_params.get("name", "").split())[:200]
    found = desk_of(request).ledger.find_entities(name) if any(c.isalnum() for c in name) else ()
    return View("entities.html", {"name": name, "found": found, "twin": None}, lambda: {"entities": [asdict(e) for e in found if e.public]})
