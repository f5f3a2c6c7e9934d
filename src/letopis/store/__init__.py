"""The store: a ledger kept for years, in one SQLite file or in PostgreSQL. Start with `open_ledger`."""

from letopis.store.errors import LedgerError
from letopis.store.ledger import Ledger, Page, StoredReport, open_ledger
from letopis.store.question import Question
from letopis.store.search import PartyRow, Row
from letopis.store.writing import Added, Run

__all__ = ["Added", "Ledger", "LedgerError", "Page", "PartyRow", "Question", "Row", "Run", "StoredReport", "open_ledger"]
