"""Mends trees at comparatives that count: of `не менее ста солдат погибли` the parser makes the comparative the subject, not the soldiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COMPARATIVES = frozenset({"более", "менее", "больше", "меньше"})
PARTICIPANTS = frozenset({"nsubj", "nsubj:pass", "obj"})
REACH = 6
"""Words within which those who are counted follow the comparative."""


def rehung(
    words: Sequence[str], feats: Sequence[Mapping[str, str]], heads: Sequence[int], relations: Sequence[str]
) -> tuple[Sequence[int], Sequence[str]]:
    """0-based `heads` (-1 = root) and `relations`, with those who are counted in the comparative's place and it below them."""
    for i in [i for i, word in enumerate(words) if word.lower() in COMPARATIVES]:
        if relations[i] in PARTICIPANTS:
            counted = next((j for j in range(i + 1, min(i + REACH, len(words))) if heads[j] == i and feats[j].get("Case") == "Gen"), -1)
            if counted >= 0:
                heads, relations = list(heads), list(relations)
                heads[counted], relations[counted] = heads[i], relations[i]
                heads[i], relations[i] = counted, "advmod"
        elif relations[i] == "advmod":
            noun = heads[i]
            while noun >= 0 and relations[noun].startswith("nummod"):
                noun = heads[noun]
            if noun >= 0 and _is_second_object(noun, feats, heads, relations):
                relations = list(relations)
                relations[noun] = "nsubj"
    return heads, relations


def _is_second_object(noun: int, feats: Sequence[Mapping[str, str]], heads: Sequence[int], relations: Sequence[str]) -> bool:
    """`их удерживают более ста боевиков`: a counted genitive beside another object and no subject is the subject."""
    if relations[noun] != "obj" or feats[noun].get("Case") != "Gen":
        return False
    beside = [j for j, head in enumerate(heads) if head == heads[noun] and j != noun]
    return not any(relations[j].startswith("nsubj") for j in beside) and any(relations[j] == "obj" and feats[j].get("Case") == "Acc" for j in beside)
