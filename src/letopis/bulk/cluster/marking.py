"""After the reading: one pass in the order of the inputs numbers the reports and marks duplicates; then each piece becomes its file of ledgers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from letopis.bulk.cluster.place import Place
from letopis.bulk.cluster.reading import LEDGERS, read_aside, read_prints
from letopis.bulk.duplicates import Mark, Originals
from letopis.bulk.parts import ENDINGS, write_lines, write_parquet
from letopis.bulk.parts import LEDGERS as FOLDER
from letopis.formats import Problem

NUMBERED = re.compile(rb'\{"item": \d+, ')
ITEM = re.compile(r"item (\d+)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A piece as the pass has found it: `offset` is to be added to the numbers of its items; `marks` are by number in the run."""

    name: str
    offset: int
    rows: int
    marks: dict[int, Mark]
    problems: tuple[Problem, ...]


def number(out: Place, pieces: Iterable[tuple[int, int]]) -> Iterator[Numbered]:
    """The pieces (source, part), which must come in order, one by one; the texts met so far are remembered on the disk."""
    with TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "originals.sqlite")) as database:
        database.execute("pragma synchronous = off")
        originals = Originals(database)
        offset = items = 0
        last = -1
        for source, part in pieces:
            if source != last:  # numbers of items begin anew in each input
                offset, items, last = offset + items, 0, source
            name = f"part-{source:05}-{part:05}"
            prints = read_prints(out, name)
            items += prints.items
            found = ((item + offset, originals.mark(item + offset, identifier, seen)) for item, identifier, seen in prints.rows)
            marks = {item: mark for item, mark in found if mark is not None}
            yield Numbered(name, offset, len(prints.rows), marks, (*prints.problems, *(_moved(p, offset) for p in prints.failed)))


def _moved(problem: Problem, offset: int) -> Problem:
    """The place of an item that was left out is its number."""
    match = ITEM.fullmatch(problem.place)
    return replace(problem, place=f"item {int(match[1]) + offset}") if match else problem


def finish(out: Place, form: str, piece: Numbered) -> None:
    """Write the ledgers of a piece under their numbers and with their marks."""
    if not piece.rows:
        return
    table = read_aside(out, piece.name + LEDGERS)
    items = [item + piece.offset for item in table.column("item").to_pylist()]
    with out.writing(f"{FOLDER}/{piece.name}.{ENDINGS[form]}") as file:
        if form == "parquet":
            write_parquet(file, table.set_column(0, table.schema.field("item"), pa.array(items, pa.int64())), piece.marks)
        else:
            lines = (NUMBERED.sub(b'{"item": %d, ' % n, line, count=1) for n, line in zip(items, table.column("line").to_pylist(), strict=True))
            write_lines(file, zip(items, lines, strict=True), piece.marks, packed=form != "jsonl")
