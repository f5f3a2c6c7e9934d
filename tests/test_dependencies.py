"""The page of dependencies names each that the program has, with the version in the lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"[\w-]+")


def test_each_dependency_is_on_the_page_with_its_locked_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {_name(d) for d in (*project["dependencies"], *(d for more in project["optional-dependencies"].values() for d in more))}
    lock = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    locked = {(_name(name), version) for name, version in re.findall(r"^([\w.\[\]-]+)==(\S+)", lock, re.MULTILINE)}  # one for each Python
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    told = {_name(cells[0]): cells[3] for line in page.splitlines() if len(cells := [c.strip() for c in line.strip("|").split("|")]) == 4}
    assert wanted == told.keys() - {"package", "-", "---"}
    assert not {(name, told[name]) for name in wanted} - locked


def _name(requirement: str) -> str:
    found = NAME.match(requirement)
    return found.group().lower().replace("_", "-") if found else "-"
