"""NewsML-G2 (IPTC): news items, alone or in a message; their text as NITF, XHTML or plain."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from letopis.formats.dates import day
from letopis.formats.limits import LARGEST_DOCUMENT
from letopis.formats.markup import tidy, words_in
from letopis.formats.problem import Problem
from letopis.formats.recognise import xml_root
from letopis.formats.source import Source, whole
from letopis.model import Report

ROOTS = {"newsItem", "newsMessage"}
WRITTEN = ("contentMeta/contentCreated", "contentMeta/contentModified", "itemMeta/firstCreated", "itemMeta/versionCreated")
"""Where the date stands, best first: that of the text, then that of its version."""


def looks_like_newsml(head: bytes, name: str) -> bool:
    return xml_root(head) in ROOTS


def read_newsml(source: Source, encoding: str | None = None) -> Iterator[Report | Problem]:
    """The news items of `source`, as they come. A package (`packageItem`) has no text of its own and is passed over."""
    from lxml import etree

    data = whole(source, LARGEST_DOCUMENT)
    if isinstance(data, Problem):
        yield data
        return
    count = 0
    try:
        items = etree.iterparse(
            io.BytesIO(data), events=("end",), tag="{*}newsItem", resolve_entities=False, no_network=True, huge_tree=False, encoding=encoding
        )
        for _, item in items:
            count += 1
            yield _report(source, item, count)
            item.clear()
    except (etree.XMLSyntaxError, LookupError) as error:
        yield source.problem(f"the XML is damaged ({str(error)[:80]})", "fetch it again", f"behind item {count}" if count else "")
        return
    if not count:
        yield source.problem("there are no news items in it", "packages only name other files: read those")


def _report(source: Source, item: Any, number: int) -> Report | Problem:
    body = _body(item)
    title = _text(item, "contentMeta/headline") or _text(item, "itemMeta/title")
    if not body:
        return source.problem("the news item has no text", "pictures and packages have none", f"item {number}")
    text = f"{title}\n\n{body}" if title and not body.startswith(title) else body
    dates = (day(_text(item, path)) for path in WRITTEN)
    provider = _first(item, "itemMeta/provider")
    outlet = _text(item, "itemMeta/provider/name") or (_coded(provider) if provider is not None else None)
    language = _first(item, "contentMeta/language")
    return Report(
        item.get("guid") or f"{source.name}:{number}",
        text,
        title or None,
        next((d for d in dates if d), None),
        outlet or None,
        language=(language.get("tag", "").split("-")[0].lower() or None) if language is not None else None,
    )


def _coded(provider: Any) -> str:
    """`nprov:TASS` names TASS."""
    return str(provider.get("literal") or (provider.get("qcode") or "").rpartition(":")[2])


def _first(item: Any, path: str) -> Any:
    return item.find("/".join(f"{{*}}{step}" for step in path.split("/")))


def _text(item: Any, path: str) -> str:
    found = _first(item, path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _body(item: Any) -> str:
    """The longest text of the content set."""
    content = _first(item, "contentSet")
    if content is None:
        return ""
    found = [""]
    for part in content:
        kind = part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""
        if kind == "inlineXML":
            inside = next((part.find(f".//{{*}}{name}") for name in ("body.content", "body") if part.find(f".//{{*}}{name}") is not None), part)
            found.append(words_in(inside))
        elif kind == "inlineData" and "base64" not in (part.get("encoding") or ""):
            found.append(tidy("".join(part.itertext())))
    return max(found, key=len)
