"""Quotations outside wire news, by register: ``python -m tests.cases.registers [--part dev|check] [--errors]``.

Prints token precision, recall and F1 of source, cue and content: each word of a passage is or is not part of some source (cue, content).
Every third passage is kept for checking: rules are written on the others (`dev`).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from letopis.engine import load_tagger
from letopis.languages import ru
from letopis.languages.language import Language
from letopis.model import Parse, Span, Statement
from letopis.steps.entities import find_entities
from letopis.steps.grammar import parse_many
from letopis.steps.statements import find_statements
from tests.cases.notation import Case, read_cases

FILE = Path(__file__).parent / "ru" / "registers.txt"
LABELS = ("source", "cue", "content")
Saying = tuple[tuple[Span, ...], ...]
"""Spans of source, cue and content of one statement."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Words of a label that were found and marked, found in all, marked in all."""

    right: int = 0
    found: int = 0
    marked: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.marked + other.marked)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.marked) if self.found + self.marked else 1.0


def part_of(cases: Sequence[Case], part: str) -> list[Case]:
    """The passages that rules are written on (`dev`), those kept for checking, or `all`."""
    return [c for n, c in enumerate(cases) if part == "all" or (n % 3 == 2) == (part == "check")]


def marked(case: Case) -> list[Saying]:
    """The statements that the marks tell, in the order of their numbers."""
    by_number: defaultdict[str, dict[str, list[Span]]] = defaultdict(lambda: {label: [] for label in LABELS})
    for mark in case.marks:
        label = mark.label.rstrip("0123456789")
        by_number[mark.label[len(label) :]][label].append(mark.span)
    return [tuple(tuple(sorted(spans[label])) for label in LABELS) for _, spans in sorted(by_number.items())]


def said(statement: Statement) -> Saying:
    source = statement.source.span if statement.source is not None else None
    return ((source,) if source else (), (statement.cue,) if statement.cue else (), tuple(sorted(statement.content)))


def find(cases: Sequence[Case], language: Language) -> list[tuple[Case, Parse, list[Saying]]]:
    parses = parse_many([c.text for c in cases], load_tagger(), language)
    return [(c, p, [said(s) for s in find_statements(p, find_entities(p, language), language)]) for c, p in zip(cases, parses, strict=True)]


def words(parse: Parse, sayings: Iterable[Saying], label: int) -> set[int]:
    """Words (no marks) that stand in the spans of the label; phrases around a source (`по его словам`) are counted with it."""
    return {i for s in sayings for span in s[label] for i in parse.covered(span) if any(c.isalnum() for c in parse.tokens[i].text)}


def tallies(parse: Parse, found: Sequence[Saying], wanted: Sequence[Saying]) -> dict[str, Tally]:
    out = {}
    for k, label in enumerate(LABELS):
        a, b = words(parse, found, k), words(parse, wanted, k)
        out[label] = Tally(len(a & b), len(a), len(b))
    return out


def figures(results: Iterable[tuple[Case, Parse, list[Saying]]]) -> Mapping[str, dict[str, Tally]]:
    """Register -> label -> tally; `all` for all of them."""
    out: defaultdict[str, dict[str, Tally]] = defaultdict(lambda: {label: Tally() for label in LABELS})
    for case, parse, found in results:
        for label, tally in tallies(parse, found, marked(case)).items():
            for register in (case.settings["register"], "all"):
                out[register][label] += tally
    return out


def shown(text: str, saying: Saying) -> str:
    return " | ".join(f"{label}: {' … '.join(s.of(text) for s in spans) or '-'}" for label, spans in zip(LABELS, saying, strict=True))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--part", choices=("dev", "check", "all"), default="all")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    results = find(part_of(list(read_cases(FILE)), options.part), ru.load())
    exact = sum(sorted(found) == sorted(marked(case)) for case, _, found in results)
    for register, by_label in figures(results).items():
        print(f"{register:20}", *(f"{label} {100 * tally.f1:5.1f}" for label, tally in by_label.items()))
    print(f"{exact} of {len(results)} passages are read exactly")
    for case, _, found in results if options.errors else ():
        if sorted(found) != sorted(marked(case)):
            print(f"\n{case.line} {case.text!r}")
            print(*(f"  wanted {shown(case.text, s)}" for s in marked(case)), sep="\n")
            print(*(f"  found  {shown(case.text, s)}" for s in found), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
