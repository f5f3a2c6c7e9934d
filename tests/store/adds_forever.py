"""Adds reports until it is killed: ``python -m tests.store.adds_forever LEDGER``. Each report goes through two texts and two readings."""

from __future__ import annotations

import sys
from dataclasses import replace

from letopis.store import open_ledger
from tests.store.readings import many


def main(target: str) -> None:
    with open_ledger(target, create=True) as ledger:
        print("open", flush=True)
        start = 0
        while True:
            run = ledger.begin_run("0.1.0", "rules")
            given = many(40, start=start)
            read_anew = [replace(r, problems=(f"pass {start}",)) for r in given[::3]]
            edited = [replace(r, report=replace(r.report, text=r.report.text + f"Правка {start}.\n")) for r in given[1::3]]
            for added in ledger.add([*given, *read_anew, *edited], run):
                print(added.report, added.what, added.version, flush=True)
            start = (start + 20) % 400


if __name__ == "__main__":
    main(sys.argv[1])
