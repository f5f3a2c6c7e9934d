"""Formats that reports come in: one file a format. A new one is a module and a line in `READERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from letopis.formats.dates import Dater
from letopis.formats.jsonfile import read_jsonfile
from letopis.formats.jsonlines import read_jsonlines
from letopis.formats.plain import read_plain
from letopis.formats.problem import Problem
from letopis.formats.raw import Raw, all_opened
from letopis.formats.recognise import looks_like_json, looks_like_jsonl
from letopis.formats.source import Source, cannot_open, open_source
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
    Format("jsonl", looks_like_jsonl, read_jsonlines, "JSON lines, one report a line"),
    Format("json", looks_like_json, read_jsonfile, "a JSON object, or an array of them"),
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
    chosen = next((f for f in READERS if f.name == format_name), None) or recognise(source.peek(), source.name)
    yield from chosen.read(source, encoding)


def read_all(
    names: Iterable[str], format_name: str | None = None, encoding: str | None = None, dated: Dater | None = None
) -> Iterator[Report | Problem]:
    """Reports and problems of all named files (`-` is standard input), in order, as they come. Nothing that is wrong with one stops the next."""
    return all_opened(read_items(names, format_name, encoding, dated))


def read_items(
    names: Iterable[str],
    format_name: str | None = None,
    encoding: str | None = None,
    dated: Dater | None = None,
    watch: Callable[[Source], None] = lambda source: None,
) -> Iterator[Item]:
    """As `read_all`, with what takes long to make out left raw. `watch` is told of each source when it is opened."""
    for name in names:
        try:
            with open_source(name) as source:
                watch(source)
                for item in _items(source, format_name, encoding):
                    yield _dated(item, dated, source) if dated else item
        except OSError as error:
            yield cannot_open(name, error)


def _dated(item: Item, dated: Dater, source: Source) -> Item:
    if isinstance(item, Raw):
        return replace(item, otherwise=dated(Report(item.name, ""), source.path))
    return replace(item, published=dated(item, source.path)) if isinstance(item, Report) and item.published is None else item
