"""Writes lengths of time as ISO 8601 durations."""

from __future__ import annotations

from dataclasses import replace

from letopis.steps.times.meanings import Length

DESIGNATORS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "days": "D", "weekend": "W", "week": "W", "month": "M", "year": "Y"}
MULTIPLES = {"quarter": (3, "month"), "half": (6, "month"), "decade": (10, "year"), "century": (100, "year")}
SMALLER = {"year": (12, "month"), "month": (30, "day"), "week": (7, "day"), "day": (24, "hour"), "hour": (60, "minute"), "minute": (60, "second")}


def duration(length: Length) -> str:
    """`P1Y6M`, `PT30M`; vague `PXD`; bounds as open intervals (`P1Y/..`)."""
    written = _plain(length)
    if length.upto is not None:
        return f"{written}/{_plain(replace(length, amount=length.upto))}"
    if length.bound == "least":
        return f"{written}/.."
    if length.bound == "most":
        return f"../{written}"
    return f"{written}~" if length.bound == "about" else written


def _plain(length: Length) -> str:
    unit, amount = length.unit, length.amount
    if unit in MULTIPLES:
        times, unit = MULTIPLES[unit]
        amount = amount * times if amount is not None else None
    if amount is None:
        return _join([("X", unit)])
    whole = int(amount)
    rest = amount - whole
    parts = [(str(whole), unit)] if whole or not rest else []
    if rest and unit in SMALLER:
        times, smaller = SMALLER[unit]
        parts.append((str(round(rest * times)), smaller))
    return _join(parts)


def _join(parts: list[tuple[str, str]]) -> str:
    days = "".join(f"{n}{DESIGNATORS[u]}" for n, u in parts if not DESIGNATORS[u].startswith("T"))
    clock = "".join(f"{n}{DESIGNATORS[u][1:]}" for n, u in parts if DESIGNATORS[u].startswith("T"))
    return f"P{days}" + (f"T{clock}" if clock else "")
