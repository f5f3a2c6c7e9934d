"""Direct quotations by a peer beside ours, on the same gold: ``python bench/peers_quotes.py``; needs ../shared/gold and the group `peers`.

direct-speech-extractor-ru (MIT) gives the words of direct speech, neither speakers nor words of speech. The gold is its statements of the
form `direct`. `found` pairs contents as the scorer does (Jaccard of 0.5 or more in characters, one to one); the other figures count
words: those of all gold speakers (cues, contents) against those of all found ones. A speaker or cue that a program does not give is `-`.
"""

from __future__ import annotations

import importlib.util
import json
import re
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

GOLD = Path("../shared/gold/dev")
SCORE = Path("../shared/gold/score.py")
PARTS = ("source", "cue", "content")
SECONDS = 20
"""Patience with one report: the peer's patterns may search for very long."""
WORD = re.compile(r"\w+")
EDGES = ' \n\t«»"“”„–—-,'
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Spans of one direct quotation; `source` and `cue` are empty where they are not told."""

    content: Spans
    source: Spans
    cue: Spans

    def part(self, name: str) -> Spans:
        return {"content": self.content, "source": self.source, "cue": self.cue}[name]


Finder = Callable[[str], Sequence[Quoted]]


def in_gold(report: dict[str, Any]) -> list[Quoted]:
    """The statements of a gold report (or a ledger) whose form is direct."""
    return [
        Quoted([(s, e) for s, e in d["content"]], _span((d["source"] or {}).get("span")), _span(d["cue"]))
        for d in report["statements"]
        if d["form"] == "direct"
    ]


def _span(span: Sequence[int] | None) -> Spans:
    return [(span[0], span[1])] if span else []


def our_finder() -> Finder:
    from letopis import read

    return lambda text: in_gold(json.loads(json.dumps(read(text).to_dict())))


def extractor_finder() -> Finder:
    """What `direct_speech` gives, found again in the text: the package tells words, not places."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # escapes in its patterns that Python warns of
        from direct_speech_extractor_ru import Extractor

    def find(text: str) -> Sequence[Quoted]:
        return [Quoted([span], [], []) for span in _placed(text, Extractor(text).direct_speech())]

    return find


def _placed(text: str, pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the pieces stand, each behind the one before if it can."""
    at = 0
    for piece in pieces:
        words = piece.strip(EDGES)
        start = text.find(words, at) if words else -1
        start = start if start >= 0 or not words else text.find(words)
        if start >= 0:
            at = start + len(words)
            yield start, at


# --- figures ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Figures:
    """P, R, F1 of what was found, F1 of words by part (None where the program tells no such part), and what failed."""

    found: tuple[float, float, float]
    words: dict[str, float | None]
    failures: Counter[str]


def measured(reports: Sequence[dict[str, Any]], find: Finder, scorer: Any) -> Figures:
    found = [0, 0, 0]
    words = {part: [0, 0, 0] for part in PARTS}
    failures: Counter[str] = Counter()
    for report in reports:
        gold = in_gold(report)
        ours: Sequence[Quoted] = ()
        try:
            with patience(SECONDS):
                ours = find(report["text"])
        except Exception as error:  # whatever a peer raises: the other reports must still be measured
            failures[f"{type(error).__name__}: {error}"[:160]] += 1
        _add(found, len(_paired(gold, ours, scorer)), len(gold), len(ours))
        for part, counts in words.items():
            here, there = (_words(report["text"], [s for q in quotes for s in q.part(part)]) for quotes in (gold, ours))
            _add(counts, len(here & there), len(here), len(there))
    by_part = {part: f1(counts)[2] if counts[2] else None for part, counts in words.items()}
    return Figures(f1(found), by_part, failures)


def _paired(gold: Sequence[Quoted], ours: Sequence[Quoted], scorer: Any) -> dict[int, int]:
    here, there = [scorer.chars(q.content) for q in gold], [scorer.chars(q.content) for q in ours]

    def like(i: int, j: int) -> float:
        share = float(scorer.jaccard(here[i], there[j]))
        return share if share >= 0.5 else 0

    paired: dict[int, int] = scorer.pair(len(here), len(there), like)
    return paired


def _words(text: str, spans: Spans) -> set[int]:
    """Where the words within the spans begin."""
    return {start + m.start() for start, end in spans for m in WORD.finditer(text[start:end])}


def _add(counts: list[int], *more: int) -> None:
    for k, n in enumerate(more):
        counts[k] += n


def f1(counts: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (right, gold, found)."""
    right, gold, found = counts
    p, r = (right / found if found else 0.0), (right / gold if gold else 0.0)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Raises TimeoutError inside when it takes longer; needs the main thread and a system with alarms."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"no answer within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def load_scorer() -> Any:
    """../shared/gold/score.py as a module, so that quotations are paired as the scorer pairs statements."""
    spec = importlib.util.spec_from_file_location("score", SCORE)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {SCORE}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    if not GOLD.is_dir():
        print(f"no gold reports at {GOLD}: nothing to measure", file=sys.stderr)
        return 0
    reports = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(GOLD.glob("*.json"))]
    scorer = load_scorer()
    print(f"direct quotations: {sum(len(in_gold(r)) for r in reports)} in {len(reports)} reports; words: F1 of words, as a percentage")
    print(f"{'':28}" + "".join(f"{name:>16}" for name in ("found P", "found R", "found F1", *(f"{p} words" for p in PARTS))))
    for name, make in (("direct-speech-extractor-ru", extractor_finder), ("letopis", our_finder)):
        try:
            figures = measured(reports, make(), scorer)
        except ImportError as error:
            print(f"{name:28} cannot be imported: {error}")
            continue
        cells = [f"{100 * v:16.1f}" for v in figures.found] + [f"{'-':>16}" if v is None else f"{100 * v:16.1f}" for v in figures.words.values()]
        print(f"{name:28}" + "".join(cells))
        for failure, number in figures.failures.most_common():
            print(f"{'':28}  failed on {number} of {len(reports)} reports: {failure}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
