"""Writes what `make bench` measured: one table (docs/bench/README.md) and one plot (docs/bench/bench.svg), with the machine and versions named.

usage: python bench/report.py [--reports N] [--sizes 100,1000] [--more 10000]

The ratio against natasha's Doc and the shares of the steps are measured by `bench/speed.py`, growth by `bench/scaling.py`.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import plot
import scaling
import speed

FOLDER = Path("docs/bench")
PACKAGES = ("numpy", "slovnet", "pymorphy3", "natasha", "pyarrow")


def machine() -> str:
    """The processor, how many of its cores there are, and the system."""
    name = next((line.split(":", 1)[1].strip() for line in _read("/proc/cpuinfo").split("\n") if line.startswith("model name")), platform.processor())
    return f"{name or platform.machine()}, {scaling.cores()} cores, {platform.system()} {platform.machine()}"


def _read(name: str) -> str:
    path = Path(name)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def page(fast: speed.Speed, grown: scaling.Scaling) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return "\n".join(
        [
            "# Speed",
            "",
            f"Written by `make bench` at commit {commit()}. {machine()}; Python {platform.python_version()}, {versions}; one BLAS thread a process.",
            "",
            "![Time a report as runs grow, and the shares of the steps](bench.svg)",
            "",
            "## The reading beside natasha's Doc",
            "",
            speed.table(fast),
            "",
            "## Runs",
            "",
            scaling.table(grown),
            "",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=320, help="texts for the ratio, and as many others for the shares")
    parser.add_argument("--sizes", default="100,1000", help="reports of the runs with one worker and with two")
    parser.add_argument("--more", default="10000", help="reports of further runs with two workers")
    options = parser.parse_args(arguments)
    grown = scaling.measure(_numbers(options.sizes), _numbers(options.more), 2)
    fast = speed.measure(options.reports)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "README.md").write_text(page(fast, grown), encoding="utf-8")
    (FOLDER / "bench.svg").write_text(plot.picture(scaling.points(grown), fast.shares), encoding="utf-8")
    print(page(fast, grown))
    return 0


def _numbers(text: str) -> list[int]:
    return [int(n) for n in text.split(",") if n]


if __name__ == "__main__":
    raise SystemExit(main())
