"""The documentation is true: its commands run, every command and option, table and column, and field of the ledger is in it."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import letopis
from letopis.cli import _parser, main
from letopis.model import Entity, Event, Statement, Time

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
RU = ROOT / "src" / "letopis" / "languages" / "ru"


def commands(page: Path) -> list[tuple[str, int]]:
    """The shell commands of a page, with the exit code that a comment names."""
    lines = [line[2:] for block in CONSOLE.findall(page.read_text(encoding="utf-8")) for line in block.split("\n") if line.startswith("$ ")]
    return [(line, int(code.group(1)) if (code := re.search(r"# exit (\d)", line)) else 0) for line in lines]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, in which the commands of all pages run one after the other."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "samples", folder / "samples")
    program = folder / "bin" / "letopis"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m letopis "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("page", ["docs/cli.md", "README.md"])
def test_the_commands_of_the_documentation_run(page: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(place)
    for line, code in commands(ROOT / page):
        if line.startswith("letopis ") and not set("|<>*") & set(line):  # no work for a shell: run it here, with the models already loaded
            try:
                done = main(shlex.split(line, comments=True)[1:])
            except SystemExit as stop:
                done = int(stop.code or 0)
            errors = capsys.readouterr().err
        else:
            environment = {**os.environ, "PATH": f"{place / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"}
            shell = subprocess.run(["bash", "-c", line], env=environment, capture_output=True, text=True, check=False)
            done, errors = shell.returncode, shell.stderr
        assert (done, line) == (code, line), errors
        assert len(errors.splitlines()) == code, line


def shown(page: Path) -> list[tuple[str, str]]:
    """Commands of a page of which it shows the output, and that output."""
    blocks = [block.removeprefix("$ ").split("\n", 1) for block in CONSOLE.findall(page.read_text(encoding="utf-8"))]
    return [(line, output) for line, output in blocks if output and not output.startswith("$ ")]


@pytest.mark.parametrize(("line", "output"), [pair for page in PAGES for pair in shown(page)])
def test_what_is_shown_is_what_is_printed(
    line: str, output: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    assert main(shlex.split(line)[1:]) == 0
    assert capsys.readouterr().out == output


def parsers(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    for name, parser in parsers(_parser()):
        assert re.search(f"letopis {name}[ `]", page)
        for action in parser._actions:
            for option in action.option_strings:
                assert option in {"-h", "--help"} or re.search(f"`{option}[ `]", page), f"{name} {option}"


@pytest.mark.parametrize("table", sorted(RU.glob("*.tsv")), ids=lambda p: p.stem)
def test_every_table_and_column_is_documented(table: Path) -> None:
    page = (DOCS / "tables.md").read_text(encoding="utf-8")
    assert f"`{table.name}`" in page
    header = next(line for line in table.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#"))
    for column in header.split("\t"):
        assert f"`{column.strip()}`" in page, f"{table.name}: {column}"


@pytest.mark.parametrize("kind", [Entity, Time, Statement, Event])
def test_every_field_of_the_ledger_is_documented(kind: type) -> None:
    page = (DOCS / "ledger.md").read_text(encoding="utf-8")
    for field in fields(kind):
        assert field.name in {"cue_token", "frame", "trigger_token", "is_told"} or f"`{field.name}`" in page or f'"{field.name}"' in page, field.name


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_version_is_one() -> None:
    assert f'version = "{letopis.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
