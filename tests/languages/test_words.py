"""Closed classes of words: every class has an example that shows one of its words, and a table that lacks one is told."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

import pytest

from letopis.languages.dating_words import DatingWords
from letopis.languages.deed_words import DeedWords
from letopis.languages.folding import fold
from letopis.languages.language import Language
from letopis.languages.surface import Surface
from letopis.languages.tables import Row, TableError, read_table
from letopis.languages.words import COLUMNS, load_words

TABLES = {"deed_words": DeedWords, "dating_words": DatingWords, "surface_words": Surface}
ROWS = [row for name in TABLES for row in read_table(files("letopis.languages.ru") / f"{name}.tsv", COLUMNS)]
CASES = frozenset({"gen", "dat", "acc", "ins"})
"""Slots without a preposition: no word of the example shows them."""


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.file}-{r.id}")
def test_the_example_shows_a_word_of_the_class(row: Row, russian: Language) -> None:
    wanted = [w.partition("+")[0].replace("_", " ") for w in row.words("lemmas")]
    for sentence in row.sentences("example"):
        words = {fold(w.strip(".,?«»")) for w in sentence.split()}
        forms = words | {fold(lemma) for w in words for lemma in russian.morphology.lemmas(w)}
        if row.id.endswith("_endings"):
            found = [w for w in wanted if any(f.endswith(w) for f in forms)]
        elif row.id in {"roman_lookalikes", "letter_frequencies"}:
            found = [w for w in wanted if w[0] in sentence]
        elif row.file.startswith("surface"):
            found = [w for word in wanted for w in word.split("/") if w in sentence.lower()]
        else:
            found = [w for w in wanted if fold(w) in forms or (" " in w and w in sentence.lower()) or w in CASES]
        assert found, sentence


@dataclass(frozen=True, slots=True)
class Small:
    """Two classes and a word."""

    pets: frozenset[str]
    order: tuple[str, ...]
    one: str


def write(folder: Path, *rows: str) -> Path:
    path = folder / "small.tsv"
    path.write_text("\n".join(("id\tlemmas\texample", *rows)), encoding="utf-8")
    return path


def test_a_class_is_filled_by_its_name(tmp_path: Path) -> None:
    assert load_words(write(tmp_path, "order\tb|a", "pets\tcat|dog", "one\t"), Small) == Small(frozenset({"cat", "dog"}), ("b", "a"), "")


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (("pets\tcat", "order\ta"), r"small\.tsv: there are no rows one"),
        (("pets\tcat", "order\ta", "one\tx", "two\ty"), r"small\.tsv:5: no rule asks for 'two': write one of pets, order, one"),
        (("pets\tcat", "order\ta", "one\tx|y"), r"small\.tsv:4: one word is wanted, there are 2"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, rows: tuple[str, ...], wanted: str) -> None:
    with pytest.raises(TableError, match=wanted):
        load_words(write(tmp_path, *rows), Small)


@pytest.mark.parametrize("kind", TABLES.values())
def test_the_tables_are_of_sets_and_words(kind: type) -> None:
    assert {f.type for f in fields(kind)} <= {"frozenset[str]", "tuple[str, ...]", "str"}
