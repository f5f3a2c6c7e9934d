"""A report from a JSON object: `text` is needed; `id`, `title`, `published`, `outlet`, `url`, `language` are used where given.

A ledger's own line is such a record too: its `report` is read again.
"""

from __future__ import annotations

from collections.abc import Mapping

from letopis.formats.columns import renamed
from letopis.formats.dates import day
from letopis.formats.ninjs import fields_of, is_ninjs
from letopis.model import Report

SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class BadRecord(ValueError):
    """A record that holds no report; the message says what and the mend, parted by `; `."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}; {mend}")
        self.what = what
        self.mend = mend


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Line breaks as LF, and U+FFFD where half a character stands that no encoding can hold; with a note on the latter."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = text.translate(SURROGATES)
    return whole, () if whole == text else ("halves of characters (lone surrogates) became U+FFFD",)


def report_of(record: object, fallback_id: str, columns: Mapping[str, str] | None = None) -> Report:
    """The report that a decoded JSON value holds; `columns` are the user's names for its fields. Raises `BadRecord`."""
    if not isinstance(record, dict):
        raise BadRecord("this is no JSON object", "give an object with a string `text`")
    if isinstance(record.get("report"), dict) and "ledger" in record:
        return _from_ledger(record["report"], fallback_id)
    record = fields_of(record) if is_ninjs(record) else renamed(record, columns or {})
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadRecord("the record has no `text`" if text is None else "its `text` is empty or no string", "give the report's words in `text`")
    text, notes = clean(text)
    title = _string(record, "title")
    if title and not text.lstrip().startswith(title.strip()):
        text = f"{title.strip()}\n\n{text}"
    published, more = _published(record)
    return Report(
        id=_string(record, "id") or fallback_id,
        text=text,
        title=title,
        published=published,
        outlet=_string(record, "outlet"),
        url=_string(record, "url"),
        language=_string(record, "language"),
        problems=(*notes, *more),
    )


def _from_ledger(report: Mapping[str, object], fallback_id: str) -> Report:
    """A date that an earlier reading worked out for itself is left open again."""
    given = report.get("published_basis", "given") == "given"
    return report_of({k: v for k, v in report.items() if k != "published" or given}, fallback_id)


def _string(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    if isinstance(value, str):
        return clean(value)[0].strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _published(record: Mapping[str, object]) -> tuple[str | None, tuple[str, ...]]:
    value = record.get("published")
    if value is None or value == "":
        return None, ()
    found = day(str(value))
    return found, () if found else (f"`published` is no date: {str(value)[:40]!r}; write it as 2022-05-19",)
