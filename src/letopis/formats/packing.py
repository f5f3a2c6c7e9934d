"""Unpacks what comes packed: gzip, zstd and zip. What is damaged gives all that can be had, and one problem."""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from gzip import GzipFile
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from letopis.formats.limits import MOST_MEMBERS
from letopis.formats.problem import Problem
from letopis.formats.source import PEEK, Source, shown

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
DOCUMENT = b"word/document.xml"
UTF8_NAME = 0x800
ENCRYPTED = 0x1


def unpacked(source: Source, deep: bool = True) -> Iterator[Source | Problem]:
    """`source` itself if it is not packed, else what is in it. Archives inside archives are not opened."""
    head = source.peek()
    if head.startswith(GZIP) and not gunzipped(head).startswith(b"WARC/"):  # those are read record by record
        yield from _stream(source, GzipFile(fileobj=source.stream), ".gz")
    elif head.startswith(ZSTD):
        import zstandard

        yield from _stream(source, zstandard.ZstdDecompressor().stream_reader(source.stream, read_across_frames=True), ".zst")
    elif head.startswith(ZIP) and not office(head, source):
        if deep:
            yield from _members(source)
        else:
            yield source.problem("an archive in an archive is not opened", "unpack the outer one first")
    else:
        yield source


def gunzipped(head: bytes) -> bytes:
    """What the first bytes of a gzip file hold."""
    try:
        return zlib.decompressobj(31).decompress(head, PEEK)
    except zlib.error:
        return b""


def office(head: bytes, source: Source) -> bool:
    """Is it a document of Word? Its parts are named in the first bytes or, at the end of the file, in the list of all."""
    if DOCUMENT in head or b"[Content_Types].xml" in head[:200]:
        return True
    return source.name.lower().endswith(".docx")


class _Watched(io.RawIOBase):
    """A stream that ends where its data are damaged, and knows why."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.trouble = ""
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.trouble:
            return 0
        try:
            data = self._stream.read(len(buffer))
        except Exception as error:  # zlib, zstandard and zipfile have their own
            self.trouble = str(error) or type(error).__name__
            return 0
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


def _stream(source: Source, stream: Any, ending: str) -> Iterator[Source | Problem]:
    watched = _Watched(stream)
    inner = replace(source, name=source.name.removesuffix(ending), stream=cast(BinaryIO, io.BufferedReader(watched, PEEK)))
    if inner.peek() or not watched.trouble:
        yield from unpacked(inner, deep=False) if isinstance(stream, GzipFile) else (inner,)
    if watched.trouble:
        yield source.problem(f"the packed data are damaged after {watched.count:,} bytes ({watched.trouble[:80]})", "fetch the file again")


def _members(source: Source) -> Iterator[Source | Problem]:
    with seekable(source) as stream:
        try:
            archive = zipfile.ZipFile(stream)
            members = [m for m in archive.infolist() if not m.is_dir()]
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
            yield source.problem(f"the archive is damaged ({error})", "fetch the file again")
            return
        if len(members) > MOST_MEMBERS:
            yield source.problem(f"the archive holds {len(members):,} files", "split it")
            return
        for member in members:
            yield from _member(source, archive, member)


def _member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Source | Problem]:
    name = f"{source.name}/{shown(_name(member))}"
    if member.flag_bits & ENCRYPTED:
        yield Problem(name, "the file is encrypted", "unpack the archive with its password first")
        return
    try:
        opened = archive.open(member)
    except Exception as error:  # damaged headers, unknown methods of packing
        yield Problem(name, f"the file in the archive is damaged ({str(error)[:80]})", "fetch the archive again")
        return
    watched = _Watched(opened)
    inner = replace(source, name=name, stream=cast(BinaryIO, io.BufferedReader(watched, PEEK)))
    if inner.peek() or not watched.trouble:
        yield from unpacked(inner, deep=False)
    if watched.trouble:
        yield Problem(name, f"the file in the archive is damaged after {watched.count:,} bytes ({watched.trouble[:80]})", "fetch the archive again")


def _name(member: zipfile.ZipInfo) -> str:
    """Names that are not marked as UTF-8 are in the code page of DOS, which is 866 where the names are Russian."""
    name = member.filename
    if not member.flag_bits & UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("cp866")
    return str(PurePosixPath(name))


@contextmanager
def seekable(source: Source) -> Iterator[BinaryIO]:
    """The stream of `source` if one can go to its end (where lists of contents stand), else a copy on the disk."""
    if source.file is source.stream and source.stream.seekable():
        yield source.stream
        return
    with tempfile.TemporaryFile() as copy:
        for piece in iter(lambda: source.stream.read(1 << 20), b""):
            copy.write(piece)
        copy.seek(0)
        yield cast(BinaryIO, copy)
