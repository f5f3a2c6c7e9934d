"""JSON lines: one ledger a line (docs/ledger.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from letopis.model import Reading


def write_jsonlines(readings: Iterable[Reading], out: TextIO, width: int = 0) -> None:
    """One line a reading, each written as soon as it is there."""
    for reading in readings:
        out.write(json.dumps(reading.to_dict(), ensure_ascii=False) + "\n")
        out.flush()
