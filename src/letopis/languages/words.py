"""Closed classes of words that rules ask for by name: a table with a row for each field of a dataclass.

The dataclass is the list of what a language must tell: a row that is missing, or that no field asks for, is an error of the table.
A language that has no such words leaves the cell `lemmas` of the row empty.
"""

from __future__ import annotations

from dataclasses import fields
from importlib.resources.abc import Traversable
from typing import Any, TypeVar, get_type_hints

from letopis.languages.tables import Row, TableError, read_table

COLUMNS = ("id", "lemmas", "example")
Words = TypeVar("Words")


def load_words(path: Traversable, into: type[Words]) -> Words:
    """`into` (a dataclass of ``frozenset[str]``, of ``tuple[str, ...]`` where the order counts, and of ``str``) from the table at `path`.

    Raises `TableError`.
    """
    rows = {r.id: r for r in read_table(path, COLUMNS)}
    kinds = get_type_hints(into)
    names = [f.name for f in fields(into)]  # type: ignore[arg-type]
    missing = [name for name in names if name not in rows]
    if missing:
        raise TableError(
            f"{path.name}: there are no rows {', '.join(missing)}: add them, with an empty cell `lemmas` where the language has no such words"
        )
    for row in rows.values():
        if row.id not in kinds:
            raise row.error(f"no rule asks for {row.id!r}: write one of {', '.join(names)}")
    return into(**{name: _filled(rows[name], kinds[name]) for name in names})


def _filled(row: Row, kind: Any) -> frozenset[str] | tuple[str, ...] | str:
    words = row.words("lemmas")
    if kind is str:
        if len(words) > 1:
            raise row.error(f"one word is wanted, there are {len(words)}")
        return "".join(words)
    return words if kind == tuple[str, ...] else frozenset(words)
