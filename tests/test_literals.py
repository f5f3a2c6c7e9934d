"""The words of a language stand in its folder: no other module holds one, so that another language is a new folder."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "letopis"
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LANGUAGES = SOURCE / "languages"
MODULES = sorted(p for p in SOURCE.rglob("*.py") if p.parent.parent != LANGUAGES)
"""All but those of the languages' own folders."""


def words(path: Path) -> Iterator[ast.Constant]:
    """String constants with Cyrillic letters that are no documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(s.value) for n in ast.walk(tree) for s in _body(n) if isinstance(s, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CYRILLIC.search(node.value) and id(node) not in told:
            yield node


def _body(node: ast.AST) -> list[ast.stmt]:
    body = getattr(node, "body", [])
    return body if isinstance(body, list) else []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_word_of_a_language_outside_its_folder(path: Path) -> None:
    found = [f"{path.name}:{n.lineno}: {n.value!r}" for n in words(path)]
    assert not found, "put it in a table of the language, or in its morphology"
