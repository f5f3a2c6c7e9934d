"""Repair of what a parser gives into one tree per sentence: one root, no cycles, heads inside the sentence."""

from __future__ import annotations

from collections.abc import Sequence


def repair(heads: Sequence[int], relations: Sequence[str]) -> tuple[list[int], list[str]]:
    """One tree from 0-based `heads` (-1 = root), changing as few arcs as can be.

    The first root stays; further roots hang on it as `parataxis`. A cycle is cut at its first token, which then hangs on the
    root as `dep`. Sentences without a root get their first token outside a cycle's tail, else token 0, as root.
    """
    n = len(heads)
    heads, relations = list(heads), list(relations)
    if not n:
        return heads, relations
    heads = [h if -1 <= h < n and h != i else -1 for i, h in enumerate(heads)]
    roots = [i for i, h in enumerate(heads) if h == -1]
    labelled = [i for i in roots if relations[i] == "root"]
    root = (labelled or roots or [_cycle_entry(heads)])[0]
    heads[root], relations[root] = -1, "root"
    for i in roots:
        if i != root:
            heads[i], relations[i] = root, "parataxis"
    _cut_cycles(heads, relations, root)
    return heads, relations


def _cycle_entry(heads: list[int]) -> int:
    """A token on the cycle that token 0 leads into."""
    seen: set[int] = set()
    i = 0
    while i not in seen:
        seen.add(i)
        i = heads[i]
    return i


def _cut_cycles(heads: list[int], relations: list[str], root: int) -> None:
    safe = {root}
    for start in range(len(heads)):
        path: list[int] = []
        i = start
        while i not in safe and i not in path:
            path.append(i)
            i = heads[i]
        if i not in safe:  # `i` closes a cycle
            cut = min(path[path.index(i) :])
            heads[cut], relations[cut] = root, "dep"
        safe.update(path)
