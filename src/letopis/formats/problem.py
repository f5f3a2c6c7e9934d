"""What went wrong with one input, told in one line: where, what, and the mend."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or a record of one, that could not be read. `place` is a line or byte inside the source, or empty."""

    source: str
    what: str
    mend: str
    place: str = ""

    def __str__(self) -> str:
        where = f"{self.source}:{self.place}" if self.place else self.source
        return f"{where}: {self.what}; {self.mend}"
