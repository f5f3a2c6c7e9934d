"""Readers for the tests of bulk runs: they need no models, and do on demand what no reader should."""

from __future__ import annotations

import os
import random
import time

from letopis.bulk.batches import Reader
from letopis.formats import Problem
from letopis.model import Reading, Report, ReportDate

WORDS = [
    "ледокол",
    "порт",
    "губернатор",
    "рейс",
    "мороз",
    "залив",
    "причал",
    "вахта",
    "капитан",
    "лоцман",
    "буксир",
    "маяк",
    "прилив",
    "туман",
    "якорь",
    "груз",
]


def text(seed: int, words: int = 60) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + chance.choice(["", "а", "у", "ом", "ы"]) for _ in range(words))


def killed_items() -> list[Report | Problem]:
    """Two hundred reports that take a moment each, a problem of the input, and a report that cannot be read."""
    items: list[Report | Problem] = [Report(f"r{n}", "SLOW " + text(n % 150)) for n in range(200)]
    items.insert(33, Problem("x", "broken", "mend it"))
    items.insert(90, Report("bad", "FAIL"))
    return items


def quick() -> Reader:
    """Reads nothing, at once; `HANG`, `CRASH`, `FAIL` in a text are obeyed, `SLOW` takes a moment."""
    return lambda reports: [_reading(report) for report in reports]


def broken() -> Reader:
    raise RuntimeError("no weights")


def dead() -> Reader:
    os._exit(3)


def _reading(report: Report) -> Reading:
    if "HANG" in report.text:
        time.sleep(1000)
    if "CRASH" in report.text:
        os._exit(9)
    if "FAIL" in report.text:
        raise ValueError("a fault")
    if "SLOW" in report.text:
        time.sleep(0.02)
    return Reading(report, ReportDate(report.published, "unknown"), (), (), (), (), report.problems)
