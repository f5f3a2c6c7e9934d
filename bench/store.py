"""The store with a generated ledger: the cost of adding, the size of the file, how long answers take, what checking costs.

usage: python bench/store.py [LEDGER …] [--reports N] [--queries N] [--keep] [--blocks N] [--check]

LEDGER is a SQLite file or `postgresql://…` (an empty database); without one, a file in a temporary folder, and PostgreSQL where
LETOPIS_POSTGRES says (`make bench-store` starts one). 200,000 reports hold about 1,000,000 entries. A ledger that holds some of the reports
already is filled up with the others; with --keep it is asked only. At the end comes one table of all ledgers side by side.

Queries are drawn at random from the kinds in `MIX` with names, words, acts and days as the generator draws them, so that frequent ones are
asked for often; each is a page of 50 rows, as people see it. Nothing is cached but what the database itself keeps in memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice, pairwise
from pathlib import Path

from generated import ACTS, DAYS, FIRST_DAY, STATUSES, World, readings, world
from letopis.languages.ru.morphology import RussianMorphology
from letopis.model import EVENT_TYPES, Reading
from letopis.store import Ledger, Question, open_ledger

Draw = Callable[[random.Random, World], Question]
QUANTILES = (0.5, 0.95, 0.99, 1)


@dataclass
class Told:
    """What was measured of one ledger: line of the last table -> its words."""

    name: str
    lines: dict[str, str] = field(default_factory=dict)


def since(chance: random.Random) -> tuple[int, int]:
    """A range of days: a week, a month, a quarter or a year somewhere in the ledger."""
    first = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    return first.toordinal(), (first + timedelta(days=chance.choice((7, 30, 90, 365)))).toordinal()


def ranged(chance: random.Random, **fields: tuple[str, ...] | str) -> Question:
    first, last = since(chance)
    return Question(since=first, until=last, **fields)  # type: ignore[arg-type]


MIX: dict[str, Draw] = {
    "list, newest": lambda c, w: Question(),
    "list, act": lambda c, w: Question(act=(c.choice(ACTS),)),
    "list, type + status": lambda c, w: Question(type=(c.choice(EVENT_TYPES),), status=(c.choice(STATUSES),)),
    "list, who": lambda c, w: Question(who=(w.persons.draw(c)[0],)),
    "list, who + act + days": lambda c, w: ranged(c, who=(w.states.draw(c),), act=(c.choice(ACTS),)),
    "list, whom + type + planned": lambda c, w: Question(whom=(w.states.draw(c),), type=(c.choice(EVENT_TYPES),), status=("planned",)),
    "list, outlet + days": lambda c, w: ranged(c, outlet=(w.outlets.draw(c),)),
    "list, place": lambda c, w: Question(place=(w.places.draw(c),)),
    "list, unnamed + act": lambda c, w: Question(unnamed=("any",), act=(c.choice(ACTS),)),
    "list, oldest, days": lambda c, w: Question(since=(d := since(c))[0], until=d[1], order="oldest"),
    "search, word": lambda c, w: Question(words=w.words.draw(c)),
    "search, two words": lambda c, w: Question(words=f"{w.words.draw(c)} {w.words.draw(c)}"),
    "search, phrase": lambda c, w: Question(words=f'"{w.words.draw(c)} {w.words.draw(c)}"'),
    "search, prefix": lambda c, w: Question(words=w.words.draw(c)[:4] + "*"),
    "search, word + who": lambda c, w: Question(words=w.words.draw(c), who=(w.states.draw(c),)),
    "search, word + type + days": lambda c, w: ranged(c, words=w.words.draw(c), type=(c.choice(EVENT_TYPES),)),
    "search, word, not another": lambda c, w: Question(words=f"{w.words.draw(c)} -{w.words.draw(c)}"),
}


def counted(given: Iterator[Reading], sizes: list[int], spent: list[float]) -> Iterator[Reading]:
    """Passes readings on; notes the bytes of their JSONL, their entries, and the seconds (of the clock, of the processor) that making them took."""
    while True:
        start, busy = time.perf_counter(), time.process_time()
        reading = next(given, None)
        if reading is not None:
            sizes[0] += len(json.dumps(reading.to_dict(), ensure_ascii=False).encode()) + 1
            sizes[1] += len(reading.statements) + len(reading.events)
            sizes[2] += len(reading.report.text.encode())
        spent[0] += time.perf_counter() - start
        spent[1] += time.process_time() - busy
        if reading is None:
            return
        yield reading


def build(ledger: Ledger, reports: int, blocks: int, told: Told) -> None:
    """Fill a ledger up to so many reports; prints milliseconds per report for each block."""
    there = ledger.summary()["reports"]
    sizes, number = [0, 0, 0], reports - there
    if there:
        print(f"\n{there:,} reports are there already")
    if number <= 0:
        return
    run, begun, costs = ledger.begin_run("bench", "bench"), time.perf_counter(), []
    source, edges = readings(number, start=there), [number * n // blocks for n in range(blocks + 1)]
    print("\n| reports | ms per report | of them ms of this process's processor |\n|---:|---:|---:|")
    for first, last in pairwise(edges):
        each = last - first
        start, busy, spent = time.perf_counter(), time.process_time(), [0.0, 0.0]
        for _ in ledger.add(counted(islice(source, each), sizes, spent), run):
            pass
        wall, cpu = time.perf_counter() - start - spent[0], time.process_time() - busy - spent[1]
        costs.append(1000 * cpu / each)
        print(f"| {there + last:,} | {1000 * wall / each:.2f} | {costs[-1]:.2f} |", flush=True)
    jsonl = sizes[0] * reports / number
    print(f"\n{number:,} reports, {sizes[1]:,} entries in {time.perf_counter() - begun:.0f} s with the making of them")
    print(f"their texts {sizes[2] / 1e6:.0f} MB, their JSONL {sizes[0] / 1e6:.0f} MB")
    told.lines["adding a report, ms of processor, first and last part"] = f"{costs[0]:.1f}, {costs[-1]:.1f}"
    told.lines["size, times the JSONL"] = f"{size(ledger) / 1e6:.0f} MB, {size(ledger) / jsonl:.2f}"


def ask(ledger: Ledger, queries: int, told: Told, seed: int = 7) -> None:
    """Time every kind of `MIX`, and all together."""
    chance, known = random.Random(seed), world()
    kinds = [k for _ in range(queries) for k in MIX]
    chance.shuffle(kinds)
    times: dict[str, list[float]] = {k: [] for k in MIX}
    found: dict[str, int] = dict.fromkeys(MIX, 0)
    print(f"\n{cache(ledger)}")
    for kind in kinds:
        question = MIX[kind](chance, known)
        start = time.perf_counter()
        page = ledger.list(question)
        times[kind].append(1000 * (time.perf_counter() - start))
        found[kind] += bool(page.rows)
    print(cache(ledger))
    print(f"\n{len(kinds):,} queries, milliseconds\n\n| query | with hits | p50 | p95 | p99 | worst |\n|---|---:|---:|---:|---:|---:|")
    for kind, spent in times.items():
        print(f"| {kind} | {100 * found[kind] // len(spent)} % | " + " | ".join(quantiles(spent)) + " |")
    for name, start_of in (("lists", "list"), ("searches", "search"), ("both", "")):
        spent = [t for kind, each in times.items() if kind.startswith(start_of) for t in each]
        told.lines[f"{name}, ms: p50, p95, p99, worst of {len(spent):,}"] = ", ".join(quantiles(spent))


def quantiles(spent: list[float]) -> list[str]:
    ordered = sorted(spent)
    return [f"{ordered[min(len(ordered) - 1, int(share * len(ordered)))]:.1f}" for share in QUANTILES]


def cache(ledger: Ledger) -> str:
    """How much of the database is in memory, as far as can be told."""
    if ledger.place.path is None:
        with ledger.reading() as connection:
            kept = connection.exec_driver_sql("SHOW shared_buffers").scalar_one()
            hit, read = connection.exec_driver_sql("SELECT blks_hit, blks_read FROM pg_stat_database WHERE datname = current_database()").one()
        return f"cache: shared_buffers {kept}; since the server started {hit:,} blocks were found in it, {read:,} were not"
    if shutil.which("fincore") is None:
        return "cache: not known (no fincore)"
    command = ["fincore", "--bytes", "--noheadings", "--output", "RES", str(ledger.place.path)]
    resident = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return f"cache: {100 * resident // ledger.place.path.stat().st_size} % of the file is in the system's memory"


def size(ledger: Ledger) -> int:
    """Bytes of the database."""
    if ledger.place.path is not None:
        return sum(p.stat().st_size for p in ledger.place.path.parent.glob(ledger.place.path.name + "*"))
    with ledger.reading() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def check(target: str, told: Told) -> None:
    """`letopis check` in a process of its own."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "letopis", "check", "--ledger", target])
    _, status, used = os.wait4(child.pid, 0)
    spent = f"{time.perf_counter() - start:.0f} s ({used.ru_utime + used.ru_stime:.0f} s of processor), {used.ru_maxrss / 1024:.0f} MB"
    told.lines["check"] = spent + ("" if os.waitstatus_to_exitcode(status) == 0 else ", not sound")


def measure(target: str, options: argparse.Namespace) -> Told:
    told = Told("PostgreSQL" if "://" in target else f"SQLite {sqlite3.sqlite_version}")
    print(f"\n## {told.name}")
    with open_ledger(target, RussianMorphology(), create=True) as ledger:
        if not options.keep:
            build(ledger, options.reports, options.blocks, told)
        summary = ledger.summary()
        told.lines = {"entries, reports": f"{summary['entries']:,}, {summary['reports']:,}", **told.lines}
        ask(ledger, options.queries, told)
        start = time.perf_counter()
        ledger.columns()
        told.lines["loading the columns"] = f"{time.perf_counter() - start:.1f} s"
    told.lines["peak memory"] = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    if options.check:
        check(target, told)
    return told


def table(columns: list[Told]) -> None:
    """One table of all that was measured."""
    names = list(dict.fromkeys(name for told in columns for name in told.lines))
    print(f"\n| | {' | '.join(told.name for told in columns)} |\n|---|{'---:|' * len(columns)}")
    for name in names:
        print(f"| {name} | {' | '.join(told.lines.get(name, '') for told in columns)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledgers", nargs="*", metavar="LEDGER")
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--blocks", type=int, default=10, help="parts for which the cost of adding is printed")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--keep", action="store_true", help="the ledger is there: ask only")
    parser.add_argument("--check", action="store_true", help="run `letopis check` too")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        server = os.environ.get("LETOPIS_POSTGRES")
        table([measure(target, options) for target in options.ledgers or [str(Path(folder) / "ledger.db"), *([server] if server else [])]])


if __name__ == "__main__":
    main()
