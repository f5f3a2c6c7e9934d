"""Tells bytes that are no text at all, by the marks that files of known kinds begin with, and by control characters."""

from __future__ import annotations

MAGIC = (
    (b"%PDF", "a PDF document", "save its text first (pdftotext)"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save the document as plain text"),
    (b"\x1f\x8b", "gzip-compressed data", "unpack it first (gunzip)"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data", "unpack it first (unzstd)"),
    (b"BZh", "bzip2-compressed data", "unpack it first (bunzip2)"),
    (b"\xfd7zXZ", "xz-compressed data", "unpack it first (unxz)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"),
    (b"{\\rtf", "a rich text document", "save it as plain text"),
    (b"PAR1", "a Parquet table", "export it as JSON lines"),
    (b"SQLite format 3", "an SQLite database", "export its rows as JSON lines"),
    (b"\x89PNG", "a PNG image", "give its text instead"),
    (b"\xff\xd8\xff", "a JPEG image", "give its text instead"),
    (b"GIF8", "a GIF image", "give its text instead"),
    (b"\x7fELF", "a program", "give a text file instead"),
    (b"MZ\x90", "a program", "give a text file instead"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b") + b"\x7f"
JUNK = 0.01
"""Share of control characters above which bytes are no text: texts have none, compressed data and programs a tenth and more."""


def binary_kind(head: bytes) -> tuple[str, str] | None:
    """What the bytes are, and the mend; None when they may be text in an 8-bit encoding or UTF-8."""
    for mark, kind, mend in MAGIC:
        if head.startswith(mark):
            return kind, mend
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > JUNK * len(head):
        return "binary data, not text", "give a text file, or name its encoding with --encoding"
    return None
