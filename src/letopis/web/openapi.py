"""The OpenAPI description of every page's JSON twin and of every form, made from one short list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from letopis import __version__
from letopis.store.edits import CHOICES
from letopis.web.asking import CLOSED, FILTERS, LETTERS, LONGEST, SORTS
from letopis.web.desk import desk_of, json_response

UID = r"^[a-z][a-z2-7]{16}$"
ENTITY_UID = r"^n[a-z2-7]{16}$"
DATE = r"^[0-9]{4}(-[0-9]{2}){0,2}$"
ERRORS: Mapping[str, str] = {
    "400": "The question cannot be asked.",
    "401": "Name and password are wanted.",
    "403": "The form is not from here, or the page is for reading only.",
    "404": "There is no such thing.",
    "413": "More than may be sent at once.",
    "414": "The query is too long.",
    "415": "A form is wanted.",
    "421": "The host name is not served here.",
    "422": "It cannot be done so; the message says why.",
    "429": "Too many wrong passwords.",
    "503": "Another program is writing: try again.",
}
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Path:
    """One address: what it gives, its own parameters, and whether it takes a question."""

    path: str
    about: str
    query: Sequence[tuple[str, Schema]] = ()
    question: bool = False
    media: str = "application/json"


NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": 99_999_999}
PATHS: tuple[Path, ...] = (
    Path("/ledger.json", "Entries that the question asks for, with the counts of every facet.", question=True),
    Path("/timeline.json", "The same entries, a page of the timeline.", question=True),
    Path("/compare.json", "Groups of entries that tell of the same.", [("entry", {"type": "string", "maxLength": 40})], question=True),
    Path("/report/{uid}.json", "A report with its entries as they stand after corrections.", [("version", NUMBER), ("entry", {"type": "string"})]),
    Path("/report/{uid}/changes.json", "What changed between the versions of a report."),
    Path("/entry/{uid}.json", "The report of an entry, with the entry named.", [("version", NUMBER)]),
    Path("/entry/{uid}/why.json", "Why an entry is there."),
    Path("/entity/{uid}.json", "Somebody with what they said, did and so on; 404 for a person without role or office."),
    Path("/entities.json", "Entities by name.", [("name", {"type": "string", "maxLength": 200})]),
    Path("/reports.json", "Reports, the last added first.", [("before", NUMBER)]),
    Path("/corrections.json", "The newest corrections."),
    Path("/help.json", "What the values of fields are called."),
    Path("/export.json", "All entries that the question asks for.", question=True),
    Path("/export.jsonl", "The same, one a line.", question=True, media="application/x-ndjson"),
    Path("/export.csv", "The same, as a table.", question=True, media="text/csv"),
)
TEXT: Schema = {"type": "string"}
REASON: Schema = {"type": "string", "minLength": 1, "maxLength": 2000}
NAMES: Schema = {"type": "string", "description": "one name a line"}
FORMS: tuple[tuple[str, str, Mapping[str, Schema], Sequence[str]], ...] = (
    ("/paste.json", "Read a text that is not stored.", {"text": TEXT, "published": TEXT, "outlet": TEXT}, ["text"]),
    (
        "/add.json",
        "Store the reports of a file or address.",
        {"file": {"type": "string", "format": "binary"}, "url": TEXT, "published": TEXT, "outlet": TEXT},
        [],
    ),
    ("/entry/{uid}/accept.json", "Vouch for an entry.", {"reason": TEXT}, []),
    ("/entry/{uid}/reject.json", "Take an entry out of lists.", {"reason": REASON}, ["reason"]),
    (
        "/entry/{uid}/edit.json",
        "Change fields of an entry.",
        {
            **{n: {"type": "string", "enum": sorted(v)} for n, v in CHOICES.items()},
            **dict.fromkeys(("who", "whom", "via"), NAMES),
            **dict.fromkeys(("mode", "place", "time"), TEXT),
            "reason": REASON,
        },
        ["reason"],
    ),
    ("/entity/{uid}/merge.json", "Say that an entity is another one.", {"into": TEXT, "reason": REASON}, ["into", "reason"]),
    (
        "/entity/{uid}/split.json",
        "Say that it is somebody else in some reports.",
        {"report.1": TEXT, "name": TEXT, "reason": REASON},
        ["report.1", "reason"],
    ),
    ("/correction/{uid}/withdraw.json", "Take a correction back.", {"reason": TEXT}, []),
)


def described(request: Request) -> Response:
    return json_response(description(desk_of(request).settings.limits.rows))


def description(rows: int) -> Schema:
    """The whole description."""
    paths: dict[str, Any] = {p.path: {"get": _get(p, rows)} for p in PATHS}
    for path, about, fields, needed in FORMS:
        paths[path] = {"post": _post(path, about, fields, needed)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Letopis",
            "version": __version__,
            "description": "Who said or did what, to whom, when, where, and on whose word. Each page without `.json` is the same for people. "
            "Forms need the cookie `letopis_session` and the field `token` that the page puts into its forms.",
        },
        "paths": paths,
    }


def _get(path: Path, rows: int) -> Schema:
    parameters = [_query(n, s) for n, s in path.query] + (_question(rows) if path.question else []) + _uid(path.path)
    content = {path.media: {"schema": {"type": ["object", "array"]} if path.media == "application/json" else {"type": "string"}}}
    return {
        "operationId": path.path.strip("/").replace("/", "_").replace("{uid}", "uid").replace(".", "_"),
        "summary": path.about,
        "parameters": parameters,
        "responses": {"200": {"description": path.about, "content": content}, **_errors()},
    }


def _question(rows: int) -> list[Schema]:
    day = {"type": "string", "pattern": DATE}
    out = [_query("q", {"type": "string", "maxLength": LONGEST}), _query("since", day), _query("until", day)]
    out += [_query("sort", {"type": "string", "enum": list(SORTS)}), _query("size", {"type": "integer", "minimum": 1, "maximum": rows})]
    out.append(_query("after", {"type": "integer", "minimum": 0, "maximum": 999_999_999_999_999_999}))
    for name in FILTERS:
        value: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
        if name in CLOSED:
            value = {"type": "string", "enum": sorted(CLOSED[name])}
        elif name in LETTERS and name in {"about", "entity"}:
            value = {"type": "string", "pattern": ENTITY_UID}
        out.append(_query(name, {"type": "array", "items": value, "maxItems": 5}))
    return out


def _query(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _uid(path: str) -> list[Schema]:
    return [{"name": "uid", "in": "path", "required": True, "schema": {"type": "string", "pattern": UID}}] if "{uid}" in path else []


def _post(path: str, about: str, fields: Mapping[str, Schema], needed: Sequence[str]) -> Schema:
    schema = {"type": "object", "properties": {"token": TEXT, **fields}, "required": ["token", *needed]}
    kind = "multipart/form-data" if "file" in fields else "application/x-www-form-urlencoded"
    return {
        "operationId": "post_" + path.strip("/").replace("/", "_").replace("{uid}", "uid").replace(".", "_"),
        "summary": about,
        "parameters": _uid(path),
        "requestBody": {"required": True, "content": {kind: {"schema": schema}}},
        "responses": {"200": {"description": about, "content": {"application/json": {"schema": {"type": "object"}}}}, **_errors()},
    }


def _errors() -> Schema:
    schema = {"type": "object", "properties": {"error": {"type": "object"}}}
    refused = {"text/plain": {"schema": {"type": "string"}}}
    return {code: {"description": why, "content": {"application/json": {"schema": schema}, **refused}} for code, why in ERRORS.items()}
