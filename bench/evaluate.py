"""Scores readings of the gold reports: ``python bench/evaluate.py [--only ID …] [--errors N]``; needs ../shared/gold."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from letopis import Report, read_many

GOLD = Path("../shared/gold")


def gold_reports(folder: Path) -> list[Report]:
    """The reports of the gold folder, without their annotations."""
    found = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(folder.glob("*.json"))]
    return [Report(id=g["id"], text=g["text"], published=g.get("published"), outlet=g.get("outlet")) for g in found]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="write the ledger here too")
    options = parser.parse_args(arguments)
    folder = GOLD / "dev"
    if not folder.is_dir():
        print(f"no gold reports at {folder}: nothing to measure", file=sys.stderr)
        return 0
    lines = [json.dumps(r.to_dict(), ensure_ascii=False) for r in read_many(gold_reports(folder))]
    target = options.keep or Path(tempfile.mkdtemp()) / "ledger.jsonl"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    only = ["--only", *options.only] if options.only else []
    command = [sys.executable, str(GOLD / "score.py"), str(folder), str(target), "--errors", str(options.errors), *only]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
