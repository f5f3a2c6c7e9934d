"""Formats that reports come in: one file a format. A new one is a module and a line in `READERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from letopis.formats.dates import Dater
from letopis.formats.documents import looks_like_docx, looks_like_pdf, read_docx, read_pdf
from letopis.formats.feed import looks_like_feed, read_feed
from letopis.formats.jsonfile import read_jsonfile
from letopis.formats.jsonlines import read_jsonlines
from letopis.formats.newsml import looks_like_newsml, read_newsml
from letopis.formats.packing import unpacked
from letopis.formats.page import looks_like_html, read_page
from letopis.formats.plain import read_plain
from letopis.formats.problem import Problem
from letopis.formats.raw import Raw, all_opened
from letopis.formats.recognise import looks_like_json, looks_like_jsonl
from letopis.formats.source import Source, cannot_open, nothing, open_source
from letopis.formats.table import looks_like_csv, looks_like_parquet, read_csv, read_parquet
from letopis.formats.telegram import looks_like_telegram, read_telegram
from letopis.formats.warc import looks_like_warc, read_warc
from letopis.model import Report

__all__ = ["READERS", "Format", "Problem", "Raw", "read_all", "read_items", "read_source", "recognise"]

Item = Report | Problem | Raw
Reader = Callable[[Source, str | None], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Format:
    """A way in: its name for ``--from``, how it is told by its content, and its reader (source, encoding or None)."""

    name: str
    looks_like: Callable[[bytes, str], bool]
    read: Reader
    about: str


READERS = (
    Format("warc", looks_like_warc, read_warc, "WARC, the archives of crawlers (CC-NEWS): one report a page"),
    Format("pdf", looks_like_pdf, read_pdf, "PDF, its text only"),
    Format("docx", looks_like_docx, read_docx, "a document of Word (.docx), its text only"),
    Format("parquet", looks_like_parquet, read_parquet, "a Parquet table, one report a row; ledgers of `letopis run` too"),
    Format("telegram", looks_like_telegram, read_telegram, "Telegram Desktop's result.json, one report a post"),
    Format("jsonl", looks_like_jsonl, read_jsonlines, "JSON lines, one report a line; ninjs and ledgers too"),
    Format("json", looks_like_json, read_jsonfile, "a JSON object, or an array of them; ninjs and ledgers too"),
    Format("feed", looks_like_feed, read_feed, "RSS or Atom, one report an entry"),
    Format("newsml", looks_like_newsml, read_newsml, "NewsML-G2, one report a news item"),
    Format("html", looks_like_html, read_page, "a saved web page: its article, title, outlet and date"),
    Format("csv", looks_like_csv, read_csv, "a table with a header, parted by commas, semicolons or tabs, one report a row"),
    Format("txt", lambda head, name: True, read_plain, "plain text, one report a file"),
)
"""In the order in which they are tried: the first that knows the content reads it."""


def recognise(head: bytes, name: str) -> Format:
    """The format of a file called `name` that begins with `head`."""
    return next(f for f in READERS if f.looks_like(head, name))


def read_source(source: Source, format_name: str | None = None, encoding: str | None = None) -> Iterator[Report | Problem]:
    """Reports and problems of one open source."""
    return all_opened(_items(source, format_name, encoding))


def _items(source: Source, format_name: str | None, encoding: str | None) -> Iterator[Item]:
    for inner in unpacked(source):
        if isinstance(inner, Problem):
            yield inner
        else:
            yield from _unpacked_items(inner, format_name, encoding)


def _unpacked_items(source: Source, format_name: str | None, encoding: str | None) -> Iterator[Item]:
    chosen = next((f for f in READERS if f.name == format_name), None) or recognise(source.peek(), source.name)
    empty = True
    try:
        for item in chosen.read(source, encoding):
            empty = False
            yield item
    except OSError:
        raise  # the disk's own, told by those who opened the file
    except Exception as error:  # a fault of the reader: the next file must still be read
        yield source.problem(f"the reader failed ({type(error).__name__}: {error})", "please report this with the file")
        return
    if empty:
        yield nothing(source)


def read_all(
    names: Iterable[str],
    format_name: str | None = None,
    encoding: str | None = None,
    dated: Dater | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Report | Problem]:
    """Reports and problems of all named files (`-` is standard input), in order, as they come. Nothing that is wrong with one stops the next."""
    return all_opened(read_items(names, format_name, encoding, dated, columns=columns))


def read_items(
    names: Iterable[str],
    format_name: str | None = None,
    encoding: str | None = None,
    dated: Dater | None = None,
    watch: Callable[[Source], None] = lambda source: None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """As `read_all`, with what takes long to make out left raw. `watch` is told of each source when it is opened; `columns` see `Source`."""
    for name in names:
        try:
            with open_source(name) as opened:
                source = replace(opened, columns=columns or {})
                watch(source)
                for item in _items(source, format_name, encoding):
                    yield _dated(item, dated, source) if dated else item
        except OSError as error:
            yield cannot_open(name, error)


def _dated(item: Item, dated: Dater, source: Source) -> Item:
    if isinstance(item, Raw):
        return replace(item, otherwise=dated(Report(item.name, ""), source.path))
    return replace(item, published=dated(item, source.path)) if isinstance(item, Report) and item.published is None else item
