"""Begins the folder of a new language: every table that one with a folder has, with its columns, and with the classes of words to be filled.

python -m letopis.languages.scaffold eo src/letopis/languages/eo
"""

from __future__ import annotations

import sys
from pathlib import Path

from letopis.languages.folders import codes, path
from letopis.languages.tables import TableError, read_table

USAGE = "usage: python -m letopis.languages.scaffold CODE FOLDER"
MODULE = '''"""The language `{code}`: the folder of tables and the rules that no table can say."""

from __future__ import annotations

from importlib.resources import files

from letopis.languages.assembly import assemble
from letopis.languages.language import Alphabet, Language, TagsSentences
from letopis.languages.morphology import Morphology


def load() -> Language:
    """The language with its tables read and checked."""
    return assemble("{code}", files(__package__), Alphabet("A-Z", "a-z"), load_morphology(), frozenset())


def load_morphology() -> Morphology:
    """Lemmas and forms: an instance of a class with the methods of `letopis.languages.morphology.Morphology`."""
    raise NotImplementedError


def load_tagger() -> TagsSentences:
    """Tags, trees and names in the conventions of Universal Dependencies."""
    raise NotImplementedError
'''


def begin(code: str, folder: Path, like: Path) -> list[Path]:
    """Make `folder` with the module and the empty tables of a language, after the tables of `like`; the files made. What is there stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"__init__.py": MODULE.format(code=code)} | {table.name: emptied(table) for table in sorted(like.glob("*.tsv"))}
    new = {folder / name: text for name, text in texts.items() if not (folder / name).exists()}
    for file, text in new.items():
        file.write_text(text, encoding="utf-8")
    return list(new)


def emptied(table: Path) -> str:
    """The header of a table; of closed classes of words also the names of its rows, without words."""
    header = next(line for line in table.read_text(encoding="utf-8").split("\n") if line.strip() and not line.startswith("#"))
    closed = table.stem.endswith("_words") and "class" not in header.split("\t")
    names = (row.id for row in read_table(table, ("id", "lemmas"))) if closed else ()
    return "\n".join((header, *names, ""))


def main(arguments: list[str]) -> int:
    """The command line: 0, or 2 when it cannot be understood."""
    if len(arguments) != 2:
        sys.stderr.write(f"{USAGE}\n")
        return 2
    code, folder = arguments
    try:
        made = begin(code, Path(folder), path(codes()[0]))
    except (OSError, TableError) as error:
        sys.stderr.write(f"letopis: {error}\n")
        return 1
    sys.stdout.write("".join(f"{file}\n" for file in made))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
