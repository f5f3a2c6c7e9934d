"""The store with a generated ledger: the cost of adding, the size of the file, and how long answers take.

usage: python bench/store.py [LEDGER …] [--reports N] [--queries N] [--keep] [--blocks N]

LEDGER is a new SQLite file or `postgresql://…` (an empty database); without one, a file in a temporary folder, and PostgreSQL where
LETOPIS_POSTGRES says (`make bench-store` starts one). 200,000 reports hold about 1,000,000 entries. With --keep an existing ledger is asked only.

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
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from generated import ACTS, DAYS, FIRST_DAY, STATUSES, World, readings, world
from letopis.languages.ru.morphology import RussianMorphology
from letopis.model import EVENT_TYPES, Reading
from letopis.store import Ledger, Question, open_ledger

Draw = Callable[[random.Random, World], Question]


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


def build(ledger: Ledger, reports: int, blocks: int) -> dict[str, int]:
    """Fill a ledger; prints milliseconds per report for each block."""
    sizes, each = [0, 0, 0], reports // blocks
    run = ledger.begin_run("bench", "bench")
    source = readings(reports)
    print("\n| reports | ms per report | of them ms of processor |\n|---:|---:|---:|")
    for block in range(blocks):
        start, busy, spent = time.perf_counter(), time.process_time(), [0.0, 0.0]
        part = (r for _, r in zip(range(each), source, strict=False))
        for _ in ledger.add(counted(part, sizes, spent), run):
            pass
        wall, cpu = time.perf_counter() - start - spent[0], time.process_time() - busy - spent[1]
        print(f"| {(block + 1) * each:,} | {1000 * wall / each:.2f} | {1000 * cpu / each:.2f} |", flush=True)
    return dict(zip(("jsonl", "entries", "texts"), sizes, strict=True))


def ask(ledger: Ledger, queries: int, seed: int = 7) -> None:
    """Time every kind of `MIX`, and all together."""
    chance, known = random.Random(seed), world()
    kinds = [k for _ in range(queries) for k in MIX]
    chance.shuffle(kinds)
    times: dict[str, list[float]] = {k: [] for k in MIX}
    found: dict[str, int] = dict.fromkeys(MIX, 0)
    for kind in kinds:
        question = MIX[kind](chance, known)
        start = time.perf_counter()
        page = ledger.list(question)
        times[kind].append(1000 * (time.perf_counter() - start))
        found[kind] += bool(page.rows)
    print(f"\n{len(kinds):,} queries, milliseconds\n\n| query | with hits | p50 | p95 | p99 | worst |\n|---|---:|---:|---:|---:|---:|")
    for kind, spent in [*times.items(), ("all", [t for each in times.values() for t in each])]:
        hits = f"{100 * found[kind] // len(spent)} %" if kind in found else ""
        print(f"| {kind} | {hits} | " + " | ".join(f"{quantile(spent, q):.1f}" for q in (0.5, 0.95, 0.99, 1)) + " |")


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def size(ledger: Ledger) -> int:
    """Bytes of the database."""
    if ledger.place.path is not None:
        return sum(p.stat().st_size for p in ledger.place.path.parent.glob(ledger.place.path.name + "*"))
    with ledger.reading() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def measure(target: str, options: argparse.Namespace) -> None:
    print(f"\n## {'PostgreSQL' if '://' in target else 'SQLite ' + sqlite3.sqlite_version}")
    with open_ledger(target, RussianMorphology(), create=True) as ledger:
        if not options.keep:
            start = time.perf_counter()
            told = build(ledger, options.reports, options.blocks)
            print(f"\n{options.reports:,} reports, {told['entries']:,} entries in {time.perf_counter() - start:.0f} s with the making of them")
            print(f"texts {told['texts'] / 1e6:.0f} MB, JSONL {told['jsonl'] / 1e6:.0f} MB")
            print(f"ledger {size(ledger) / 1e6:.0f} MB: {size(ledger) / told['jsonl']:.2f} times the JSONL")
        ask(ledger, options.queries)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledgers", nargs="*", metavar="LEDGER")
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--blocks", type=int, default=10, help="parts for which the cost of adding is printed")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--keep", action="store_true", help="the ledger is there: ask only")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        server = os.environ.get("LETOPIS_POSTGRES")
        for target in options.ledgers or [str(Path(folder) / "ledger.db"), *([server] if server else [])]:
            measure(target, options)


if __name__ == "__main__":
    main()
