"""JSON: an array of ledgers, indented for people (docs/ledger.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from letopis.model import Reading


def write_json(readings: Iterable[Reading], out: TextIO, width: int = 0) -> None:
    """An array, always: with one reading in it when there is one report."""
    opened = False
    for reading in readings:
        out.write(",\n" if opened else "[\n")
        opened = True
        out.write(json.dumps(reading.to_dict(), ensure_ascii=False, indent=1))
        out.flush()
    out.write("\n]\n" if opened else "[]\n")
