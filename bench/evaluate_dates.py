"""Withholds every report's date and asks for it: ``python bench/evaluate_dates.py``; needs ../shared/gold.

Found: the very day. Contained: an interval or a day without its year that the true date fits. Wrong: anything else that claims.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from evaluate import GOLD, gold_reports
from letopis import Report, read_many
from letopis.model import ReportDate

Verdict = Literal["found", "contained", "unknown", "wrong"]


def verdict(date: ReportDate, true: str) -> Verdict:
    """How `date` stands to the true one, an ISO day."""
    value = (date.value or "").replace("~", "")
    if not value:
        return "unknown"
    if value == true:
        return "found"
    if value.startswith("XXXX"):
        return "contained" if value[4:] == true[4 : 4 + len(value) - 4] else "wrong"
    lo, _, hi = value.partition("/")
    inside = (lo == ".." or true >= lo) and (hi in {"..", ""} or true <= hi + "-99")
    return "contained" if inside and hi else "wrong"


def verdicts(reports: list[Report]) -> Iterator[tuple[Report, ReportDate, Verdict]]:
    """Each report with what is told of its date when it is not given."""
    for report, reading in zip(reports, read_many([replace(r, published=None) for r in reports]), strict=True):
        yield report, reading.report_date, verdict(reading.report_date, report.published or "")


def main() -> int:
    folder = GOLD
    if not folder.is_dir():
        print(f"no gold reports at {folder}: nothing to measure", file=sys.stderr)
        return 0
    count: Counter[Verdict] = Counter()
    for report, date, said in verdicts([r for r in gold_reports(folder) if r.published]):
        count[said] += 1
        if said in {"wrong"} or "-v" in sys.argv:
            evidence = [s.of(report.text) for s in date.evidence]
            print(f"{said}: {report.id}: {date.value} ({date.basis}, {evidence}), in truth {report.published}")
    total = sum(count.values())
    print(f"dates withheld: {total} reports; " + ", ".join(f"{name} {count[name]}" for name in ("found", "contained", "unknown", "wrong")))
    return 1 if count["wrong"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
