"""JSON lines: one report a line, split on LF alone (U+2028 and U+0085 stand in real texts). A broken line costs that line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from letopis.formats.encoding import decode, encoding_of
from letopis.formats.problem import Problem
from letopis.formats.records import BadRecord, report_of
from letopis.formats.source import LONGEST_REPORT, Source, nothing, too_long
from letopis.model import Report


def read_jsonlines(source: Source, encoding: str | None = None) -> Iterator[Report | Problem]:
    """Reports of `source`, read as they come, one line in memory at a time."""
    empty = True
    for number, line in enumerate(_lines(source, encoding), 1):
        if isinstance(line, Problem):
            empty = False
            yield line
        elif line.strip():
            empty = False
            yield _record(source, line, number, encoding)
    if empty:
        yield nothing(source)


def _lines(source: Source, encoding: str | None) -> Iterator[bytes | Problem]:
    name = encoding or encoding_of(source.peek()) or ""
    if name.startswith(("utf-16", "utf-32", "utf_16", "utf_32")):  # a line break is more than one byte there: such files are read whole
        decoded = decode(source.stream.read(), name)
        yield from (line.encode("utf-8", "replace") for line in (decoded.text if decoded else "").split("\n"))
        return
    number = 0
    while line := source.stream.readline(LONGEST_REPORT):
        number += 1
        if len(line) == LONGEST_REPORT and not line.endswith(b"\n"):
            _skip_line(source)
            yield too_long(source, str(number))
        else:
            yield line


def _skip_line(source: Source) -> None:
    while (rest := source.stream.readline(LONGEST_REPORT)) and not rest.endswith(b"\n"):
        pass


def _record(source: Source, line: bytes, number: int, encoding: str | None) -> Report | Problem:
    decoded = decode(line, encoding if encoding and not encoding.startswith(("utf-16", "utf-32")) else None)
    if decoded is None:
        return source.problem("the line is in no known encoding", "save the file as UTF-8", str(number))
    try:
        return report_of(json.loads(decoded.text), f"{source.name}:{number}", source.columns)
    except BadRecord as error:
        return source.problem(error.what, error.mend, str(number))
    except (ValueError, RecursionError) as error:
        return source.problem(f"the line is no JSON ({_reason(error)})", "write one whole JSON object on each line", str(number))


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
