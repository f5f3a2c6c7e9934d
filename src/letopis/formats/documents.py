"""PDF (pypdf, BSD) and documents of Word: their text only."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from letopis.formats.limits import LARGEST_DOCUMENT, MOST_PAGES
from letopis.formats.packing import DOCUMENT
from letopis.formats.plain import title_of
from letopis.formats.problem import Problem
from letopis.formats.raw import Raw
from letopis.formats.records import clean
from letopis.formats.source import Source, whole
from letopis.model import Report

HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")
"""A line that ends in the midst of a word, if both its parts are of small letters."""
BREAK = re.compile(r"\n(?=\S)")
ENDS = frozenset(".!?…:»\n")
FULL = 60
"""Code points of a line that goes on in the next one, whatever it ends with."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}noBreakHyphen": "-"}


def looks_like_pdf(head: bytes, name: str) -> bool:
    return b"%PDF-" in head[:1024]


def looks_like_docx(head: bytes, name: str) -> bool:
    return head.startswith(b"PK\x03\x04")  # other archives are unpacked before a reader is chosen


def read_pdf(source: Source, encoding: str | None = None) -> Iterator[Problem | Raw]:
    yield from _raw(source, pdf)


def read_docx(source: Source, encoding: str | None = None) -> Iterator[Problem | Raw]:
    yield from _raw(source, docx)


def _raw(source: Source, make: Any) -> Iterator[Problem | Raw]:
    data = whole(source, LARGEST_DOCUMENT)
    yield data if isinstance(data, Problem) else Raw(make, source.name, data, source.url)


def pdf(raw: Raw) -> Report | Problem:
    """The report in a PDF: text of all pages, lines joined to paragraphs."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return Problem(raw.name, "the PDF is encrypted", "save it without a password")
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        return Problem(raw.name, f"the PDF is damaged ({type(error).__name__}: {str(error)[:60]})", "save it anew")
    return _report(raw, unwrapped("\n".join(pages)), "it may hold pictures of pages: recognise their text first")


def unwrapped(text: str) -> str:
    """Paragraphs out of the lines of a page."""
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return BREAK.sub(_break, HYPHEN.sub(_hyphen, re.sub(r"\n{2,}", "\n\n", lines))).strip()


def _hyphen(match: re.Match[str]) -> str:
    """Nothing, where the hyphen parts small letters; capitals keep theirs."""
    around = match.string[match.start() - 1], match.string[match.end()]
    return "" if all(c.islower() for c in around) else match.group()


def _break(match: re.Match[str]) -> str:
    """A space, where the line ends no sentence, or is full and goes on with a small letter, a figure or an opening mark."""
    text, at = match.string, match.start()
    if not at or text[at - 1] not in ENDS:
        return " "
    after = text[at + 1]
    full = at >= FULL and "\n" not in text[at - FULL : at]
    return " " if full and (after.islower() or after.isdecimal() or after in "«(") else "\n"


def docx(raw: Raw) -> Report | Problem:
    """The report in a document of Word: one line a paragraph, the first one the title if it is in that style."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive, archive.open(DOCUMENT.decode()) as part:
            data = part.read(LARGEST_DOCUMENT + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        return Problem(raw.name, f"this is no document of Word, or a damaged one ({str(error)[:60]})", "save it anew as .docx, or as plain text")
    if len(data) > LARGEST_DOCUMENT:
        return Problem(raw.name, "the document unpacks to more than a text can be", "save its text")
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        return Problem(raw.name, f"the document is damaged ({str(error)[:60]})", "save it anew")
    paragraphs = [(_words(p), _style(p)) for p in tree.iter(f"{WORD}p")]
    filled = [(words, style) for words, style in paragraphs if words.strip()]
    if filled and filled[0][1] in {"Title", "Heading1", "a3", "1"}:
        filled[0] = (filled[0][0] + "\n", "")
    return _report(raw, "\n".join(words for words, _ in filled), "check that it was saved in full")


def _words(paragraph: Any) -> str:
    return "".join((node.text or "") if node.tag == f"{WORD}t" else MARKS.get(node.tag, "") for node in paragraph.iter())


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return str(found.get(f"{WORD}val")) if found is not None else ""


def _report(raw: Raw, text: str, mend: str) -> Report | Problem:
    text, notes = clean(text)
    if not text.strip():
        return Problem(raw.name, "there is no text in it", mend)
    return Report(raw.name, text, title_of(text), url=raw.url, problems=notes)
