"""Speed of the step `times`: ``python bench/speed_times.py [REPORTS]``; needs ../shared/bench. Best of three rounds.

Expressions per second, and the share of the step in the whole road from text to ledger.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from letopis import Report
from letopis.engine import load_tagger
from letopis.languages import ru
from letopis.reading import read_parsed
from letopis.steps.grammar import parse_many
from letopis.steps.times import find_times

NEWS = Path("../shared/bench/news.jsonl")
ROUNDS = 3


def main(arguments: Sequence[str]) -> int:
    if not NEWS.is_file():
        print(f"no reports at {NEWS}: nothing to measure", file=sys.stderr)
        return 0
    count = int(arguments[0]) if arguments else 150
    with NEWS.open(encoding="utf-8", newline="\n") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    reports = [Report(id=str(r["id"]), text=r["text"], published="2012-05-16") for r in rows]
    language, tagger = ru.load(), load_tagger()
    start = time.perf_counter()
    parses = list(parse_many([r.text for r in reports], tagger, language))
    grammar = time.perf_counter() - start
    found, alone, rest = 0, float("inf"), float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = sum(len(find_times(p, r, language).times) for p, r in zip(parses, reports, strict=True))
        alone = min(alone, time.perf_counter() - start)
        start = time.perf_counter()
        for parse, report in zip(parses, reports, strict=True):
            read_parsed(report, parse, language)
        rest = min(rest, time.perf_counter() - start)
    whole = grammar + rest
    print(f"{len(reports)} reports, {found} expressions: {found / alone:.0f} expressions a second, {1000 * alone / len(reports):.1f} ms a report")
    print(f"share of the whole road ({whole:.1f} s, grammar {grammar:.1f} s): {100 * alone / whole:.1f} %")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
