"""What the commands do: from options to output, with every problem told on standard error in one line."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from letopis.export import WRITERS
from letopis.export.columns import plain
from letopis.formats import READERS, Problem, Raw, read_all, read_items
from letopis.formats.dates import BadDates, Dater, dater
from letopis.model import Reading, Report, ReportDate

if TYPE_CHECKING:
    from letopis.bulk import Summary

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
    from letopis.bulk import BulkError, Options
    from letopis.bulk import run as run_bulk
    from letopis.bulk.pool import Patience
    from letopis.bulk.progress import Meter

    meter = Meter(options.files)
    told = tuple((name, getattr(options, name)) for name in ("published", "published_from", "outlet", "source_format", "encoding", "columns"))
    how = Options(Path(options.out), options.workers, options.format, options.part, options.resume, Patience(options.patience), told=told)
    try:
        dated: Dater | None = dater(options.published_from) if options.published_from else None
        items = read_items(options.files, options.source_format, options.encoding, dated, meter.watch, options.columns)
        summary = run_bulk(_all_filled(items, options), how, meter, sys.stderr)
    except BadDates as error:
        sys.stderr.write(f"letopis run: --published-from {error}\n")
        return USAGE
    except BulkError as error:
        sys.stderr.write(f"letopis run: {plain(str(error))}\n")
        return USAGE
    sys.stdout.write(_summed_up(summary, options.out) + "\n")
    return PROBLEMS if summary.problems else OK


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


def _all_filled(items: Iterable[Report | Problem | Raw], options: argparse.Namespace) -> Iterator[Report | Problem | Raw]:
    """As `filled`, for what may be raw."""
    for item in items:
        if isinstance(item, Raw):
            yield replace(item, otherwise=item.otherwise or options.published, outlet=item.outlet or options.outlet)
        elif isinstance(item, Report):
            yield replace(item, published=item.published or options.published, outlet=item.outlet or options.outlet)
        else:
            yield item


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
