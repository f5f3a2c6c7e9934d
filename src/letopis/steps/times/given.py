"""What a pattern has matched, and the settings of its row, by name and kind."""

from __future__ import annotations

from letopis.steps.times.meanings import DATES, Anchor, Date, Given


def whole(given: Given, key: str, default: int = 0) -> int:
    """A part or setting that is a number, without its fraction."""
    value = given.get(key, default)
    return int(value) if isinstance(value, (int, float)) else default


def maybe_whole(given: Given, key: str) -> int | None:
    """Such a number, None where there is none."""
    value = given.get(key)
    return int(value) if isinstance(value, (int, float)) else None


def word(given: Given, key: str, default: str = "") -> str:
    """A part or setting that is a word."""
    value = given.get(key, default)
    return value if isinstance(value, str) else default


def dated(given: Given, key: str) -> Date | None:
    """A part that is a date."""
    value = given.get(key)
    return value if isinstance(value, DATES) else None


def anchored(given: Given) -> Anchor:
    """From where the row counts."""
    value = given.get("anchor", "report")
    return value if value in ("report", "story", "tense") else "report"  # type: ignore[return-value]
