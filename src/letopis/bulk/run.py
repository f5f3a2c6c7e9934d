"""One run: inputs, through workers, into parts that each appear whole; what was killed is gone on with where the last part ends."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from letopis import __version__
from letopis.bulk.batches import MakeReader, Outcome
from letopis.bulk.duplicates import Mark, Originals
from letopis.bulk.intake import Intake, Plan
from letopis.bulk.journal import NAME, Journal, JournalError, Part, open_journal
from letopis.bulk.parts import Marked, sync_folder, write_part
from letopis.bulk.pool import Patience, Pool, WorkersFail
from letopis.bulk.progress import Meter, Progress
from letopis.bulk.worker import letopis_reader
from letopis.formats import Problem, Raw
from letopis.model import Report

PROBLEMS = "problems.jsonl"
PART = 1024
"""Reports of one part: about 10 MB of Parquet, and what a kill costs at most (half a minute of one worker's time)."""


class BulkError(RuntimeError):
    """A run that cannot begin or go on; the message names the mend."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `told` are further options that the output depends on: a run is gone on with only under the same ones."""

    out: Path
    workers: int = 1
    form: str = "parquet"
    part: int = PART
    resume: bool = False
    patience: Patience = field(default_factory=Patience)
    make_reader: MakeReader = letopis_reader
    told: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to: reports read, duplicates among them, lines of the problems file; `skipped` were read by an earlier run."""

    reports: int
    duplicates: int
    problems: int
    skipped: int
    parts: int


def run(items: Iterable[Report | Problem | Raw], options: Options, meter: Meter | None = None, screen: TextIO | None = None) -> Summary:
    """Read `items` into the folder ``options.out``. Raises `BulkError`.

    The output depends on the items and their order, and on nothing else: not on the number of workers, nor on kills in between.
    `screen` gets a line of progress, for which `meter` watches the inputs.
    """
    _check_folder(options)
    try:
        with open_journal(options.out) as journal:
            journal.settle({"format": options.form, "part": options.part, "version": __version__, **dict(options.told)})
            return _Run(options, journal, Progress(screen, meter or Meter([]))).go(items)
    except (JournalError, WorkersFail) as error:
        raise BulkError(f"{options.out}: {error}") from None


def _check_folder(options: Options) -> None:
    out = options.out
    try:
        out.mkdir(parents=True, exist_ok=True)
        held = next(out.iterdir(), None) is not None
    except OSError as error:
        raise BulkError(f"{out}: no folder can be made there ({error.strerror}); give another --out") from None
    if held and not options.resume:
        raise BulkError(f"{out}: the folder is not empty; go on with its run with --resume, or give another --out")
    if held and not (out / NAME).is_file():
        raise BulkError(f"{out}: there is no run to go on with in it; give an empty folder")


class _Run:
    """The state of one run."""

    def __init__(self, options: Options, journal: Journal, progress: Progress) -> None:
        self._options = options
        self._journal = journal
        self._progress = progress
        self._originals = Originals(journal.database)
        self._done = journal.parts()
        self._held: list[Outcome] = []

    def go(self, items: Iterable[Report | Problem | Raw]) -> Summary:
        intake = Intake(items, self._options.part)
        skipped = self._skip(intake)
        with self._problems_file() as problems:
            if not self._done or self._done[-1].items == self._options.part:
                self._read(intake, problems)
        sync_folder(self._options.out)
        self._progress.end()
        return self._summary(skipped)

    def _skip(self, intake: Intake) -> int:
        for part in self._done:
            plan = intake.skip()
            if (plan.items, plan.digest()) != (part.items, part.digest):
                raise JournalError(f"the inputs are not those of the run begun there (part {part.number} differs); give the same, or another --out")
        skipped = sum(p.rows for p in self._done)
        self._progress.skipped(skipped)
        return skipped

    def _problems_file(self) -> BinaryIO:
        """The problems file, cut back to what belongs to finished parts."""
        path = self._options.out / PROBLEMS
        path.touch()
        os.truncate(path, self._done[-1].problem_bytes if self._done else 0)
        return path.open("ab")

    def _read(self, intake: Intake, problems: BinaryIO) -> None:
        options = self._options
        with Pool(options.workers, options.make_reader, options.form == "parquet", options.patience) as pool:
            for outcome in pool.read(intake.batches()):
                self._held.append(outcome)
                if self._items_held() == options.part:
                    self._finish(intake.plans.pop(0), problems)
                self._tell()
        for plan in intake.plans:
            self._finish(plan, problems)

    def _items_held(self) -> int:
        return sum(len(o.batch.items) for o in self._held)

    def _tell(self) -> None:
        last = self._done[-1].problems if self._done else 0
        rows = sum(p.rows for p in self._done) + sum(len(o.rows) for o in self._held)
        self._progress.tell(rows, last + sum(len(o.problems) + sum(len(r.problems) for r in o.rows) for o in self._held))

    def _finish(self, plan: Plan, problems: BinaryIO) -> None:
        """Write a part whose outcomes are all there, and commit it."""
        marks: dict[int, Mark] = {}
        for row in (r for o in self._held for r in o.rows):
            mark = self._originals.mark(row.item, row.id, row.print)
            if mark:
                marks[row.item] = mark
        write_part(self._options.out, plan.number, self._options.form, Marked(self._held, marks))
        lines = [line_of(p) for p in _problems(plan, self._held)]
        problems.writelines(lines)
        problems.flush()
        os.fsync(problems.fileno())
        before = self._done[-1].problems if self._done else 0
        rows = sum(len(o.rows) for o in self._held)
        part = Part(plan.number, plan.items, rows, plan.digest(), before + len(lines), problems.tell(), len(marks))
        self._journal.commit(part)
        self._done.append(part)
        self._held = []

    def _summary(self, skipped: int) -> Summary:
        done = self._done
        return Summary(sum(p.rows for p in done), sum(p.marked for p in done), done[-1].problems if done else 0, skipped, len(done))


def _problems(plan: Plan, held: list[Outcome]) -> Iterator[Problem]:
    """Those of the inputs first, then those of items, in order."""
    yield from plan.problems
    for outcome in held:
        yield from outcome.problems
        for row in outcome.rows:
            yield from row.problems


def line_of(problem: Problem) -> bytes:
    """A line of the problems file."""
    told = {"source": problem.source, "place": problem.place, "what": problem.what, "mend": problem.mend}
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
