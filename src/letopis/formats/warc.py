"""WARC, what crawlers write (CC-NEWS): one report a response that is a page, by fastwarc (Apache-2.0).

fastwarc ends at the first record that is broken. Here the bytes since the last record are kept, and reading goes on at the next
thing in them that begins a record (in packed files: a member), so that one broken record costs itself.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from letopis.formats.limits import LONGEST_PAGE
from letopis.formats.packing import GZIP, gunzipped
from letopis.formats.page import page
from letopis.formats.problem import Problem
from letopis.formats.raw import Raw
from letopis.formats.source import Source

PLAIN = b"WARC/1."
PIECE = 1 << 16
PAGES = ("text/html", "application/xhtml+xml")
GOOD = 200


def looks_like_warc(head: bytes, name: str) -> bool:
    return head.startswith(PLAIN) or (head.startswith(GZIP) and gunzipped(head).startswith(PLAIN))


class Tape(io.RawIOBase):
    """A stream whose bytes from `start` on are kept until they are let go; reading can go back to any of them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = bytearray()
        self.start = 0
        self._at = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        size = PIECE if size < 0 else size
        while self.start + len(self._kept) < self._at + size:
            more = self._stream.read(PIECE)
            if not more:
                break
            self._kept += more
        begin = self._at - self.start
        out = bytes(self._kept[begin : begin + size])
        self._at += len(out)
        return out

    def member(self) -> bytes:
        """What the packed member at `start` holds, as far as it is kept."""
        return zlib.decompressobj(31).decompress(bytes(self._kept))

    def next(self, mark: bytes, begin: int) -> int | None:
        """Where `mark` is next among the bytes that are kept, from place `begin` on."""
        found = self._kept.find(mark, begin - self.start)
        return self.start + found if found >= 0 else None

    def let_go(self, until: int) -> None:
        """Bytes before `until` are not needed any more."""
        if until > self.start:
            del self._kept[: until - self.start]
            self.start = until

    def find(self, mark: bytes, begin: int) -> int | None:
        """Go to the next `mark` from place `begin` on, and say where it is; None if there is none."""
        while (found := self.next(mark, begin)) is None:
            begin = max(begin, self.start + len(self._kept) - len(mark) + 1)
            self.let_go(begin)
            more = self._stream.read(PIECE)
            if not more:
                return None
            self._kept += more
        self.let_go(found)
        self._at = found
        return found


@dataclass(frozen=True, slots=True)
class _Record:
    """A response: where it begins on the tape, how long its body is said to be, and what can be told without making out the page."""

    at: int
    said: int
    raw: Raw
    is_page: bool
    cut_off: bool


def read_warc(source: Source, encoding: str | None = None) -> Iterator[Problem | Raw]:
    """Pages of the responses in `source`, in order. What is no page (pictures, redirections, requests) is passed over."""
    tape = Tape(source.stream)
    mark = GZIP if source.peek().startswith(GZIP) else PLAIN
    told = False
    while True:
        held: _Record | None = None
        try:
            for record in _records(tape, encoding):
                if held is not None:
                    yield from _out(source, held)
                held, told = record, False
                tape.let_go(held.at)
        except Exception as error:  # fastwarc raises OSError and ValueError, what it decodes with has its own
            why = str(error)[:80]
        else:
            if held is not None:
                yield from _out(source, held)
            break
        place = tape.start
        swallowed = held is not None and _swallowed(tape, held, mark)
        if held is not None and not swallowed:
            yield from _out(source, held)
        if not told:  # what fails again before any record came is the same break
            yield source.problem(f"a record is broken ({why})", "fetch the file again", f"from byte {place}")
        told = True
        if tape.find(mark, place + 1) is None:
            break


def _swallowed(tape: Tape, held: _Record, mark: bytes) -> bool:
    """Did the record before the break claim so many bytes that it took in the next ones?"""
    if mark == GZIP:
        return len(tape.member()) < held.said
    inside = tape.next(mark, held.at + 1)
    return inside is not None and inside < held.at + held.said


def _records(tape: Tape, encoding: str | None) -> Iterator[_Record]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(tape, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"):
        yield _record(record, encoding)


def _record(record: Any, encoding: str | None) -> _Record:
    """The record, with its body read."""
    said, headers = record.content_length, record.http_headers
    data = record.reader.read(LONGEST_PAGE)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    raw = Raw(page, url or record.record_id or str(record.stream_pos), data, url or None, charset=encoding or record.http_charset)
    is_page = headers is not None and headers.status_code == GOOD and record.http_content_type in PAGES
    coded = headers is not None and (headers.get("Content-Encoding") or headers.get("Transfer-Encoding"))
    return _Record(record.stream_pos, said, raw, is_page, not coded and len(data) < min(said, LONGEST_PAGE))


def _out(source: Source, record: _Record) -> Iterator[Problem | Raw]:
    if record.cut_off:
        yield source.problem("a record is cut off", "fetch the file again", f"from byte {record.at}")
    elif record.is_page and record.raw.data.strip():
        yield record.raw
