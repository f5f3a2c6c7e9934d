"""Finds deeds: triggers, classes, roles and status."""

from __future__ import annotations

from collections.abc import Sequence

from letopis.languages.language import Language
from letopis.model import Event, Parse, Statement
from letopis.steps.entities import Cast


def find_events(parse: Parse, cast: Cast, statements: Sequence[Statement], language: Language) -> tuple[Event, ...]:
    """Events of `parse` in the order of the text; vouchers and times come later, in `attribution`."""
    return ()
