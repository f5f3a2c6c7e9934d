"""Every statement of the samples can be explained: its words, its chain in words, the tree, the frame, and the row or what the rule does."""

from __future__ import annotations

from pathlib import Path

import pytest

from letopis import Report
from letopis.api import read_closely
from letopis.explain import explain

SAMPLES = sorted(Path("samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_statement_of_the_samples(path: Path) -> None:
    reading, parse = read_closely(Report(path.name, path.read_text(encoding="utf-8"), outlet="Залив", relays=("Вестник",)))
    assert reading.statements
    for statement in reading.statements:
        lines = explain(reading, parse, statement.id, 100)
        assert {"on whose word", "words", "tree", "why"} <= set(lines)
        told = lines[lines.index("on whose word") + 1 : lines.index("words")]
        assert told[:2] == ["  Залив tells it", "  by way of Вестник, from where the whole report came"]
        assert f"({statement.id})" in " ".join(told)
        why = lines[lines.index("why") :]
        assert any(line.startswith("  frame ") for line in why)
        assert not any("written in code" in line for line in why)


def test_the_chain_in_words_names_the_relay_and_its_words() -> None:
    text = "Мэр заявил, что инспектор обещал закрыть порт. Об этом сообщает агентство «Прибой»."
    reading, parse = read_closely(Report("x", text, outlet="Залив"))
    lines = explain(reading, parse, "s2", 100)
    told = lines[lines.index("on whose word") + 1 : lines.index("words") - 1]
    assert told == [
        "  Залив tells it",
        "  by way of Прибой, by the words «агентство «Прибой»»",
        "  мэр: say (s1), by the words «заявил»",
        "  инспектор: promise (s2), by the words «обещал»",
    ]
