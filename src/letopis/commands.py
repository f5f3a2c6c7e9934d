"""What the commands do: from options to output, with every problem told on standard error in one line."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from letopis.export import WRITERS
from letopis.export.columns import plain
from letopis.formats import READERS, Problem, read_all
from letopis.formats.dates import BadDates, Dater, dater
from letopis.model import Reading, Report, ReportDate

if TYPE_CHECKING:
    from letopis.bulk import Inputs, Summary

OK, PROBLEMS, USAGE = 0, 1, 2
AT_ONCE = 16
"""Reports read together. Should the reading of one fail, those of its batch are read again one by one."""


class Complaints:
    """Tells problems on a stream of text, and remembers whether there were any."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self.count = 0

    def tell(self, problem: object) -> None:
        self.count += 1
        self._out.write(f"letopis: {plain(str(problem))}\n")
        self._out.flush()

    def reports(self, items: Iterable[Report | Problem]) -> Iterator[Report]:
        """The reports of `items`; problems are told when their turn comes."""
        for item in items:
            if isinstance(item, Problem):
                self.tell(item)
            else:
                yield item


def read(options: argparse.Namespace) -> int:
    """``letopis read``."""
    complaints = Complaints(sys.stderr)
    try:
        reports = complaints.reports(items(options, options.files))
    except BadDates as error:
        sys.stderr.write(f"letopis read: --published-from {error}\n")
        return USAGE
    readings = watched(readings_of(filled(reports, options)), complaints, aloud=options.format != "text")
    out = _output(options.format)
    WRITERS[options.format](readings, out, options.width or shutil.get_terminal_size().columns)
    out.flush()
    return PROBLEMS if complaints.count else OK


def items(options: argparse.Namespace, files: list[str]) -> Iterator[Report | Problem]:
    dated: Dater | None = dater(options.published_from) if options.published_from else None
    return read_all(files, options.source_format, options.encoding, dated, options.columns)


def filled(reports: Iterable[Report], options: argparse.Namespace) -> Iterator[Report]:
    """Reports with what the command line tells, where they leave it open."""
    for report in reports:
        yield replace(report, published=report.published or options.published, outlet=report.outlet or options.outlet)


def readings_of(reports: Iterable[Report]) -> Iterator[Reading]:
    """Readings in order. One that fails becomes an empty reading with a problem: it never stops the others."""
    from letopis.api import read_many

    source = iter(reports)
    while batch := list(islice(source, AT_ONCE)):
        try:
            yield from list(read_many(batch))
        except Exception:
            yield from map(_alone, batch)


def _alone(report: Report) -> Reading:
    from letopis.api import read as read_one

    try:
        return read_one(report)
    except Exception as error:  # any fault of the program: the other reports must still be read
        problem = f"reading failed ({type(error).__name__}: {error}); please report this with the text"
        date = ReportDate(report.published, "given" if report.published else "unknown")
        return Reading(report, date, (), (), (), (), (*report.problems, problem))


def watched(readings: Iterable[Reading], complaints: Complaints, aloud: bool) -> Iterator[Reading]:
    """Passes readings on and notes their problems, aloud where the output itself does not show them to a person."""
    for reading in readings:
        for problem in reading.problems:
            if aloud:
                complaints.tell(f"{reading.report.id}: {problem}")
            else:
                complaints.count += 1
        yield reading


def _output(format_name: str) -> TextIO:
    """Standard output: machines get UTF-8 whatever the locale, a terminal that lacks a letter gets a question mark."""
    out = sys.stdout
    if hasattr(out, "reconfigure"):
        if format_name == "text":
            out.reconfigure(errors="replace")
        else:
            out.reconfigure(encoding="utf-8", newline="\n")
    return out


def run(options: argparse.Namespace) -> int:
    """``letopis run``."""
    from letopis.bulk import BulkError

    try:
        summary = (_run_by_ray if options.engine == "ray" else _run_here)(options)
    except BadDates as error:
        sys.stderr.write(f"letopis run: --published-from {error}\n")
        return USAGE
    except BulkError as error:
        sys.stderr.write(f"letopis run: {plain(str(error))}\n")
        return USAGE
    sys.stdout.write(_summed_up(summary, options.out) + "\n")
    return PROBLEMS if summary.problems else OK


def _inputs(options: argparse.Namespace) -> Inputs:
    from letopis.bulk import BulkError, Inputs

    names = [*options.files, *(_listed(options.files_from) if options.files_from else [])]
    if not names:
        raise BulkError("no inputs; name files, or a list of them with --files-from")
    dated: Dater | None = dater(options.published_from) if options.published_from else None
    return Inputs(tuple(names), options.source_format, options.encoding, options.columns or {}, dated, options.published, options.outlet)


def _listed(name: str) -> list[str]:
    """The names in a file, one a line."""
    from letopis.bulk import BulkError

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise BulkError(f"--files-from {name}: cannot be read ({type(error).__name__}); give a file with one name a line") from None
    return [line.strip() for line in text.split("\n") if line.strip()]


TOLD = ("published", "published_from", "outlet", "source_format", "encoding", "columns")
"""Options that the output depends on."""


def _run_here(options: argparse.Namespace) -> Summary:
    from letopis.bulk import Options
    from letopis.bulk import run as run_bulk
    from letopis.bulk.pool import Patience
    from letopis.bulk.progress import Meter

    inputs = _inputs(options)
    meter = Meter(list(inputs.names))
    told = tuple((name, getattr(options, name)) for name in TOLD)
    workers = options.workers or processors()
    how = Options(Path(options.out), workers, options.format, options.part, options.resume, Patience(options.patience), told=told)
    return run_bulk(inputs.items(meter.watch), how, meter, sys.stderr)


def _run_by_ray(options: argparse.Namespace) -> Summary:
    from letopis.bulk.cluster import ClusterOptions, run_on_cluster
    from letopis.bulk.pool import Patience

    told = tuple((name, getattr(options, name)) for name in TOLD)
    patience = Patience(options.patience)
    how = ClusterOptions(options.out, options.address, options.workers, options.format, options.part, options.resume, patience, told=told)
    return run_on_cluster(_inputs(options), how, sys.stderr)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def formats(options: argparse.Namespace) -> int:
    """``letopis formats``."""
    width = max(len(f.name) for f in READERS)
    lines = [f"{f.name.ljust(width)}  {f.about}" for f in sorted(READERS, key=lambda f: f.name)]
    packed = "Any of them may be packed as .gz, .zst or .zip; - is standard input, http(s)://… a page of the web."
    sys.stdout.write("\n".join([*lines, "", "Each is told by its content; --from names one.", packed]) + "\n")
    return OK


def _summed_up(summary: Summary, out: str) -> str:
    skipped = f" ({summary.skipped:,} by an earlier run)" if summary.skipped else ""
    problems = f"{summary.problems:,} in {out}/problems.jsonl" if summary.problems else "none"
    return f"{summary.reports:,} reports read{skipped}, {summary.duplicates:,} of them duplicates; problems: {problems}"


def explain(options: argparse.Namespace) -> int:
    """``letopis explain``."""
    complaints = Complaints(sys.stderr)
    try:
        reports = filled(complaints.reports(items(options, [options.file])), options)
    except BadDates as error:
        sys.stderr.write(f"letopis explain: --published-from {error}\n")
        return USAGE
    report = next((r for r in reports if options.report in (None, r.id)), None)
    if report is None:
        if options.report:
            complaints.tell(Problem(options.file, f"there is no report {options.report!r} in it", "letopis read FILE --format jsonl shows the ids"))
        return PROBLEMS
    return _explained(report, options, complaints)


def _explained(report: Report, options: argparse.Namespace, complaints: Complaints) -> int:
    from letopis.api import read_closely
    from letopis.explain import NoSuchEntry
    from letopis.explain import explain as lines
    from letopis.languages.identify import language_of
    from letopis.screening import unreadable

    problem = unreadable(report.text, language_of(report.text, report.language))
    if problem:
        complaints.tell(Problem(report.id, problem, "there is nothing to explain"))
        return PROBLEMS
    out = _output("text")
    try:
        out.write("\n".join(lines(*read_closely(report), options.entry, options.width or shutil.get_terminal_size().columns)) + "\n")
    except NoSuchEntry as error:
        complaints.tell(error.args[0])
        return PROBLEMS
    return OK
