"""The options of `letopis serve`. Imports nothing heavy, so that `letopis --help` starts at once."""

from __future__ import annotations

import argparse
import os
from typing import Any

LEDGER = "letopis.db"
PORT = 8017
MOST_WORKERS = 4
"""Unless more are asked for: each keeps the columns of the ledger in memory (60 MB for a million entries)."""


def add_serve(commands: argparse._SubParsersAction[Any]) -> None:
    serve = commands.add_parser(
        "serve",
        help="open a ledger as a web page",
        description="Opens a ledger as a web page: search it, read with the source beside the entry, correct, compare.",
    )
    default = os.environ.get("LETOPIS_LEDGER", LEDGER)
    serve.add_argument(
        "ledger", nargs="?", default=default, metavar="LEDGER", help=f"a file or postgresql://… (default: {LEDGER}, or LETOPIS_LEDGER)"
    )
    serve.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1; elsewhere needs --users)")
    serve.add_argument("--port", type=_port, metavar="N", help=f"the port; 0 is any free one (default: {PORT}, or any free one where that is taken)")
    serve.add_argument("--users", metavar="FILE", help="names and hashed passwords of those who may come in")
    serve.add_argument("--add-user", metavar="NAME", help="add a user with a new password to that file, print the password, and end")
    serve.add_argument("--host-name", action="append", metavar="NAME", help="a name by which the page is reached; may be given several times")
    serve.add_argument("--read-only", action="store_true", help="take no corrections and no reports")
    serve.add_argument("--secure-cookies", action="store_true", help="the page is reached by https, through a proxy that ends TLS")
    serve.add_argument(
        "--workers",
        type=_workers,
        default=default_workers(),
        metavar="N",
        help=f"processes that answer (default: one a core, at most {MOST_WORKERS})",
    )
    serve.set_defaults(run=_serve)


def default_workers() -> int:
    """One for each core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port, give a number from 0 to 65535")
    return int(text)


def _workers(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes, give 1 to 64")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from letopis.web.serve import serve

    return serve(options)
