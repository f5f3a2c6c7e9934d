"""The guard before every page: host names, users, the size of what is sent, where it was sent from, and the headers of every answer.

Written as plain ASGI, so that nothing is read before it is allowed and streams stay streams.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import anyio
import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from letopis.web.settings import Limits, Settings
from letopis.web.users import Doorkeeper

SESSION = "letopis_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class TooLarge(HTTPException):
    """More was sent than may be."""

    def __init__(self) -> None:
        super().__init__(413, "This is more than may be sent at once.")


class TooSlow(HTTPException):
    """The next piece of what is sent did not come."""

    def __init__(self) -> None:
        super().__init__(408, "It was sent too slowly.")


class Guard:
    """Wraps the app."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._hosts = frozenset(h.lower() for h in settings.hosts)
        self._door = Doorkeeper(settings.users, settings.secret, settings.limits.tries) if settings.users is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        session = cookie_parser(headers.get("cookie", "")).get(SESSION, "")
        fresh = not _is_session(session)
        scope["letopis_session"] = secrets.token_urlsafe(24) if fresh else session
        guarded = _Answer(send, scope["letopis_session"] if fresh else None, self._settings.secure)
        refusal = await self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, _limited(receive, self._settings.limits), guarded)

    async def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        limits = self._settings.limits
        if _host(headers.get("host", "")) not in self._hosts:
            return _refused(421, "This host name is not served here; `letopis serve --host-name NAME` allows one.")
        if len(scope.get("query_string", b"")) > limits.query:
            return _refused(414, "The query is too long.")
        if int(headers.get("content-length") or 0) > limits.body if (headers.get("content-length") or "0").isdigit() else True:
            return _refused(413, "This is more than may be sent at once.")
        if scope["method"] not in SAFE and not _from_here(headers):
            return _refused(403, "This was sent from another site.")
        return await self._user(scope, headers)

    async def _user(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if self._door is None:
            scope["letopis_user"] = self._settings.author
            return None
        address = (scope.get("client") or ("",))[0]
        try:
            user = await anyio.to_thread.run_sync(self._door.who, headers.get("authorization", ""), address)
        except PermissionError:
            return _refused(429, "Too many wrong passwords: wait a minute.")
        if user is None:
            return PlainTextResponse("Name and password, please.\n", 401, {"www-authenticate": 'Basic realm="Letopis", charset="UTF-8"'})
        scope["letopis_user"] = user
        return None


class _Answer:
    """Sends an answer on with the headers of every answer."""

    def __init__(self, send: Send, session: str | None, secure: bool) -> None:
        self._send = send
        self._session = session
        self._secure = secure

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            if self._session is not None and not headers["cache-control"].startswith("public"):
                headers.append("set-cookie", cookie(SESSION, self._session, self._secure, "HttpOnly"))
        await self._send(message)


def cookie(name: str, value: str, secure: bool, more: str = "") -> str:
    """A `Set-Cookie` header."""
    return "; ".join(filter(None, (f"{name}={value}", "Path=/", "SameSite=Strict", "Secure" if secure else "", more)))


def _limited(receive: Receive, limits: Limits) -> Receive:
    """`receive`, which raises `TooLarge` beyond the most bytes, and `TooSlow` when the next piece does not come, or not the last one."""
    left = limits.body
    whole = False
    end = anyio.current_time() + limits.body_s

    async def receiving() -> Message:
        nonlocal left, whole
        try:
            with anyio.fail_after(None if whole else min(limits.piece_s, max(0.0, end - anyio.current_time()))):
                message = await receive()
        except TimeoutError as error:
            raise TooSlow from error
        left -= len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if left < 0:
            raise TooLarge
        return message

    return receiving


def _host(given: str) -> str:
    """A `Host` header without its port, in lower case."""
    name, _, port = given.lower().rpartition(":")
    return name if name and port.isdigit() else given.lower()


def _from_here(headers: Headers) -> bool:
    """Whether a form was sent by a page of this very site, as far as the browser says."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()


def _is_session(value: str) -> bool:
    return len(value) == 32 and value.isascii() and all(c.isalnum() or c in "-_" for c in value)


def _refused(status: int, why: str) -> PlainTextResponse:
    return PlainTextResponse(why + "\n", status)


def user_of(scope: Mapping[str, Any]) -> str:
    """Who sent this request."""
    return str(scope["letopis_user"])
