"""Mentions gathered into one somebody while a report is being read, and the name that somebody gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from sys import maxsize

from letopis.languages.lexicon import Title
from letopis.model import EntityKind
from letopis.steps.scene import Sighting

LINE = 120
"""Characters: what is longer describes, it does not name."""
INFORMATIVE = {"name": 4, "unnamed": 3, "role": 2, "common": 1, "definite": 1, "pronoun": 0}
"""What names better, where a somebody has several kinds of mention."""
NOWHERE = maxsize
"""The place of what has no mention."""


class Cluster:
    """Sightings of one somebody, in the order in which they were joined; `members` where it is several somebodies together,
    the last of whom `conjunction` joins in its name. What is asked of it again and again is kept up to date as sightings join.
    """

    __slots__ = (
        *("aliases", "conjunction", "first", "gender", "is_named", "kind", "members", "sightings", "titles"),
        *("_genders", "_genders_of_names", "_rank"),
    )

    def __init__(self, sightings: Iterable[Sighting] = (), members: tuple[Cluster, ...] = (), conjunction: str = "") -> None:
        self.members = members
        self.conjunction = conjunction
        self.aliases: set[str] = set()
        self._gather(sightings)

    def _gather(self, sightings: Iterable[Sighting]) -> None:
        self.sightings: list[Sighting] = []
        self.first = NOWHERE
        """Head of the first mention in the text."""
        self.kind: EntityKind = "group" if self.members else "other"
        """That of the first of the mentions that name it best."""
        self.is_named = bool(self.members)
        self.gender = ""
        """Masc, Fem, Neut or empty: what most mentions say, names first; of two as frequent, the first."""
        self.titles: list[tuple[Title, frozenset[str]]] = []
        """Every office or trade told of it, with what it belongs to."""
        self._rank = -1
        self._genders: dict[str, int] = {}
        self._genders_of_names: dict[str, int] = {}
        for sighting in sightings:
            self.join(sighting)

    def join(self, sighting: Sighting) -> None:
        """`sighting` is of this somebody."""
        mention = sighting.mention
        self.sightings.append(sighting)
        if mention.head < self.first:
            self.first = mention.head
        rank = INFORMATIVE[mention.anchor]
        if rank > self._rank:
            self._rank = rank
            self.kind = "group" if self.members else mention.kind
            self.is_named = self.is_named or mention.anchor == "name"
        if mention.gender:
            told = self._genders_of_names if mention.anchor == "name" else self._genders
            told[mention.gender] = told.get(mention.gender, 0) + 1
            if mention.gender != self.gender:
                best = self._genders_of_names or self._genders
                self.gender = max(best, key=best.__getitem__)
        if sighting.title:
            self.titles.append((sighting.title, sighting.of))
        if sighting.others:
            self.titles.extend([(title, frozenset()) for title in sighting.others])

    def put_in_order(self) -> None:
        """The sightings in the order of the text."""
        if len(self.sightings) > 1:
            self._gather(sorted(self.sightings, key=lambda s: s.mention.head))

    @property
    def plural(self) -> bool:
        return bool(self.members) or self.sightings[0].mention.number == "Plur"

    def rows(self) -> frozenset[str]:
        return frozenset(s.key for s in self.sightings if s.key and not s.key.startswith("pronoun"))

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
