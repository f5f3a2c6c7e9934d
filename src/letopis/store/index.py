"""The index of words and marks: how it is written and asked, in SQLite's FTS5 and in PostgreSQL's tsvector. Both hold the same tokens.

A question is a small tree (`All`, `Any_`, `Not`, `Term`); each database has its own way to write one down.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, text

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
    "sqlite": text("INSERT INTO entry_words (rowid, tokens) VALUES (:id, :tokens)"),
    "postgresql": text("INSERT INTO entry_words (id, tokens) VALUES (:id, CAST(:tokens AS tsvector))"),
}
FORGET = text("INSERT INTO entry_words (entry_words, rowid, tokens) VALUES ('delete', :id, :tokens)")
REMEMBER = text("INSERT INTO indexed (version_id, tokens) VALUES (:version, :tokens)")
VERSIONS: BindParameter[Any] = bindparam("versions", expanding=True)
DROP_POSTGRES = text("DELETE FROM entry_words WHERE id IN (SELECT id FROM entries WHERE version_id IN :versions)").bindparams(VERSIONS)
INDEXED = text("SELECT tokens FROM indexed WHERE version_id IN :versions").bindparams(VERSIONS)
DROP_INDEXED = text("DELETE FROM indexed WHERE version_id IN :versions").bindparams(VERSIONS)

Indexed = Mapping[int, Sequence[tuple[int, Sequence[str]]]]
"""Version -> its live entries, each a key and tokens."""


def put(connection: Connection, rows: Indexed) -> None:
    """Index the entries of versions that have none in the index. FTS5 wants keys in rising order: a step back costs it a segment of its own."""
    dialect = connection.dialect.name
    write = " ".join if dialect == "sqlite" else tsvector
    values: list[dict[str, Any]] = [{"id": key, "tokens": write(tokens)} for entries in rows.values() for key, tokens in entries]
    if values:
        connection.execute(INSERT[dialect], sorted(values, key=itemgetter("id")))
    if dialect == "sqlite" and rows:
        connection.execute(REMEMBER, [{"version": v, "tokens": _packed(entries)} for v, entries in rows.items()])


def drop(connection: Connection, versions: Sequence[int]) -> None:
    """Take the entries of versions out of the index."""
    wanted = {"versions": list(versions)}
    if connection.dialect.name == "postgresql":
        connection.execute(DROP_POSTGRES, wanted)
        return
    values: list[dict[str, Any]] = [
        {"id": key, "tokens": tokens} for (packed,) in connection.execute(INDEXED, wanted) for key, tokens in _unpacked(packed)
    ]
    if values:
        connection.execute(FORGET, sorted(values, key=itemgetter("id")))
    connection.execute(DROP_INDEXED, wanted)


def _packed(entries: Iterable[tuple[int, Sequence[str]]]) -> bytes:
    return zlib.compress("\n".join(f"{key} {' '.join(tokens)}" for key, tokens in entries).encode("utf-8", "surrogatepass"))


def _unpacked(packed: bytes) -> Iterator[tuple[int, str]]:
    for line in zlib.decompress(packed).decode("utf-8", "surrogatepass").split("\n"):
        key, _, tokens = line.partition(" ")
        if key:
            yield int(key), tokens


def tsvector(tokens: Sequence[str]) -> str:
    """`tokens` with their positions as a literal of PostgreSQL's type tsvector."""
    at: defaultdict[str, list[str]] = defaultdict(list)
    for position, token in enumerate(tokens, 1):
        if len(at[token]) < MOST_POSITIONS and position <= 16_383:
            at[token].append(str(position))
    return " ".join(f"{_quoted(t)}:{','.join(p)}" if p else _quoted(t) for t, p in at.items())


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
