"""Ties the findings together: chains of relays, nesting, vouchers, and which time and place belong to which saying and deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letopis.languages.language import Language
from letopis.model import Event, Parse, Statement, Times
from letopis.steps.chains import tie
from letopis.steps.dating import date_words
from letopis.steps.entities import Cast
from letopis.steps.vouching import vouch


@dataclass(frozen=True, slots=True)
class Attributed:
    """Statements and events with their chains."""

    statements: tuple[Statement, ...]
    events: tuple[Event, ...]


def attribute(
    parse: Parse, cast: Cast, times: Times, statements: Sequence[Statement], events: Sequence[Event], language: Language, relays: Sequence[str] = ()
) -> Attributed:
    """Fill `within`, `via` and `time` of statements; `voucher`, `time` and `place` of events. `relays` passed on the whole report."""
    dating = date_words(parse, times.times, language.calendar.dating)
    said = tie(parse, cast, times, statements, dating, relays)
    return Attributed(said, vouch(parse, times, said, events, dating))
