"""What the actors do: read a piece and put its ledgers aside, with what the pass for duplicates needs beside them.

An actor reads through a worker process of its own, as a run on one machine does: a report that hangs or crashes costs itself and is named,
where a Ray actor that died of it would be started again on the same report for ever.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa

from letopis.bulk.batches import MakeReader, Outcome, Print, Row
from letopis.bulk.cluster.pieces import Piece
from letopis.bulk.cluster.place import Place
from letopis.bulk.parts import table_of
from letopis.bulk.pool import Patience, Pool
from letopis.bulk.worker import letopis_reader
from letopis.formats import Problem

ASIDE = "_read"
"""The folder of what is read and not yet marked."""
LEDGERS, PRINTS = ".ledgers", ".prints"
LINES = pa.schema([("item", pa.int64()), ("line", pa.binary())])
PRINTED = pa.schema([("item", pa.int64()), ("id", pa.string()), ("exact", pa.binary()), ("near", pa.list_(pa.uint32()))])


@dataclass(frozen=True, slots=True)
class Job:
    """What all actors of a run are told. With `resume`, pieces that were read before are passed over."""

    out: Place
    form: str
    patience: Patience = field(default_factory=Patience)
    make_reader: MakeReader = letopis_reader
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Prints:
    """What was read of a piece: how many items went in, a row for each ledger, problems of the input, and of items (numbered within it)."""

    items: int
    rows: tuple[tuple[int, str, Print], ...]
    problems: tuple[Problem, ...]
    failed: tuple[Problem, ...]
    digest: str


class PieceReader:
    """The actor: pieces in, one row for each of them out (see `DONE`)."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._pool = Pool(1, job.make_reader, job.form == "parquet", job.patience)

    def __call__(self, table: pa.Table) -> pa.Table:
        return pa.Table.from_pylist([self._read(pickle.loads(data)) for data in table.column("piece").to_pylist()], DONE)

    def _read(self, piece: Piece) -> dict[str, object]:
        prints = known(self._job, piece)
        skipped = prints is not None
        if prints is None:
            outcomes = list(self._pool.read(piece.batches()))
            prints = put_aside(self._job, piece, outcomes)
        told = len(prints.problems) + len(prints.failed)
        return {"source": piece.source, "part": piece.number, "rows": len(prints.rows), "problems": told, "skipped": skipped}


DONE = pa.schema([("source", pa.int64()), ("part", pa.int64()), ("rows", pa.int64()), ("problems", pa.int64()), ("skipped", pa.bool_())])
"""A piece that is read: which, how many ledgers and problems it gave, and whether an earlier run had read it."""


def put_aside(job: Job, piece: Piece, outcomes: list[Outcome]) -> Prints:
    """Write what came of a piece. The prints come last: a piece that has them is done."""
    rows = [row for outcome in outcomes for row in outcome.rows]
    table = table_of(outcomes) if job.form == "parquet" else pa.table([[r.item for r in rows], [r.ledger for r in rows]], LINES)
    _write(job.out, piece.name + LEDGERS, table)
    failed = tuple(p for o in outcomes for p in (*o.problems, *(q for r in o.rows for q in r.problems)))
    prints = Prints(len(piece.items), tuple((r.item, r.id, r.print) for r in rows), piece.problems, failed, piece.digest.hex())
    _write(job.out, piece.name + PRINTS, _printed(prints, rows))
    return prints


def known(job: Job, piece: Piece) -> Prints | None:
    """The prints of a piece that an earlier run has read, if the piece is still the same."""
    if not job.resume:
        return None
    try:
        prints = read_prints(job.out, piece.name)
    except (OSError, ValueError, KeyError):  # none there, or cut off by a full disk
        return None
    return prints if prints.digest == piece.digest.hex() else None


def _printed(prints: Prints, rows: Iterable[Row]) -> pa.Table:
    columns = [[r.item for r in rows], [r.id for r in rows], [r.print.exact for r in rows], [list(r.print.near) for r in rows]]
    told = {"items": prints.items, "digest": prints.digest, "problems": _plain(prints.problems), "failed": _plain(prints.failed)}
    return pa.table(columns, PRINTED.with_metadata({"told": json.dumps(told, ensure_ascii=False)}))


def read_prints(out: Place, name: str) -> Prints:
    """Raises OSError, ValueError, KeyError for a file that is not there or not whole."""
    table = read_aside(out, name + PRINTS)
    told = json.loads((table.schema.metadata or {})[b"told"])
    rows = tuple((r["item"], r["id"], Print(r["exact"], tuple(r["near"]))) for r in table.to_pylist())
    return Prints(told["items"], rows, tuple(Problem(*p) for p in told["problems"]), tuple(Problem(*p) for p in told["failed"]), told["digest"])


def _plain(problems: Iterable[Problem]) -> list[list[str]]:
    return [[p.source, p.what, p.mend, p.place] for p in problems]


def _write(out: Place, name: str, table: pa.Table) -> None:
    with out.writing(f"{ASIDE}/{name}") as file, pa.ipc.new_file(file, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)


def read_aside(out: Place, name: str) -> pa.Table:
    with out.reading(f"{ASIDE}/{name}") as file:
        return pa.ipc.open_file(file).read_all()
