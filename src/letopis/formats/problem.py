"""What went wrong with one input, told in one line: where, what, and the mend."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 300
"""Letters of one field: names of files and messages of libraries may be longer, or go on for several lines."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or a record of one, that could not be read. `place` is a line or byte inside the source, or empty.

    All fields are one line of letters that any encoding of Unicode can hold, whatever they are made from.
    """

    source: str
    what: str
    mend: str
    place: str = ""

    def __post_init__(self) -> None:
        for name in ("source", "what", "mend", "place"):
            object.__setattr__(self, name, one_line(getattr(self, name)))

    def __str__(self) -> str:
        where = f"{self.source}:{self.place}" if self.place else self.source
        return f"{where}: {self.what}; {self.mend}"


def one_line(text: str) -> str:
    """`text` with spaces for line breaks and U+FFFD for what cannot be shown, cut after `LONGEST` letters."""
    if len(text) <= LONGEST and text.isprintable():
        return text
    words = " ".join(text[: 4 * LONGEST].split())
    shown = "".join(c if c.isprintable() else "\ufffd" for c in words)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
