"""Worker processes under watch: batches in, outcomes out in the same order. One that hangs or dies costs the report that did it, no other."""

from __future__ import annotations

import heapq
import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from letopis.bulk.batches import Batch, MakeReader, Outcome
from letopis.bulk.worker import READY, serve
from letopis.formats import Problem, Raw

AHEAD = 64
"""Batches that may be out or waiting for an earlier one: memory stays bounded while one batch is slow."""
STARTS = 300.0
"""Seconds that a worker may take to load its models."""
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""The workers fill the machine; threads of their linear algebra would only get in each other's way."""


class WorkersFail(RuntimeError):
    """Workers cannot start; the message is what they said."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a batch may take: `seconds`, and one more for every `letters` of it."""

    seconds: float = 60.0
    letters: int = 1000

    def with_(self, batch: Batch) -> float:
        return self.seconds + sum(len(i.data if isinstance(i, Raw) else i.text) for i in batch.items) / self.letters


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    deadline: float
    ready: bool = False
    batch: Batch | None = None


class Pool:
    """`size` workers that read with what `make_reader` gives. Close it (or use it with `with`) when done."""

    def __init__(self, size: int, make_reader: MakeReader, arrow: bool, patience: Patience) -> None:
        self._context = multiprocessing.get_context("spawn")  # a fork would copy threads' locks in whatever state they are
        self._arguments = (make_reader, arrow)
        self._patience = patience
        self._workers = [self._start() for _ in range(size)]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers = []

    def read(self, batches: Iterable[Batch]) -> Iterator[Outcome]:
        """Outcomes in the order of `batches`."""
        work = _Work(iter(batches))
        while True:
            self._hand_out(work)
            yield from work.in_order()
            if work.finished():
                return
            self._listen(work)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, *self._arguments), daemon=True)
        with _environment(ONE_THREAD):
            process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic() + STARTS)

    def _hand_out(self, work: _Work) -> None:
        for worker in self._workers:
            if worker.ready and worker.batch is None and (batch := work.next()) is not None:
                worker.batch, worker.deadline = batch, time.monotonic() + self._patience.with_(batch)
                try:
                    worker.pipe.send(batch)
                except OSError:  # it died meanwhile: its closed pipe is noticed next
                    continue

    def _listen(self, work: _Work) -> None:
        """Wait for an answer, an end or a deadline."""
        busy = [w for w in self._workers if w.batch is not None or not w.ready]
        rest = min(w.deadline for w in busy) - time.monotonic()
        answered = wait([w.pipe for w in busy], timeout=max(0.0, rest))
        for at, worker in enumerate(self._workers):
            if worker.pipe in answered:
                self._take(at, worker, work)
            elif worker in busy and time.monotonic() > worker.deadline:
                limit = self._patience.with_(worker.batch) if worker.batch else STARTS
                self._replace(at, worker, work, f"reading took longer than {limit:.0f} s")

    def _take(self, at: int, worker: _Worker, work: _Work) -> None:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            self._replace(at, worker, work, f"the worker that read it ended ({_how(worker.process.exitcode)})")
            return
        if isinstance(said, Outcome):
            work.done(said)
            worker.batch = None
        elif said == READY:
            worker.ready = True
        else:
            raise WorkersFail(said)

    def _replace(self, at: int, worker: _Worker, work: _Work, why: str) -> None:
        if not worker.ready:
            raise WorkersFail(f"a worker ended while it started ({_how(worker.process.exitcode)})")
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        if worker.batch is not None:
            work.failed(worker.batch, why)
        self._workers[at] = self._start()


class _Work:
    """Batches still to be read, those to be read again, and outcomes that wait for an earlier one."""

    def __init__(self, batches: Iterator[Batch]) -> None:
        self._batches = batches
        self._more = True
        self._again: list[tuple[int, Batch]] = []
        self._expected: list[int] = []
        self._at = 0
        self._parts: dict[int, list[Outcome]] = {}
        self._open: dict[int, int] = {}
        self._owner: dict[int, int] = {}

    def next(self) -> Batch | None:
        """A batch for an idle worker, or None for now."""
        if self._again:
            return heapq.heappop(self._again)[1]
        if not self._more or len(self._open) + len(self._parts) >= AHEAD:
            return None
        batch = next(self._batches, None)
        if batch is None:
            self._more = False
            return None
        self._expected.append(batch.first)
        self._open[batch.first] = len(batch.items)
        self._owner.update({batch.first + k: batch.first for k in range(len(batch.items))})
        return batch

    def done(self, outcome: Outcome) -> None:
        first = self._owner[outcome.batch.first]
        self._parts.setdefault(first, []).append(outcome)
        self._open[first] -= len(outcome.batch.items)
        if not self._open[first]:
            del self._open[first]

    def failed(self, batch: Batch, why: str) -> None:
        """One of several items did it: each is tried alone. One that fails alone is named."""
        if len(batch.items) > 1:
            for n, item in enumerate(batch.items, batch.first):
                heapq.heappush(self._again, (n, Batch(n, (item,))))
            return
        (item,) = batch.items
        name = item.name if isinstance(item, Raw) else item.id
        self.done(Outcome(batch, (), (Problem(name, why, "it was left out; please report this with the text", f"item {batch.first}"),)))

    def in_order(self) -> Iterator[Outcome]:
        """What has come back whole, as far as nothing before it is missing."""
        while self._at < len(self._expected) and (first := self._expected[self._at]) not in self._open:
            for outcome in sorted(self._parts.pop(first), key=lambda o: o.batch.first):
                for k in range(len(outcome.batch.items)):
                    del self._owner[outcome.batch.first + k]
                yield outcome
            self._at += 1
        if self._at > AHEAD:
            del self._expected[: self._at]
            self._at = 0

    def finished(self) -> bool:
        return not self._more and not self._open and not self._again


def _how(code: int | None) -> str:
    if code is None:
        return "unknown how"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Processes started meanwhile see `values`."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
