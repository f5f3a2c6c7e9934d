"""RSS and Atom, by feedparser (McKee, BSD): one report an entry, with whatever words of it the feed holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from letopis.formats.dates import day
from letopis.formats.labelled import text_of
from letopis.formats.limits import LARGEST_DOCUMENT
from letopis.formats.markup import words_of
from letopis.formats.problem import Problem
from letopis.formats.recognise import xml_root
from letopis.formats.source import Source, whole
from letopis.model import Report

ROOTS = {"rss", "feed", "RDF"}


def looks_like_feed(head: bytes, name: str) -> bool:
    return xml_root(head) in ROOTS


def read_feed(source: Source, encoding: str | None = None) -> Iterator[Report | Problem]:
    """The entries of a feed, in its order."""
    import feedparser

    data = whole(source, LARGEST_DOCUMENT)
    if isinstance(data, Problem):
        yield data
        return
    text = text_of(data, encoding or source.charset)
    try:
        feed = feedparser.parse(_relabelled(text), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it reads what is no XML with a parser of its own, which fails in many ways
        yield source.problem(f"the feed cannot be made out ({type(error).__name__}: {str(error)[:80]})", "fetch it again")
        return
    if not feed.entries:
        why = f" ({feed.bozo_exception})" if feed.get("bozo") else ""
        yield source.problem(f"there are no entries in the feed{why}", "check that it was saved in full")
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(source, number, entry, feed.feed)
    if feed.entries and feed.get("bozo") and not _harmless(feed.bozo_exception):
        yield source.problem(f"the feed is damaged behind its entry {len(feed.entries)} ({str(feed.bozo_exception)[:80]})", "fetch it again")


def _relabelled(text: str) -> bytes:
    """As UTF-8, which the declaration then says too."""
    start = text.find("?>") if text.lstrip().startswith("<?xml") else -2
    return ('<?xml version="1.0" encoding="utf-8"?>' + text[start + 2 :]).encode("utf-8", "replace")


def _harmless(error: object) -> bool:
    """feedparser also complains of labels and content types."""
    return type(error).__name__ in {"CharacterEncodingOverride", "NonXMLContentType"}


def _entry(source: Source, number: int, entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Report | Problem:
    title = words_of(entry.get("title", "")).replace("\n", " ") or None
    bodies = [words_of(c.get("value", "")) for c in entry.get("content", [])] + [words_of(entry.get("summary", ""))]
    body = max(bodies, key=len)
    if not body and not title:
        return source.problem("the entry has no words", "fetch its page instead", f"entry {number}")
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}" if body else title
    url = entry.get("link") or None
    told = (entry.get("source") or {}).get("title") or feed.get("title")
    return Report(
        entry.get("id") or url or f"{source.name}:{number}",
        text,
        title,
        _day(entry.get("published") or entry.get("updated") or ""),
        words_of(told or "") or None,
        url,
    )


def _day(written: str) -> str | None:
    """The day in the zone in which the outlet wrote it."""
    found = day(written)
    if found:
        return found
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
