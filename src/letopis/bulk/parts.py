"""Writes the ledgers of a run in parts: each is a file that appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from letopis.bulk.batches import Outcome, Row
from letopis.bulk.duplicates import Mark

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
            _parquet(out, marked)
        elif form == "jsonl":
            out.writelines(_lines(marked))
        else:
            import zstandard

            with zstandard.ZstdCompressor(level=LEVEL).stream_writer(out, closefd=False) as packed:
                for line in _lines(marked):
                    packed.write(line)


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


def _lines(marked: Marked) -> Iterator[bytes]:
    import json

    for row in marked.rows():
        mark = marked.marks.get(row.item)
        told = {"duplicate": mark and mark.kind, "duplicate_item": mark and mark.item, "duplicate_of": mark and mark.id}
        yield row.ledger[:-1] + b", " + json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")[1:] + b"\n"


def _parquet(out: BinaryIO, marked: Marked) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    from letopis.bulk.schema import MARKS

    table = pa.concat_tables([pa.ipc.open_stream(o.arrow).read_all() for o in marked.outcomes if o.arrow and o.rows])
    marks = [marked.marks.get(item) for item in table.column("item").to_pylist()]
    for field, values in zip(MARKS, ([m and m.kind for m in marks], [m and m.item for m in marks], [m and m.id for m in marks]), strict=True):
        table = table.append_column(field, pa.array(values, field.type))
    parquet.write_table(table, out, compression="zstd", compression_level=LEVEL)
