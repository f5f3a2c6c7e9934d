"""The web page over a generated ledger: how long answers take for several clients at once, and how many there are in a second.

usage: python bench/web.py [LEDGER …] [--reports N] [--requests N] [--clients N] [--workers N] [--keep]

LEDGER is a new SQLite file or `postgresql://…` (an empty database); without one, a file in a temporary folder, and PostgreSQL where
LETOPIS_POSTGRES says (`make bench-web` starts one). 200,000 reports hold about 1,000,000 entries. With --keep an existing ledger is asked only.

`letopis serve` runs as its users run it; each client is a process of its own that asks again as soon as it is answered. Requests are drawn at
random, by the weights in `MIX`, with names, words, acts and days as the generator draws them. There is no cache of answers.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from generated import ACTS, STATUSES, World, readings, world
from letopis.languages.ru.morphology import RussianMorphology
from letopis.model import EVENT_TYPES
from letopis.store import Question, Row, open_ledger
from store import since

Draw = Callable[[random.Random, World, "Known"], str]


@dataclass(frozen=True, slots=True)
class Known:
    """Uids of what is in the ledger: reports to read, entities to filter by."""

    reports: tuple[str, ...]
    entities: tuple[str, ...]


def query(**fields: str) -> str:
    return "/?" + urlencode(fields)


def days(chance: random.Random, **fields: str) -> str:
    from datetime import date

    first, last = since(chance)
    return query(since=date.fromordinal(first).isoformat(), until=date.fromordinal(last).isoformat(), **fields)


MIX: dict[str, tuple[int, Draw]] = {
    "ledger, newest": (10, lambda c, w, k: "/"),
    "ledger, an act": (8, lambda c, w, k: query(act=c.choice(ACTS))),
    "ledger, a type and status": (8, lambda c, w, k: query(type=c.choice(EVENT_TYPES), status=c.choice(STATUSES))),
    "ledger, an entity": (8, lambda c, w, k: query(who=c.choice(k.entities))),
    "ledger, an outlet and days": (8, lambda c, w, k: days(c, outlet=w.outlets.draw(c))),
    "search, a word": (10, lambda c, w, k: query(q=w.words.draw(c))),
    "search, two words": (6, lambda c, w, k: query(q=f"{w.words.draw(c)} {w.words.draw(c)}")),
    "search, a word, act and days": (8, lambda c, w, k: days(c, q=w.words.draw(c), act=c.choice(ACTS))),
    "search, a name and type": (6, lambda c, w, k: query(who=w.states.draw(c), type=c.choice(EVENT_TYPES))),
    "reader": (28, lambda c, w, k: f"/report/{c.choice(k.reports)}"),
}
"""Kind of request -> weight, and how one is drawn."""
KINDS = {"ledger, newest": "ledger page", "reader": "reader page"}
"""Kinds that the summary counts apart; all others are faceted searches."""


def client(port: int, number: int, seed: int, known: Known, out: multiprocessing.Queue[list[tuple[str, float, int]]]) -> None:
    """Ask `number` times, one after the other, over one connection."""
    chance, drawn = random.Random(seed), world()
    kinds, weights = list(MIX), [w for w, _ in MIX.values()]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    spent: list[tuple[str, float, int]] = []
    for _ in range(number):
        kind = chance.choices(kinds, weights)[0]
        path = MIX[kind][1](chance, drawn, known)
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        spent.append((kind, 1000 * (time.perf_counter() - start), answer.status))
    out.put(spent)


def known_of(target: str) -> Known:
    chance = random.Random(3)
    with open_ledger(target, RussianMorphology()) as ledger:
        rows: list[Row] = []
        for _ in range(12):
            first, last = since(chance)
            rows += ledger.list(Question(since=first, until=last), 100).rows
        reports = tuple(dict.fromkeys(r.report for r in rows))
        names = {p.entity for r in rows for p in r.parties if p.entity and p.role in {0, 3}}
        entities = tuple(sorted(n for n in names if ledger.entity(n).public))
    return Known(reports, entities)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def ask(port: int, clients: int, requests: int, known: Known, seed: int) -> tuple[list[tuple[str, float, int]], float]:
    context = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[list[tuple[str, float, int]]] = context.Queue()
    processes = [context.Process(target=client, args=(port, requests // clients, seed + n, known, out)) for n in range(clients)]
    start = time.perf_counter()
    for process in processes:
        process.start()
    spent = [one for _ in processes for one in out.get()]
    elapsed = time.perf_counter() - start
    for process in processes:
        process.join()
    return spent, elapsed


def told(spent: list[tuple[str, float, int]], elapsed: float) -> None:
    print("| request | number | p50 | p95 | p99 | worst |\n|---|---:|---:|---:|---:|---:|")
    groups: dict[str, list[float]] = {}
    for kind, ms, _ in spent:
        for name in (kind, f"**{KINDS.get(kind, 'faceted search')}**", "**all**"):
            groups.setdefault(name, []).append(ms)
    for name in sorted(groups, key=lambda n: (n.startswith("**"), n == "**all**", n)):
        values = groups[name]
        print(f"| {name} | {len(values)} | " + " | ".join(f"{quantile(values, q):.0f}" for q in (0.5, 0.95, 0.99, 1)) + " |")
    wrong = sum(status != 200 for _, _, status in spent)
    print(f"\n{len(spent) / elapsed:.0f} answers in a second with the start of the clients; {wrong} of them no success")


def measure(target: str, options: argparse.Namespace) -> None:
    print(f"\n## {'PostgreSQL' if '://' in target else 'SQLite'}, {options.clients} clients, {options.workers} workers\n", flush=True)
    if not options.keep:
        with open_ledger(target, RussianMorphology(), create=True) as ledger:
            for _ in ledger.add(readings(options.reports), ledger.begin_run("bench", "bench")):
                pass
    known = known_of(target)
    command = [sys.executable, "-m", "letopis", "serve", target, "--port", "0", "--workers", str(options.workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline().split("127.0.0.1:")[1].split("/")[0])
            start = time.perf_counter()
            ask(port, options.workers, 4 * options.workers, known, 99)
            print(f"columns and models loaded in {time.perf_counter() - start:.1f} s\n", flush=True)
            told(*ask(port, options.clients, options.requests, known, 7))
        finally:
            server.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledgers", nargs="*", metavar="LEDGER")
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="the ledger is there: ask only")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    with tempfile.TemporaryDirectory() as folder:
        server = os.environ.get("LETOPIS_POSTGRES")
        for target in options.ledgers or [str(Path(folder) / "ledger.db"), *([server] if server else [])]:
            measure(target, options)
    print(f"\npeak memory of the clients {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
