"""The reading as a function on Arrow tables: a row a report in, a row a ledger out. For Ray Data, Spark, DuckDB, Polars, or a loop."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pyarrow as pa

from letopis.bulk.batches import Reader
from letopis.bulk.schema import ledger_schema, rows
from letopis.bulk.worker import empty, letopis_reader, read_together
from letopis.formats.columns import BadColumns, columns_of
from letopis.formats.records import BadRecord, report_of
from letopis.model import Report

ITEM = "item"


def read_table(table: pa.Table | pa.RecordBatch, columns: Mapping[str, str] | None = None) -> pa.Table:
    """The ledgers of the reports in `table`, row for row.

    Of its columns `text` is needed; `id`, `title`, `published`, `outlet`, `url` and `language` are used where they are there, also under
    the names that docs/formats.md lists, or under those of `columns` (`{"text": "lead"}`). Others are passed over, but integers
    called `item` come out again; without them, rows are numbered from 0.

    The table that comes back has the columns of `letopis.bulk.ledger_schema()`, the same whatever is in it. A row that is no report
    has a ledger without entries that names the problem. Models are loaded at the first call in a process. Raises `BadColumns`, a
    ValueError, if there is no column of texts.
    """
    names = list(table.schema.names)
    record = {"ledger", "report"} <= set(names)
    if not record and "text" not in columns_of(names, columns or {}):
        raise BadColumns(f"no column holds the texts (there are {', '.join(names)[:120]}): name it, columns={{'text': NAME}}")
    records = table.to_pylist()
    numbers = [r.pop(ITEM) for r in records] if ITEM in names else list(range(len(records)))
    reports = [_report(r, f"row {n}", columns or {}) for n, r in zip(numbers, records, strict=True)]
    readings = iter(read_together([r for r in reports if isinstance(r, Report)], _reader()))
    ledgers = [next(readings) if isinstance(r, Report) else empty(Report(f"row {n}", ""), str(r)) for n, r in zip(numbers, reports, strict=True)]
    return rows((n, reading.to_dict()) for n, reading in zip(numbers, ledgers, strict=True))


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return letopis_reader()


def _report(record: Mapping[str, object], fallback: str, columns: Mapping[str, str]) -> Report | BadRecord:
    try:
        return report_of(record, fallback, columns)
    except BadRecord as error:
        return error


class TableReader:
    """`read_table` as a class whose instances are called: Ray Data makes one in each of its actors, which loads the models once."""

    def __init__(self, columns: Mapping[str, str] | None = None) -> None:
        self._columns = columns
        _reader()

    def __call__(self, table: pa.Table | pa.RecordBatch) -> pa.Table:
        return read_table(table, self._columns)


__all__ = ["TableReader", "ledger_schema", "read_table"]
