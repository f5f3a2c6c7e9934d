"""How the time of a reading is shared out among its steps, by a clock of processor time around each: without a profiler, which would tax small functions most."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from letopis import Report, read_many, reading
from letopis.engine import Tagger
from letopis.steps import grammar

STEPS: tuple[tuple[str, Any, str], ...] = (
    ("language and encoding", reading, "unreadable"),
    ("sentences and words", grammar, "cut"),
    ("tags, trees, names", Tagger, "tag"),
    ("lemmas and tokens", grammar, "build"),
    ("entities", reading, "find_entities"),
    ("times", reading, "find_times"),
    ("statements", reading, "find_statements"),
    ("events", reading, "find_events"),
    ("attribution", reading, "attribute"),
)


def shares(texts: Sequence[str]) -> Mapping[str, float]:
    """Step -> processor seconds, and `the ledger as data` (`to_dict`) and `else`."""
    seconds: dict[str, float] = {name: 0.0 for name, _, _ in STEPS}
    whole = time.process_time()
    written = 0.0
    with _clocks(seconds):
        for done in read_many(Report(id=str(n), text=t) for n, t in enumerate(texts)):
            start = time.process_time()
            done.to_dict()
            written += time.process_time() - start
    whole = time.process_time() - whole
    return {**seconds, "the ledger as data": written, "else": whole - written - sum(seconds.values())}


@contextmanager
def _clocks(seconds: dict[str, float]) -> Iterator[None]:
    kept = [(home, name, getattr(home, name)) for _, home, name in STEPS]
    for step, home, name in STEPS:
        setattr(home, name, _clocked(getattr(home, name), step, seconds))
    try:
        yield
    finally:
        for home, name, function in kept:
            setattr(home, name, function)


def _clocked(function: Callable[..., Any], step: str, seconds: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            seconds[step] += time.process_time() - start

    return timed
