"""Letopis reads news into a ledger: who said or did what, to whom, when, where, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letopis.model import Reading, Report

if TYPE_CHECKING:
    from letopis.api import read, read_many

__all__ = ["Reading", "Report", "read", "read_many"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """`read` and `read_many` bring the models' libraries with them: they are imported at first use, so that the command line starts fast."""
    if name in {"read", "read_many"}:
        from letopis import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
