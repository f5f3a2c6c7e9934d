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
from multiprocessing.synchronize import Barrier
from pathlib import Path
from urllib.parse import urlencode

from generated import ACTS, STATUSES, World, readings, world
from letopis.languages.ru.morphology import RussianMorphology
from letopis.model import EVENT_TYPES
from letopis.store import Question, Row, open_ledger
from letopis.web.options import default_workers
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client met: kind, milliseconds and status of each answer, the seconds from its first question to its last answer, and of its processor."""

    answers: tuple[tuple[str, float, int], ...]
    began: float
    ended: float
    busy: float


def client(port: int, number: int, seed: int, known: Known, ready: Barrier, out: multiprocessing.Queue[Asked]) -> None:
    """Ask `number` times, one after the other, over one connection; all clients begin together."""
    chance, drawn = random.Random(seed), world()
    kinds, weights = list(MIX), [w for w, _ in MIX.values()]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    spent: list[tuple[str, float, int]] = []
    ready.wait()
    began, busy = time.perf_counter(), time.process_time()
    for _ in range(number):
        kind = chance.choices(kinds, weights)[0]
        path = MIX[kind][1](chance, drawn, known)
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        spent.append((kind, 1000 * (time.perf_counter() - start), answer.status))
    out.put(Asked(tuple(spent), began, time.perf_counter(), time.process_time() - busy))


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


def ask(port: int, clients: int, requests: int, known: Known, seed: int) -> list[Asked]:
    context = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[Asked] = context.Queue()
    ready = context.Barrier(clients)
    processes = [context.Process(target=client, args=(port, requests // clients, seed + n, known, ready, out)) for n in range(clients)]
    for process in processes:
        process.start()
    found = [out.get() for _ in processes]
    for process in processes:
        process.join()
    return found


def busy(pid: int) -> float:
    """Seconds of the processor that a process and its children have had (Linux)."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(busy(int(child)) for child in children)


def told(asked: list[Asked], served: float) -> None:
    """`served` are the seconds of the processor that the server had meanwhile."""
    spent = [answer for one in asked for answer in one.answers]
    elapsed = max(one.ended for one in asked) - min(one.began for one in asked)
    print("| request | number | p50 | p95 | p99 | worst |\n|---|---:|---:|---:|---:|---:|")
    groups: dict[str, list[float]] = {}
    for kind, ms, _ in spent:
        for name in (kind, f"**{KINDS.get(kind, 'faceted search')}**", "**all**"):
            groups.setdefault(name, []).append(ms)
    for name in sorted(groups, key=lambda n: (n.startswith("**"), n == "**all**", n)):
        values = groups[name]
        print(f"| {name} | {len(values)} | " + " | ".join(f"{quantile(values, q):.0f}" for q in (0.5, 0.95, 0.99, 1)) + " |")
    wrong = sum(status != 200 for _, _, status in spent)
    clients = sum(one.busy for one in asked)
    print(f"\n{len(spent) / elapsed:.0f} answers in a second, milliseconds above; {wrong} of {len(spent)} no success")
    print(
        f"processor, milliseconds an answer: {1000 * served / len(spent):.1f} the server, {1000 * clients / len(spent):.1f} the clients, which share the cores"
    )


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
            ask(port, options.clients, options.clients * options.warm, known, 99)
            print(f"columns loaded and {options.clients * options.warm} questions to warm up in {time.perf_counter() - start:.1f} s\n", flush=True)
            before = busy(server.pid)
            found = ask(port, options.clients, options.requests, known, 7)
            told(found, busy(server.pid) - before)
        finally:
            server.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledgers", nargs="*", metavar="LEDGER")
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", type=int, default=default_workers())
    parser.add_argument("--warm", type=int, default=50, metavar="N", help="questions of each client before those that are measured")
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
