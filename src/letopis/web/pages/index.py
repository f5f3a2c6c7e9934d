"""The ledger: a table of entries with everything that narrows it; the list of reports; the help page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from starlette.requests import Request

from letopis.store import Name, Ordering, Row, Survey
from letopis.store.days import iso
from letopis.store.errors import BadQuery
from letopis.web import queries, words
from letopis.web.asking import ENTITY, LETTERS, Asking, Links
from letopis.web.charts import histogram
from letopis.web.desk import Desk, View, asked, desk_of, translated

CODED = ("kind", "act", "type", "status", "voucher", "form", "unnamed", "review", "mode")
NAMES = ("who", "whom", "about", "place", "relay", "outlet")
ORDER = ("kind", "act", "type", "status", "voucher", "who", "whom", "about", "place", "outlet", "relay", "unnamed", "form", "mode", "review")
"""Facets from the most to the least asked for."""
SHOWN = 8
"""Values of a facet before the rest is folded away."""
REPORTS = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: what it is called, how many entries have it, and the address that asks for it (or no more for it)."""

    value: str
    name: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Sorter:
    """Something to sort by: the address of that order, and the direction where the list has it."""

    name: str
    href: str
    direction: str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that holds, and the address without it."""

    title: str
    name: str
    href: str


def ledger_page(request: Request) -> View:
    """Entries that the question asks for, with the counts of every facet."""
    desk, question = desk_of(request), asked(request)
    found = desk.ledger.survey(
        desk.columns, question.question(), (*CODED, *NAMES, "days"), question.size, question.after, ordering=ordering(request, question)
    )
    named = named_in(desk, question)
    context = {
        "question": question,
        "found": found,
        "facets": facets(question, found),
        "chips": chips(question, named),
        "heads": heads(question),
        "chart": histogram(found.days, question),
        "next": question.next(found.after).at("/") if found.after is not None else None,
        "twin": question.at("/ledger.json"),
        "clear": Asking(sort=question.sort).at("/"),
    }
    return View("ledger.html", context, lambda: ledger_data(question, found))


def ordering(request: Request, question: Asking) -> Ordering | None:
    """The order of the list; what was said or done is ordered by what it is called in the reader's language."""
    known = {**{("statement", a): n for a, n in words.ACTS.items()}, **{("event", e): n for e, n in words.TYPES.items()}}
    return question.ordering({pair: translated(request, name).casefold() for pair, name in known.items()})


def heads(question: Asking) -> list[tuple[str, str | None, list[Sorter]]]:
    """The head of the table: for each column its class, its `aria-sort` and what it can be sorted by."""
    out: list[tuple[str, str | None, list[Sorter]]] = []
    for column, sorts in words.SORTS.items():
        sorters = [_sorter(question, first, second, name) for first, second, name in sorts]
        out.append((column, next((s.direction for s in sorters if s.direction), None), sorters))
    return out


def _sorter(question: Asking, first: str, second: str, name: str) -> Sorter:
    """A link to the order `first`, or, where the list is in that order, to `second`."""
    here = question.sort in {first, second}
    down = question.sort == "newest" or question.sort.startswith("-")
    return Sorter(
        name, question.sorted(second if question.sort == first else first).at("/"), ("descending" if down else "ascending") if here else None
    )


def named_in(desk: Desk, question: Asking) -> Mapping[str, queries.Known]:
    """Whom the filters of `question` name by uid."""
    uids = [v for n, v in question.filters if n in LETTERS and ENTITY.fullmatch(v)]
    if not uids:
        return {}
    with desk.ledger.reading() as connection:
        return queries.known(connection, uids)


def ledger_data(question: Asking, found: Survey) -> object:
    return {
        "total": found.total,
        "entries": [row_data(r) for r in found.rows],
        "next": question.next(found.after).at("/ledger.json") if found.after is not None else None,
        "counts": {name: dict(values) for name, values in found.counts.items()},
        "names": {name: [asdict(n) for n in values if n.uid or name == "outlet"] for name, values in found.names.items()},
        "days": [[iso(day), number] for day, number in found.days],
    }


def row_data(row: Row) -> dict[str, Any]:
    """An entry for programs: entities are named by uid only where they have a page."""
    data = asdict(row)
    data["parties"] = [{"role": p.role.name.lower(), "name": p.name, "entity": p.entity if p.public else None} for p in row.parties]
    data["chain"] = list(row.chain)
    data["address"] = f"/entry/{row.uid}"
    return data


def facets(question: Asking, found: Survey) -> list[tuple[str, list[Choice]]]:
    """Name of a facet -> its choices, those that are chosen first."""
    out: list[tuple[str, list[Choice]]] = []
    links = question.links("/")
    for name in ORDER:
        if name in NAMES:
            choices = _name_choices(question, links, name, found.names.get(name, ()))
        else:
            choices = [_choice(question, links, name, v, v, n) for v, n in found.counts.get(name, {}).items()]
        if len(choices) > 1 or any(c.chosen for c in choices):
            out.append((name, choices))
    return out


def _name_choices(question: Asking, links: Links, name: str, values: Sequence[Name]) -> list[Choice]:
    """Persons without role or office are no choice: they have no page, and no list across reports."""
    return [_choice(question, links, name, n.name if name == "outlet" else str(n.uid), n.name, n.count) for n in values if n.uid or name == "outlet"]


def _choice(question: Asking, links: Links, name: str, value: str, called: str, count: int) -> Choice:
    return Choice(value, called, count, question.has(name, value), links.toggled(name, value))


def chips(question: Asking, named: Mapping[str, queries.Known]) -> list[Chip]:
    out = [Chip("q", question.words, question.without("q").at("/"))] if question.words else []
    for name, value in question.filters:
        if name in LETTERS and value in named and not named[value].public:
            raise BadQuery("this person has no page: persons without role or office are not listed across reports")
        called = named[value].name if value in named else value
        out.append(Chip(name, called, question.toggled(name, value).at("/")))
    if question.since or question.until:
        out.append(Chip("days", f"{question.since or '…'} – {question.until or '…'}", question.without("days").at("/")))
    return out


def reports_page(request: Request) -> View:
    """Reports, the last added first."""
    before = request.query_params.get("before", "")
    if before and not (before.isascii() and before.isdecimal() and len(before) < 18):
        raise BadQuery("before is a number that the page itself gives")
    desk = desk_of(request)
    with desk.ledger.reading() as connection:
        found = queries.reports(connection, REPORTS + 1, int(before) if before else None)
    more = found[REPORTS - 1].row if len(found) > REPORTS else None
    shown = found[:REPORTS]
    return View(
        "reports.html",
        {"reports": shown, "next": f"/reports?before={more}" if more is not None else None, "twin": "/reports.json"},
        lambda: {"reports": [asdict(r) for r in shown], "next": f"/reports.json?before={more}" if more is not None else None},
    )


def help_page(request: Request) -> View:
    """What the words and lines mean, the keys, how to search."""
    return View("help.html", {"twin": "/help.json"}, lambda: {field: dict(values) for field, values in words.FIELDS.items()})
