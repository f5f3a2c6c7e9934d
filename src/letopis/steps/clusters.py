"""Mentions gathered into one somebody while a report is being read, and the name that somebody gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from letopis.languages.lexicon import Title
from letopis.model import EntityKind
from letopis.steps.scene import Sighting

LINE = 120
"""Characters: what is longer describes, it does not name."""
INFORMATIVE = {"name": 4, "unnamed": 3, "role": 2, "common": 1, "definite": 1, "pronoun": 0}
"""What names better, where a somebody has several kinds of mention."""
KINDS: tuple[EntityKind, ...] = ("person", "state", "media", "office", "organisation", "group", "place", "unnamed", "other")


@dataclass(eq=False, slots=True)
class Cluster:
    """Sightings of one somebody, in the order in which they were joined; `members` where it is several somebodies together,
    the last of whom `conjunction` joins in its name.
    """

    sightings: list[Sighting] = field(default_factory=list)
    members: tuple[Cluster, ...] = ()
    aliases: set[str] = field(default_factory=set)
    conjunction: str = ""

    @property
    def kind(self) -> EntityKind:
        if self.members:
            return "group"
        mentions = [s.mention for s in self.sightings]
        best = next((m for m in mentions if m.anchor == "name"), None)  # none ranks above it
        return (best or max(mentions, key=lambda m: INFORMATIVE[m.anchor])).kind

    @property
    def gender(self) -> str:
        """Masc, Fem, Neut or empty: what most mentions say, names first."""
        told = [s.mention for s in self.sightings if s.mention.gender]
        genders = [m.gender for m in told if m.anchor == "name"] or [m.gender for m in told]
        return max(dict.fromkeys(genders), key=genders.count, default="")  # of two as frequent, the first

    @property
    def plural(self) -> bool:
        return bool(self.members) or self.sightings[0].mention.number == "Plur"

    def titles(self) -> Iterator[tuple[Title, frozenset[str]]]:
        """Every office or trade told of it, with what it belongs to."""
        for s in self.sightings:
            if s.title:
                yield s.title, s.of
            for title in s.others:
                yield title, frozenset()

    def rows(self) -> frozenset[str]:
        return frozenset(s.key for s in self.sightings if s.key and not s.key.startswith("pronoun"))

    def named(self) -> bool:
        return bool(self.members) or any(s.mention.anchor == "name" for s in self.sightings)

    def first(self) -> int:
        return min(s.mention.head for s in self.sightings)

    def name(self) -> str:
        """The fullest nominative form: of a person the longest name, of others the most informative mention."""
        if self.members:
            *first, last = [m.name() for m in self.members]
            return f"{', '.join(first)} {self.conjunction} {last}"
        persons = [s for s in self.sightings if s.words]
        if persons:
            return _person_name(persons)
        rank = max(INFORMATIVE[s.mention.anchor] for s in self.sightings)
        best = [s for s in self.sightings if INFORMATIVE[s.mention.anchor] == rank]
        if best[0].mention.kind == "state":
            return best[0].proper or best[0].mention.name
        full = [s for s in best if not s.mention.name.isupper()] or best
        return max(full, key=_fullness).mention.name


def _fullness(s: Sighting) -> tuple[int, int, int, bool, int]:
    """More words of meaning, more words, more proper names among them, printed as it is, earlier; what is longer than a line is no name."""
    words = s.mention.name.split()
    proper = sum(1 for w in words if w[:1].isupper())
    short = len(s.mention.name) < LINE
    return (len(s.says) if short else 0, len(words) if short else 0, proper, s.printed, -s.mention.head)


def _person_name(persons: list[Sighting]) -> str:
    """The longest name without initials; among spellings of that length, one printed in the nominative, else the most frequent."""

    def fullness(words: tuple[str, ...]) -> tuple[int, int]:
        whole = sum(1 for w in words if len(w.strip(".")) > 2 or not w.endswith("."))
        return (len(words) if whole == len(words) else 0, whole)

    best = max(fullness(s.words) for s in persons)
    full = [s for s in persons if fullness(s.words) == best]
    candidates = Counter(s.mention.name for s in ([s for s in full if s.printed] or full))
    return candidates.most_common(1)[0][0]
