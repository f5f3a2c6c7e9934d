"""Dates of publication as pages write them: `5 марта 2024`, `05.03.2024, 10:30`; for metadata, not for the text of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from letopis.formats.dates import day
from letopis.languages.folders import codes
from letopis.languages.surface import surfaces

IN_FIGURES = re.compile(r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)(?!\d)")
MARKS = r"[\s,.:;()|/–—-]+"


@dataclass(frozen=True, slots=True)
class _Words:
    """What dates are written with, in all languages that have a folder."""

    date: re.Pattern[str]
    line: re.Pattern[str]
    """What may stand beside a date in a line that is nothing but one."""
    months: Mapping[str, int]


def written(text: str) -> str | None:
    """The first whole date in `text`, as an EDTF day."""
    words = _words(codes())
    found = [(m.start(), value) for m in (words.date.search(text), IN_FIGURES.search(text)) if m and (value := _value(m, words))]
    return min(found)[1] if found else None


def only_a_date(line: str) -> bool:
    """Is the line a date (and an hour) and nothing else?"""
    words = _words(codes())
    rest = IN_FIGURES.sub("", words.date.sub("", line, count=1), count=1)
    return rest != line and words.line.fullmatch(rest) is not None


def _value(match: re.Match[str], words: _Words) -> str | None:
    month = match["m"].lower()
    number = int(month) if month.isdigit() else words.months[month]
    return day(f"{match['y']}-{number:02}-{int(match['d']):02}")


@lru_cache(maxsize=4)
def _words(languages: tuple[str, ...]) -> _Words:
    """`languages` are those of `surfaces`."""
    known = surfaces()
    months = {name: n for s in known for n, names in enumerate(s.month_beginnings, 1) for name in names.split("/")}
    endings = _any([e for s in known for e in s.day_endings])
    date = rf"(?<!\d)(?P<d>\d{{1,2}})(?:{endings})?\s+(?P<m>{_any(months)})[^\W\d_]*\.?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)"
    words = _any([w for s in known for w in s.date_line_words])
    line = rf"[\s,.:;|/–—-]*(?:\d{{1,2}}:\d\d(?::\d\d)?|{words}|{MARKS})*"
    return _Words(re.compile(date, re.IGNORECASE), re.compile(line, re.IGNORECASE), months)


def _any(words: Mapping[str, int] | list[str]) -> str:
    return "|".join(map(re.escape, words)) or r"(?!)"
