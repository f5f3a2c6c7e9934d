"""What reads: the version, the tables and the code, as hashes. A run of `add` records them; equal hashes read alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

READS = ("api.py", "engine", "languages", "model.py", "reading.py", "screening.py", "steps")
"""Parts of the package that a reading depends on."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`rules` is one hash of all that reads; `tables` a JSON object of table -> hash."""

    version: str
    rules: str
    tables: str


def rules() -> Rules:
    from letopis import __version__

    package = files("letopis")
    found = dict(sorted(hashed for name in READS for hashed in _hashes(package.joinpath(name), name)))
    tables = {name: digest for name, digest in found.items() if name.endswith(".tsv")}
    whole = sha256(json.dumps([__version__, found]).encode()).hexdigest()
    return Rules(__version__, whole, json.dumps(tables))


def _hashes(part: Traversable, name: str) -> Iterator[tuple[str, str]]:
    if part.is_dir():
        for inside in part.iterdir():
            yield from _hashes(inside, f"{name}/{inside.name}")
    elif name.endswith((".py", ".tsv")):
        yield name, sha256(part.read_bytes()).hexdigest()
