"""``letopis correct``."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Iterator

from letopis.keeping.places import OK, ledger_of, output, telling
from letopis.keeping.showing import history_lines
from letopis.store import Correction, Ledger
from letopis.store.corrections import from_line, to_json
from letopis.store.errors import BadCorrection, NoSuch

LISTS = frozenset({"who", "whom", "via"})


@telling
def accept(options: argparse.Namespace) -> int:
    with ledger_of(options, writes=True) as ledger:
        return _done(ledger.accept(ledger.full_uid(options.uid), _author(options), options.reason))


@telling
def reject(options: argparse.Namespace) -> int:
    with ledger_of(options, writes=True) as ledger:
        return _done(ledger.reject(ledger.full_uid(options.uid), _author(options), options.reason))


@telling
def edit(options: argparse.Namespace) -> int:
    with ledger_of(options, writes=True) as ledger:
        changes = dict(map(_change, options.changes))
        return _done(ledger.edit(ledger.full_uid(options.uid), changes, _author(options), options.reason))


@telling
def merge(options: argparse.Namespace) -> int:
    with ledger_of(options, writes=True) as ledger:
        return _done(ledger.merge(_entity(ledger, options.uid), _entity(ledger, options.into), _author(options), options.reason))


@telling
def split(options: argparse.Namespace) -> int:
    with ledger_of(options, writes=True) as ledger:
        reports = [ledger.full_uid(r) for r in options.reports]
        return _done(*ledger.split(_entity(ledger, options.uid), reports, _author(options), options.reason, options.name))


@telling
def withdraw(options: argparse.Namespace) -> int:
    with ledger_of(options, writes=True) as ledger:
        return _done(ledger.withdraw(ledger.full_uid(options.uid), _author(options), options.reason))


@telling
def history(options: argparse.Namespace) -> int:
    with ledger_of(options) as ledger:
        uid = ledger.full_uid(options.uid) if options.uid else None
        found = ledger.corrections(report=uid) if uid and uid.startswith("r") else ledger.corrections(uid)
    out = output(machine=False)
    out.writelines(line + "\n" for c in found for line in [*history_lines([c])][1:])
    return OK


@telling
def export(options: argparse.Namespace) -> int:
    with ledger_of(options) as ledger:
        out = output(machine=True)
        out.writelines(json.dumps(to_json(c), ensure_ascii=False) + "\n" for c in ledger.corrections())
    return OK


@telling
def import_(options: argparse.Namespace) -> int:
    with ledger_of(options, writes=True) as ledger:
        news = ledger.import_corrections(list(_read(options.file)))
    output(machine=False).write(f"{options.ledger}: {len(news)} correction{'s' * (len(news) != 1)} taken in\n")
    return OK


def _read(path: str) -> Iterator[Correction]:
    from pathlib import Path

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        lines = data.decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCorrection(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                given = json.loads(line)
            except json.JSONDecodeError as error:
                raise BadCorrection(f"{path}:{number}: no JSON ({error})") from error
            try:
                yield from_line(given if isinstance(given, dict) else {})
            except BadCorrection as error:
                raise BadCorrection(f"{path}:{number}: {error}") from error


def _change(given: str) -> tuple[str, object]:
    """`who=A; B` -> the field and its value; nothing after `=` empties the field, `content` is `160-240,250-260`."""
    name, equals, value = given.partition("=")
    if not equals:
        raise BadCorrection(f"{given!r}: write FIELD=VALUE")
    name, value = name.strip(), value.strip()
    if name in LISTS:
        return name, [part.strip() for part in value.split(";") if part.strip()]
    if name == "content":
        return name, [_span(part) for part in value.split(",")]
    return name, value or None


def _span(written: str) -> list[int]:
    start, _, end = written.partition("-")
    if not (start.strip().isdecimal() and end.strip().isdecimal()):
        raise BadCorrection(f"{written!r} is no stretch of the text: write it as 160-240")
    return [int(start), int(end)]


def _entity(ledger: Ledger, given: str) -> str:
    """The uid of an entity given by uid or by name."""
    try:
        uid = ledger.full_uid(given)
        if uid.startswith("n"):
            return uid
    except NoSuch:
        pass
    found = ledger.find_entities(given)
    if len(found) == 1:
        return found[0].uid
    if not found:
        raise NoSuch(f"{given}: no entity goes by that name or uid")
    raise NoSuch(f"{given}: which of {'; '.join(f'{p.name} ({p.kind}, {p.uid})' for p in found[:8])}?")


def _author(options: argparse.Namespace) -> str:
    if options.author:
        return str(options.author)
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return ""


def _done(*made: Correction) -> int:
    out = output(machine=False)
    out.writelines(f"{c.action} {c.target}: correction {c.uid}{' withdrawn' if c.withdrawn else ''}\n" for c in made)
    return OK
