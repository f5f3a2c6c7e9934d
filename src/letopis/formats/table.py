"""Tables of reports: CSV (and its kin with semicolons or tabs) and Parquet, one report a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

from letopis.formats.columns import columns_of, names_of, renamed
from letopis.formats.encoding import encoding_of
from letopis.formats.problem import Problem
from letopis.formats.records import BadRecord, report_of
from letopis.formats.source import LONGEST_REPORT, Source, nothing
from letopis.model import Report

DELIMITERS = ",;\t|"
ENDINGS = (".csv", ".tsv")
ROWS_AT_ONCE = 64
"""Of Parquet. Row groups of texts may have gigabytes; these are some megabytes."""


# --- CSV -------------------------------------------------------------------------------------------------------------
def looks_like_csv(head: bytes, name: str) -> bool:
    """By its name, or by a first line that names a column of texts and another field."""
    if name.lower().endswith(ENDINGS):
        return True
    encoding = encoding_of(head) or "latin-1"
    first = head.decode(encoding, "replace").removeprefix("\ufeff").split("\n", 1)[0]
    names = {n.strip(" \"'\r").lower() for n in first.split(_delimiter(first))}
    texts = set(names_of("text"))
    return len(names) > 1 and bool(names & texts) and "text" in columns_of(names, {}) and len(columns_of(names, {})) > 1


def read_csv(source: Source, encoding: str | None = None) -> Iterator[Report | Problem]:
    """Rows of a table with a header."""
    name = encoding or encoding_of(source.peek())
    if name is None:
        yield source.problem("the encoding is none of UTF-8, UTF-16 and the Russian 8-bit ones", "name its encoding with --encoding")
        return
    stream = io.TextIOWrapper(_Unclosed(source.stream), encoding=name, errors="replace", newline="")
    rows = csv.reader(_short(stream), delimiter=_delimiter(source.peek().decode(name, "replace").split("\n", 1)[0]))
    csv.field_size_limit(LONGEST_REPORT // 2)
    yield from _csv_rows(source, _steps(source, rows))


class _Unclosed(io.BufferedReader):
    """A stream that outlives what reads it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(cast(io.RawIOBase, stream))

    def close(self) -> None: ...


def _short(stream: io.TextIOBase) -> Iterator[str]:
    """Lines of a bearable length: what is longer is cut, and fails as a row."""
    while line := stream.readline(LONGEST_REPORT):
        rest = line
        while not rest.endswith("\n") and len(rest) == LONGEST_REPORT:
            rest = stream.readline(LONGEST_REPORT)
        yield line.replace("\x00", "\ufffd")


def _steps(source: Source, rows: Iterator[list[str]]) -> Iterator[list[str] | Problem]:
    number = 0
    while True:
        number += 1
        try:
            yield next(rows)
        except StopIteration:
            return
        except UnicodeError as error:
            yield source.problem(f"the table is not in that encoding ({str(error)[:60]})", "name another with --encoding")
            return
        except csv.Error as error:
            yield source.problem(f"the row is broken ({error})", "write it anew, with quotation marks doubled", f"row {number}")


def _csv_rows(source: Source, rows: Iterator[list[str] | Problem]) -> Iterator[Report | Problem]:
    header = next(rows, [])
    if isinstance(header, Problem) or not any(header):
        yield header if isinstance(header, Problem) else nothing(source)
        return
    header = [name.removeprefix("\ufeff").strip() for name in header]
    missing = _missing(source, header)
    if missing:
        yield missing
        return
    for number, row in enumerate(rows, 2):
        if isinstance(row, Problem):
            yield row
        elif any(cell.strip() for cell in row):
            if len(row) != len(header):
                yield source.problem(f"the row has {len(row)} cells, the header {len(header)}", "mend it there", f"row {number}")
            else:
                yield _report(source, dict(zip(header, row, strict=True)), number)


def _missing(source: Source, names: list[str]) -> Problem | None:
    if "text" in columns_of(names, source.columns):
        return None
    shown = ", ".join(names)[:120]
    return source.problem(f"no column holds the texts (there are {shown})", "name it: --columns text=COLUMN")


def _report(source: Source, record: Mapping[str, object], number: int) -> Report | Problem:
    try:
        return report_of(renamed(record, source.columns), f"{source.name}:{number}")
    except BadRecord as error:
        return source.problem(error.what, error.mend, f"row {number}")


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)


# --- Parquet ---------------------------------------------------------------------------------------------------------
def looks_like_parquet(head: bytes, name: str) -> bool:
    return head.startswith(b"PAR1")


def read_parquet(source: Source, encoding: str | None = None) -> Iterator[Report | Problem]:
    """Rows of a table. Parquet is read from its end, so a stream is first copied to the disk."""
    from letopis.formats.packing import seekable

    with seekable(source) as stream:
        yield from _parquet(source, stream)


def _parquet(source: Source, stream: BinaryIO) -> Iterator[Report | Problem]:
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        table = parquet.ParquetFile(stream)
        names = list(table.schema_arrow.names)
        ledger = {"ledger", "report"} <= set(names)
        missing = None if ledger else _missing(source, names)
        if missing:
            yield missing
            return
        chosen = ["ledger", "report"] if ledger else list(columns_of(names, source.columns).values())
        for batch in table.iter_batches(ROWS_AT_ONCE, columns=chosen, use_threads=False):
            for record in batch.to_pylist():
                number += 1
                yield _ledger(source, record, number) if ledger else _report(source, record, number)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield source.problem(f"the table is damaged ({str(error)[:80]})", "fetch the file again", f"row {number + 1}" if number else "")


def _ledger(source: Source, record: Mapping[str, object], number: int) -> Report | Problem:
    try:
        return report_of(record, f"{source.name}:{number}")
    except BadRecord as error:
        return source.problem(error.what, error.mend, f"row {number}")
