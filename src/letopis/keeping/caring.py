"""``letopis check`` and ``letopis remove``."""

from __future__ import annotations

import argparse

from letopis.export.columns import plain
from letopis.keeping.places import OK, PROBLEMS, ledger_of, output, telling


@telling
def check(options: argparse.Namespace) -> int:
    """Say what is wrong, one line each."""
    out, found = output(machine=False), 0
    with ledger_of(options, writes=options.renew) as ledger:
        if options.renew:
            out.write(f"{sum(1 for _ in ledger.renew()):,} reports written anew\n")
        for problem in ledger.check():
            found += 1
            out.write(plain(problem) + "\n")
        if not found:
            summary = ledger.summary()
            out.write(f"{ledger.place.shown}: all is well, {summary['reports']:,} reports and {summary['entries']:,} entries\n")
    return PROBLEMS if found else OK


@telling
def remove(options: argparse.Namespace) -> int:
    """Remove reports for good, all or none."""
    with ledger_of(options, writes=True) as ledger:
        uids = [ledger.full_uid(start) for start in options.reports]
        ledger.remove(uids)
    output(machine=False).write(f"{options.ledger}: removed {len(uids)} report{'s' * (len(uids) != 1)}\n")
    return OK
