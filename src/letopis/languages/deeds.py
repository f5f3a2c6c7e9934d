"""Typed tables of what the language says about doing: triggers of events, modals, PLOVER's classes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class DeedTables:
    """The rows, indexed for the steps."""


def load_deeds(folder: Traversable) -> DeedTables:
    """Read and check the tables in `folder`; raises `TableError`."""
    return DeedTables()
