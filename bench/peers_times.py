"""The times of two peers beside ours, on the same gold: ``python bench/peers_times.py``; needs ../shared/gold and the group `peers`.

dateparser.search (BSD) and natasha's DatesExtractor (MIT) find and value expressions by themselves; both get the report's date
where they can use it. What they find goes through the same scorer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

GOLD = Path("../shared/gold/dev")
SCORE = Path("../shared/gold/score.py")
FIGURES = ("times found", "times valued")
Finder = Callable[[str, str | None], Iterator[tuple[int, int, str]]]


def dateparser_finder() -> Finder:
    """Spans and days by `dateparser.search.search_dates`."""
    from dateparser.search import search_dates

    def find(text: str, published: str | None) -> Iterator[tuple[int, int, str]]:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
        if published:
            settings["RELATIVE_BASE"] = datetime.fromisoformat(published)
        at = 0
        for words, moment in search_dates(text, languages=["ru"], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                yield start, at, moment.date().isoformat()

    return find


def natasha_finder() -> Finder:
    """Spans and dates, as far as they are told, by natasha's `DatesExtractor`."""
    from natasha import DatesExtractor, MorphVocab

    extractor = DatesExtractor(MorphVocab())

    def find(text: str, published: str | None) -> Iterator[tuple[int, int, str]]:
        for match in extractor(text):
            fact = match.fact
            year = f"{fact.year:04d}" if fact.year else "XXXX"
            value = year + (f"-{fact.month:02d}" if fact.month else "") + (f"-{fact.day:02d}" if fact.month and fact.day else "")
            yield match.start, match.stop, value

    return find


def our_finder() -> Finder:
    """Ours, for comparison in the same table."""
    from letopis import read

    def find(text: str, published: str | None) -> Iterator[tuple[int, int, str]]:
        return ((t.span.start, t.span.end, t.value) for t in read(text, published=published).times)

    return find


def ledger(report: dict[str, Any], find: Finder) -> dict[str, Any]:
    """The times of one report as the scorer reads them."""
    found = [{"span": [start, end], "kind": "date", "value": value} for start, end, value in find(report["text"], report.get("published"))]
    return {"report": {"id": report["id"], "text": report["text"]}, "times": found, "statements": [], "events": []}


def score(reports: list[dict[str, Any]], find: Finder) -> dict[str, dict[str, float]]:
    """The scorer's figures for what `find` finds."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "ledger.jsonl"
        target.write_text("\n".join(json.dumps(ledger(r, find), ensure_ascii=False) for r in reports) + "\n", encoding="utf-8")
        command = [sys.executable, str(SCORE), str(GOLD), str(target), "--json"]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, dict[str, float]] = json.loads(out)
    return found


def main() -> int:
    if not GOLD.is_dir():
        print(f"no gold reports at {GOLD}: nothing to measure", file=sys.stderr)
        return 0
    reports = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(GOLD.glob("*.json"))]
    print(f"{'':28}" + "".join(f"{name + ' ' + part:>20}" for name in FIGURES for part in ("P", "R", "F1")))
    for name, make in (("dateparser.search", dateparser_finder), ("natasha DatesExtractor", natasha_finder), ("letopis", our_finder)):
        try:
            find = make()
        except ImportError as error:
            print(f"{name:28} not installed: {error}")
            continue
        figures = score(reports, find)
        cells = [f"{100 * figures[f][part]:20.1f}" for f in FIGURES for part in ("precision", "recall", "f1")]
        print(f"{name:28}" + "".join(cells))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
