"""Speed of the whole reading, as a ratio against natasha's own `Doc` on the same texts in the same run.

usage: python bench/speed.py [--reports N] [--rounds N]

natasha does segmentation, morphology, syntax and names; Letopis does all that and the ledger. One process, one BLAS thread each.
The two take turns; the ratio is the median over the rounds. Texts: ../shared/bench/news.jsonl where it is, else the samples.
Needs natasha with its own dependencies: `make bench` runs this in .venv-peers, with one BLAS thread.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from letopis import Report, read, read_many

NEWS = Path("../shared/bench/news.jsonl")
SAMPLES = Path("samples")


def texts(count: int) -> list[str]:
    """`count` texts to read: every k-th of the news, or the samples over and over."""
    if NEWS.is_file():
        found = [json.loads(line)["text"] for line in NEWS.read_text(encoding="utf-8").split("\n") if line.strip()]
        return found[:: max(1, len(found) // count)][:count]
    found = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    return [found[i % len(found)] for i in range(count)]


def letopis_run(chosen: Sequence[str]) -> None:
    for reading in read_many(Report(id=str(n), text=t) for n, t in enumerate(chosen)):
        reading.to_dict()


def natasha_run() -> Callable[[Sequence[str]], None]:
    from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    segmenter, embedding = Segmenter(), NewsEmbedding()
    morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def run(chosen: Sequence[str]) -> None:
        for text in chosen:
            doc = Doc(text)
            doc.segment(segmenter)
            doc.tag_morph(morph)
            doc.parse_syntax(syntax)
            doc.tag_ner(names)

    return run


def timed(run: Callable[[Sequence[str]], None], chosen: Sequence[str]) -> float:
    start = time.perf_counter()
    run(chosen)
    return time.perf_counter() - start


def cold_start() -> tuple[float, float]:
    """Median wall seconds of `letopis read` on one short report in a new process, and its peak memory in MB."""
    report = "Министр обороны Северии заявил, что учения начнутся в мае.\n"
    command = [sys.executable, "-m", "letopis", "read", "-", "--published", "2024-03-05"]
    walls = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, input=report.encode(), check=True, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return statistics.median(walls), peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    chosen = texts(options.reports * options.rounds)
    read("Суд отказал.")  # load the models
    peer = natasha_run()
    peer(["Суд отказал."])
    parts = [chosen[k :: options.rounds] for k in range(options.rounds)]  # each text is read once: no cache may know it
    pairs = [(timed(letopis_run, part), timed(peer, part)) for part in parts]
    ours, theirs = (statistics.median(p[k] for p in pairs) for k in (0, 1))
    wall, peak = cold_start()
    size = sum(map(len, chosen)) / options.rounds
    print(
        f"{len(chosen)} texts, {size:,.0f} characters a round, {options.rounds} rounds of texts not read before, Python {platform.python_version()}, BLAS threads: {os.environ.get('OPENBLAS_NUM_THREADS', 'not set')}\n"
    )
    print(f"| what | seconds (median) | characters / s |\n|---|---|---|\n| letopis, whole reading | {ours:.2f} | {size / ours:,.0f} |")
    print(f"| natasha Doc, grammar and names | {theirs:.2f} | {size / theirs:,.0f} |")
    print(f"\nletopis is {statistics.median(b / a for a, b in pairs):.2f} times as fast (median of {options.rounds} paired rounds)")
    print(f"cold start of `letopis read` on one short report: {wall:.2f} s, peak memory {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
