"""A web page: the words of its article, title, outlet and date, by trafilatura (Barbaresi, Apache-2.0) and htmldate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from letopis.formats.dates import day, in_name
from letopis.formats.labelled import text_of
from letopis.formats.limits import LONGEST_PAGE
from letopis.formats.problem import Problem
from letopis.formats.raw import Raw
from letopis.formats.records import clean
from letopis.formats.source import Source, too_long
from letopis.formats.written_dates import only_a_date, written
from letopis.model import Report

MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|title|meta|h1)[\s>]", re.I)
DATED = "//time|//*[@itemprop='datePublished']|//*[contains(@class,'date') or contains(@class,'time') or contains(@class,'publish')]"
MOST_DATED = 30
"""Elements looked at for a date."""
LATEST = "2100-12-31"
"""htmldate would take today's date for the bound, and a reading must not depend on the day it is made."""


def looks_like_html(head: bytes, name: str) -> bool:
    start = head[:2048].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return (start.startswith(b"<") and not start.startswith(b"<?xml version") and bool(MARKUP.search(start))) or b"<!doctype html" in start[
        :1024
    ].lower()


def read_page(source: Source, encoding: str | None = None) -> Iterator[Report | Problem | Raw]:
    """The page in `source`."""
    data = source.stream.read(LONGEST_PAGE + 1)
    if len(data) > LONGEST_PAGE:
        yield too_long(source, "", LONGEST_PAGE)
    else:
        yield Raw(page, source.name, data, source.url, charset=encoding or source.charset)


def page(raw: Raw) -> Report | Problem:
    """The report in the bytes of a page."""
    from lxml import html

    text = text_of(raw.data, raw.charset).replace("\x00", "")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # lxml wants no claim about an encoding in what is decoded
    if not text.strip():
        return Problem(raw.name, "there is no text in it", "check that it was saved in full")
    tree = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True))
    published = _published(tree, raw)  # before the extraction, which takes the tree apart
    found = _extracted(text, raw.url)
    body = clean(found.text or "")[0].strip() if found is not None else ""
    if not body:
        return Problem(raw.name, "no article is found in the page", "save its text, or give the page of one report")
    title = " ".join((found.title or "").split()) or None
    url = raw.url or found.url
    return Report(
        raw.name,
        _with_title(title, body),
        title,
        published,
        found.sitename or _site(url),
        url,
    )


def _extracted(text: str, url: str | None) -> Any:
    """trafilatura's document; where it is too strict for a short report, a looser search."""
    from trafilatura import bare_extraction

    dates = {"original_date": True, "extensive_search": False, "max_date": LATEST}
    for loosely in (False, True):
        found = bare_extraction(
            text, url=url, with_metadata=True, include_comments=False, include_tables=False, favor_recall=loosely, date_extraction_params=dates
        )
        if found is not None and (found.text or "").strip():
            return found
    return None


def _with_title(title: str | None, body: str) -> str:
    """Title, blank line, body, without the lines on top of the body that say the title or the date again."""
    lines = body.split("\n")
    while len(lines) > 1 and (" ".join(lines[0].split()) == title or only_a_date(lines[0])):
        lines.pop(0)
    body = "\n".join(lines)
    return f"{title}\n\n{body}" if title else body


def _published(tree: Any, raw: Raw) -> str | None:
    """What the file that holds the page says, what the page says to machines, what it says to people, what its address says."""
    return raw.published or _stated(tree) or _shown(tree) or (in_name(urlsplit(raw.url).path + "/") if raw.url else None)


STATED = (
    "//meta[@property='article:published_time' or @name='article:published_time' or @itemprop='datePublished' or @name='pubdate']/@content",
    "//*[@itemprop='datePublished']/@datetime",
)
LINKED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def _stated(tree: Any) -> str | None:
    """The day as the page writes it, in its own zone; htmldate knows more places, but may turn the day into another zone's."""
    values = [str(v) for path in STATED for v in tree.xpath(path)]
    values += [m for script in tree.xpath("//script[@type='application/ld+json']/text()") for m in LINKED.findall(str(script))]
    found = next((d for v in values if (d := day(v))), None)
    return found or _htmldate(tree)


def _htmldate(tree: Any) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(tree, extensive_search=False, original_date=True, max_date=LATEST)
    except Exception:  # wild values
        return None
    return day(found) if found else None


def _shown(tree: Any) -> str | None:
    """A date in an element that is there for one."""
    for element in tree.xpath(DATED)[:MOST_DATED]:
        text = "".join(element.itertext())
        if len(text) < 200 and (found := written(text)):
            return found
    return None


def _site(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None
