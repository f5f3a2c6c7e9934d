"""Kinds of expressions of time by the cases that pass: ``python -m tests.cases.kinds``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from letopis.engine import load_tagger
from letopis.languages import ru
from letopis.steps.grammar import parse_many
from tests.cases.notation import read_cases
from tests.cases.test_cases import FOLDER, check_times


def table(folder: Path = FOLDER) -> dict[str, tuple[int, int]]:
    """Kind -> (cases that pass, cases)."""
    cases = [c for f in sorted(folder.glob("times_*.txt")) for c in read_cases(f)]
    language = ru.load()
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case, parse in zip(cases, parse_many([c.text for c in cases], load_tagger(), language), strict=True):
        kind = case.settings["kind"]
        total[kind] += 1
        try:
            check_times(case, parse, language)
        except AssertionError:
            continue
        passed[kind] += 1
    return {kind: (passed[kind], total[kind]) for kind in total}


if __name__ == "__main__":
    for kind, (right, of) in table().items():
        print(f"{kind:32}{right:4} of {of:3}")
