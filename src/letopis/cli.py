"""The command line: a thin layer. Heavy libraries are imported when a command needs them, so that ``letopis --help`` starts at once.

Exit codes: 0 all was read, 1 some input had a problem (told on standard error, one line each), 2 the command itself is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from letopis.keeping.parser import add_commands
from letopis.web.options import add_serve

OK, PROBLEMS, USAGE = 0, 1, 2
FORMATS_IN = ("txt", "json", "jsonl", "csv", "parquet", "html", "feed", "warc", "telegram", "newsml", "pdf", "docx")
FORMATS_OUT = ("text", "json", "jsonl")
ENGINES = ("local", "ray")
FORMATS_BULK = ("parquet", "jsonl", "jsonl.zst")
"""Named here too, so that --help need not import them; a test holds them against `READERS`, `WRITERS` and the parts of `bulk`."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader of our output has seen enough (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130


def _parser() -> Parser:
    parser = Parser(prog="letopis", description="Reads news into a ledger: who said or did what, to whom, when, where, and on whose word.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_read(commands)
    _add_run(commands)
    _add_explain(commands)
    _add_formats(commands)
    add_commands(commands, _add_input)
    add_serve(commands)
    return parser


def _version() -> str:
    from letopis import __version__

    return f"letopis {__version__}"


def _add_read(commands: argparse._SubParsersAction[Parser]) -> None:
    read = commands.add_parser("read", help="read reports and print their ledgers", description="Reads reports and prints a ledger of each.")
    read.add_argument("files", nargs="+", metavar="FILE", help="a report or a file of reports; - is standard input")
    _add_input(read)
    read.add_argument("--format", choices=FORMATS_OUT, default="text", help="the form of the ledger (default: text, for people)")
    read.set_defaults(run=_read)


def _add_run(commands: argparse._SubParsersAction[Parser]) -> None:
    run = commands.add_parser(
        "run",
        help="read many reports into a folder, with several processes",
        description="Reads many reports into a folder of files, with several processes. What was interrupted is gone on with by --resume.",
    )
    run.add_argument("files", nargs="*", metavar="FILE", help="a report or a file of reports; - is standard input")
    run.add_argument("--files-from", metavar="LIST", help="a file with more names of such files, one a line; - is standard input")
    run.add_argument("--out", required=True, metavar="DIR", help="the folder for the ledgers, the problems and the journal of the run")
    run.add_argument("--workers", type=_count, metavar="N", help="processes that read (default: one for each processor)")
    run.add_argument("--engine", choices=ENGINES, default="local", help="read on this machine (local, the default) or on a cluster of Ray's (ray)")
    run.add_argument("--address", metavar="HOST:PORT", help="the cluster, for --engine ray; auto is the one that this machine belongs to")
    run.add_argument("--format", choices=FORMATS_BULK, default="parquet", help="the form of the ledgers (default: parquet)")
    run.add_argument("--part", type=_count, default=1024, metavar="N", help="reports in one file of ledgers (default: 1024)")
    run.add_argument("--patience", type=float, default=60.0, metavar="SECONDS", help="how long the reading of a report may take (default: 60)")
    run.add_argument("--resume", action="store_true", help="go on with the run that was begun in DIR")
    _add_input(run, for_people=False)
    run.set_defaults(run=_run)


def _add_formats(commands: argparse._SubParsersAction[Parser]) -> None:
    formats = commands.add_parser("formats", help="list the formats that are read", description="Lists the formats that are read.")
    formats.set_defaults(run=_formats)


def _add_explain(commands: argparse._SubParsersAction[Parser]) -> None:
    explain = commands.add_parser(
        "explain",
        help="say why an entry is in the ledger",
        description="Says why an entry is in the ledger: its sentence, the tree, the rule and the table row.",
    )
    explain.add_argument("file", metavar="FILE", help="a report or a file of reports; - is standard input")
    explain.add_argument("entry", metavar="ENTRY", help="the id of an entry: s3 (statement), e1 (event), E2 (entity), t4 (time)")
    explain.add_argument("--report", metavar="ID", help="which report of FILE, if it holds several (default: the first)")
    _add_input(explain)
    explain.set_defaults(run=_explain)


def _add_input(command: argparse.ArgumentParser, for_people: bool = True) -> None:
    command.add_argument("--published", type=_date, metavar="DATE", help="when the reports were published, where they do not say: 2022-05-19")
    command.add_argument(
        "--published-from", metavar="WHERE", help="take that date from each file's name (filename), its mtime, or a CSV file of name,date"
    )
    command.add_argument("--outlet", metavar="NAME", help="who published the reports, where they do not say")
    command.add_argument("--from", dest="source_format", choices=FORMATS_IN, help="the format of the files (default: told by their content)")
    command.add_argument(
        "--columns", type=_columns_named, metavar="NAMES", help="what the fields are called in tables and JSON: text=body,title=headline"
    )
    command.add_argument("--encoding", type=_encoding, metavar="NAME", help="the encoding of the files (default: told by their content)")
    if for_people:
        command.add_argument("--width", type=_columns, metavar="N", help="columns of text for people (default: the terminal's, or COLUMNS)")


def _date(text: str) -> str:
    from letopis.formats.dates import day

    found = day(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no date of the calendar, write it as 2022-05-19")
    return found


def _encoding(text: str) -> str:
    import codecs

    try:
        "x".encode(text)  # unlike the look-up alone, this refuses codecs that make no text, such as base64
        return codecs.lookup(text).name
    except LookupError:
        raise argparse.ArgumentTypeError(f"{text!r} is no encoding known here, try cp1251, koi8-r or utf-16") from None


def _columns_named(text: str) -> dict[str, str]:
    from letopis.formats.columns import BadColumns, mapping

    try:
        return mapping(text)
    except BadColumns as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _columns(text: str) -> int:
    if not text.isdecimal() or not 50 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no width, give a number of columns from 50 to 1000")
    return int(text)


def _read(options: argparse.Namespace) -> int:
    from letopis.commands import read

    return read(options)


def _run(options: argparse.Namespace) -> int:
    from letopis.commands import run

    return run(options)


def _formats(options: argparse.Namespace) -> int:
    from letopis.commands import formats

    return formats(options)


def _explain(options: argparse.Namespace) -> int:
    from letopis.commands import explain

    return explain(options)
