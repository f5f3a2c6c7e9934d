"""What every reader owes whatever bytes it is given: reports that are whole, problems of one line, soon, in bounded memory; nothing raised."""

from __future__ import annotations

import io
import json
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from letopis.formats import Problem, Raw, read_source
from letopis.formats.dates import day
from letopis.formats.source import Source
from letopis.model import Report

SECONDS = 20.0
"""For one input of at most 2 MB, on a machine that does other things too."""
GROWTH = 400
"""MB of memory that one input may add to the peak."""


class TooSlow(BaseException):
    """Not an `Exception`: the readers' own nets must not catch it."""


def check(data: bytes, form: str | None, encoding: str | None = None) -> tuple[int, int]:
    """Read `data` as `form`; how many reports and problems it gave. Raises AssertionError or whatever the reader raised."""
    before = peak()
    with _alarm():
        items = list(read_source(Source("x", io.BufferedReader(io.BytesIO(data))), form, encoding))
    assert items, "neither a report nor a problem"
    assert len(items) <= len(data) + 2, "more items than bytes"
    for item in items:
        assert not isinstance(item, Raw)
        _check(item)
    assert peak() - before < GROWTH, f"{peak() - before} MB more"
    return sum(isinstance(i, Report) for i in items), sum(isinstance(i, Problem) for i in items)


def _check(item: Report | Problem) -> None:
    if isinstance(item, Problem):
        assert item.what and item.mend
        assert "\n" not in str(item) and "\r" not in str(item), "a problem of several lines"
        assert len(str(item)) < 600, "a problem of many words"
        assert "MemoryError" not in item.what and "the reader failed" not in item.what, str(item)
        json.dumps([item.source, item.place, item.what, item.mend], ensure_ascii=False).encode()
        return
    assert item.text.strip() and "\r" not in item.text, "no words"
    assert isinstance(item.id, str) and item.id
    assert item.published is None or day(item.published) == item.published, f"published {item.published!r}"
    for value in (item.id, item.text, item.title, item.outlet, item.url, item.language, *item.relays, *item.problems):
        assert value is None or isinstance(value, str), f"{value!r} is no string"
        (value or "").encode()


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"took longer than {SECONDS:.0f} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def peak() -> int:
    """MB of memory that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024 * 1024)
