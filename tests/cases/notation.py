"""The inline notation of the case files: `{label words}` marks a stretch of the text, nobody counts offsets.

`@key value` lines set what holds for the lines below them; `#` opens a comment line; ` # known failure: why` ends a line that is
known to fail; ` => …` parts a line from what else is expected of it; `\\n` is a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from letopis.model import Span

BRACES = re.compile(r"\{(\S+) ([^{}]*)\}")
FAILURE = re.compile(r"\s+# known failure: (.*)$")


@dataclass(frozen=True)
class Mark:
    """A labelled stretch."""

    label: str
    span: Span


@dataclass(frozen=True)
class Case:
    """One line of a case file."""

    file: str
    line: int
    text: str
    marks: tuple[Mark, ...]
    settings: Mapping[str, str]
    expected: str = ""
    known_failure: str = ""

    @property
    def id(self) -> str:
        return f"{self.file}:{self.line}"


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of one file."""
    settings: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            settings = {**settings, key: value.strip()}
        elif line.strip() and not line.startswith("#"):
            yield _case(path.name, number, line, settings)


def _case(file: str, number: int, line: str, settings: Mapping[str, str]) -> Case:
    failure = FAILURE.search(line)
    if failure:
        line = line[: failure.start()]
    marked, _, expected = line.partition(" => ")
    text, marks = unmark(marked.replace("\\n", "\n"))
    return Case(file, number, text, marks, dict(settings), expected.strip(), failure.group(1) if failure else "")


def unmark(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its braces, and the marks on it. Braces may stand inside braces."""
    marks: list[Mark] = []
    while match := BRACES.search(marked):
        label, words = match.group(1), match.group(2)
        start = match.start()
        cut = len(match.group()) - len(words)
        head = len(label) + 2
        marked = marked[:start] + words + marked[match.end() :]
        marks = [Mark(m.label, _moved(m.span, start, head, match.end(), cut)) for m in marks]
        marks.append(Mark(label, Span(start, start + len(words))))
    return marked, tuple(sorted(marks, key=lambda m: m.span))


def _moved(span: Span, start: int, head: int, end: int, cut: int) -> Span:
    """Where `span` lies once the braces around ``[start, end)`` are gone."""
    if span.start >= end:
        return Span(span.start - cut, span.end - cut)
    if span.start > start:
        return Span(span.start - head, span.end - head)
    return span
