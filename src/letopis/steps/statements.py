"""Finds what the text gives as coming from somebody."""

from __future__ import annotations

from letopis.languages.language import Language
from letopis.model import Parse, Statement
from letopis.steps.entities import Cast


def find_statements(parse: Parse, cast: Cast, language: Language) -> tuple[Statement, ...]:
    """Statements of `parse` in the order of the text, with cue, source, addressee, content, form and act; chains come later."""
    return ()
