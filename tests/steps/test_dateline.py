"""Datelines, by the cases of tests/cases/ru/datelines.txt."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import letopis
from letopis.engine import Tagger
from letopis.languages.language import Language
from letopis.model import Span
from letopis.steps.dateline import find_dateline
from letopis.steps.grammar import parse_many

CASES = Path(__file__).parent.parent / "cases" / "ru" / "datelines.txt"
BRACES = re.compile(r"\{(\S+) ([^}]*)\}")
LINES = [line for line in CASES.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
BENCH = Path("../shared/bench/news.jsonl")


def told(line: str) -> tuple[str, dict[str, str]]:
    """The text of a case and what its braces name."""
    parts = {name if not name[0].isdigit() and not name.startswith("X") else "date": f"{name} {words}" for name, words in BRACES.findall(line)}
    return BRACES.sub(r"\2", line), {k: v if k == "date" else v.split(" ", 1)[1] for k, v in parts.items()}


@pytest.mark.parametrize("line", LINES)
def test_cases(line: str, russian: Language) -> None:
    line, _, failure = line.partition(" # known failure")
    text, wanted = told(line.replace("\\n", "\n"))
    found = find_dateline(text, russian)
    shown: dict[str, str] = {}
    if found:
        parts = {"place": found.place, "relay": found.relay}
        shown = {name: span.of(text) for name, span in parts.items() if span}
        if found.date:
            shown["date"] = f"{found.value} {found.date.of(text)}"
        assert found.span.of(text).strip()
    if failure:
        assert shown != wanted, "this known failure passes now: take its mark away"
    else:
        assert shown == wanted


def test_the_first_sentence_begins_after_it(russian: Language) -> None:
    text = "МИНСК, 5 мая. /ТАСС/. Паром вышел в море."
    found = find_dateline(text, russian)
    assert found is not None
    assert Span(found.span.end, len(text)).of(text) == "Паром вышел в море."


@pytest.mark.slow
@pytest.mark.skipif(not BENCH.exists(), reason="the real reports are not here")
def test_no_false_alarm_on_reports_without_datelines(russian: Language) -> None:
    texts = [json.loads(line)["text"] for line in BENCH.read_text(encoding="utf-8").split("\n") if line]
    assert [t[:80] for t in texts if find_dateline(t, russian)] == []


def test_it_is_a_sentence_of_its_own(tagger: Tagger, russian: Language) -> None:
    (parse,) = parse_many(["Порт закрыт\n\nКамнегорск. 5 апреля. ПРИБОЙ - Профсоюз закрыл порт."], tagger, russian)
    assert [s.span.of(parse.text) for s in parse.sentences][-1] == "Профсоюз закрыл порт."


@pytest.mark.parametrize(("published", "fits"), [("2024-04-05", True), ("2024-04-06", True), ("2024-09-05", False), ("2024-04-01", False)])
def test_a_dateline_without_a_year_fits_a_given_date(published: str, fits: bool) -> None:
    reading = letopis.read("Порт закрыт\n\nКамнегорск. 5 апреля. ПРИБОЙ - Профсоюз закрыл порт.", published=published)
    assert (not reading.problems) == fits
    assert reading.report.relays == ("ПРИБОЙ",)
