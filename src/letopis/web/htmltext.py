"""The words of a news page: its headline and paragraphs, and what it says of itself in its head."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from letopis.formats.dates import day

SKIPPED = frozenset({"script", "style", "nav", "footer", "aside", "form", "noscript", "template", "svg", "button", "figcaption", "header"})
BLOCKS = frozenset({"p", "li", "blockquote", "h2", "h3"})
SHORTEST = 40
"""Letters of a paragraph outside an article: shorter ones are menus."""


@dataclass(frozen=True, slots=True)
class Article:
    url: str
    title: str | None
    text: str
    published: str | None
    outlet: str | None


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.titles: dict[str, list[str]] = {"title": [], "h1": []}
        self.paragraphs: list[tuple[bool, str]] = []
        self._skipping = 0
        self._article = 0
        self._block: list[str] | None = None
        self._title: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "meta":
            self.meta.setdefault(given.get("property") or given.get("name") or given.get("itemprop") or "", given.get("content", ""))
        elif tag == "time" and "datetime" in given:
            self.meta.setdefault("time", given["datetime"])
        elif tag in SKIPPED:
            self._skipping += 1
        elif tag == "article":
            self._article += 1
        elif tag in self.titles:
            self._title = tag
        elif tag in BLOCKS and not self._skipping:
            self._end()
            self._block = []
        elif tag == "br" and self._block is not None:
            self._block.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "article":
            self._end()
            self._article = max(0, self._article - 1)
        elif tag in self.titles:
            self._title = None
        elif tag in BLOCKS:
            self._end()

    def handle_data(self, data: str) -> None:
        if self._title and not (self._skipping and self._title == "title"):
            self.titles[self._title].append(data)
        elif self._block is not None and not self._skipping:
            self._block.append(data)

    def _end(self) -> None:
        text = " ".join("".join(self._block or ()).split())
        if text:
            self.paragraphs.append((self._article > 0, text))
        self._block = None


def article(url: str, html: str) -> Article:
    """The headline and paragraphs of a page: those of its article, where it marks one."""
    page = _Words()
    page.feed(html)
    page.close()
    inside = [text for marked, text in page.paragraphs if marked]
    chosen = inside or [text for _, text in page.paragraphs if len(text) >= SHORTEST]
    title = " ".join("".join(page.titles["h1"]).split()) or page.meta.get("og:title") or " ".join("".join(page.titles["title"]).split())
    stated = page.meta.get("article:published_time") or page.meta.get("datePublished") or page.meta.get("time") or ""
    published = day(stated[:10]) if stated else None
    return Article(url, title or None, "\n\n".join(chosen), published, page.meta.get("og:site_name") or None)
