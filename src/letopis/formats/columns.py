"""Names of columns that tables of news have, and what they hold; the user's own naming goes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache

from letopis.languages.folders import codes
from letopis.languages.surface import surfaces

FIELDS = ("id", "text", "title", "published", "outlet", "url", "language")
ALSO: Mapping[str, tuple[str, ...]] = {
    "text": ("body", "content", "article", "maintext", "full_text"),
    "title": ("headline", "header"),
    "published": ("date", "published_at", "date_publish", "pub_date", "pubdate", "datetime", "publication_date"),
    "outlet": ("source", "publisher", "source_domain", "site"),
    "url": ("link", "uri", "href"),
    "id": ("uuid", "guid", "doc_id"),
    "language": ("lang",),
}
"""What programs call the columns; people do it in their own language."""
EPOCH = range(10**8, 10**10)
"""Numbers that are seconds since 1970 (from 1973 to 2286); a thousand times as many are milliseconds."""


class BadColumns(ValueError):
    """A mapping of columns that cannot be used; the message names the mend."""


def mapping(text: str) -> dict[str, str]:
    """`text=body,title=headline` as field -> column. Raises `BadColumns`."""
    out: dict[str, str] = {}
    for pair in text.split(","):
        name, equals, column = pair.partition("=")
        if not equals or not column.strip():
            raise BadColumns(f"{pair!r} names no column, write text=body,title=headline")
        if name.strip() not in FIELDS:
            raise BadColumns(f"{name.strip()!r} is no field of a report, there are {', '.join(FIELDS)}")
        out[name.strip()] = column.strip()
    return out


def names_of(field: str) -> tuple[str, ...]:
    """What the column of a field may be called, its own name first."""
    return _names(codes())[field]


@lru_cache(maxsize=4)
def _names(languages: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """`languages` are those of `surfaces`."""
    return {field: (field, *ALSO[field], *(name for s in surfaces() for name in getattr(s, f"{field}_columns"))) for field in FIELDS}


def columns_of(names: Iterable[str], told: Mapping[str, str]) -> dict[str, str]:
    """Field -> column, among the columns `names`: as `told`, else by the field's own name, else by one of its other names."""
    known = {name.strip().lower(): name for name in names}
    out: dict[str, str] = {}
    for field in FIELDS:
        wanted = [told[field]] if field in told else names_of(field)
        found = next((known[w.lower()] for w in wanted if w.lower() in known), None)
        if found is not None:
            out[field] = found
    return out


def renamed(record: Mapping[str, object], told: Mapping[str, str]) -> dict[str, object]:
    """`record` with the names and values that a report's fields have; what is no field is left out."""
    out = {field: record.get(column) for field, column in columns_of(record, told).items()}
    if "published" in out:
        out["published"] = as_day(out["published"])
    return out


def as_day(value: object) -> object:
    """Dates and seconds or milliseconds since 1970 as ISO days (a moment without a zone is taken as written); the rest as it is."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    number = int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 10**15 else None
    if number is None:
        return value
    number = number // 1000 if number // 1000 in EPOCH else number
    return datetime.fromtimestamp(number, UTC).date().isoformat() if number in EPOCH else value
