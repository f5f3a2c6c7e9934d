"""``letopis add``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from letopis.commands import AT_ONCE, Complaints, filled, items, readings_of, watched
from letopis.export.columns import plain
from letopis.formats.dates import BadDates
from letopis.keeping.places import OK, PROBLEMS, USAGE, ledger_of, output, telling
from letopis.keeping.provenance import Rules, rules
from letopis.model import Reading, Report
from letopis.store import Added, Ledger

BROKEN = "reading failed"
"""How the problem of a reading begins that broke off by a fault of the program."""


@telling
def add(options: argparse.Namespace) -> int:
    """Read reports and keep them. Those that are kept already, read by the same rules, are not read again."""
    complaints = Complaints(sys.stderr)
    try:
        reports = filled(complaints.reports(items(options, options.files)), options)
    except BadDates as error:
        sys.stderr.write(f"letopis add: --published-from {error}\n")
        return USAGE
    out, counted = output(machine=False), Counter[str]()
    with ledger_of(options, create=True, writes=True) as ledger:
        reads = rules()
        run = ledger.begin_run(reads.version, reads.rules, reads.tables)
        unread = Counter[str]()
        wanted = reports if options.again else _unknown(ledger, reports, reads, unread, options.restored)
        for added in ledger.add(_read(watched(readings_of(wanted), complaints, aloud=True)), run, restored=options.restored):
            counted[added.what] += 1
            counted["entries"] += added.entries
            if added.what == "revised":
                out.write(f"{_revised(ledger, added)}\n")
        if unread:
            ledger.note_unread(run, unread.total())
            counted += unread
    out.write(f"{options.ledger}: {_summed(counted)}\n")
    return PROBLEMS if complaints.count else OK


def _unknown(ledger: Ledger, reports: Iterable[Report], reads: Rules, unread: Counter[str], restored: bool) -> Iterator[Report]:
    """Those that reading would change; the others are counted in `unread`."""
    source = iter(reports)
    while batch := list(islice(source, AT_ONCE)):
        for report, known in zip(batch, ledger.known(batch, reads.rules), strict=True):
            if known == "no" or (known == "older" and restored):
                yield report
            else:
                unread["unchanged" if known == "same" else "older"] += 1


def _read(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Without those whose reading broke off: an older, whole reading stays in its place."""
    return (r for r in readings if not any(p.startswith(BROKEN) for p in r.problems))


def _revised(ledger: Ledger, added: Added) -> str:
    url = ledger.report(added.report).reading.report.url or added.name
    return f"{plain(url)} has another text than before (version {added.version}): letopis show {added.report} --diff {added.version - 1}"


def _summed(counted: Counter[str]) -> str:
    told = {
        "added": "new",
        "revised": "with another text",
        "reread": "read anew",
        "unchanged": "unchanged",
        "older": "with a text that was replaced since; --restored makes it the newest again",
    }
    parts = [f"{counted[what]} {words}" for what, words in told.items() if counted[what]]
    reports = sum(counted[what] for what in told)
    noun = "report" if reports == 1 else "reports"
    return f"{reports} {noun}" + (f" ({', '.join(parts)})" if parts else "") + f", {counted['entries']} entries written"
