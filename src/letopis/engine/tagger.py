"""Tags, trees and names by slovnet's three networks (Kukushkin, MIT), over sentences of many reports at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, cast

import numpy as np
from navec import Navec
from slovnet import NER, Morph, Syntax
from slovnet.conll import parse_conll_tag
from slovnet.shape import word_shape

from letopis.engine.networks import GAP, Biaffine, ChainTagger, Encoder, Floats, Ints, Parser
from letopis.engine.trees import repair
from letopis.engine.weights import WeightFiles, weight_files
from letopis.records import record

NameKind = Literal["PER", "LOC", "ORG"]

CHUNK = 4096
"""Rows in one pass. More rows have more words in common, each of which is embedded once; fewer stay in the cache. Flat from 2,000 on."""

WORDS_KEPT = 20_000
"""Words whose rows are kept."""

LONGEST = 400
"""Words in one pass. Longer 'sentences' are tables or junk; the parser's memory grows with the square of the length, so they are cut."""


@record(frozen=True, slots=True)
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
        morph, syntax, ner = (api.load(path).navec(navec) for api, path in ((Morph, files.morphology), (Syntax, files.syntax), (NER, files.names)))
        self._words: Mapping[str, int] = morph.infer.encoder.words_vocab.item_ids
        self._unknown: int = morph.infer.encoder.words_vocab.unk_id
        self._shapes: Mapping[str, int] = morph.infer.encoder.shapes_vocab.item_ids
        self._encoder = Encoder.of([api.infer.model for api in (morph, syntax, ner)])
        head = morph.infer.model.head.proj
        self._morph: tuple[Floats, Floats] = (head.weight.array, head.bias.array)
        self._parser = Parser(Biaffine.of(syntax.infer.model.head), Biaffine.of(syntax.infer.model.rel))
        named = ner.infer.model.head
        self._ner = ChainTagger(named.proj.weight.array, named.proj.bias.array, named.crf.transitions.array)
        tags = [_tag(t) for t in morph.infer.decoder.tags_vocab.items]
        self._pos: list[str] = [pos for pos, _ in tags]
        self._feats: list[Mapping[str, str]] = [feats for _, feats in tags]
        self._row_of = lru_cache(WORDS_KEPT)(self._row)
        self._relations: list[str] = list(syntax.infer.decoder.rels_vocab.items)
        self._bio: list[str] = list(ner.infer.decoder.tags_vocab.items)

    @property
    def multiply_adds(self) -> int:
        """Multiplications a token in all layers, were no word embedded but for it; the scores of heads, which grow with a sentence, left out."""
        return self._encoder.multiply_adds + self._morph[0].size + self._parser.multiply_adds + self._ner.weight.size

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """Tag sentences (each a sequence of words); the answer keeps their order."""
        pieces = [(n, words[at : at + LONGEST]) for n, words in enumerate(sentences) for at in range(0, len(words), LONGEST)]
        parts: list[list[Tagged]] = [[] for _ in sentences]
        for chunk in _chunks(pieces):
            for (n, _), tagged in zip(chunk, self._tag_chunk([words for _, words in chunk]), strict=True):
                parts[n].append(tagged)
        return [_join(p) for p in parts]

    def _tag_chunk(self, sentences: Sequence[Sequence[str]]) -> Iterator[Tagged]:
        rows, bounds = self._rows(sentences)
        morph, syntax, ner = self._encoder(rows)
        weight, bias = self._morph
        tags = (morph @ weight + bias).argmax(-1)
        trees = self._parser(syntax, bounds)
        names = self._ner(ner, bounds)
        for (a, b), (heads, relations), bio in zip(bounds, trees, names, strict=True):
            chosen = tags[a:b].tolist()
            fixed, labels = repair((heads - 1).tolist(), [self._relations[r] for r in relations.tolist()])
            spans = _spans([self._bio[t] for t in bio.tolist()])
            pos, feats = (tuple([row[t] for t in chosen]) for row in (self._pos, self._feats))
            yield Tagged(pos, feats, tuple(fixed), tuple(labels), tuple(spans))

    def _rows(self, sentences: Sequence[Sequence[str]]) -> tuple[Ints, list[tuple[int, int]]]:
        """What the encoder takes, with gaps before, between and after the sentences, and each sentence's rows.

        Sentences start at odd rows and the rows are even in number, so that the results for a sentence do not hang on its company.
        """
        rows, bounds = [GAP], []
        for sentence in sentences:
            first = len(rows)
            rows.extend(map(self._row_of, sentence))
            bounds.append((first, len(rows)))
            rows.extend([GAP] * (1 + len(rows) % 2))
        rows.append(GAP)
        return np.array(rows), bounds

    def _row(self, word: str) -> int:
        return self._encoder.row(self._words.get(word.lower(), self._unknown), self._shapes[word_shape(word)])


def load_tagger() -> Tagger:
    """The tagger with the weights of the installed wheel (about 30 MB, under a second)."""
    return Tagger(weight_files())


def _tag(text: str) -> tuple[str, Mapping[str, str]]:
    pos, feats = parse_conll_tag(text) if not text.startswith("<") else ("X", {})
    return pos, dict(feats)


def _chunks(pieces: Sequence[tuple[int, Sequence[str]]]) -> Iterator[list[tuple[int, Sequence[str]]]]:
    chunk: list[tuple[int, Sequence[str]]] = []
    rows = 0
    for piece in pieces:
        if chunk and rows + len(piece[1]) > CHUNK:
            yield chunk
            chunk, rows = [], 0
        chunk.append(piece)
        rows += len(piece[1]) + 1
    if chunk:
        yield chunk


def _spans(bio: list[str]) -> list[tuple[int, int, NameKind]]:
    out: list[tuple[int, int, NameKind]] = []
    first = -1
    for i, tag in enumerate([*bio, "O"]):
        goes_on = first >= 0 and tag.startswith("I-") and tag[2:] == bio[first][2:]
        if first >= 0 and not goes_on:
            out.append((first, i, cast(NameKind, bio[first][2:])))
            first = -1
        if tag[:2] in {"B-", "I-"} and not goes_on:
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
