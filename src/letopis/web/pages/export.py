"""Exports of exactly what the ledger page asks for: all its pages together, in its order."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from letopis.store import Ordering
from letopis.web.asking import Asking
from letopis.web.desk import Desk, asked, desk_of, not_found
from letopis.web.pages.index import chips, named_in, ordering, row_data

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes what begins so for a formula; such cells get an apostrophe before them."""
COLUMNS = (
    *("uid", "kind", "label", "mode", "status", "form", "first", "last", "time", "day_basis", "who", "whom", "place", "evidence", "chain", "via"),
    *("unnamed", "outlet", "published", "title", "url", "review", "rule", "certainty", "report", "report_name", "version", "address"),
)
Line = dict[str, Any]


def export(request: Request) -> Response:
    """`/export.csv`, `/export.json`, `/export.jsonl` of the question."""
    form = request.path_params["form"]
    if form not in WRITERS:
        raise not_found(f"there is no export as {form[:20]!r}; there are {', '.join(WRITERS)}")
    question = asked(request).everything()
    desk = desk_of(request)
    chips(question, named_in(desk, question))
    lines = _lines(desk, question, ordering(request, question))
    first = list(islice(lines, 1))  # what cannot be asked is told before the stream begins
    writer, media = WRITERS[form]
    headers = {"content-disposition": f'attachment; filename="ledger.{form}"'}
    return StreamingResponse(_encoded(writer(chain(first, lines))), media_type=media, headers=headers)


def _lines(desk: Desk, question: Asking, order: Ordering | None) -> Iterator[Line]:
    return map(row_data, desk.ledger.every_surveyed(desk.columns, question.question(), order))


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.encode("utf-8", "replace")


def as_csv(lines: Iterator[Line]) -> Iterator[str]:
    yield "\ufeff" + _csv_line(COLUMNS)
    for line in lines:
        yield _csv_line([_cell(line[name]) for name in COLUMNS])


def _cell(value: object) -> str:
    text = " <- ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def as_jsonl(lines: Iterator[Line]) -> Iterator[str]:
    for line in lines:
        yield json.dumps(line, ensure_ascii=False) + "\n"


def as_json(lines: Iterator[Line]) -> Iterator[str]:
    yield "["
    for n, line in enumerate(lines):
        yield (",\n" if n else "\n") + json.dumps(line, ensure_ascii=False)
    yield "\n]\n"


WRITERS: Mapping[str, tuple[Callable[[Iterator[Line]], Iterator[str]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
    "jsonl": (as_jsonl, "application/x-ndjson"),
}
