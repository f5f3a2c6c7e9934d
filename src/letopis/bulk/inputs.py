"""What a run reads: the names of its inputs, and what the user tells of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from letopis.formats import Problem, Raw, read_items
from letopis.formats.dates import Dater
from letopis.formats.source import Source
from letopis.model import Report


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files, addresses or `-`, in order; the format, encoding and columns they are in; date and outlet where reports leave them open."""

    names: tuple[str, ...]
    source_format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    dated: Dater | None = None
    published: str | None = None
    outlet: str | None = None

    def items(self, watch: Callable[[Source], None] = lambda source: None) -> Iterator[Report | Problem | Raw]:
        """All that is in them, in order. `watch` is told of each source when it is opened."""
        return self.of(self.names, watch)

    def of(self, names: Iterable[str], watch: Callable[[Source], None] = lambda source: None) -> Iterator[Report | Problem | Raw]:
        """What is in some of them."""
        for item in read_items(names, self.source_format, self.encoding, self.dated, watch, self.columns):
            yield self._filled(item)

    def _filled(self, item: Report | Problem | Raw) -> Report | Problem | Raw:
        if isinstance(item, Raw):
            return replace(item, otherwise=item.otherwise or self.published, outlet=item.outlet or self.outlet)
        if isinstance(item, Report):
            return replace(item, published=item.published or self.published, outlet=item.outlet or self.outlet)
        return item
