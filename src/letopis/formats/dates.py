"""Dates of whole reports: as users and files write them, as EDTF days; and where to take them from for a folder of files."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from letopis.model import Report

ISO = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:[T ]\d\d:\d\d.*)?)?)?")
DOTTED = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?:,?\s+\d{1,2}:\d\d.*)?")
IN_NAME = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_./\\](?P<m>\d{1,2})[-_./\\](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[-_.](?P<m>\d{1,2})[-_.](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:[T_-]?\d{4,6})?(?!\d)"),
)
Dater = Callable[[Report, Path | None], str | None]
"""Gives a report's date from itself and the file that it stands in, or None."""


class BadDates(ValueError):
    """A source of dates that cannot be used; the message names the mend."""


def day(text: str) -> str | None:
    """`text` as an EDTF day, month or year: `2022-05-19`, `2022-05`, `2022`, `2022-05-19T10:30`, `19.05.2022`; None if it is no date."""
    for pattern in (ISO, DOTTED):
        match = pattern.fullmatch(text.strip())
        if match:
            return _checked(match)
    return None


def _checked(match: re.Match[str]) -> str | None:
    """The match as EDTF, if such a day is on the calendar."""
    parts = [int(p) for p in (match["y"], match["m"], match["d"]) if p]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return "-".join(f"{p:02}" if n else f"{p:04}" for n, p in enumerate(parts))


def in_name(path: str) -> str | None:
    """The last date in a path: `news/2022-05-19/a.txt`, `20220519.txt`, `19.05.2022.txt`."""
    found = [(m.end(), d) for pattern in IN_NAME for m in pattern.finditer(path) if (d := _checked(m))]
    return max(found)[1] if found else None


def dater(name: str) -> Dater:
    """The dater that ``--published-from`` names: `filename`, `mtime`, or a CSV file. Raises `BadDates`."""
    if name == "filename":
        return lambda report, path: in_name(str(path)) if path else None
    if name == "mtime":
        return lambda report, path: datetime.fromtimestamp(path.stat().st_mtime).date().isoformat() if path else None
    table = dates_of(Path(name))
    return lambda report, path: next((table[k] for k in _keys(report, path) if k in table), None)


def _keys(report: Report, path: Path | None) -> list[str]:
    """What a table may call a report, most exact first."""
    return [report.id, *([str(path), path.name, path.stem] if path else [])]


def dates_of(path: Path) -> Mapping[str, str]:
    """Name or id -> date, from the first two columns of a CSV file (commas, semicolons or tabs). Raises `BadDates`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadDates(f"{path}: there is no such file; give filename, mtime or a CSV file of name and date") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadDates(f"{path}: cannot be read ({type(error).__name__}); save the table as UTF-8 text") from None
    first = text.split("\n", 1)[0]
    rows = csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count))
    out: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        if len(row) < 2 or not row[0].strip():
            continue
        found = day(row[1])
        if found:
            out[row[0].strip()] = found
        elif number > 1:  # the first line may be a header
            raise BadDates(f"{path}:{number}: {row[1][:40]!r} is no date; write it as 2022-05-19")
    if not out:
        raise BadDates(f"{path}: no line of name and date in it; write lines like report.txt,2022-05-19")
    return out
