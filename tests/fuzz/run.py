"""A long fuzz run of the readers.

usage: python -m tests.fuzz.run [--inputs N] [--first K] [--reader NAME] [--piece N]

N inputs for each reader, in pieces of which each is a process of its own: one that dies or hangs is told with its last input. Piece K of
a reader always draws the same inputs. Half of them are read as their format, half as what their bytes look like.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.contract import check, peak
from tests.fuzz.inputs import inputs
from tests.fuzz.seeds import FILES

PIECE = 2000
HANGS = 600.0
"""Seconds for a piece: what hangs inside a library in C cannot be stopped from within."""
ENCODINGS = (None, None, None, None, "cp1251", "utf-8", "utf-16", "koi8-r", "utf-32", "mac-cyrillic")


def piece(form: str, number: int, count: int, kept: Path) -> tuple[int, int, int]:
    """Draw and read `count` inputs; how many inputs, reports and problems there were. The input being read stands in `kept`."""
    told = [0, 0, 0]

    @seed(number)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))
    @given(inputs(form), st.booleans(), st.sampled_from(ENCODINGS))
    def reads(data: bytes, named: bool, encoding: str | None) -> None:
        kept.write_bytes(data)
        reports, problems = check(data, form if named and form != "packed" else None, encoding)
        told[0] += 1
        told[1] += reports
        told[2] += problems

    reads()
    return told[0], told[1], told[2]


def _alone(form: str, number: int, count: int) -> str:
    """One piece in a process of its own, as a line."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "input"
        command = [sys.executable, "-m", "tests.fuzz.run", "--reader", form, "--only", str(number), "--piece", str(count), "--kept", str(kept)]
        try:
            done = subprocess.run(command, timeout=HANGS, capture_output=True, text=True, check=False)
            said = done.stdout.strip() if not done.returncode else f"FAILED ({done.returncode}): {done.stderr.strip()[-3000:]}"
        except subprocess.TimeoutExpired:
            said = "FAILED: it hangs"
        if said.startswith("FAILED"):
            data = kept.read_bytes() if kept.is_file() else b""
            aside = Path(tempfile.gettempdir()) / f"fuzz-{form}-{number}.bin"
            aside.write_bytes(data)
            said += f"\nthe last input is in {aside}"
    return f"{form} piece {number}, {time.monotonic() - start:.1f} s: {said}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--inputs", type=int, default=10_000, help="of each reader")
    parser.add_argument("--first", type=int, default=0, help="the number of the first piece")
    parser.add_argument("--reader", choices=FILES, action="append")
    parser.add_argument("--piece", type=int, default=PIECE, help="inputs of one process")
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--kept", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only is not None:
        try:
            count, reports, problems = piece(options.reader[0], options.only, options.piece, options.kept)
        except BaseException as error:
            sys.stderr.write(
                "".join(traceback.format_exception(error.with_traceback(error.__traceback__), limit=-4)).split("\nFalsifying")[0][-2500:]
            )
            return 1
        print(f"{count} inputs, {reports} reports, {problems} problems, peak {peak()} MB")
        return 0
    os.nice(10)
    failed = 0
    for form in options.reader or FILES:
        for number in range(options.first, options.first + -(-options.inputs // options.piece)):
            line = _alone(form, number, options.piece)
            failed += "FAILED" in line
            print(line, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
