"""A JSON file: one report as an object, or several in an array."""

from __future__ import annotations

import json
from collections.abc import Iterator

from letopis.formats.encoding import decode
from letopis.formats.problem import Problem
from letopis.formats.records import BadRecord, report_of
from letopis.formats.source import Source, whole
from letopis.model import Report

LARGEST = 256_000_000
"""Bytes of a JSON file, which must be held in memory whole; JSON lines have no such bound."""


def read_jsonfile(source: Source, encoding: str | None = None) -> Iterator[Report | Problem]:
    """Reports of `source`, in order."""
    data = whole(source, LARGEST)
    if isinstance(data, Problem):
        yield data
        return
    decoded = decode(data, encoding)
    if decoded is None:
        yield source.problem("the file is in no known encoding", "save it as UTF-8")
        return
    try:
        value = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        yield source.problem(f"this is no JSON ({error.msg})", "mend it there, or name another format with --from", f"{error.lineno}:{error.colno}")
        return
    except (ValueError, RecursionError):
        yield source.problem("this is no JSON (nested too deeply, or a number too long)", "give an object with a string `text`")
        return
    yield from _records(source, value)


def _records(source: Source, value: object) -> Iterator[Report | Problem]:
    many = isinstance(value, list)
    records = value if isinstance(value, list) else [value]
    if not records:
        yield source.problem("the array is empty", "check that it was saved in full")
    for number, record in enumerate(records, 1):
        try:
            yield report_of(record, f"{source.name}:{number}" if many else source.name, source.columns)
        except BadRecord as error:
            yield source.problem(error.what, error.mend, f"record {number}" if many else "")
