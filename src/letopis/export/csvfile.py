"""Rows as CSV: UTF-8, a header, commas, quotes where needed (RFC 4180, but for line ends, which are LF)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO


def write_csv(rows: Iterable[Mapping[str, object]], fields: Sequence[str], out: TextIO) -> None:
    """Write the `fields` of `rows` as they come; None is an empty cell."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow(["" if (value := row.get(name)) is None else value for name in fields])
