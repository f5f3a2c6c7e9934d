"""Imports point one way, and steps know no language by name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "letopis"
LAYERS = {
    "records": -1,
    "model": 0,
    "engine": 1,
    "languages": 2,
    "formats": 3,
    "store": 3,
    "export": 3,
    "steps": 4,
    "screening": 4,
    "reading": 5,
    "api": 6,
    "bulk": 7,
    "explain": 7,
    "commands": 8,
    "keeping": 9,
    "web": 10,
    "cli": 11,
}
"""Room -> layer. A module imports from lower layers, or from its own room."""
MODULES = sorted(SOURCE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{a.name}" for a in node.names)


def room(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", [m for m in MODULES if room(m) not in {"__init__", "__main__"}], ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    assert here in LAYERS, f"{here} has no layer: add it to LAYERS"
    for name in imported(path):
        if name.startswith("letopis."):
            there = name.split(".")[1]
            if there in LAYERS and there != here:
                assert LAYERS[there] < LAYERS[here], f"{path.name} imports {name}"
            if f"{name}.".startswith("letopis.languages.ru."):
                assert path.parent.name == "ru", f"{path.name} names a language: {name}"


def test_natasha_is_never_imported() -> None:
    for path in MODULES:
        assert not any(n.split(".")[0] in {"natasha", "pymorphy2", "pkg_resources"} for n in imported(path)), path
