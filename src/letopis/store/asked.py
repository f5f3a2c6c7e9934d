"""A question made ready for one database: its names looked up, its words and marks written down."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from letopis.store import marks
from letopis.store import schema as t
from letopis.store.errors import NoSuch
from letopis.store.fold import fold
from letopis.store.index import All, Node, mark, written
from letopis.store.lemmas import Lemmas
from letopis.store.question import Question, node_of


@dataclass(frozen=True, slots=True)
class Asked:
    """`index` is the text for the database's index (None where nothing narrows), `intervals` the same for entries of more than one day only.

    `since` and `until` are days (ordinals), both included; `newest` tells the order.
    """

    index: str | None
    intervals: str
    since: int | None
    until: int | None
    newest: bool


def asked(connection: Connection, question: Question, lemmas: Lemmas) -> Asked:
    """Look up the names of `question` and write it down for this database."""
    outlets = [row for name in question.outlet for row in outlet_rows(connection, name)]
    entities = entity_rows(connection, question.entity) if question.entity else []
    named = [(letters, entity_rows(connection, uid)) for letters, uid in question.named]
    node = node_of(question, lemmas, outlets, entities, named)
    interval = mark(marks.INTERVAL)
    both: Node = interval if node is None else All((node, interval))
    return Asked(
        written(connection, node) if node else None,
        written(connection, both),
        question.since,
        question.until,
        question.order == "newest",
    )


def outlet_rows(connection: Connection, name: str) -> list[int]:
    return list(connection.execute(select(t.outlets.c.id).where(t.outlets.c.folded == fold(name))).scalars())


def entity_rows(connection: Connection, uid: str) -> list[int]:
    """The rows of an entity and of all that are merged with it."""
    found = connection.execute(select(t.entities.c.id, t.entities.c.merged_into).where(t.entities.c.uid == uid)).first()
    if found is None:
        raise NoSuch(f"{uid}: no such entity")
    root = found.merged_into or found.id
    return [root, *connection.execute(select(t.entities.c.id).where(t.entities.c.merged_into == root)).scalars()]
