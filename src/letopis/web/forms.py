"""Forms that are sent to the page: read within limits, and only with the token that the page itself put into them."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from letopis.web.settings import Settings
from letopis.web.words import N_

TOKEN = "token"
FIELDS = 40
"""Fields of the longest form, with room."""


@dataclass(frozen=True, slots=True)
class Form:
    """Fields of a form that may be believed to come from the page. `files` are (name, bytes) by field."""

    fields: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.fields.get(name, "").replace("\r\n", "\n").replace("\r", "\n")

    def line(self, name: str) -> str:
        """A field on one line, without spaces around it."""
        return " ".join(self.fields.get(name, "").split())


def token(settings: Settings, session: str) -> str:
    """What a form of this session must carry."""
    return urlsafe_b64encode(hmac.digest(settings.secret, session.encode(), "sha256")).decode().rstrip("=")


async def checked_form(request: Request, settings: Settings) -> Form:
    """The form of `request`. Raises `HTTPException` if it may not be believed."""
    if not settings.writes:
        raise HTTPException(403, N_("This page is for reading only."))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        raise HTTPException(415, "A form is wanted here.")
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    async with request.form(max_files=1, max_fields=FIELDS, max_part_size=settings.limits.body) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = (value.filename or "", await value.read())
            else:
                fields.setdefault(name, value)
    wanted = token(settings, request.scope["letopis_session"])
    if not hmac.compare_digest(fields.get(TOKEN, "").encode("utf-8", "replace"), wanted.encode()):
        raise HTTPException(403, N_("This form is not from here, or is too old: go back, load the page anew and send it again."))
    return Form(fields, files)
