"""Scores readings of the gold reports in ../shared/gold, and names the table rows that only one of them needs.

usage: python bench/evaluate.py [--only ID …] [--errors N] [--keep FILE] [--rows]

Two tables of figures: the whole folder, and one report alone as a demonstration. With --rows, also the rows of the tables that
fire in a single gold report and nowhere in ../shared/bench/news.jsonl: such a row may have been written for that report.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from letopis import Reading, Report, read_many

SHARED = Path("../shared")
GOLD = SHARED / "gold" / "dev"
SCORE = SHARED / "gold" / "score.py"
NEWS = SHARED / "bench" / "news.jsonl"
DEMONSTRATION = "iskander"


def gold_reports(folder: Path = GOLD) -> list[Report]:
    """The reports of the gold folder, without their annotations."""
    found = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(folder.glob("*.json"))]
    return [Report(id=g["id"], text=g["text"], published=g.get("published"), outlet=g.get("outlet")) for g in found]


def news_reports(path: Path = NEWS) -> Iterator[Report]:
    """The reports for measuring speed and coverage."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            d = json.loads(line)
            yield Report(id=str(d["id"]), text=d["text"], published=d.get("published"), outlet=d.get("outlet"))


def rules(reading: Reading) -> set[str]:
    """The rules and table rows that made the entries of one reading."""
    return {t.rule for t in reading.times} | {s.rule for s in reading.statements} | {e.rule for e in reading.events}


def lonely_rows(readings: Iterable[Reading], elsewhere: Iterable[Report]) -> list[tuple[str, str]]:
    """(rule, report id) of what fires in one of `readings` only, and nowhere in `elsewhere`."""
    where: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for reading in readings:
        for rule in rules(reading):
            where[rule] = reading.report.id
            seen[rule] += 1
    alone = {r for r, n in seen.items() if n == 1}
    for reading in read_many(elsewhere):
        alone -= rules(reading)
    return sorted((r, where[r]) for r in alone)


def score(ledger: Path, extra: Sequence[str]) -> int:
    return subprocess.run([sys.executable, str(SCORE), str(GOLD), str(ledger), *extra], check=False).returncode


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="score these reports alone")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N differences")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the ledger to FILE")
    parser.add_argument("--rows", action="store_true", help="name the rows that a single report needs (reads all the news: minutes)")
    options = parser.parse_args(arguments)
    if not GOLD.is_dir():
        print(f"no gold reports at {GOLD}: nothing to measure", file=sys.stderr)
        return 0
    readings = list(read_many(gold_reports()))
    with tempfile.TemporaryDirectory() as folder:
        ledger = options.keep or Path(folder) / "ledger.jsonl"
        ledger.write_text("".join(json.dumps(r.to_dict(), ensure_ascii=False) + "\n" for r in readings), encoding="utf-8")
        errors = ["--errors", str(options.errors)]
        if options.only:
            return score(ledger, [*errors, "--only", *options.only])
        code = score(ledger, errors)
        print(f"\n{DEMONSTRATION} alone (a demonstration, not a target):")
        code = code or score(ledger, ["--only", DEMONSTRATION])
    if options.rows and NEWS.is_file():
        alone = lonely_rows(readings, news_reports())
        print(f"\n{len(alone)} rules or rows fire in a single gold report and nowhere in the news:")
        print("\n".join(f"  {rule}\t{report}" for rule, report in alone))
    return code


if __name__ == "__main__":
    raise SystemExit(main())
