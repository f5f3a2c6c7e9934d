"""The app: which address leads to which page, and what an error looks like."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import cast

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from letopis.store import Columns, Ledger, LedgerError
from letopis.store.errors import BadCorrection, BadQuery, FullDisk, LockedLedger, NoSuch, ReadOnlyLedger
from letopis.web import openapi
from letopis.web.desk import Desk, View, as_json, back, html, local, wants_json
from letopis.web.guard import Guard, cookie
from letopis.web.pages import adding, compare, correcting, entity, export, index, reader, timeline
from letopis.web.settings import Settings
from letopis.web.texts import LANGUAGES
from letopis.web.words import N_
from letopis.web.worker import ReadingFailed, TextReader

STATIC = Path(__file__).parent / "static"
STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (NoSuch, 404),
    (BadQuery, 400),
    (BadCorrection, 422),
    (ReadingFailed, 422),
    (LockedLedger, 503),
    (ReadOnlyLedger, 503),
    (FullDisk, 507),
    (LedgerError, 500),
)
"""Error -> status; the first that fits."""
AT_ONCE = 1
"""Pages that a process makes at once. Python runs one thread at a time: two pages together would both be late, and each turn costs."""
PLAIN = (N_("Not Found"), N_("Method Not Allowed"))
"""What Starlette says by itself."""
SLOW = frozenset({reader.why_page})
"""Pages that wait for the reader of texts, and so may not hold up the others."""
Page = Callable[[Request], View]
Act = Callable[[Request], Awaitable[View | Response]]


class WebPage:
    """The whole page as an ASGI app. Close it to end the process that reads texts."""

    def __init__(self, app: ASGIApp, reader_of_texts: TextReader) -> None:
        self._app = app
        self._reader = reader_of_texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def close(self) -> None:
        self._reader.close()


def make_app(ledger: Ledger, settings: Settings | None = None, columns: Columns | None = None) -> WebPage:
    """The web page over `ledger`, which stays open as long as the app is used. `columns` are those of `ledger`, if they are there already."""
    chosen = settings or Settings()
    reader_of_texts = TextReader(chosen.limits.reading_s, chosen.limits.waiting, chosen.limits.memory)
    app = Starlette(routes=routes(), exception_handlers={HTTPException: _told, **{kind: _told for kind, _ in STATUSES}})
    app.state.desk = Desk(ledger, columns or ledger.columns(), reader_of_texts, chosen, CapacityLimiter(AT_ONCE))
    app.add_exception_handler(500, _told)
    return WebPage(Guard(app, chosen), reader_of_texts)


def routes() -> list[BaseRoute]:
    return [
        *_page("/", index.ledger_page, "/ledger"),
        *_page("/report/{uid}", reader.report_page),
        *_page("/report/{uid}/changes", reader.changes_page),
        *_page("/entry/{uid}", reader.entry_page),
        *_page("/entry/{uid}/why", reader.why_page),
        *_page("/entity/{uid}", entity.entity_page),
        *_page("/entities", entity.entities_page),
        *_page("/compare", compare.compare_page),
        *_page("/timeline", timeline.timeline_page),
        *_page("/corrections", correcting.corrections_page),
        *_page("/reports", index.reports_page),
        *_page("/paste", adding.paste_page),
        *_page("/add", adding.add_page),
        *_page("/help", index.help_page),
        Route("/export.{form}", export.export),
        *_act("/paste", adding.paste),
        *_act("/add", adding.add),
        *_act("/entry/{uid}/accept", correcting.accept),
        *_act("/entry/{uid}/reject", correcting.reject),
        *_act("/entry/{uid}/edit", correcting.edit),
        *_act("/entity/{uid}/merge", correcting.merge),
        *_act("/entity/{uid}/split", correcting.split),
        *_act("/correction/{uid}/withdraw", correcting.withdraw),
        Route("/look", _look, methods=["POST"]),
        Route("/openapi.json", openapi.described),
        Route("/robots.txt", _robots),
        Mount("/static", _Cached(StaticFiles(directory=STATIC))),
    ]


def _page(path: str, page: Page, twin: str | None = None) -> list[Route]:
    """A page to look at, and its `.json` twin."""

    def made(request: Request) -> Response:
        return html(request, page(request))

    def made_as_data(request: Request) -> Response:
        return as_json(page(request))

    def turns(request: Request) -> CapacityLimiter | None:
        return None if page in SLOW else cast(Desk, request.app.state.desk).turns

    async def as_page(request: Request) -> Response:
        return await run_sync(made, request, limiter=turns(request))

    async def as_data(request: Request) -> Response:
        return await run_sync(made_as_data, request, limiter=turns(request))

    return [Route((twin or path) + ".json", as_data), Route(path, as_page)]


def _act(path: str, act: Act) -> list[Route]:
    """Something to do: a form that is sent."""

    async def done(request: Request) -> Response:
        answer = await act(request)
        if isinstance(answer, Response):
            return answer
        return as_json(answer) if wants_json(request) else await run_sync(html, request, answer)

    return [Route(path + ".json", done, methods=["POST"]), Route(path, done, methods=["POST"])]


async def _look(request: Request) -> Response:
    """Remember the language and the colours that somebody chose. No token: it changes nothing but their own page."""
    async with request.form(max_files=0, max_fields=8) as form:
        answer = back(request, local(str(form.get("back", "/"))))
        secure = cast(Desk, request.app.state.desk).settings.secure
        for name, allowed in (("lang", tuple(LANGUAGES)), ("theme", ("auto", "light", "dark"))):
            if (value := str(form.get(name, ""))) in allowed:
                answer.headers.append("set-cookie", cookie(f"letopis_{name}", value, secure, "Max-Age=31536000; HttpOnly"))
    return answer


async def _robots(request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _told(request: Request, error: Exception) -> Response:
    """An error as a page, or as JSON where JSON was asked for."""
    if isinstance(error, HTTPException):
        status, why = error.status_code, str(error.detail)
    else:
        status = next((s for kind, s in STATUSES if isinstance(error, kind)), 500)
        why = str(error) if isinstance(error, (LedgerError, ReadingFailed)) else "The program failed on this; what happened is in its log."
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {"retry-after": "5"} if status == 503 else {}
    view = View("error.html", {"status": status, "why": why}, lambda: {"error": {"status": status, "message": why}}, status, headers)
    return as_json(view) if wants_json(request) or request.url.path.startswith("/export.") else html(request, view)


class _Cached:
    """Static files may be kept: their addresses change with them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (b"cache-control", b"public, max-age=86400")]
            await send(message)

        await self._app(scope, receive, sending)
