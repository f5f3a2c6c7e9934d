"""Loads and checks the TSV tables of a language. Every error names the file, the line and the mend.

A table is UTF-8 text: a header, then one row a line, cells parted by tabs; lines that start with ``#`` are comments.
Inside a cell ``|`` parts alternatives, and `` || `` parts example sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable


class TableError(ValueError):
    """A table that cannot be used, with file, line and mend."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.cells["id"]

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def words(self, column: str) -> tuple[str, ...]:
        """A cell of alternatives parted by ``|``."""
        return tuple(w.strip() for w in self.cells[column].split("|") if w.strip())

    def items(self, column: str) -> tuple[str, ...]:
        """A cell of items parted by spaces; ``-`` means none."""
        return tuple(w for w in self.cells[column].split() if w != "-")

    def sentences(self, column: str) -> tuple[str, ...]:
        """A cell of sentences parted by `` || ``."""
        return tuple(s.strip() for s in self.cells[column].split("||") if s.strip())

    def error(self, what: str) -> TableError:
        return TableError(f"{self.place}: {what}")


def read_table(path: Traversable, columns: Sequence[str]) -> tuple[Row, ...]:
    """Rows of the table at `path`; `columns` must all be in its header. Raises `TableError`."""
    rows = tuple(_rows(path, columns))
    seen: dict[str, Row] = {}
    for row in rows:
        if not row.id:
            raise row.error("the cell `id` is empty: give the row a name of its own")
        if row.id in seen:
            raise row.error(f"the id {row.id!r} stands at {seen[row.id].place} too: give one of the two a suffix")
        seen[row.id] = row
    return rows


def _rows(path: Traversable, columns: Sequence[str]) -> Iterator[Row]:
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.rstrip("\r").split("\t")]
        if header is None:
            header = cells
            missing = [c for c in columns if c not in header]
            if missing:
                raise TableError(f"{path.name}:{number}: the header lacks {', '.join(missing)}")
            continue
        if len(cells) > len(header):
            raise TableError(f"{path.name}:{number}: {len(cells)} cells where the header names {len(header)}: a tab too many?")
        cells += [""] * (len(header) - len(cells))  # trailing empty cells may be left out
        yield Row(path.name, number, dict(zip(header, cells, strict=True)))
