"""ninjs (IPTC's news in JSON), versions 1 and 2: fields of a report out of one object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from letopis.formats.markup import words_of

OWN = ("body_text", "body_xhtml", "body_html", "bodies")
WRITTEN = ("firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated")
"""Date of the text; version 2 writes names in one case, earlier ones in another."""


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """An object with an address of its own and a body by one of ninjs's names; other records have `text`."""
    return "text" not in record and "uri" in record and any(name in record for name in OWN)


def fields_of(record: Mapping[str, Any]) -> dict[str, object]:
    """The object as a record with `text`, `title`, …"""
    return {
        "id": record.get("uri"),
        "text": _body(record),
        "title": _headline(record),
        "published": next((record[name] for name in WRITTEN if record.get(name)), None),
        "outlet": _provider(record),
        "url": record.get("url"),
        "language": str(record.get("language") or "").split("-")[0].lower() or None,
    }


def _parts(value: object) -> Iterable[Mapping[str, Any]]:
    return [p for p in value if isinstance(p, dict)] if isinstance(value, list) else []


def _body(record: Mapping[str, Any]) -> str:
    plain = record.get("body_text")
    found = [plain] if isinstance(plain, str) else []
    found += [words_of(v) for name in OWN[1:3] if isinstance(v := record.get(name), str)]
    for body in _parts(record.get("bodies")):
        value = body.get("value")
        if isinstance(value, str):
            found.append(value if body.get("contenttype", body.get("contentType")) == "text/plain" else words_of(value))
    return max(found, key=len, default="")


def _headline(record: Mapping[str, Any]) -> object:
    main = [h for h in _parts(record.get("headlines")) if h.get("role", "main") in ("main", "headline")] or list(_parts(record.get("headlines")))
    return main[0].get("value") if main else record.get("headline")


def _provider(record: Mapping[str, Any]) -> object:
    """Version 2 has `infosources` with roles, version 1 `copyrightholder` and `byline`."""
    sources = list(_parts(record.get("infosources", record.get("infoSources"))))
    first = next((s for s in sources if "provider" in str(s.get("role", ""))), sources[0] if sources else None)
    return first.get("name") if first else record.get("copyrightholder", record.get("copyrightHolder"))
