"""Half of Duckling's Russian corpus of times (github.com/facebook/duckling, BSD): ``python bench/duckling.py [-v]``; needs ../shared/times.

Phrases and their values at a reference time, made for an assistant: they look ahead, so a bare weekday or month is the next one.
Grains below the minute and phrases of the hour to come have no place in a ledger of days; they are counted all the same.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from letopis.engine import load_tagger
from letopis.languages import ru
from letopis.model import Time
from letopis.steps.grammar import parse_many
from letopis.steps.times import resolve_all
from letopis.steps.times.finding import find_expressions
from letopis.steps.times.stepping import Reference

CORPUS = Path("../shared/times/duckling-dev.jsonl")
REFERENCE = Reference(date(2013, 2, 12), clock=(4, 30))
AHEAD = 1
MOMENT = re.compile(r"\((\d+), (\d+), (\d+), (\d+), (\d+), (\d+)\)")
GRAIN = re.compile(r"\)\s*(Second|Minute|Hour|Day|Week|Month|Quarter|Year)")
STEPS = {
    "Second": timedelta(seconds=1),
    "Minute": timedelta(minutes=1),
    "Hour": timedelta(hours=1),
    "Day": timedelta(days=1),
    "Week": timedelta(days=7),
}


@dataclass(frozen=True)
class Row:
    """A phrase and its value as the bounds that it covers; None is an open end. `wanted` is None where there must be no value."""

    text: str
    wanted: tuple[str | None, str | None] | None


def rows(path: Path = CORPUS) -> tuple[list[Row], int]:
    """The rows that can be mapped, and how many cannot."""
    found, left_out = [], 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            entry = json.loads(line)
            wanted = None if entry["kind"] == "NEGATIVE" else _wanted(entry["gold"])
            if wanted is None and entry["kind"] != "NEGATIVE":
                left_out += 1
            else:
                found.append(Row(entry["text"], wanted))
    return found, left_out


def _wanted(gold: str) -> tuple[str | None, str | None] | None:
    moments = [tuple(int(x) for x in m) for m in MOMENT.findall(gold)]
    grain = GRAIN.search(gold)
    if not moments or grain is None or grain.group(1) == "Second":
        return None
    name = grain.group(1)
    if gold.startswith("Before"):
        return None, _last(_earlier(moments[0], name), name)
    if gold.startswith("After"):
        return _first(moments[0], name), None
    end = _earlier(moments[1], name) if len(moments) > 1 else moments[0]
    return _first(moments[0], name), _last(end, name)


Moment = tuple[int, ...]


def _first(m: Moment, grain: str) -> str:
    if grain in {"Minute", "Hour"}:
        return f"{m[0]:04d}-{m[1]:02d}-{m[2]:02d}T{m[3]:02d}:{m[4]:02d}"
    return date(m[0], max(m[1], 1), max(m[2], 1)).isoformat()


def _last(m: Moment, grain: str) -> str:
    """The end of the grain that begins with `m`."""
    if grain in {"Minute", "Hour"}:
        return _first(m, grain)
    day = date(m[0], max(m[1], 1), max(m[2], 1))
    if grain == "Week":
        return (day + timedelta(days=6)).isoformat()
    months = {"Month": 1, "Quarter": 3, "Year": 12}.get(grain)
    if months is None:
        return day.isoformat()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return (date(year, month + 1, 1) - timedelta(days=1)).isoformat()


def _earlier(m: Moment, grain: str) -> Moment:
    """One grain before an exclusive end."""
    if grain in STEPS:
        moved = datetime(m[0], max(m[1], 1), max(m[2], 1), m[3], m[4]) - STEPS[grain]
        return (moved.year, moved.month, moved.day, moved.hour, moved.minute, 0)
    months = {"Month": 1, "Quarter": 3, "Year": 12}[grain]
    year, month = divmod(m[0] * 12 + max(m[1], 1) - 1 - months, 12)
    return (year, month + 1, 0, 0, 0, 0)


def same(wanted: tuple[str | None, str | None], time: Time) -> bool:
    """Do they cover the same days, and the same minutes where the corpus tells minutes?"""
    value = time.value.replace("~", "")
    lo, _, hi = value.partition("/")
    clocked = [None if x == ".." else x for x in (lo, hi or lo)]
    if any("T" in (w or "") for w in wanted):
        return clocked == list(wanted) or ([time.earliest, time.latest] == [w and w[:10] for w in wanted] and "T" not in value)
    return (time.earliest, time.latest) == wanted


def main(arguments: Sequence[str]) -> int:
    if not CORPUS.is_file():
        print(f"no corpus at {CORPUS}: nothing to measure", file=sys.stderr)
        return 0
    language = ru.load()
    corpus, left_out = rows()
    right = 0
    for row, parse in zip(corpus, parse_many([r.text for r in corpus], load_tagger(), language), strict=True):
        times, _ = resolve_all(parse, tuple(find_expressions(parse, language)), (REFERENCE,), language.calendar, AHEAD)
        dated = [t for t in times if t.kind == "date"]
        good = not times if row.wanted is None else len(dated) == 1 and same(row.wanted, dated[0])
        right += good
        if not good and "-v" in arguments:
            print(f"{row.text!r}: {row.wanted} != {[t.value for t in times]}")
    print(f"duckling: {right} of {len(corpus)} phrases right, {100 * right / len(corpus):.1f} %; {left_out} cannot be mapped")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
