"""Letopis reads news into a ledger: who said or did what, to whom, when, where, and on whose word."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letopis.api import read, read_many
    from letopis.model import Reading, Report

__all__ = ["Reading", "Report", "read", "read_many"]
__version__ = "0.1.0"
_HOMES = {"Reading": "letopis.model", "Report": "letopis.model", "read": "letopis.api", "read_many": "letopis.api"}


def __getattr__(name: str) -> object:
    """The public names are imported at first use: the models' libraries would keep ``letopis --help`` waiting."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
