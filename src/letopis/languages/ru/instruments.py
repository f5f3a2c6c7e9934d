"""Mends trees at a bare instrumental right after a verb (`ответят ударом, если …`): it hangs on that verb, wherever the parser hung it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

GOVERNING = frozenset({"Fin", "Inf", "Conv"})
NAMED = frozenset({"NOUN", "PROPN"})


def hung_on_verb(
    tags: Sequence[str], feats: Sequence[Mapping[str, str]], heads: Sequence[int], relations: Sequence[str]
) -> tuple[Sequence[int], Sequence[str]]:
    """0-based `heads` (-1 = root) and `relations`, with such instrumentals below their verbs."""
    for i in range(1, len(tags)):
        if tags[i] not in NAMED or heads[i] in {i - 1, -1} or feats[i].get("Case") != "Ins":
            continue
        if tags[i - 1] == "VERB" and _governs(feats[i - 1]) and not _is_above(i, i - 1, heads):
            heads, relations = list(heads), list(relations)
            heads[i], relations[i] = i - 1, "obl"
    return heads, relations


def _governs(verb: Mapping[str, str]) -> bool:
    """A participle before a noun is its attribute (`с отрезанной головой`), unless it is short (`сбит ракетой`)."""
    return verb.get("VerbForm") in GOVERNING or verb.get("Variant") == "Short"


def _is_above(i: int, below: int, heads: Sequence[int]) -> bool:
    while below >= 0 and below != i:
        below = heads[below]
    return below == i
