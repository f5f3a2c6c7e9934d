"""The process that reads batches: it loads the models once, then answers one batch after the other until its pipe closes."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection

from letopis.bulk.batches import Batch, MakeReader, Outcome, Reader, Row
from letopis.bulk.duplicates import print_of
from letopis.formats import Problem, Raw
from letopis.formats.raw import opened
from letopis.model import Reading, Report, ReportDate

READY = "ready"


def letopis_reader() -> Reader:
    """The reader of this library."""
    from letopis.api import load, read_many

    load()
    return lambda reports: list(read_many(reports))


def serve(pipe: Connection, make_reader: MakeReader, arrow: bool) -> None:
    """The main function of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the coordinator ends its workers
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    try:
        read = make_reader()
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")
        return
    with suppress(EOFError, OSError):  # the coordinator is gone
        pipe.send(READY)
        while True:
            pipe.send(answer(pipe.recv(), read, arrow))


def _end_with_parent(parent: int) -> None:
    """A worker that hangs must not outlive a coordinator that was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def answer(batch: Batch, read: Reader, arrow: bool) -> Outcome:
    """Read one batch."""
    numbers: list[int] = []
    reports: list[Report] = []
    problems: list[Problem] = []
    for number, item in enumerate(_opened(batch.items), batch.first):
        if isinstance(item, Report):
            numbers.append(number)
            reports.append(item)
        else:
            problems.append(item)
    ledgers = [(number, reading, reading.to_dict()) for number, reading in zip(numbers, read_together(reports, read), strict=True)]
    made = tuple(_row(number, reading, ledger) for number, reading, ledger in ledgers)
    return Outcome(batch, made, tuple(problems), _stream([(n, ledger) for n, _, ledger in ledgers]) if arrow else None)


def _opened(items: Sequence[Report | Raw]) -> Iterator[Report | Problem]:
    return (item if isinstance(item, Report) else opened(item) for item in items)


def read_together(reports: list[Report], read: Reader) -> Sequence[Reading]:
    """Should the reading of one report fail, all of its batch are read again one by one."""
    try:
        return read(reports) if reports else []
    except Exception:
        return [_alone(report, read) for report in reports]


def _alone(report: Report, read: Reader) -> Reading:
    try:
        return read([report])[0]
    except Exception as error:  # any fault of the program: the other reports must still be read
        return empty(report, f"reading failed ({type(error).__name__}: {error})")


def empty(report: Report, problem: str) -> Reading:
    """The reading of a report that could not be read."""
    date = ReportDate(report.published, "given" if report.published else "unknown")
    return Reading(replace(report), date, (), (), (), (), (*report.problems, problem))


def _row(number: int, reading: Reading, ledger: dict[str, object]) -> Row:
    report = reading.report
    told = tuple(Problem(report.id, p, "its ledger may lack entries") for p in reading.problems)
    line = json.dumps({"item": number, **ledger}, ensure_ascii=False).encode("utf-8", "replace")
    return Row(number, report.id, line, print_of(report.text), told)


def _stream(ledgers: list[tuple[int, dict[str, object]]]) -> bytes:
    import pyarrow as pa

    from letopis.bulk.schema import rows

    sink = pa.BufferOutputStream()
    table = rows(ledgers)
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())
