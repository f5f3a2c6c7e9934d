"""Cuts each input into pieces by position alone: a piece is what one actor reads at a time, what a lost machine costs, and one file of ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from letopis.bulk.batches import READ_TOGETHER, Batch
from letopis.bulk.intake import Plan
from letopis.formats import Problem, Raw
from letopis.model import Report

MOST_BYTES = 32_000_000
"""Bytes of one piece: pages of the web are a hundred kB each, and a piece travels through the memory of the cluster."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some items of input number `source`, the first of which is its item `first`; `number` counts the pieces of that input."""

    source: int
    number: int
    first: int
    items: tuple[Report | Raw, ...] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    digest: bytes = b""

    @property
    def name(self) -> str:
        return f"part-{self.source:05}-{self.number:05}"

    def batches(self) -> Iterator[Batch]:
        """Its items in batches; they are numbered within the input."""
        for at in range(0, len(self.items), READ_TOGETHER):
            yield Batch(self.first + at, self.items[at : at + READ_TOGETHER])


def cut(source: int, items: Iterable[Report | Problem | Raw], most: int, most_bytes: int = MOST_BYTES) -> Iterator[Piece]:
    """The pieces of one input; there is at least one, which may hold nothing."""
    plan, held, size = Plan(0, 0), list[Report | Raw](), 0
    for item in items:
        if isinstance(item, Problem):
            plan.problems.append(item)
            continue
        plan.add(item)
        held.append(item)
        size += len(item.data) if isinstance(item, Raw) else len(item.text)
        if len(held) == most or size >= most_bytes:
            yield _piece(source, plan, held)
            plan, held, size = Plan(plan.number + 1, plan.first + plan.items), [], 0
    if held or plan.problems or plan.number == 0:
        yield _piece(source, plan, held)


def _piece(source: int, plan: Plan, held: list[Report | Raw]) -> Piece:
    return Piece(source, plan.number, plan.first, tuple(held), tuple(plan.problems), plan.digest())
