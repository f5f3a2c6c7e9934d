"""What passes between the coordinator and its workers. All of it can be pickled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from letopis.formats import Problem, Raw
from letopis.model import Reading, Report

Reader = Callable[[Sequence[Report]], Sequence[Reading]]
"""Reads reports, in order."""
MakeReader = Callable[[], Reader]
"""Loads what a reader needs; called once in each worker, so it must be a function that can be pickled (one of a module)."""

READ_TOGETHER = 16
"""Reports of one batch: as many as the tagger takes at once. Batches are cut by position alone, so that a report is read in the same
company however many workers there are."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Items of the inputs that are read together: `first` is the number of the first, counted from 0 over the whole run."""

    first: int
    items: tuple[Report | Raw, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """What a text is known by among others: `exact` a hash of it, `near` a MinHash of its words, empty if it has too few."""

    exact: bytes
    near: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One item that was read: its number, its id, its ledger as JSON, its print, and the problems that the reading noted."""

    item: int
    id: str
    ledger: bytes
    print: Print
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A batch that came back: rows in order, problems of items that gave none, and with `arrow` the rows as an Arrow stream."""

    batch: Batch
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    arrow: bytes | None = None
