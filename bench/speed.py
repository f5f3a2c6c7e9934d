"""Speed of the whole reading, as a ratio against natasha's own `Doc` on the same texts in the same run.

usage: python bench/speed.py [--reports N] [--at-once N]

natasha does segmentation, morphology, syntax and names; Letopis does all that and the ledger as data. One process, one BLAS thread
each. The two take turns over small lots of texts, each text is read once, and processor time is counted, so that other work on the
machine disturbs little. Both keep what they know of words (Letopis caches lemmas by word, as it does in a long run); no text is seen
twice. Texts: ../shared/bench/news.jsonl where it is, else the samples over and over, which flatters. Needs natasha with its own
dependencies: `make bench` runs this in .venv-peers, with one BLAS thread. `measure` gives all figures as data.
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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from letopis import Report, read, read_many
from letopis.engine import load_tagger
from letopis.steps.sentences import cut
from shares import shares

NEWS = Path("../shared/bench/news.jsonl")
SAMPLES = Path("samples")
COLD = {
    "letopis read": (["read", "-", "--published", "2024-03-05"], "Министр обороны Северии заявил, что учения начнутся в мае.\n"),
    "letopis --help": (["--help"], ""),
}
"""Commands that are started anew, and their input."""

Run = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True)
class Lot:
    """Processor seconds for the same few texts."""

    characters: int
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times as fast as theirs ours is."""
        return self.theirs / self.ours


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as fast: over all lots together, and the quartiles of the single lots."""

    whole: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The engine beside what the machine's multiplication of matrices allows. Distinct words are embedded once, so it may beat 1."""

    multiply_adds: int
    """A token, were each embedded anew."""
    gflops: float
    """Of one product of large matrices, one thread as BLAS is set."""
    tokens: int
    seconds: float

    @property
    def share(self) -> float:
        """The least seconds that all multiplications would take, as a share of the seconds taken."""
        return self.tokens * self.multiply_adds * 2 / (self.gflops * 1e9) / self.seconds


@dataclass(frozen=True, slots=True)
class Start:
    """Median seconds by the clock of a command in a new process, and the peak memory in MB of any of them so far."""

    seconds: float
    peak: float


@dataclass(frozen=True, slots=True)
class Speed:
    """Everything that `make bench` tells of speed."""

    texts: int
    lots: tuple[Lot, ...]
    ratio: Ratio
    shares: Mapping[str, float]
    arithmetic: Arithmetic
    starts: Mapping[str, Start]


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


def natasha_run() -> Run:
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


def timed(run: Run, chosen: Sequence[str]) -> float:
    """Processor seconds."""
    start = time.process_time()
    run(chosen)
    return time.process_time() - start


def paired(chosen: Sequence[str], ours: Run, theirs: Run, at_once: int = 32) -> tuple[Lot, ...]:
    """Both over the same texts, lot by lot, now the one first, now the other."""
    lots = []
    for number, at in enumerate(range(0, len(chosen), at_once)):
        lot = chosen[at : at + at_once]
        if number % 2:
            b = timed(theirs, lot)
            a = timed(ours, lot)
        else:
            a = timed(ours, lot)
            b = timed(theirs, lot)
        lots.append(Lot(sum(map(len, lot)), a, b))
    return tuple(lots)


def ratio(lots: Sequence[Lot]) -> Ratio:
    """Of two lots or more."""
    low, _, high = statistics.quantiles([lot.ratio for lot in lots], n=4)
    return Ratio(sum(lot.theirs for lot in lots) / sum(lot.ours for lot in lots), low, high)


def gflops(size: int = 1536, rounds: int = 7) -> float:
    """The best of a few products of square matrices of float32, in 10^9 operations a second."""
    a = np.ones((size, size), dtype=np.float32)
    best = min(timed(lambda _: np.matmul(a, a), ()) for _ in range(rounds))
    return float(2 * size**3 / best / 1e9)


def arithmetic(chosen: Sequence[str]) -> Arithmetic:
    """The engine alone over `chosen`."""
    tagger = load_tagger()
    sentences = [[w.of(text) for w in s.words] for text in chosen for s in cut(text)]
    tagger.tag(sentences[:50])
    start = time.process_time()
    tagger.tag(sentences)
    seconds = time.process_time() - start
    return Arithmetic(tagger.multiply_adds, gflops(), sum(map(len, sentences)), seconds)


def cold_start(arguments: Sequence[str], given: str, times: int = 10) -> Start:
    """`letopis` in a new process, its modules in the file cache."""
    command = [sys.executable, "-m", "letopis", *arguments]
    walls = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, input=given.encode(), check=True, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Start(statistics.median(walls), peak / (1024 if sys.platform != "darwin" else 1024 * 1024))


def measure(reports: int, at_once: int = 32) -> Speed:
    """All figures: `reports` texts for the ratio, as many others for the shares."""
    chosen = texts(2 * reports)
    mine, others = chosen[::2], chosen[1::2]
    starts = {name: cold_start(arguments, given) for name, (arguments, given) in COLD.items()}
    read("Суд отказал.")  # load the models
    peer = natasha_run()
    peer(["Суд отказал."])
    lots = paired(mine, letopis_run, peer, at_once)
    return Speed(len(mine), lots, ratio(lots), shares(others), arithmetic(others), starts)


def table(found: Speed) -> str:
    """The figures as Markdown."""
    size, ours, theirs = (sum(getattr(lot, k) for lot in found.lots) for k in ("characters", "ours", "theirs"))
    whole = sum(found.shares.values())
    a = found.arithmetic
    return "\n".join(
        [
            f"{found.texts} texts, {size:,} characters, each read once, in {len(found.lots)} lots in turn; Python {platform.python_version()}, "
            f"numpy {np.__version__}, BLAS threads: {os.environ.get('OPENBLAS_NUM_THREADS', 'not set')}",
            "",
            "| what | processor seconds | characters / s |",
            "|---|---|---|",
            f"| letopis, whole reading | {ours:.2f} | {size / ours:,.0f} |",
            f"| natasha Doc, grammar and names | {theirs:.2f} | {size / theirs:,.0f} |",
            "",
            f"letopis is {found.ratio.whole:.2f} times as fast (quartiles of the lots {found.ratio.low:.2f} to {found.ratio.high:.2f})",
            "",
            "| step | share of the reading | in units of natasha's time |",
            "|---|---|---|",
            *(f"| {name} | {s / whole:.1%} | {s / whole * ours / theirs:.3f} |" for name, s in found.shares.items()),
            "",
            f"engine: {a.tokens / a.seconds:,.0f} tokens / s; {a.multiply_adds / 1e6:.2f} million multiply-adds a token, {a.gflops:.0f} GFLOP/s: "
            f"the multiplications alone would take {a.share:.0%} of its time",
            *(f"`{name}` in a new process: {s.seconds:.2f} s, peak memory so far {s.peak:.0f} MB" for name, s in found.starts.items()),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=320)
    parser.add_argument("--at-once", type=int, default=32, help="texts of one lot (default 32)")
    options = parser.parse_args(arguments)
    print(table(measure(options.reports, options.at_once)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
