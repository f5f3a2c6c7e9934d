"""The store: a ledger kept for years, in one SQLite file or in PostgreSQL. Start with `open_ledger`."""

from letopis.store.columns import Columns
from letopis.store.corrections import Correction
from letopis.store.entity_pages import EntityPage
from letopis.store.errors import LedgerError
from letopis.store.ledger import Ledger, Page, open_ledger
from letopis.store.ordering import Ordering
from letopis.store.question import Question
from letopis.store.reports import StoredReport
from letopis.store.search import PartyRow, Row
from letopis.store.survey import Name, Survey
from letopis.store.writing import Added, Run

__all__ = [
    "Added",
    "Columns",
    "Correction",
    "EntityPage",
    "Ledger",
    "LedgerError",
    "Name",
    "Ordering",
    "Page",
    "PartyRow",
    "Question",
    "Row",
    "Run",
    "StoredReport",
    "Survey",
    "open_ledger",
]
