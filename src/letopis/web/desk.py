"""What every page works with: the ledger, its columns in memory, the reader of texts, and the settings; and how a page is answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any

from anyio import CapacityLimiter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from letopis.store import Columns, Ledger
from letopis.web.asking import Asking, asking
from letopis.web.forms import token
from letopis.web.guard import SESSION, user_of
from letopis.web.settings import Settings
from letopis.web.texts import message, preferred, render
from letopis.web.worker import TextReader

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Desk:
    """One per app; shared by its threads."""

    ledger: Ledger
    columns: Columns
    reader: TextReader
    settings: Settings
    turns: CapacityLimiter


@dataclass(frozen=True, slots=True)
class View:
    """An answer that has two forms: `template` with `context` for people, `data` for programs."""

    template: str
    context: Mapping[str, Any]
    data: Callable[[], object]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def asked(request: Request, *more: str) -> Asking:
    """The question of the request's query; `more` are names that belong to the page."""
    limits = desk_of(request).settings.limits
    return asking(request.query_params.multi_items(), rows=limits.rows, values=limits.values, ignore=more)


def language_of(request: Request) -> str:
    return preferred(request.cookies.get("letopis_lang"), request.headers.get("accept-language", ""))


def translated(request: Request, text: str) -> str:
    return message(language_of(request), text)


def html(request: Request, view: View) -> Response:
    """`view` as a page."""
    desk = desk_of(request)
    theme = request.cookies.get("letopis_theme", "auto")
    path = request.url.path
    base = {
        "path": path,
        "here": f"{path}?{request.url.query}" if request.url.query else path,
        "theme": theme if theme in THEMES else "auto",
        "user": user_of(request.scope),
        "named_users": desk.settings.users is not None,
        "writes": desk.settings.writes,
        "token": token(desk.settings, request.scope["letopis_session"]),
        "twin": None,
        "question": None,
    }
    content = render(language_of(request), view.template, {**base, **view.context})
    return Response(content, view.status, dict(view.headers), "text/html; charset=utf-8")


def as_json(view: View) -> Response:
    """`view` as its JSON twin. Non-ASCII is escaped where a text has halves of characters, which UTF-8 cannot hold."""
    return json_response(view.data(), view.status, view.headers)


def json_response(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    written = json.dumps(data, ensure_ascii=False, default=_plain)
    try:
        content = written.encode()
    except UnicodeEncodeError:
        content = json.dumps(data, default=_plain).encode()
    return Response(content, status, dict(headers or {}), "application/json")


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON")


def back(request: Request, to: str) -> Response:
    """To a page of this site after something was done."""
    return RedirectResponse(local(to), 303)


def local(address: str) -> str:
    """`address` if it is a path of this site, else the front page."""
    safe = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() and "\\" not in address
    return address if safe else "/"


def wants_json(request: Request) -> bool:
    return request.url.path.endswith(".json")


def not_found(what: str) -> HTTPException:
    return HTTPException(404, what)


__all__ = [
    "SESSION",
    "Desk",
    "View",
    "as_json",
    "asked",
    "back",
    "desk_of",
    "html",
    "json_response",
    "language_of",
    "local",
    "not_found",
    "translated",
    "wants_json",
]
