"""What a report is about, where the words of deeds mean something else: in sport people attack, meet and resign as players do."""

from __future__ import annotations

from letopis.languages.deeds import DeedTables, TriggerRow
from letopis.model import Parse

SHARE = {"sport": 0.025, "stage": 0.035}
"""Share of words of the scene from which a report is played on it; measured on two thousand news reports, where politics stays below a third of it."""
FEWEST = 5
SERIOUS = frozenset({"COERCE", "ACCUSE", "PROTEST", "THREATEN", "ASSAULT"})
"""What happens in earnest there too: a fan is arrested, a coach is sued, a player is beaten."""


def scenes_of(parse: Parse, tables: DeedTables) -> frozenset[str]:
    """The scenes on which the report is played; mostly none."""
    words = [t.key for t in parse.tokens if t.pos != "PUNCT"]
    counts = {scene: sum(map(lemmas.__contains__, words)) for scene, lemmas in tables.scenes.items()}
    return frozenset(s for s, n in counts.items() if n >= FEWEST and n >= SHARE[s] * len(words))


def plays(row: TriggerRow, scenes: frozenset[str], tables: DeedTables) -> bool:
    """Is the row's deed but play on one of the scenes? So is what is not serious, or bars words of the scene beside it."""
    light = row.type not in SERIOUS or (row.type == "COERCE" and row.mode is None)  # `не позволить сопернику`
    return any(light or row.needs.without & tables.scenes[scene] for scene in scenes)
