"""Every row of the tables of time is tested by its example: all examples are parsed in one batch."""

from __future__ import annotations

from importlib.resources import files

import pytest

from letopis.engine import Tagger
from letopis.languages import ru
from letopis.languages.calendar import rows
from letopis.languages.folding import fold
from letopis.languages.language import Language
from letopis.languages.tables import Row
from letopis.model import Parse, Report, Times
from letopis.steps.grammar import parse_many
from letopis.steps.times import find_times
from letopis.steps.times.builders import BUILDERS
from letopis.steps.times.finding import find_expressions

PUBLISHED = "2022-05-19"
"""A Thursday; the values in the tables are those of a report of this day."""
ROWS = list(rows(files(ru.__name__)))
POINTING = {"WILL", "AHEAD"}
"""Classes of verbs whose times lie ahead."""
PARTS_OF_WORDS = {"ADJUNIT", "PREFIX"}
"""Classes of pieces of words (`двух-летний`)."""
KNOWN_FAILURES: dict[str, str] = {}
"""Row id -> why its example fails; the test says when one starts to pass."""


@pytest.fixture(scope="module")
def parses(tagger: Tagger, russian: Language) -> dict[str, Parse]:
    texts = sorted({s for _, row in ROWS for column in ("example", "not_example") for s in row.sentences(column)})
    return dict(zip(texts, parse_many(texts, tagger, russian), strict=True))


def times_of(parse: Parse, russian: Language) -> Times:
    return find_times(parse, Report("r", parse.text, published=PUBLISHED), russian)


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[f"{t}:{r.id}" for t, r in ROWS])
def test_row(table: str, row: Row, parses: dict[str, Parse], russian: Language) -> None:
    examples = row.sentences("example")
    assert examples, f"{row.place}: no example"
    check = word_is_found if table == "time_words" else row_reads
    failed = None
    try:
        check(row, [parses[e] for e in examples], russian)
    except AssertionError as error:
        failed = error
    if row.id in KNOWN_FAILURES:
        assert failed, f"{row.id} passes now: take it from KNOWN_FAILURES"
    elif failed:
        raise failed


def word_is_found(row: Row, parses: list[Parse], russian: Language) -> None:
    wanted = {fold(w).lstrip("=") for w in row.words("lemmas")}
    for parse in parses:
        if row.cells["class"] in POINTING:
            assert all((t.earliest or "") > PUBLISHED for t in times_of(parse, russian).times), f"{row.place}: {parse.text!r} points back"
            continue
        spans = [t.span.of(parse.text) for t in times_of(parse, russian).times]
        words = {w for s in spans for w in fold(s).replace("-", " ").split()}
        keys = words | {fold(x) for w in words for x in russian.morphology.lemmas(w)}
        assert keys & wanted or any(w in k for w in wanted for k in keys if row.cells["class"] in PARTS_OF_WORDS), (
            f"{row.place}: no word of the row in what is found in {parse.text!r}: {spans}"
        )


def row_reads(row: Row, parses: list[Parse], russian: Language) -> None:
    """Examples and values run parallel; one example may have several expressions."""
    found = [t.value for parse in parses for t in times_of(parse, russian).times]
    values = [v.strip() for v in row.cells["value"].split("||") if v.strip()] if "value" in row.cells and row.file.startswith("time_patterns") else []
    for value in values:
        assert value in found, f"{row.place}: {value} is not among {found}"
    if row.cells.get("makes") == "NOTIME":
        assert not found, f"{row.place}: {found} in what is no time"
        return
    used = {rule for parse in parses for e in find_expressions(parse, russian) for rule in e.rules}
    assert row.id in used, f"{row.place}: the row takes no part in reading its example"


@pytest.mark.parametrize(("table", "row"), [(t, r) for t, r in ROWS if r.cells.get("not_example")], ids=lambda x: x if isinstance(x, str) else x.id)
def test_not_example(table: str, row: Row, parses: dict[str, Parse], russian: Language) -> None:
    for sentence in row.sentences("not_example"):
        used = {e.rules[0] for e in find_expressions(parses[sentence], russian)}
        if table == "time_words":
            assert not any(
                fold(w).lstrip("=") in fold(t.span.of(sentence)) for w in row.words("lemmas") for t in times_of(parses[sentence], russian).times
            )
        else:
            assert row.id not in used, f"{row.place}: reads {sentence!r}"


def test_meanings_have_builders() -> None:
    for table, row in ROWS:
        if table == "time_patterns":
            assert row.cells["meaning"].split()[0] in BUILDERS, row.place
