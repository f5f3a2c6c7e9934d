"""Corrections: made where the entry stands, listed with author, time and reason, and withdrawn."""

from __future__ import annotations

from dataclasses import asdict

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from letopis.store import Correction
from letopis.store.errors import BadCorrection
from letopis.web.asking import ENTITY
from letopis.web.desk import View, back, desk_of, json_response, wants_json
from letopis.web.forms import Form, checked_form
from letopis.web.guard import user_of
from letopis.web.standing import Card, opened

SHOWN = 300
LONGEST_REASON = 2_000


async def accept(request: Request) -> Response:
    return await _entry(request, "accept")


async def reject(request: Request) -> Response:
    return await _entry(request, "reject")


async def edit(request: Request) -> Response:
    return await _entry(request, "edit")


async def _entry(request: Request, action: str) -> Response:
    form = await checked_form(request, desk_of(request).settings)
    return await run_sync(_decide, request, form, action)


def _decide(request: Request, form: Form, action: str) -> Response:
    ledger, uid, author = desk_of(request).ledger, request.path_params["uid"], user_of(request.scope)
    reason = _reason(form)
    row = ledger.entry(uid)
    if action == "accept":
        made = ledger.accept(uid, author, reason)
    elif action == "reject":
        made = ledger.reject(uid, author, reason)
    else:
        card = opened(ledger, row.report, None).sheet.card(uid)
        if card is None:
            raise BadCorrection("only an older version of the report has this entry")
        made = ledger.edit(uid, changes(card, form), author, reason)
    return _done(request, made, f"/report/{row.report}?entry={uid}#{uid}")


def changes(card: Card, form: Form) -> dict[str, object]:
    """What the form changes in an entry: only fields that differ from what the card says."""
    simple = {
        "mode": card.mode,
        "status": card.status,
        "form": card.form,
        "time": card.time,
        ("act" if card.kind == "statement" else "type"): card.label,
    }
    out: dict[str, object] = {}
    for name, old in simple.items():
        if name in form.fields and (form.line(name) or None) != old:
            out[name] = form.line(name) or None
    if "place" in form.fields and (form.line("place") or None) != (card.place.name if card.place else None):
        out["place"] = form.line("place") or None
    for name in ("who", "whom", "via"):
        names = [" ".join(n.split()) for n in form.text(name).replace(";", "\n").split("\n") if n.strip()]
        if name in form.fields and names != [p.name for p in getattr(card, name)]:
            out[name] = names
    return out


async def merge(request: Request) -> Response:
    form = await checked_form(request, desk_of(request).settings)
    return await run_sync(_merge, request, form)


def _merge(request: Request, form: Form) -> Response:
    ledger, uid, into = desk_of(request).ledger, request.path_params["uid"], form.line("into")
    if not ENTITY.fullmatch(into):
        found = ledger.find_entities(into)
        if len(found) != 1:
            raise BadCorrection(
                f"{into[:100]!r} names {'several entities' if found else 'nobody here'}: give the uid, as the address of its page has it"
            )
        into = found[0].uid
    made = ledger.merge(uid, into, user_of(request.scope), _reason(form))
    return _done(request, made, f"/entity/{into}")


async def split(request: Request) -> Response:
    form = await checked_form(request, desk_of(request).settings)
    return await run_sync(_split, request, form)


def _split(request: Request, form: Form) -> Response:
    ledger, uid = desk_of(request).ledger, request.path_params["uid"]
    reports = [r for n, r in form.fields.items() if n.startswith("report.") and r]
    made = ledger.split(uid, reports, user_of(request.scope), _reason(form), form.line("name") or None)
    return _done(request, made[0], f"/entity/{made[0].other}")


async def withdraw(request: Request) -> Response:
    form = await checked_form(request, desk_of(request).settings)
    return await run_sync(_withdraw, request, form)


def _withdraw(request: Request, form: Form) -> Response:
    made = desk_of(request).ledger.withdraw(request.path_params["uid"], user_of(request.scope), _reason(form))
    return _done(request, made, form.line("back") or "/corrections")


def _reason(form: Form) -> str:
    reason = form.line("reason")
    if len(reason) > LONGEST_REASON:
        raise BadCorrection(f"the reason is longer than {LONGEST_REASON} letters")
    return reason


def _done(request: Request, made: Correction, to: str) -> Response:
    return json_response(asdict(made)) if wants_json(request) else back(request, to)


def corrections_page(request: Request) -> View:
    """The newest corrections."""
    found = tuple(reversed(desk_of(request).ledger.corrections()))[:SHOWN]
    return View("corrections.html", {"corrections": found, "twin": "/corrections.json"}, lambda: {"corrections": [asdict(c) for c in found]})
