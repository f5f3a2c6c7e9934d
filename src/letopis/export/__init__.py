"""Ways out for readings: one file a format. A new one is a module and a line in `WRITERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from letopis.export.jsonfile import write_json
from letopis.export.jsonlines import write_jsonlines
from letopis.export.terminal import write_text
from letopis.model import Reading

__all__ = ["WRITERS", "Writer"]

Writer = Callable[[Iterable[Reading], TextIO, int], None]
"""Writes readings to a stream of text as they come; the number is the width of a line in columns, for those that lay out."""
WRITERS: dict[str, Writer] = {"text": write_text, "json": write_json, "jsonl": write_jsonlines}
