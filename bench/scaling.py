"""How a run grows: `letopis run` with one worker and with several, over ever more reports; start-up and steady state told apart.

usage: python bench/scaling.py [--sizes 100,1000] [--more 10000] [--workers N]

Reports are those of ../shared/bench/news.jsonl, else the samples, in an order that mixes short and long ones; from the second time
round on with other numbers in them, so that no text is read twice. Times are by the clock: leave the machine alone meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

NEWS = Path("../shared/bench/news.jsonl")
SAMPLES = Path("samples")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Go:
    """One run: seconds by the clock from start to end, and the most memory in MB that one of its processes held."""

    workers: int
    reports: int
    characters: int
    seconds: float
    peak: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Of two runs with as many workers: seconds that do not depend on the reports, and reports a second beyond those."""

    start: float
    rate: float


@dataclass(frozen=True, slots=True)
class Scaling:
    """All runs; the pace with one worker and with `workers`."""

    goes: tuple[Go, ...]
    workers: int
    one: Pace
    many: Pace

    @property
    def steady(self) -> float:
        """How many times as fast several workers are, start-up left out."""
        return self.many.rate / self.one.rate


def texts(count: int) -> Iterator[str]:
    """`count` texts, none of them twice."""
    if NEWS.is_file():
        found = [json.loads(line)["text"] for line in NEWS.read_text(encoding="utf-8").split("\n") if line.strip()]
    else:
        found = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    step = next(k for k in (617, 619, 1) if len(found) % k)
    for n in range(count):
        again, at = divmod(n, len(found))
        yield NUMBER.sub(lambda m, by=again: str(int(m[0]) + by), found[at * step % len(found)])  # type: ignore[misc]


def go(reports: int, workers: int) -> Go:
    """Run once."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "reports.jsonl"
        size = 0
        with given.open("w", encoding="utf-8") as file:
            for n, text in enumerate(texts(reports)):
                file.write(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) + "\n")
                size += len(text)
        command = [sys.executable, "-m", "letopis", "run", str(given), "--out", str(Path(folder) / "out"), "--workers", str(workers)]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)  # with the peak of its workers, which it waits for
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Go(workers, reports, size, seconds, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))


def pace(goes: Sequence[Go]) -> Pace:
    """From a short run and a longer one, by letters, since reports are not of one length; told in reports of the longer run's length."""
    short, long = goes[0], goes[1]
    letters = (long.characters - short.characters) / (long.seconds - short.seconds)
    return Pace(short.seconds - short.characters / letters, letters / (long.characters / long.reports))


def measure(sizes: Sequence[int], more: Sequence[int], workers: int) -> Scaling:
    """Runs of `sizes` (two) with one worker and with `workers`, in turn, then of `more` with `workers`."""
    goes = [go(size, count) for size in sizes for count in (1, workers)]
    goes += [go(size, workers) for size in more]
    one, many = (pace([g for g in goes if g.workers == count]) for count in (1, workers))
    return Scaling(tuple(goes), workers, one, many)


def table(found: Scaling) -> str:
    """The figures as Markdown."""
    return "\n".join(
        [
            "| workers | reports | seconds | without start-up: ms a report | ms a 1,000 letters | peak of a process, MB |",
            "|---|---|---|---|---|---|",
            *(row(g, (found.one if g.workers == 1 else found.many).start) for g in found.goes),
            "",
            f"One worker: {found.one.start:.1f} s to start, then {found.one.rate:.1f} reports a second; {found.workers} workers: {found.many.start:.1f} s, "
            f"then {found.many.rate:.1f}, **{found.steady:.2f} times as many**.",
        ]
    )


def row(g: Go, start: float) -> str:
    net = g.seconds - start
    return f"| {g.workers} | {g.reports:,} | {g.seconds:.1f} | {net / g.reports * 1000:.1f} | {net / g.characters * 1e6:.2f} | {g.peak:.0f} |"


def points(found: Scaling) -> dict[str, list[tuple[int, float]]]:
    """Milliseconds a report, start-up left out, by how many were read: what a plot needs."""
    out: dict[str, list[tuple[int, float]]] = {}
    for g in found.goes:
        start = (found.one if g.workers == 1 else found.many).start
        name = "one worker" if g.workers == 1 else f"{g.workers} workers"
        out.setdefault(name, []).append((g.reports, (g.seconds - start) / g.reports * 1000))
    return out


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", default="100,1000", help="of the two runs with one worker and with several")
    parser.add_argument("--more", default="10000", help="of further runs with several workers")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    print(table(measure([int(s) for s in options.sizes.split(",")], [int(s) for s in options.more.split(",") if s], options.workers)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
