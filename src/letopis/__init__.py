"""Letopis reads news into a ledger: who said or did what, to whom, when, where, and on whose word."""

from letopis.api import read, read_many
from letopis.model import Reading, Report

__all__ = ["Reading", "Report", "read", "read_many"]
__version__ = "0.1.0"
