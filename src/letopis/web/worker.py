"""Reads texts in a process of its own, which is ended when a text takes too long or too much: no text can hold up the page."""

from __future__ import annotations

import contextlib
import multiprocessing
import resource
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Semaphore
from typing import Any, Literal

from letopis.model import Reading, Report

START_S = 120.0
"""Seconds for loading the models, on a slow machine."""
POLITE_S = 2.0
TOO_MUCH = "the text takes too much memory"


class ReadingFailed(Exception):
    """The text was not read; the message says why."""


class Busy(ReadingFailed):
    """Too many texts are waiting."""


class TextReader:
    """One process that reads, started when it is first needed. May be shared by threads."""

    def __init__(self, seconds: float, waiting: int, memory: int) -> None:
        """At most `seconds` for a text, `memory` bytes beyond those of the models, and `waiting` texts at once."""
        self._seconds = seconds
        self._memory = memory
        self._turn = Lock()
        self._places = Semaphore(waiting)
        self._process: Any = None
        self._pipe: Connection | None = None

    def read(self, report: Report) -> Reading:
        """The reading of `report`. Raises `ReadingFailed`."""
        answer = self._ask(("read", report, ""))
        assert isinstance(answer, Reading)
        return answer

    def explain(self, report: Report, entry: str) -> list[str]:
        """Lines about why the entry (`s1`) is in the reading of `report`. Raises `ReadingFailed`."""
        answer = self._ask(("explain", report, entry))
        return list(answer) if isinstance(answer, list) else []

    def close(self) -> None:
        with self._turn:
            self._end()

    def _ask(self, question: tuple[Literal["read", "explain"], Report, str]) -> object:
        if not self._places.acquire(blocking=False):
            raise Busy("too many texts are being read: try again in a moment")
        try:
            with self._turn:
                return self._asked(question)
        finally:
            self._places.release()

    def _asked(self, question: object) -> object:
        pipe = self._running()
        try:
            pipe.send(question)
            if not pipe.poll(self._seconds):
                self._end()
                raise ReadingFailed(f"reading took longer than {self._seconds:.0f} seconds and was ended")
            kind, answer = pipe.recv()
        except (EOFError, OSError) as error:
            self._end()
            raise ReadingFailed("the text could not be read: it takes too much memory, or the program failed on it") from error
        if kind == "failed":
            raise ReadingFailed(str(answer))
        return answer

    def _running(self) -> Connection:
        if self._pipe is not None and self._process.is_alive():
            return self._pipe
        self._end()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._memory), daemon=True, name="letopis-reader")
        self._process.start()
        theirs.close()
        if not self._pipe.poll(START_S):
            self._end()
            raise ReadingFailed("the models could not be loaded in time")
        try:
            self._pipe.recv()
        except EOFError as error:
            self._end()
            raise ReadingFailed("the models could not be loaded") from error
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join(POLITE_S)
        if self._pipe is not None:
            with contextlib.suppress(OSError):
                self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, memory: int) -> None:
    """The process: answers until its parent is gone, or a text has taken all the memory there is."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from letopis.api import load, read

    load()
    _limit(memory)
    pipe.send(("ready", None))
    while True:
        try:
            kind, report, entry = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[str, object] = ("done", read(report) if kind == "read" else _explained(report, entry))
        except MemoryError:  # the next text gets a process that has all of its memory
            pipe.send(("failed", TOO_MUCH))
            return
        except Exception as error:  # any fault of the program must reach the page as words
            answer = ("failed", f"reading failed ({type(error).__name__}: {str(error)[:200]})")
        pipe.send(answer)


def _limit(memory: int) -> None:
    """From here on this process gets no more than `memory` bytes."""
    statm = Path("/proc/self/statm")  # where there is none, addresses that the models have are not known; they take some 2 GB
    used = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 2 << 30
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))


def _explained(report: Report, entry: str) -> list[str]:
    from letopis.api import read_closely
    from letopis.explain import explain

    return explain(*read_closely(report), entry, 100)
