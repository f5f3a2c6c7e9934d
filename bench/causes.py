"""Errors of the statements on the gold reports by cause: ``python bench/causes.py [--list CAUSE]``; needs ../shared/gold.

Each difference between gold and reading is counted once, with the cause that lies nearest to the text:

- missed: the cue is in no table; the content was cut otherwise (less than half in common); nothing was made of a known cue, where the
  tree ties the content to it (frame) or not (parse); no cue stands there (bare quotations and passages).
- extra: cut otherwise than the gold's statement of that cue; no such statement.
- speaker (of found statements): none found, or one where the gold has none; other words, where the tree ties the right ones to the cue
  (words) or not (parse); the right words under another name (name).
- act: the row's own act stands, and the content should have changed it; the content changed it wrongly; the row's act is another.
- chain: hops and nesting of found statements, missed and extra.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from letopis import Report
from letopis.api import read_closely
from letopis.languages import ru
from letopis.model import Parse, Reading, Span, Statement
from peers_quotes import GOLD, load_scorer

CAUSES = {
    "missed": ("cue in no table", "no cue", "content boundary", "frame", "parse"),
    "extra": ("content boundary", "no such statement"),
    "speaker": ("none found", "nobody in the gold", "parse", "words", "name"),
    "act": ("content not heard", "content misheard", "row"),
    "chain": ("hop missed", "hop extra", "nesting missed", "nesting extra"),
}
HOPS = 3
"""Words between the cue and the content (or the speaker) in a tree that still ties them: `сообщил о том, что пришёл`."""


@dataclass(frozen=True, slots=True)
class Error:
    kind: str
    cause: str
    report: str
    words: str


@dataclass(frozen=True)
class Case:
    """One gold report beside its reading. `pairs` lead from gold statements to ours."""

    gold: dict[str, Any]
    reading: Reading
    parse: Parse
    pairs: dict[int, int]
    scorer: Any

    @property
    def text(self) -> str:
        return self.parse.text

    def head(self, span: Sequence[int]) -> int:
        """The word of the stretch that hangs on one outside it; -1 where there is none."""
        inside = self.parse.covered(Span(*span))
        return next((i for i in inside if self.parse.tokens[i].head not in inside and self.parse.tokens[i].pos != "PUNCT"), -1)

    def tied(self, span: Sequence[int], cue: Sequence[int]) -> bool:
        """Does the head of the stretch hang on the cue in the tree, a few words between at most, or the cue on it?"""
        one, other = self.head(span), set(self.parse.covered(Span(*cue)))
        if one < 0 or not other:
            return False
        up = [t.i for t in self.parse.ancestors(one)][:HOPS]
        return bool(other & set(up)) or any(one in [t.i for t in self.parse.ancestors(c)][:HOPS] for c in other)


def errors(case: Case) -> Iterator[Error]:
    """All differences between the gold statements and ours."""
    ours, theirs = case.reading.statements, case.gold["statements"]

    def error(kind: str, cause: str, span: Sequence[int]) -> Error:
        words = " ".join(case.text[span[0] : span[1]].split())
        return Error(kind, cause, case.gold["id"], words[:90])

    for n, want in enumerate(theirs):
        span = (want["content"][0][0], want["content"][-1][1])
        if n not in case.pairs:
            yield error("missed", _why_missed(case, want), span)
            continue
        got = ours[case.pairs[n]]
        for kind, cause in (("speaker", _why_speaker(case, want, got)), ("act", _why_act(want, got))):
            if cause:
                yield error(kind, cause, want["cue"] or span)
        yield from (error("chain", cause, span) for cause in _chain(case, want, got))
    found = set(case.pairs.values())
    for k, extra in enumerate(ours):
        if k not in found:
            same = any(extra.cue is not None and _meets(w["cue"], extra.cue) for n, w in enumerate(theirs) if n not in case.pairs)
            yield error("extra", "content boundary" if same else "no such statement", extra.content[0])


def _meets(a: Sequence[int] | None, b: Sequence[int] | None) -> bool:
    return a is not None and b is not None and Span(*a).overlaps(Span(*b))


def _why_missed(case: Case, want: dict[str, Any]) -> str:
    cue = want["cue"]
    if cue is None:
        return "no cue"
    if any(_meets(cue, s.cue) for s in case.reading.statements):
        return "content boundary"
    if not _listed(case, cue):
        return "cue in no table"
    return "frame" if case.tied(want["content"][0], cue) else "parse"


def _listed(case: Case, cue: Sequence[int]) -> bool:
    """Does some table of speech know a word of the cue?"""
    speech = _speech()
    known = speech.verbs.keys() | speech.nouns.keys() | speech.phrases.keys()
    words = [case.parse.tokens[i] for i in case.parse.covered(Span(*cue))]
    lemmas = {w for t in words for w in (t.lemma, t.text.lower(), *_russian.morphology.lemmas(t.text))}
    return bool(lemmas & known)


_russian = ru.load()


def _speech() -> Any:
    return _russian.speech


def _why_speaker(case: Case, want: dict[str, Any], got: Statement) -> str:
    theirs, ours = want["source"], got.source
    name = (theirs or {}).get("name")
    if case.scorer.same_name(name, ours.name if ours else None) if name else not (ours and ours.name):
        return ""
    if not name:
        return "nobody in the gold"
    if ours is None or not ours.name:
        return "none found"
    span = theirs.get("span")
    if span is None or _meets(span, ours.span):
        return "name"
    return "words" if want["cue"] and case.tied(span, want["cue"]) else "parse"


def _why_act(want: dict[str, Any], got: Statement) -> str:
    if want["act"] == got.act:
        return ""
    if got.act == "say":
        return "content not heard"
    row = next((r for rows in (_speech().verbs, _speech().nouns) for rs in rows.values() for r in rs if got.rule.endswith(f".{r.id}")), None)
    return "row" if row is not None and row.act == got.act else "content misheard"


def _chain(case: Case, want: dict[str, Any], got: Statement) -> Iterator[str]:
    right = sum(case.scorer.same_name(a["name"], b.name) for a, b in zip(want["via"], got.via, strict=False))
    yield from ["hop missed"] * (len(want["via"]) - right)
    yield from ["hop extra"] * (len(got.via) - right)
    names = {case.reading.statements[k].id: case.gold["statements"][n]["id"] for n, k in case.pairs.items()}
    if want["within"] != names.get(got.within or ""):
        if want["within"] is not None:
            yield "nesting missed"
        if got.within is not None:
            yield "nesting extra"


def cases() -> Iterator[Case]:
    scorer = load_scorer()
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        reading, parse = read_closely(Report(gold["id"], gold["text"], published=gold.get("published"), outlet=gold.get("outlet")))
        yield Case(gold, reading, parse, _pairs(gold, reading, scorer), scorer)


def _pairs(gold: dict[str, Any], reading: Reading, scorer: Any) -> dict[int, int]:
    """As the scorer pairs them."""
    want, got = gold["statements"], reading.statements
    here, there = [scorer.chars(w["content"]) for w in want], [scorer.chars(s.content) for s in got]

    def like(i: int, j: int) -> float:
        share = float(scorer.jaccard(here[i], there[j]))
        return share + (0.2 if _meets(want[i]["cue"], got[j].cue) else 0) if share >= 0.5 else 0

    paired: dict[int, int] = scorer.pair(len(want), len(got), like)
    return paired


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--list", metavar="KIND", choices=CAUSES, help="list the errors of one kind too: missed, extra, speaker, act, chain")
    options = parser.parse_args(arguments)
    if not GOLD.is_dir():
        print(f"no gold reports at {GOLD}: nothing to measure", file=sys.stderr)
        return 0
    count: Counter[tuple[str, str]] = Counter()
    listed: defaultdict[str, list[Error]] = defaultdict(list)
    for case in cases():
        for error in errors(case):
            count[error.kind, error.cause] += 1
            listed[error.kind].append(error)
    print("errors of statements by cause")
    for kind, causes in CAUSES.items():
        print(f"{kind:10}{sum(count[kind, c] for c in causes):4d}   " + ", ".join(f"{cause} {count[kind, cause]}" for cause in causes))
    for found in listed[options.list] if options.list else ():
        print(f"{found.report}\t{found.cause}\t{found.words}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
