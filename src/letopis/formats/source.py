"""Opens what the user names: a file, or `-` for standard input; says what cannot be opened, and how to mend it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from letopis.formats.problem import Problem
from letopis.formats.remote import is_remote, open_remote

STDIN = "-"
LONGEST_REPORT = 4_000_000
"""Bytes. A hundred times the longest report met (30,000 letters); what is longer is no report but a heap of them, or junk."""
PEEK = 1 << 16


@dataclass(frozen=True)
class Source:
    """An open stream of bytes and what it is called in messages.

    `path` and `file` (as it lies on the disk) are None for standard input; `url` is where it was fetched from and `charset` the
    encoding that was claimed there. `columns` are the user's names for the fields of records: `text` -> `body`.
    """

    name: str
    stream: BinaryIO
    path: Path | None = None
    file: BinaryIO | None = None
    url: str | None = None
    charset: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def peek(self) -> bytes:
        """Some of the bytes to come (as many as are there without waiting for more), without taking them."""
        return cast(io.BufferedReader, self.stream).peek(PEEK)

    def problem(self, what: str, mend: str, place: str = "") -> Problem:
        return Problem(self.name, what, mend, place)


@contextmanager
def open_source(name: str) -> Iterator[Source]:
    """Open `name`: a file, `-`, an address of the web or of a store such as S3; raises OSError."""
    if name == STDIN:
        yield Source("standard input", sys.stdin.buffer)
    elif name.startswith(("http://", "https://")):
        from letopis.formats.fetch import fetch

        page = fetch(name)
        yield Source(name, cast(BinaryIO, io.BufferedReader(io.BytesIO(page.data))), url=page.url, charset=page.charset)
    elif is_remote(name):
        with io.BufferedReader(cast(io.RawIOBase, open_remote(name)), PEEK) as remote:
            yield Source(shown(name), cast(BinaryIO, remote), file=cast(BinaryIO, remote))
    else:
        path = Path(name)
        if path.is_dir():
            raise IsADirectoryError(name)
        with path.open("rb", buffering=PEEK) as stream:
            yield Source(shown(name), stream, path, stream)


def shown(name: str) -> str:
    """A file's name as messages and ids can hold it: bytes that are no UTF-8 and control characters become U+FFFD."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" or not c.isprintable() else c for c in name)


def whole(source: Source, limit: int = LONGEST_REPORT) -> bytes | Problem:
    """All bytes of `source`, or why they are no report."""
    data = source.stream.read(limit + 1)
    if not data.strip():
        return nothing(source)
    if len(data) > limit:
        return too_long(source, "", limit)
    return data


def nothing(source: Source) -> Problem:
    return source.problem("there is no text in it", "check that it was saved in full")


def too_long(source: Source, place: str, limit: int = LONGEST_REPORT) -> Problem:
    what = "the line" if place else "the file"
    return source.problem(f"{what} is longer than {limit // 1_000_000} MB, no single report is", "split it into one report a file or a line", place)


def cannot_open(name: str, error: OSError) -> Problem:
    """`error` in words, with a mend."""
    name = shown(name)
    if isinstance(error, FileNotFoundError):
        return Problem(name, "there is no such file", "check the name and the folder you are in")
    if isinstance(error, IsADirectoryError):
        return Problem(name, "this is a folder", f"name the files in it: {os.path.join(name, '*')}")  # noqa: PTH118 - shown, not used
    if isinstance(error, PermissionError):
        return Problem(name, "no permission to read it", "change its permissions or run as its owner")
    return Problem(name, f"cannot be read ({error.strerror or error})", "check the file and the disk it is on")
