"""The commands that keep a ledger, as the command line knows them. What they do is imported when one of them is run."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

AddsInput = Callable[[argparse.ArgumentParser], None]
LEDGER = "letopis.db"
LISTS = ("text", "json", "jsonl", "csv")
FILTERS = (
    ("--who", "NAME", "who speaks or acts"),
    ("--whom", "NAME", "who is spoken to or acted upon"),
    ("--act", "ACT", "what is done by speaking: threaten, deny, promise …"),
    ("--event", "TYPE", "what is done: ASSAULT, CONSULT, MOBILIZE … (PLOVER)"),
    ("--mode", "MODE", "how it is done: troops, strike …"),
    ("--status", "STATUS", "happened, planned, possible or not_happened"),
    ("--outlet", "NAME", "who published it"),
    ("--relay", "NAME", "who passed it on"),
    ("--place", "NAME", "where"),
    ("--form", "FORM", "direct, indirect, mixed or topic"),
    ("--voucher", "WHO", "narrator: on the report's own word; said: on somebody else's"),
    ("--review", "STATE", "accepted or edited by a person"),
    ("--kind", "KIND", "statement or event"),
)


def add_commands(commands: argparse._SubParsersAction[Any], add_input: AddsInput) -> None:
    """Define the commands; `add_input` defines the options of reading files."""
    _add(commands, add_input)
    _list(commands)
    _search(commands)
    _show(commands)
    _correct(commands)
    _check(commands)
    _remove(commands)


def _later(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The function of a module of this package, imported when it is called."""

    def run(options: argparse.Namespace) -> int:
        found: Callable[[argparse.Namespace], int] = getattr(import_module(f"letopis.keeping.{module}"), function)
        return found(options)

    return run


def _command(commands: argparse._SubParsersAction[Any], name: str, help: str, module: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
    parser.set_defaults(run=_later(module, name.replace("-", "_")))
    return parser


def _ledger(parser: argparse.ArgumentParser, *more: str) -> None:
    default = os.environ.get("LETOPIS_LEDGER", LEDGER)
    parser.add_argument(
        "--ledger",
        *more,
        dest="ledger",
        default=default,
        metavar="LEDGER",
        help=f"a file or postgresql://user@host/database (default: {LEDGER}, or LETOPIS_LEDGER)",
    )


def _add(commands: argparse._SubParsersAction[Any], add_input: AddsInput) -> None:
    add = _command(commands, "add", "read reports and keep their ledgers", "adding")
    add.add_argument("files", nargs="+", metavar="FILE", help="a report or a file of reports; - is standard input")
    _ledger(add, "--to")
    add_input(add)
    add.add_argument("--again", action="store_true", help="read reports again that are kept already as these very rules read them")
    add.add_argument(
        "--restored", action="store_true", help="a text that was replaced by a newer one is the newest again: its outlet brought it back"
    )


def _list(commands: argparse._SubParsersAction[Any]) -> None:
    _filters(_command(commands, "list", "list entries of the ledger, newest first", "listing"))


def _search(commands: argparse._SubParsersAction[Any]) -> None:
    search = _command(commands, "search", "find entries by their words, in any form of the words", "listing")
    search.add_argument(
        "words", nargs="+", metavar="WORD", help='a word in any form, "a phrase", a beginning*; put -- before words to leave out: -- -word'
    )
    _filters(search)


def _filters(parser: argparse.ArgumentParser) -> None:
    _ledger(parser)
    for name, metavar, help in FILTERS:
        parser.add_argument(name, action="append", default=[], metavar=metavar, help=help)
    parser.add_argument(
        "--unnamed", action="append", nargs="?", const="any", default=[], metavar="KIND", help="from a nameless source (official, military …)"
    )
    parser.add_argument("--since", metavar="DATE", help="not before this day, month or year: 2022-05")
    parser.add_argument("--until", metavar="DATE", help="not after it")
    parser.add_argument("--oldest", action="store_true", help="oldest first")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many entries, 0 for all (default: 50)")
    parser.add_argument("--count", action="store_true", help="only say how many there are")
    parser.add_argument("--format", choices=LISTS, default="text", help="the form of the list (default: text, for people)")


def _show(commands: argparse._SubParsersAction[Any]) -> None:
    show = _command(commands, "show", "show an entry, a report, an entity or a correction; without one, what the ledger holds", "showing")
    show.add_argument("uid", nargs="?", metavar="UID", help="as lists show it; its first letters will do")
    _ledger(show)
    show.add_argument("--version", type=int, metavar="N", help="of a report: this version of its text")
    show.add_argument("--diff", type=int, metavar="N", help="of a report: what has changed since version N")
    show.add_argument("--format", choices=("text", "json"), default="text", help="the form (default: text, for people)")


def _check(commands: argparse._SubParsersAction[Any]) -> None:
    check = _command(commands, "check", "check the database, and that every entry says what its words say", "caring")
    _ledger(check)
    check.add_argument(
        "--renew", action="store_true", help="first write entries and index anew from the kept readings (after a change of the dictionary)"
    )


def _remove(commands: argparse._SubParsersAction[Any]) -> None:
    remove = _command(commands, "remove", "remove reports for good, with everything that only they made known", "caring")
    remove.add_argument("reports", nargs="+", metavar="REPORT", help="uid of a report; its first letters will do")
    _ledger(remove)


def _correct(commands: argparse._SubParsersAction[Any]) -> None:
    correct = commands.add_parser(
        "correct",
        help="accept, reject or edit entries, merge or split entities",
        description="Corrections are kept with their author, time and reason, outlast every re-reading, and can be withdrawn.",
    )
    actions = correct.add_subparsers(metavar="ACTION", required=True)
    for name, help in (("accept", "vouch for an entry as it stands"), ("reject", "take an entry out of lists and search")):
        _signed(_command(actions, name, help, "correcting")).add_argument("uid", metavar="ENTRY", help="uid of an entry; its first letters will do")
    edit = _signed(_command(actions, "edit", "change fields of an entry", "correcting"))
    edit.add_argument("uid", metavar="ENTRY")
    edit.add_argument(
        "changes", nargs="+", metavar="FIELD=VALUE", help="act type mode status form who whom via place time content; several names: who='A; B'"
    )
    merge = _signed(_command(actions, "merge", "say that two entities are one", "correcting"))
    merge.add_argument("uid", metavar="ENTITY", help="uid or name")
    merge.add_argument("into", metavar="INTO", help="uid or name of the one that stays")
    split = _signed(_command(actions, "split", "say that an entity is somebody else in some reports", "correcting"))
    split.add_argument("uid", metavar="ENTITY", help="uid or name")
    split.add_argument("reports", nargs="+", metavar="REPORT", help="uids of the reports in which it is somebody else")
    split.add_argument("--name", metavar="NAME", help="what the other is called")
    _signed(_command(actions, "withdraw", "take a correction back", "correcting")).add_argument("uid", metavar="CORRECTION")
    history = _command(actions, "history", "list corrections", "correcting")
    history.add_argument("uid", nargs="?", metavar="UID", help="of an entry, an entity or a report")
    _ledger(history)
    _ledger(_command(actions, "export", "write all corrections as JSON lines", "correcting"))
    taking = _command(actions, "import", "take in corrections of another ledger", "correcting")
    taking.set_defaults(run=_later("correcting", "import_"))
    taking.add_argument("file", metavar="FILE", help="JSON lines of `letopis correct export`; - is standard input")
    _ledger(taking)


def _signed(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--reason", default="", metavar="TEXT", help="why (only `accept` needs none)")
    parser.add_argument(
        "--author", default=os.environ.get("LETOPIS_AUTHOR", ""), metavar="NAME", help="who decides (default: LETOPIS_AUTHOR, or your user name)"
    )
    _ledger(parser)
    return parser
