"""Another language is a new folder, not a new program: a folder with a few rows makes the program read a second language."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import letopis
import letopis.languages as home
from letopis import Reading, Report, api
from letopis.formats.columns import columns_of
from letopis.formats.written_dates import written
from letopis.languages import folders, joint
from letopis.languages.identify import language_of
from letopis.languages.scaffold import begin, main
from letopis.languages.tables import read_table
from tests.languages.toy import MODULE, ROWS

RUSSIAN = "Армия атаковала порт, сообщил мэр."
STEPS = Path(letopis.__file__).parent / "steps"


@pytest.fixture
def toy(tmp_path: Path) -> Iterator[Path]:
    """The folder of the toy language, begun by the program and filled with its few rows; found while the test runs."""
    folder = tmp_path / "en"
    begin("en", folder, folders.path("ru"))
    (folder / "__init__.py").write_text(MODULE, encoding="utf-8")
    for table, rows in ROWS.items():
        fill(folder / f"{table}.tsv", rows)
    home.__path__.append(str(tmp_path))
    yield folder
    home.__path__.remove(str(tmp_path))
    for name in [n for n in sys.modules if n.startswith("letopis.languages.en")]:
        del sys.modules[name]
    for kept in (api._language, api._tagger):  # the next test reads with the languages that are there then
        kept.cache_clear()


def fill(table: Path, rows: str) -> None:
    """Rows of the toy in the place of those of the same name, and behind the others."""
    lines = table.read_text(encoding="utf-8").strip("\n").split("\n")
    new = {row.split("|")[0]: row.replace("|", "\t").replace("~", "|") for row in rows.strip().split("\n")}
    kept = [new.pop(line.split("\t")[0], line) for line in lines[1:]]
    table.write_text("\n".join((lines[0], *kept, *new.values())), encoding="utf-8")


def read(text: str) -> Reading:
    return letopis.read(text, published="2022-05-19")


def test_the_language_is_found_and_told(toy: Path) -> None:
    assert folders.codes() == ("en", "ru")
    assert [language_of(t) for t in ("The army did not attack the town.", RUSSIAN, "12:30")] == ["en", "ru", "ru"]
    assert language_of(RUSSIAN, "en") == "en"


def test_times_statements_and_events_are_read(toy: Path) -> None:
    text = "On 5 May 2022 the minister said that the army attacked the port."
    reading = read(text)
    assert reading.report.language == "en"
    assert [t.value for t in reading.times] == ["2022-05-05"]
    (said,) = reading.statements
    assert (said.act, said.rule, said.source and said.source.name, said.time) == ("say", "en.speech.say", "the minister", 0)
    assert [s.of(text) for s in said.content] == ["the army attacked the port"]
    (done,) = reading.events
    assert (done.type, done.rule, done.status, done.voucher) == ("ASSAULT", "en.event.attack", "happened", said.id)
    assert [p.name for p in done.actors] == ["the army"]
    assert [p.name for p in done.recipients] == ["the port"]


@pytest.mark.parametrize(
    ("text", "type_", "status", "place"),
    [
        ("The army did not attack the town.", "ASSAULT", "not_happened", None),
        ("The army plans to attack the port.", "ASSAULT", "planned", None),
        ("The police arrested the minister in the town.", "COERCE", "happened", "the town"),
    ],
)
def test_the_words_of_the_language_decide(toy: Path, text: str, type_: str, status: str, place: str | None) -> None:
    (done,) = read(text).events
    assert (done.type, done.status, done.place and done.place.name) == (type_, status, place)


def test_reports_of_both_languages_in_one_run(toy: Path) -> None:
    texts = [RUSSIAN, "The army did not attack the town.", RUSSIAN]
    found = list(letopis.read_many(Report(id=str(n), text=t) for n, t in enumerate(texts)))
    assert [(r.report.id, r.report.language) for r in found] == [("0", "ru"), ("1", "en"), ("2", "ru")]
    assert [r.events[0].rule.partition(".")[0] for r in found] == ["ru", "en", "ru"]


def test_what_is_asked_before_the_language_is_known(toy: Path) -> None:
    assert [written(d) for d in ("5 May 2024", "5 марта 2024")] == ["2024-05-05", "2024-03-05"]
    assert [columns_of([c, "дата"], {}) for c in ("story", "текст")] == [{"text": c, "published": "дата"} for c in ("story", "текст")]
    lemmas = joint.morphology()
    assert [lemmas.lemma(w, "", {}) for w in ("attacked", "городов")] == ["attack", "город"]


def test_what_is_there_stays_when_a_folder_is_begun_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eo", str(tmp_path / "eo")]) == 0
    made = capsys.readouterr().out.split()
    assert {Path(m).name for m in made} == {"__init__.py", *(t.name for t in folders.path("ru").glob("*.tsv"))}
    (tmp_path / "eo" / "__init__.py").write_text("", encoding="utf-8")
    assert main(["eo", str(tmp_path / "eo")]) == 0
    assert capsys.readouterr().out == ""
    assert main([]) == 2
    with pytest.raises(LookupError, match="no folder of the language 'eo': there are ru"):
        folders.path("eo")


def test_the_classes_of_speech_are_those_that_rules_ask_for() -> None:
    """Their names are strings in the code: each has a row, and each row is asked for."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in STEPS.rglob("*.py")]
    asked = {name for tree in trees for name in _asked(tree)}
    strings = {n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    rows = {row.id for row in read_table(folders.path("ru") / "speech_words.tsv", ("id",))}
    assert (asked - rows, rows - strings) == (set(), set())


def _asked(tree: ast.AST) -> Iterator[str]:
    """What `words("…")` and `ordered("…")` are called with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"words", "ordered"}:
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
