"""The forward passes of slovnet's three networks over one shared, unpadded run of words.

slovnet (Kukushkin, MIT) pads sentences to batches and embeds the words once a network. Here the sentences of a chunk lie one
after the other in a single matrix, parted by a row or two of zeros, which is just what the convolutions' own padding would be; the
three first layers, which see the same words, are one product of matrices. The results are those of slovnet for one sentence.

Shapes below: N rows (words and gaps), C channels, K = 3 taps of a convolution. All arrays are float32.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

GAP = -1
"""The row of no word."""

BLOCK = 128
"""Pairs of rows convolved at once: so few that what is between the products stays in the processor's second cache."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Convolution of three taps, ReLU, batch normalisation. `taps` is K x C_in x C_out; the rest are vectors of C_out.

    The normalisation, scale * max(x + bias, 0) + shift, is carried out as far as scale * max(x + offset, floor); the scale is taken
    over by the taps of the layer after (`scaled`), behind the last layer by `_through`.
    """

    taps: Floats
    offset: Floats
    floor: Floats
    scale: Floats

    @staticmethod
    def of(layer: Any) -> Layer:
        """From slovnet's layer: filters x channels x kernel, and the four vectors of the normalisation."""
        taps = np.ascontiguousarray(layer.conv.weight.array.transpose(2, 1, 0))
        scale = layer.norm.weight.array / layer.norm.std.array
        floor = (layer.norm.bias.array - layer.norm.mean.array * scale) / scale
        return Layer(taps, layer.conv.bias.array + floor, floor, scale)

    def scaled(self, before: Layer) -> Layer:
        """This layer for rows that still lack the scale of the layer before."""
        return Layer(self.taps * before.scale[:, None], self.offset, self.floor, self.scale)


@dataclass(frozen=True, slots=True)
class Further:
    """A layer over the rows of the layer before, two rows at a time: four products of matrices give what six would.

    This is Winograd's F(2, 3); see Lavin and Gray, "Fast algorithms for convolutional neural networks" (arXiv:1509.09308).
    `points` is 4 x C_in x C_out. Which rows make a pair changes the last bits of a sum, so sentences start at odd rows, as pairs do.
    """

    layer: Layer
    points: Floats

    @staticmethod
    def of(layer: Layer) -> Further:
        before, here, after = layer.taps
        return Further(layer, np.stack((before, (before + here + after) / 2, (before - here + after) / 2, after)))

    def __call__(self, rows: Floats, gaps: Ints) -> Floats:
        """N x C_in -> N x C_out, N even; zeros in the gaps, of which the first and the last row are two."""
        out = np.empty((len(rows), self.points.shape[2]), dtype=np.float32)
        for at in range(1, len(rows) - 1, 2 * BLOCK):
            block = out[at : min(at + 2 * BLOCK, len(rows) - 1)]
            self._pairs(rows[at - 1 : at + len(block) + 1], block)
            np.maximum(block, self.layer.floor, out=block)
        out[gaps] = 0
        return out

    def _pairs(self, rows: Floats, out: Floats) -> None:
        """`out` from its rows with one more before and one after."""
        first, second, third, fourth = rows[:-2:2], rows[1:-1:2], rows[2::2], rows[3::2]
        middle = (second + third) @ self.points[1]
        middle += self.layer.offset
        tilt = (third - second) @ self.points[2]
        np.add(middle, tilt, out=out[::2])
        np.subtract(middle, tilt, out=out[1::2])
        out[::2] += (first - third) @ self.points[0]
        out[1::2] -= (second - fourth) @ self.points[3]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The embeddings and first layers of all networks together, then each network's own further layers.

    `words` is the part of the first layers that sees word vectors, K x 300 x (networks * 256); `shapes` holds, for each tap
    and each shape of a word (capital, digits, …), what that shape adds: K x shapes x (networks * 256).
    """

    indexes: NDArray[np.uint8]
    codes: Floats
    words: Floats
    shapes: Floats
    offset: Floats
    floor: Floats
    further: tuple[tuple[Further, ...], ...]

    @staticmethod
    def of(models: Sequence[Any]) -> Encoder:
        """From slovnet's models, which must share their word vectors."""
        navec = models[0].emb.word
        stacks = [[Layer.of(layer) for layer in m.encoder.layers] for m in models]
        layers = [stack[0] for stack in stacks]
        dim = navec.dim
        words = np.concatenate([layer.taps[:, :dim] for layer in layers], axis=2)
        shapes = np.concatenate([m.emb.shape.weight.array @ layer.taps[:, dim:] for m, layer in zip(models, layers, strict=True)], axis=2)
        offset, floor = (np.concatenate([getattr(layer, k) for layer in layers]) for k in ("offset", "floor"))
        further = tuple(tuple(Further.of(here.scaled(before)) for before, here in pairwise(stack)) for stack in stacks)
        return Encoder(navec.indexes.array, navec.codes.array, np.ascontiguousarray(words), np.ascontiguousarray(shapes), offset, floor, further)

    @property
    def multiply_adds(self) -> int:
        """Multiplications for one row."""
        return self.words.size + sum(further.layer.taps.size for layers in self.further for further in layers)

    def row(self, word_id: int, shape_id: int) -> int:
        """What `__call__` takes for a word of that shape."""
        kinds: int = self.shapes.shape[1]
        return word_id * kinds + shape_id

    def __call__(self, rows: Ints) -> list[Floats]:
        """One matrix N x 64 for each network. Of the N `rows`, an even number, the first and the last are gaps."""
        gaps = np.flatnonzero(rows == GAP)
        place, before, here, after = self._products(rows)
        out = np.empty((len(rows), here.shape[1]), dtype=np.float32)
        for at in range(1, len(rows) - 1, BLOCK):
            end = min(at + BLOCK, len(rows) - 1)
            block = out[at:end]
            np.take(here, place[at:end], axis=0, out=block, mode="clip")
            block += before[place[at - 1 : end - 1]]
            block += after[place[at + 1 : end + 1]]
            np.maximum(block, self.floor, out=block)
        out[gaps] = 0
        parts = np.split(out, len(self.further), axis=1)
        return [_through(part, layers, gaps) for part, layers in zip(parts, self.further, strict=True)]

    def _products(self, rows: Ints) -> tuple[Ints, Floats, Floats, Floats]:
        """What each row gives to the rows after, at and before it, for each distinct word once: of running text that is half the rows.

        The first array says which row of the others is whose; a gap has their first, which is zero.
        """
        distinct, place = np.unique(rows, return_inverse=True)
        words, shapes = np.divmod(distinct[1:], self.shapes.shape[1])
        vectors: Floats = self.codes[np.arange(self.indexes.shape[1]), self.indexes[words]].reshape(len(words), -1)
        made = []
        for tap, shape in zip(self.words, self.shapes, strict=True):
            products = np.zeros((len(distinct), tap.shape[1]), dtype=np.float32)
            np.matmul(vectors, tap, out=products[1:])
            products[1:] += shape[shapes]
            made.append(products)
        before, here, after = made
        here[1:] += self.offset
        return place, before, here, after


def _through(rows: Floats, layers: Sequence[Further], gaps: Ints) -> Floats:
    """All layers one after the other, with the scale that the last one left out."""
    for layer in layers:
        rows = layer(rows, gaps)
    return rows * layers[-1].layer.scale


@dataclass(frozen=True, slots=True)
class Biaffine:
    """One of the parser's two scorers: projections of heads and dependents, a vector for the root, a kernel."""

    head: tuple[Floats, Floats]
    tail: tuple[Floats, Floats]
    root: Floats
    kernel: Floats

    @staticmethod
    def of(module: Any) -> Biaffine:
        head, tail = ((m.proj.weight.array, m.proj.bias.array) for m in (module.head, module.tail))
        return Biaffine(head, tail, module.root.array, module.kernel.array)


def _project(rows: Floats, by: tuple[Floats, Floats]) -> Floats:
    weight, bias = by
    out: Floats = rows @ weight + bias
    return np.maximum(out, 0, out=out)


@dataclass(frozen=True, slots=True)
class Parser:
    """Heads and relations from the encoder's rows."""

    arcs: Biaffine
    relations: Biaffine

    @property
    def multiply_adds(self) -> int:
        """Multiplications for one row: projections and kernels of both scorers."""
        return sum(b.head[0].size + b.tail[0].size + b.kernel.size for b in (self.arcs, self.relations))

    def __call__(self, rows: Floats, bounds: Sequence[tuple[int, int]]) -> list[tuple[Ints, Ints]]:
        """For each sentence (rows ``[a, b)``): heads (0 = root, else 1-based) and relation numbers."""
        arcs, rels = self.arcs, self.relations
        both = [np.vstack((b.root, rows)) for b in (arcs, rels)]
        arc_heads = _project(both[0], arcs.head) @ arcs.kernel
        arc_tails = _project(both[0], arcs.tail)
        heads = [self._heads(arc_heads, arc_tails, a, b) for a, b in bounds]
        rel_heads = _project(both[1], rels.head)
        rel_tails = _project(rows, rels.tail)
        out = []
        for (a, b), found in zip(bounds, heads, strict=True):
            chosen = np.where(found == 0, 0, found + a)  # row 0 is the root, row a + 1 the sentence's first word
            scores = (rel_heads[chosen] @ rels.kernel).reshape(b - a, -1, rels.kernel.shape[0])
            out.append((found, np.matmul(scores, rel_tails[a:b, :, None])[:, :, 0].argmax(-1)))
        return out

    @staticmethod
    def _heads(heads: Floats, tails: Floats, a: int, b: int) -> Ints:
        """slovnet names the two projections the other way round: each word's row of `heads` scores all candidates in `tails`."""
        scores = heads[a + 1 : b + 1] @ np.vstack((tails[:1], tails[a + 1 : b + 1])).T
        return np.asarray(scores.argmax(-1))


@dataclass(frozen=True, slots=True)
class ChainTagger:
    """Linear scores and the best path through them (a conditional random field without start and end scores)."""

    weight: Floats
    bias: Floats
    transitions: Floats

    def __call__(self, rows: Floats, bounds: Sequence[tuple[int, int]]) -> list[Ints]:
        """Tag numbers of each sentence."""
        scores: Floats = rows @ self.weight + self.bias
        order = sorted(range(len(bounds)), key=lambda k: bounds[k][0] - bounds[k][1])  # longest first, so that the live ones stay in front
        sizes = np.array([bounds[k][1] - bounds[k][0] for k in order])
        starts = np.array([bounds[k][0] for k in order])
        best: Floats = scores[starts]
        history: list[Ints] = []
        for at in range(1, int(sizes[0]) if len(sizes) else 0):
            live = int((sizes > at).sum())
            paths = best[:live, :, None] + self.transitions + scores[starts[:live] + at][:, None, :]
            came = paths.argmax(1)
            history.append(came)
            best[:live] = np.take_along_axis(paths, came[:, None, :], 1)[:, 0]
        out: list[Ints] = [np.empty(0, dtype=np.int64)] * len(bounds)
        for row, k in enumerate(order):
            tag = int(best[row].argmax())
            tags = [tag]
            for came in reversed(history[: int(sizes[row]) - 1]):
                tag = int(came[row, tag])
                tags.append(tag)
            out[k] = np.array(tags[::-1])
        return out
