"""Writes the ledgers of a run in parts: each is a file that appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from letopis.bulk.batches import Outcome, Row
from letopis.bulk.duplicates import Mark

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = {"parquet": "parquet", "jsonl": "jsonl", "jsonl.zst": "jsonl.zst"}
LEDGERS = "ledgers"
"""The folder of the parts, so that it can be opened as one table."""
LEVEL = 3
"""Of zstd, its default: higher ones save a tenth of the size and cost more than the reading itself."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Outcomes of one part, in order, with the mark of each row (by item)."""

    outcomes: Sequence[Outcome]
    marks: dict[int, Mark]

    def rows(self) -> Iterator[Row]:
        return (row for outcome in self.outcomes for row in outcome.rows)


def write_part(folder: Path, number: int, form: str, marked: Marked) -> None:
    """Write one part as `form`. Nothing is written for a part without rows."""
    if not any(True for _ in marked.rows()):
        return
    ledgers = folder / LEDGERS
    ledgers.mkdir(exist_ok=True)
    with _whole(ledgers / f"part-{number:05}.{ENDINGS[form]}") as out:
        if form == "parquet":
            write_parquet(out, table_of(marked.outcomes), marked.marks)
        else:
            write_lines(out, ((row.item, row.ledger) for row in marked.rows()), marked.marks, packed=form != "jsonl")


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when it is on disk."""
    aside = path.with_name(f"_{path.name}.tmp")
    with aside.open("wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Names are on disk only when their folder is."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_lines(out: BinaryIO, lines: Iterable[tuple[int, bytes]], marks: Mapping[int, Mark], packed: bool) -> None:
    """JSON lines of (item, ledger as JSON), each with its mark; packed with zstd if `packed`."""
    marked = (line_with(ledger, marks.get(item)) for item, ledger in lines)
    if not packed:
        out.writelines(marked)
        return
    import zstandard

    with zstandard.ZstdCompressor(level=LEVEL).stream_writer(out, closefd=False) as stream:
        for line in marked:
            stream.write(line)


def line_with(ledger: bytes, mark: Mark | None) -> bytes:
    """The line of a ledger, which is a JSON object, with its mark."""
    import json

    told = {"duplicate": mark and mark.kind, "duplicate_item": mark and mark.item, "duplicate_of": mark and mark.id}
    return ledger[:-1] + b", " + json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")[1:] + b"\n"


def table_of(outcomes: Iterable[Outcome]) -> pa.Table:
    """The rows of `outcomes`, which came with Arrow streams."""
    import pyarrow as pa

    from letopis.bulk.schema import ledger_schema

    return pa.concat_tables([pa.ipc.open_stream(o.arrow).read_all() for o in outcomes if o.arrow and o.rows] or [ledger_schema().empty_table()])


def write_parquet(out: BinaryIO, table: pa.Table, marks: Mapping[int, Mark]) -> None:
    """A Parquet file of ledgers with their marks."""
    import pyarrow as pa
    from pyarrow import parquet

    from letopis.bulk.schema import MARKS

    found = [marks.get(item) for item in table.column("item").to_pylist()]
    for field, values in zip(MARKS, ([m and m.kind for m in found], [m and m.item for m in found], [m and m.id for m in found]), strict=True):
        table = table.append_column(field, pa.array(values, field.type))
    parquet.write_table(table, out, compression="zstd", compression_level=LEVEL)
