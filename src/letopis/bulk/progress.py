"""A line about the run on standard error: how much is read, how fast, how long it will take, how many problems."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from letopis.formats.source import Source

EVERY = 0.5
"""Seconds between changes of the line on a terminal."""
SELDOM = 30.0
"""Seconds between lines where they stay (a log)."""
BAR = 20


@dataclass(slots=True)
class Meter:
    """How far the inputs are read, in bytes of their files (packed as they are)."""

    names: list[str]
    _sizes: int = field(init=False)
    _before: int = 0
    _source: Source | None = None

    def __post_init__(self) -> None:
        files = [Path(name) for name in self.names]
        self._sizes = sum(f.stat().st_size for f in files if f.is_file()) if all(f.exists() for f in files) else 0

    def watch(self, source: Source) -> None:
        """`source` is read from now on."""
        self._before, self._source = self._before + self._size(), source

    def share(self) -> float | None:
        """From 0 to 1; None where the size of an input is not known."""
        if not self._sizes or self._source is None:
            return None
        return min(1.0, (self._before + self._place()) / self._sizes)

    def _size(self) -> int:
        path = self._source.path if self._source else None
        return path.stat().st_size if path and path.is_file() else 0

    def _place(self) -> int:
        if self._source is None or self._source.file is None:
            return 0
        try:
            return self._source.file.tell()
        except ValueError:  # closed: read to its end
            return self._size()


class Progress:
    """Tells how a run gets on. `done` counts reports that an earlier run had read."""

    def __init__(self, out: TextIO | None, meter: Meter) -> None:
        self._out = out
        self._meter = meter
        self._start = time.monotonic()
        self._told = self._start
        self._skipped: tuple[int, float] = (0, 0.0)
        self._width = 0

    def skipped(self, reports: int) -> None:
        """An earlier run had read the first `reports`: rate and time left leave them out."""
        self._skipped = (reports, self._meter.share() or 0.0)
        self._start = time.monotonic()

    def tell(self, reports: int, problems: int) -> None:
        """Renew the line, if it is time."""
        if self._out is None:
            return
        stays = not self._out.isatty()
        if time.monotonic() - self._told < (SELDOM if stays else EVERY):
            return
        self._told = time.monotonic()
        line = self.line(reports, problems)
        self._out.write(f"{line}\n" if stays else f"\r{line.ljust(self._width)}")
        self._out.flush()
        self._width = len(line)

    def line(self, reports: int, problems: int) -> str:
        took = max(time.monotonic() - self._start, 1e-6)
        rate = (reports - self._skipped[0]) / took
        share = self._meter.share()
        parts = [f"{reports:,} reports", f"{rate:,.1f}/s", f"{problems:,} problems"]
        if share is None:
            return ", ".join(parts)
        full = round(share * BAR)
        fresh = share - self._skipped[1]
        left = f"{_clock(took / fresh * (1 - share))} left" if fresh > 0 else "? left"
        return f"[{'#' * full}{'.' * (BAR - full)}] {share:4.0%} " + ", ".join([*parts[:2], left, parts[2]])

    def end(self) -> None:
        """Leave the line."""
        if self._out is not None and self._out.isatty() and self._width:
            self._out.write("\r" + " " * self._width + "\r")
            self._out.flush()


def _clock(seconds: float) -> str:
    whole = int(seconds)
    days, rest = divmod(whole, 86_400)
    clock = f"{rest // 3600}:{rest % 3600 // 60:02}:{rest % 60:02}"
    return f"{days} d {clock}" if days else clock
