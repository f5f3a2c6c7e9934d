"""Opening a ledger for a command, and telling in one line what went wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, wraps
from typing import TextIO

from letopis.export.columns import plain
from letopis.languages.joint import morphology
from letopis.languages.morphology import Lemmatises
from letopis.store import Ledger, LedgerError, open_ledger

OK, PROBLEMS, USAGE = 0, 1, 2
Command = Callable[[argparse.Namespace], int]


class LateMorphology:
    """Loads the dictionary when the first lemma is asked for: a list by act or day needs none."""

    @cached_property
    def _loaded(self) -> Lemmatises:
        return morphology()

    def lemma(self, word: str, pos: str, feats: Mapping[str, str], /) -> str:
        return self._loaded.lemma(word, pos, feats)

    def lemmas(self, word: str) -> frozenset[str]:
        return self._loaded.lemmas(word)


@contextmanager
def ledger_of(options: argparse.Namespace, *, create: bool = False, writes: bool = False) -> Iterator[Ledger]:
    """The ledger that the command names."""
    with open_ledger(options.ledger, LateMorphology(), create=create, writes=writes) as ledger:
        yield ledger


def telling(command: Command) -> Command:
    """A command whose ledger errors are told on standard error."""

    @wraps(command)
    def run(options: argparse.Namespace) -> int:
        try:
            return command(options)
        except LedgerError as error:
            sys.stderr.write(f"letopis: {plain(str(error))}\n")
            return PROBLEMS

    return run


def output(machine: bool) -> TextIO:
    """Standard output: machines get UTF-8 whatever the locale, a terminal that lacks a letter gets a question mark."""
    out = sys.stdout
    if hasattr(out, "reconfigure"):
        if machine:
            out.reconfigure(encoding="utf-8", newline="\n")
        else:
            out.reconfigure(errors="replace")
    return out
