"""Dates of publication as Russian pages write them: `5 марта 2024`, `05.03.2024, 10:30`; for metadata, not for the text of a report."""

from __future__ import annotations

import re

from letopis.formats.dates import day

MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
IN_WORDS = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:-го)?\s+(?P<m>янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)", re.I
)
IN_FIGURES = re.compile(r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)(?!\d)")
LINE = re.compile(r"[\s,.:;|/–—-]*(?:\d{1,2}:\d\d(?::\d\d)?|мск|утра|вечера|г|года|в|опубликовано|обновлено|[\s,.:;()|/–—-]+)*", re.I)
"""What may stand beside a date in a line that is nothing but one."""


def written(text: str) -> str | None:
    """The first whole date in `text`, as an EDTF day."""
    found = [(m.start(), value) for m in (IN_WORDS.search(text), IN_FIGURES.search(text)) if m and (value := _value(m))]
    return min(found)[1] if found else None


def only_a_date(line: str) -> bool:
    """Is the line a date (and an hour) and nothing else?"""
    rest = IN_FIGURES.sub("", IN_WORDS.sub("", line, count=1), count=1)
    return rest != line and LINE.fullmatch(rest) is not None


def _value(match: re.Match[str]) -> str | None:
    month = match["m"].lower()
    number = int(month) if month.isdigit() else MONTHS.index(month if month[:2] != "ма" or month == "мар" else "ма") + 1
    return day(f"{match['y']}-{number:02}-{int(match['d']):02}")
