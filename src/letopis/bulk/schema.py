"""The ledger as an Arrow schema: one row a report, field for field the object of docs/ledger.md, made from the data types themselves."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from letopis.model import Entity, Event, Span, Statement, Time

SPAN = pa.list_(pa.int32())
"""``[start, end)``, as in JSON."""
REPORT = pa.struct(
    [
        *((name, pa.string()) for name in ("id", "title", "text", "outlet", "url", "language")),
        ("relays", pa.list_(pa.string())),
        ("published", pa.string()),
        ("published_basis", pa.string()),
        ("published_evidence", pa.list_(SPAN)),
        ("sha256", pa.string()),
    ]
)
LEAVE = {"cue_token", "frame", "trigger_token", "is_told"}
"""Fields that only later steps and explanations use: they are no part of the ledger."""


@lru_cache(maxsize=1)
def ledger_schema() -> pa.Schema:
    """`item` numbers the reports of a run; the other columns are the ledger's."""
    return pa.schema(
        [
            ("item", pa.int64()),
            ("ledger", pa.int32()),
            ("report", REPORT),
            *((name, pa.list_(_type(kind))) for name, kind in (("entities", Entity), ("times", Time), ("statements", Statement), ("events", Event))),
            ("problems", pa.list_(pa.string())),
        ]
    )


MARKS = (pa.field("duplicate", pa.string()), pa.field("duplicate_item", pa.int64()), pa.field("duplicate_of", pa.string()))
"""`exact` or `near`, and the number and id of the report that this one repeats; null for an original."""


def rows(ledgers: Iterable[tuple[int, Mapping[str, Any]]]) -> pa.Table:
    """A table of ledgers with their numbers."""
    return pa.Table.from_pylist(
        [{"item": item, **ledger, "entities": [_entity(e) for e in ledger["entities"]]} for item, ledger in ledgers], ledger_schema()
    )


def _entity(entity: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**entity, "links": list(entity["links"].items())}


def _type(hint: Any) -> pa.DataType:
    """The Arrow type of a field's annotation."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Span:
        return SPAN
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([(f.name, _type(hints[f.name])) for f in fields(hint) if f.name not in LEAVE])
    if origin in (Union, types.UnionType):
        (inner,) = {a for a in arguments if a is not type(None)}
        return _type(inner)
    if origin is tuple:
        return pa.list_(_type(arguments[0]))
    if origin is not Literal and origin is not None:
        return pa.map_(pa.string(), pa.string())
    return {int: pa.int32(), float: pa.float64()}.get(hint, pa.string())
