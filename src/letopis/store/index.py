"""The index of words and marks: how it is written and asked, in SQLite's FTS5 and in PostgreSQL's tsvector. Both hold the same tokens.

A question is a small tree (`All`, `Any_`, `Not`, `Term`); each database has its own way to write one down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

MOST_POSITIONS = 255
"""Positions of one token in one entry that PostgreSQL keeps."""


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that follow each other; one, as a rule. `prefix` asks for whatever begins so (of one token)."""

    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Any_:
    """At least one of them."""

    of: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """None of the entries of `node`; only inside `All`."""

    node: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them; at least one that is no `Not`."""

    of: tuple[Node, ...]


Node = Term | Any_ | Not | All


def mark(token: str) -> Term:
    return Term((token,))


# --- writing down a question -----------------------------------------------------------------------------------------
def fts5(node: Node) -> str:
    """`node` in the query language of FTS5."""
    if isinstance(node, Term):
        return f'"{" ".join(node.tokens)}"' + (" *" if node.prefix else "")
    if isinstance(node, Any_):
        return "(" + " OR ".join(map(fts5, node.of)) + ")"
    if isinstance(node, All):
        wanted = " AND ".join(fts5(n) for n in node.of if not isinstance(n, Not))
        return "(" + wanted + "".join(f" NOT {fts5(n.node)}" for n in node.of if isinstance(n, Not)) + ")"
    raise TypeError("a question may not only exclude")


def tsquery(node: Node) -> str:
    """`node` as a literal of PostgreSQL's type tsquery."""
    if isinstance(node, Term):
        return "(" + " <-> ".join(_quoted(t) + (":*" if node.prefix else "") for t in node.tokens) + ")"
    if isinstance(node, Any_):
        return "(" + " | ".join(map(tsquery, node.of)) + ")"
    if isinstance(node, All):
        return "(" + " & ".join(map(tsquery, node.of)) + ")"
    return f"!{tsquery(node.node)}"


def written(connection: Connection, node: Node) -> str:
    return fts5(node) if connection.dialect.name == "sqlite" else tsquery(node)


MATCH = {"sqlite": "entry_words MATCH :question", "postgresql": "entry_words.tokens @@ CAST(:question AS tsquery)"}
KEY = {"sqlite": "entry_words.rowid", "postgresql": "entry_words.id"}
"""The condition of a match and the column of entries' keys, by dialect."""


# --- the rows of the index -------------------------------------------------------------------------------------------
INSERT = {
    "sqlite": "INSERT INTO entry_words (rowid, tokens) VALUES (:id, :tokens)",
    "postgresql": "INSERT INTO entry_words (id, tokens) VALUES (:id, CAST(:tokens AS tsvector))",
}


def put(connection: Connection, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Index entries by key. FTS5 wants keys in rising order: each step back would cost it a segment of its own."""
    dialect = connection.dialect.name
    write = " ".join if dialect == "sqlite" else tsvector
    values = [{"id": key, "tokens": write(tokens)} for key, tokens in sorted(rows, key=lambda r: r[0])]
    if values:
        connection.execute(text(INSERT[dialect]), values)


def drop(connection: Connection, keys: Iterable[int]) -> None:
    """Take entries out of the index."""
    values = [{"id": key} for key in sorted(keys)]
    if values:
        connection.execute(text(f"DELETE FROM entry_words WHERE {KEY[connection.dialect.name].partition('.')[2]} = :id"), values)


def tsvector(tokens: Sequence[str]) -> str:
    """`tokens` with their positions as a literal of PostgreSQL's type tsvector."""
    at: defaultdict[str, list[str]] = defaultdict(list)
    for position, token in enumerate(tokens, 1):
        if len(at[token]) < MOST_POSITIONS and position <= 16_383:
            at[token].append(str(position))
    return " ".join(f"{_quoted(t)}:{','.join(p)}" if p else _quoted(t) for t, p in at.items())


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
