"""The coordinator of a run by Ray Data. Ray starts actors again and gives them the piece that was lost when a worker or a machine fails.

A machine that is lost takes pieces with it that were not read yet, and the tasks that cut them must run again. Actors on all CPUs would
leave those waiting for ever (ray-project/ray#44687): so one CPU is left to other work, such tasks ask for none, and the pool may
shrink, so that actors of a lost machine need not all find a place before anything goes on.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TextIO

import pyarrow as pa

from letopis import __version__
from letopis.bulk.batches import MakeReader
from letopis.bulk.cluster.marking import Numbered, finish, number
from letopis.bulk.cluster.pieces import cut
from letopis.bulk.cluster.place import Place
from letopis.bulk.cluster.reading import ASIDE, Job, PieceReader
from letopis.bulk.inputs import Inputs
from letopis.bulk.pool import Patience
from letopis.bulk.progress import Meter, Progress
from letopis.bulk.run import PART, PROBLEMS, BulkError, Summary, line_of
from letopis.bulk.worker import letopis_reader

STATE = "_run.json"
FED = 16
"""Actors that one task feeds: to open inputs and cut them takes little beside the reading."""
AT_ONCE = 2
"""Pieces that wait at an actor: the next is there when one is read."""


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """How to run. `out` is a folder that all machines see, or the address of one in a store; `address` of the cluster, None for one of its own.

    `actors` read (default: one for each CPU but one). `told` as for a run on one machine.
    """

    out: str
    address: str | None = None
    actors: int | None = None
    form: str = "parquet"
    part: int = PART
    resume: bool = False
    patience: Patience = field(default_factory=Patience)
    make_reader: MakeReader = letopis_reader
    told: tuple[tuple[str, object], ...] = ()


def run_on_cluster(inputs: Inputs, options: ClusterOptions, screen: TextIO | None = None) -> Summary:
    """Read `inputs` into ``options.out``: the same rows as a run on one machine. Raises `BulkError`."""
    out = Place(options.out)
    try:
        done = _settle(out, options)
        if done is not None:
            return Summary(done["reports"], done["duplicates"], done["problems"], done["reports"], done["parts"])
        with _ray(options.address) as ray:
            summary = _Run(ray, inputs, options, Progress(screen, Meter([]))).go()
    except OSError as error:
        raise BulkError(f"{options.out}: {error}") from None
    return summary


def _settle(out: Place, options: ClusterOptions) -> Mapping[str, int] | None:
    """Look at the folder, and note the options in it; what a finished run came to, if it is one that is gone on with."""
    wanted = {"format": options.form, "part": options.part, "version": __version__, **dict(options.told)}
    held = out.names()
    if held and not options.resume:
        raise BulkError(f"{options.out}: the folder is not empty; go on with its run with --resume, or give another --out")
    try:
        state = out.read_json(STATE)
    except ValueError:
        raise BulkError(f"{options.out}: {STATE} is damaged; give another --out") from None
    if held and state is None:
        raise BulkError(f"{options.out}: there is no run to go on with in it; give an empty folder")
    if state is None:
        out.write_json(STATE, {"options": wanted})
        return None
    for name, value in wanted.items():
        before = state["options"].get(name)
        if before != value:
            raise BulkError(f"{options.out}: this run was begun with {name} {before}, not {value}; give the same, or another --out")
    done: Mapping[str, int] | None = state.get("done")
    return done


@contextmanager
def _ray(address: str | None) -> Iterator[Any]:
    """Ray, connected to the cluster at `address`, or to one on this machine; a connection that is there already is used, and left."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would send reports home
    try:
        import ray
        import ray.data
    except ImportError:
        raise BulkError("Ray is not installed; pip install 'letopis[ray]'") from None
    if ray.is_initialized():
        yield ray
        return
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        ray.init(address=address, **quiet) if address else ray.init(include_dashboard=False, **quiet)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise BulkError(f"no cluster at {address or 'this machine'} ({str(error)[:120]}); start one with `ray start --head`") from None
    try:
        yield ray
    finally:
        ray.shutdown()


def actors_for(cpus: float) -> int:
    """How many actors read on a cluster of so many CPUs: one CPU is left to the tasks that open inputs."""
    return max(1, int(cpus) - 1)


class _Run:
    def __init__(self, ray: Any, inputs: Inputs, options: ClusterOptions, progress: Progress) -> None:
        self._ray = ray
        self._inputs = inputs
        self._options = options
        self._progress = progress
        self._out = Place(options.out)
        self._job = Job(self._out, options.form, options.patience, options.make_reader, options.resume)

    def go(self) -> Summary:
        with _settings(self._ray):
            pieces, skipped = self._read()
            numbered = list(number(self._out, pieces))
            self._finish(numbered)
        problems = [p for piece in numbered for p in piece.problems]
        with self._out.writing(PROBLEMS) as file:
            file.writelines(map(line_of, problems))
        summary = Summary(sum(p.rows for p in numbered), sum(len(p.marks) for p in numbered), len(problems), skipped, len(numbered))
        state = self._out.read_json(STATE)
        done = {"reports": summary.reports, "duplicates": summary.duplicates, "problems": summary.problems, "parts": summary.parts}
        self._out.write_json(STATE, {**state, "done": done})
        self._out.remove(ASIDE)
        self._progress.end()
        return summary

    def _read(self) -> tuple[list[tuple[int, int]], int]:
        """Read all pieces; which there are, in order, and how many reports an earlier run had read."""
        actors = self._options.actors or actors_for(self._ray.cluster_resources().get("CPU", 1))
        names = [{"source": n, "name": name} for n, name in enumerate(self._inputs.names)]
        data = self._ray.data
        read = (
            data.from_items(names, override_num_blocks=len(names))
            .map_batches(
                _cut,
                batch_format="pyarrow",
                batch_size=1,
                num_cpus=0,
                fn_args=[self._inputs, self._options.part],
                compute=data.TaskPoolStrategy(size=1 + actors // FED),
            )
            .map_batches(
                PieceReader,
                batch_format="pyarrow",
                batch_size=1,
                num_cpus=1,
                fn_constructor_args=[self._job],
                compute=data.ActorPoolStrategy(min_size=1, max_size=actors, max_tasks_in_flight_per_actor=AT_ONCE),
            )
        )
        done: list[tuple[int, int]] = []
        rows = skipped = problems = 0
        for table in read.iter_batches(batch_size=None, batch_format="pyarrow"):
            for row in table.to_pylist():
                done.append((row["source"], row["part"]))
                rows += row["rows"]
                problems += row["problems"]
                skipped += row["rows"] if row["skipped"] else 0
            self._progress.tell(rows, problems)
        return sorted(done), skipped

    def _finish(self, numbered: list[Numbered]) -> None:
        rows = [{"piece": pickle.dumps(piece)} for piece in numbered]
        written = self._ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            _finished, batch_format="pyarrow", batch_size=1, num_cpus=1, fn_args=[self._out, self._options.form]
        )
        for _ in written.iter_batches(batch_size=None, batch_format="pyarrow"):
            pass


def _cut(table: pa.Table, inputs: Inputs, part: int) -> Iterator[pa.Table]:
    """Inputs in, their pieces out, as they come."""
    for row in table.to_pylist():
        for piece in cut(row["source"], inputs.of([row["name"]]), part):
            yield pa.table({"piece": pa.array([pickle.dumps(piece)], pa.large_binary())})


def _finished(table: pa.Table, out: Place, form: str) -> pa.Table:
    for data in table.column("piece").to_pylist():
        finish(out, form, pickle.loads(data))
    return pa.table({"written": [table.num_rows]})


@contextmanager
def _settings(ray: Any) -> Iterator[None]:
    """Ray Data's settings for this process, while a run is on: each piece its own block, no bars and no chat of its own."""
    context = ray.data.DataContext.get_current()
    logger = logging.getLogger("ray.data")
    level = logger.level
    logger.setLevel(logging.ERROR)
    before = {name: getattr(context, name) for name in ("target_max_block_size", "target_min_block_size", "enable_progress_bars")}
    context.target_max_block_size, context.target_min_block_size, context.enable_progress_bars = 1, 1, False
    try:
        yield
    finally:
        logger.setLevel(level)
        for name, value in before.items():
            setattr(context, name, value)
