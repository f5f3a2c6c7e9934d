"""Typed tables of how the language speaks of time."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class CalendarTables:
    """The rows, indexed for the steps."""


def load_calendar(folder: Traversable) -> CalendarTables:
    """Read and check the tables in `folder`; raises `TableError`."""
    return CalendarTables()
