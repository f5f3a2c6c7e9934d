"""Tags, trees and names by slovnet's three networks (Kukushkin, MIT), over sentences of many reports at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from navec import Navec
from slovnet import NER, Morph, Syntax

from letopis.engine.trees import repair
from letopis.engine.weights import WeightFiles, weight_files

NameKind = Literal["PER", "LOC", "ORG"]

BATCH = 32
"""Sentences of about equal length in one pass: more gains little on a laptop's caches, fewer wastes numpy's overhead."""

LONGEST = 400
"""Tokens in one pass. Longer 'sentences' are tables or junk; the parser's memory grows with the square of the length, so they are cut."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """One sentence's grammar: parallel to its words. `heads` are 0-based, -1 for the root; `names` are ``(first, last, kind)``."""

    tags: tuple[str, ...]
    feats: tuple[Mapping[str, str], ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    names: tuple[tuple[int, int, NameKind], ...]


class Tagger:
    """The three networks over one table of word vectors. Reading only: safe to share between threads."""

    def __init__(self, files: WeightFiles) -> None:
        navec = Navec.load(files.navec)
        self._morph = Morph.load(files.morphology, batch_size=BATCH).navec(navec)
        self._syntax = Syntax.load(files.syntax, batch_size=BATCH).navec(navec)
        self._ner = NER.load(files.names, batch_size=BATCH).navec(navec)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """Tag sentences (each a sequence of words); the answer keeps their order."""
        pieces = [(n, list(words[at : at + LONGEST])) for n, words in enumerate(sentences) for at in range(0, len(words), LONGEST)]
        order = sorted(range(len(pieces)), key=lambda k: len(pieces[k][1]))
        found: list[Tagged | None] = [None] * len(pieces)
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            for k, tagged in zip(chosen, self._tag_batch([pieces[k][1] for k in chosen]), strict=True):
                found[k] = tagged
        parts: list[list[Tagged]] = [[] for _ in sentences]
        for (n, _), done in zip(pieces, found, strict=True):
            parts[n].append(cast(Tagged, done))
        return [_join(p) for p in parts]

    def _tag_batch(self, batch: list[list[str]]) -> list[Tagged]:
        tags = list(self._morph.infer(batch))
        trees = list(self._syntax.infer(batch))
        names = self._names(batch)
        return [_tagged(t, s, n) for t, s, n in zip(tags, trees, names, strict=True)]

    def _names(self, batch: list[list[str]]) -> list[list[str]]:
        """BIO tags of each word, without slovnet's own tokenizer (ours has cut the words already)."""
        infer = self._ner.infer
        return [list(p) for p in infer.decoder(infer.process(infer.encoder(batch)))]


def load_tagger() -> Tagger:
    """The tagger with the weights of the installed wheel (about 30 MB, a third of a second)."""
    return Tagger(weight_files())


def _tagged(morph: Any, syntax: Any, bio: list[str]) -> Tagged:
    heads = [int(t.head_id) - 1 for t in syntax.tokens]
    heads, relations = repair(heads, [t.rel for t in syntax.tokens])
    return Tagged(
        tags=tuple(t.pos for t in morph.tokens),
        feats=tuple(dict(t.feats) for t in morph.tokens),
        heads=tuple(heads),
        relations=tuple(relations),
        names=tuple(_spans(bio)),
    )


def _spans(bio: list[str]) -> list[tuple[int, int, NameKind]]:
    out: list[tuple[int, int, NameKind]] = []
    first = -1
    for i, tag in enumerate([*bio, "O"]):
        goes_on = first >= 0 and tag.startswith("I-") and tag[2:] == bio[first][2:]
        if first >= 0 and not goes_on:
            out.append((first, i, cast(NameKind, bio[first][2:])))
            first = -1
        if tag != "O" and not goes_on:
            first = i
    return out


def _join(parts: list[Tagged]) -> Tagged:
    """Pieces of an over-long sentence as one tree: the later roots hang on the first."""
    if len(parts) == 1:
        return parts[0]
    heads: list[int] = []
    names: list[tuple[int, int, NameKind]] = []
    for part in parts:
        at = len(heads)
        heads.extend(h + at if h >= 0 else -1 for h in part.heads)
        names.extend((a + at, b + at, kind) for a, b, kind in part.names)
    relations = [r for p in parts for r in p.relations]
    heads, relations = repair(heads, relations)
    return Tagged(tuple(t for p in parts for t in p.tags), tuple(f for p in parts for f in p.feats), tuple(heads), tuple(relations), tuple(names))
