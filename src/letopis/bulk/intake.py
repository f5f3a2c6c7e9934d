"""Numbers the items of the inputs, cuts them into batches and parts by position alone, and knows each part's digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from letopis.bulk.batches import READ_TOGETHER, Batch
from letopis.formats import Problem, Raw
from letopis.model import Report


@dataclass(slots=True)
class Plan:
    """One part of the input as far as it is read: its problems, how many items, and their digest."""

    number: int
    first: int
    items: int = 0
    problems: list[Problem] = field(default_factory=list)
    _hash: blake2b = field(default_factory=lambda: blake2b(digest_size=16))

    def add(self, item: Report | Raw) -> None:
        self.items += 1
        name, data = (item.name, item.data) if isinstance(item, Raw) else (item.id, item.text.encode("utf-8", "surrogatepass"))
        for piece in (name.encode("utf-8", "surrogatepass"), data):
            self._hash.update(len(piece).to_bytes(8, "big"))
            self._hash.update(piece)

    def digest(self) -> bytes:
        return self._hash.digest()


class Intake:
    """The items of `source`, `part` of them to a part."""

    def __init__(self, source: Iterable[Report | Problem | Raw], part: int) -> None:
        self._source = iter(source)
        self._part = part
        self._last: Plan | None = None
        self.plans: list[Plan] = []
        """Parts that are begun and not yet taken away, oldest first."""

    def skip(self) -> Plan:
        """Pass over one part that is already written; it may turn out shorter than it was."""
        plan = Plan(self._next_number(), self._next_first())
        for _ in self._items(plan):
            pass
        return plan

    def batches(self) -> Iterator[Batch]:
        """All that follows, in batches that end where a part ends."""
        while True:
            plan = Plan(self._next_number(), self._next_first())
            self.plans.append(plan)
            held: list[Report | Raw] = []
            for item in self._items(plan):
                held.append(item)
                if len(held) == READ_TOGETHER:
                    yield Batch(plan.first + plan.items - len(held), tuple(held))
                    held = []
            if held:
                yield Batch(plan.first + plan.items - len(held), tuple(held))
            if plan.items < self._part:
                return

    def _items(self, plan: Plan) -> Iterator[Report | Raw]:
        self._last = plan
        while plan.items < self._part:
            item = next(self._source, None)
            if item is None:
                break
            if isinstance(item, Problem):
                plan.problems.append(item)
            else:
                plan.add(item)
                yield item

    def _next_number(self) -> int:
        return self._last.number + 1 if self._last else 0

    def _next_first(self) -> int:
        return self._last.first + self._last.items if self._last else 0
