"""How well parties are named: ``python tests/gold/names.py [--misses N] [--cache FILE]``; needs ../shared/gold.

Feeds the spans of the gold's sources, relays, addressees, actors, recipients and places to the resolver, and prints the share whose
name is the gold's (``score.same_name``), by role and by the kind of words that stand there. Spans that no word holds are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from letopis.engine import load_tagger
from letopis.languages import ru
from letopis.languages.language import Language
from letopis.model import Parse, Span
from letopis.steps.entities import Cast, find_entities
from letopis.steps.grammar import parse_many

GOLD = Path(__file__).parents[3] / "shared" / "gold"


@dataclass(frozen=True, slots=True)
class Asked:
    """One party of the gold: where it stands, and its name there."""

    report: str
    role: str
    span: Span
    name: str


def same_name() -> Callable[[str, str], bool]:
    """The scorer's own test of names."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[str, str], bool] = module.same_name
    return found


def asked(gold: dict[str, Any]) -> Iterator[Asked]:
    """Every party of a gold report that stands on words and has a name; the same words in the same role once."""
    seen: set[Asked] = set()
    for role, party in _parties(gold):
        if party and party.get("span") and party.get("name"):
            one = Asked(gold["id"], role, Span(*party["span"]), party["name"])
            if one not in seen:
                seen.add(one)
                yield one


def _parties(gold: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for s in gold["statements"]:
        yield "source", s.get("source")
        yield "addressee", s.get("addressee")
        yield from (("via", v) for v in s["via"])
    for e in gold["events"]:
        yield from (("actor", a) for a in e["actors"])
        yield from (("recipient", a) for a in e["recipients"])
        yield "place", e.get("place")


def head_of(parse: Parse, span: Span) -> int | None:
    """The token of `span` that its other words hang on."""
    inside = [t for t in parse.tokens if t.span.overlaps(span)]
    ids = {t.i for t in inside}
    tops = [t for t in inside if t.head not in ids and t.pos not in {"PUNCT", "ADP"}]
    return tops[0].i if tops else (inside[0].i if inside else None)


def answer(cast: Cast, span: Span) -> str | None:
    """The name that the resolver gives to the words at `span`: one party, or several joined."""
    head = head_of(cast.parse, span)
    if head is None:
        return None
    names = [p.name for p in cast.parties(head) if p.span is None or p.span.overlaps(span)]
    return " и ".join(n for n in names if n) or None


def words_kind(cast: Cast, span: Span) -> str:
    head = head_of(cast.parse, span)
    return cast.mention(head).anchor if head is not None else "none"


def load(cache: Path | None, reports: Sequence[dict[str, Any]], language: Language) -> list[Parse]:
    if cache and cache.exists():
        parses: list[Parse] = pickle.loads(cache.read_bytes())
        return parses
    parses = list(parse_many([r["text"] for r in reports], load_tagger(), language))
    if cache:
        cache.write_bytes(pickle.dumps(parses))
    return parses


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=0, help="print so many misses")
    parser.add_argument("--cache", type=Path, help="keep the grammar of the reports in this file")
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--roles", nargs="+", default=[])
    options = parser.parse_args(arguments)
    if not (GOLD / "dev").is_dir():
        print("no gold reports: nothing to measure", file=sys.stderr)
        return 0
    same = same_name()
    reports = [json.loads(f.read_text(encoding="utf-8")) for f in sorted((GOLD / "dev").glob("*.json"))]
    language = ru.load()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses: list[str] = []
    for gold, parse in zip(reports, load(options.cache, reports, language), strict=True):
        if options.only and gold["id"] not in options.only:
            continue
        cast = find_entities(parse, language)
        for one in asked(gold):
            if options.roles and one.role not in options.roles:
                continue
            got = answer(cast, one.span)
            kind = words_kind(cast, one.span)
            good = same(one.name, got or "")
            for key in (one.role, f"~{kind}", "all"):
                right[key] += good
                total[key] += 1
            if not good:
                misses.append(f"{one.report[:22]:22} {one.role:9} {kind:8} {one.span.of(gold['text'])[:60]!r}: {one.name!r} != {got!r}")
    for key in sorted(total):
        print(f"{key:12} {right[key]:5} of {total[key]:5}  {100 * right[key] / total[key]:5.1f} %")
    print("\n".join(misses[: options.misses]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
