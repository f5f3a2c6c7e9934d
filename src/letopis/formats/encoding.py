"""Finds the encoding of a text and decodes it.

UTF-8 and UTF-16 are told by their byte order marks or by their shape. Among the 8-bit encodings the one is taken in which the
text reads most like a language that has a folder: frequent letters, and capitals only where a word begins. The set is closed on purpose: general
detectors also weigh Shift-JIS or Mac encodings and err on headlines (measured in docs/formats.md).
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from letopis.languages.folders import codes
from letopis.languages.surface import Surface, surfaces

SAMPLE = 1 << 16
"""Bytes that are looked at to tell an encoding: more change nothing."""
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SPOILED = 0.02
"""Share of undecodable pieces up to which bytes are still taken for UTF-8 (a cut-off or patched file) and not for an 8-bit encoding."""
LIKE_PROSE = 0.0
"""Mean merit of the letters above which an 8-bit reading is believed."""

PROSE = 50.0
"""Per mille of a frequent letter: prose of nothing else would have the merit 1."""
_MARKS = frozenset("«»—–…№“”„’‘\u00a0°§€")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was read in; `spoiled` counts pieces that had to become U+FFFD."""

    text: str
    encoding: str
    spoiled: int = 0


def decode(data: bytes, encoding: str | None = None) -> Decoded | None:
    """`data` as text, in `encoding` or in the one that fits; None when it fits no encoding known here. Raises LookupError for an unknown name."""
    name = encoding or encoding_of(data)
    if name is None:
        return None
    text = data.decode(name, "replace")
    return Decoded(text.removeprefix("\ufeff"), name, text.count("\ufffd") - data.count("\ufffd".encode()))


def encoding_of(data: bytes) -> str | None:
    """The name of the encoding of `data`, or None."""
    head = data[:SAMPLE]
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    wide = _wide(head)
    if wide:
        return wide
    if _like_utf8(head):
        return "utf-8"
    return _eight_bit(head)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin and Cyrillic text is 0 or 4."""
    if len(head) < 4:
        return None
    pairs = len(head) // 2
    if head.count(0) + head.count(4) <= 0.9 * pairs:  # what follows counts each byte: not for nothing, for each line of a file
        return None
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = Counter(head[first : 2 * pairs : 2])
        other = Counter(head[1 - first : 2 * pairs : 2])
        if high[0] + high[4] > 0.9 * pairs and other[0] + other[4] < 0.3 * pairs:
            return name
    return None


def _like_utf8(head: bytes) -> bool:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head)  # a character cut by the sample's end is no error
    spoiled = text.count("\ufffd")
    return not spoiled or spoiled < SPOILED * sum(1 for c in text if c > "\x7f")


def _eight_bit(head: bytes) -> str | None:
    best = max(eight_bit(), key=lambda name: likeness(head.decode(name, "replace")), default=None)
    return best if best and likeness(head.decode(best, "replace")) > LIKE_PROSE else None


def eight_bit() -> tuple[str, ...]:
    """The 8-bit encodings that are told apart; the first wins a tie."""
    return _encodings(codes())


@lru_cache(maxsize=4)
def _encodings(installed: tuple[str, ...]) -> tuple[str, ...]:
    """`installed` are those of `surfaces`."""
    return tuple(dict.fromkeys(name for s in surfaces() for name in s.encodings))


def likeness(text: str, counted: Mapping[str, int] | None = None) -> float:
    """How much `text` reads like a language that has a folder: mean over what is not ASCII, about 1 for prose, below 0 for junk.

    `counted`: how often each character stands in it, if the caller knows.
    """
    letters = {c: n for c, n in (Counter(text) if counted is None else counted).items() if c > "\x7f"}
    count = sum(letters.values())
    if not count:
        return -1.0
    return max((_by_letters(letters, m) - _by_capitals(text, m) for m in _languages(codes())), default=-float(count)) / count


def may_be_misread(counted: Mapping[str, int], wrong: str, right: str, least: float) -> bool:
    """May a text with so many of each character, of which the bytes in `right` were read as `wrong`, have had a likeness above `least`?

    Between 8-bit encodings letter stands for letter, and junk is told by that alone: capitals inside of words only take from a likeness.
    """
    known = eight_bit()
    if wrong not in known or right not in known:
        return True
    meant: dict[str, int] = {}
    for c, n in counted.items():
        other = _meant(c, wrong, right)
        if other > "\x7f":
            meant[other] = meant.get(other, 0) + n
    count = sum(meant.values())
    return not count or any(_by_letters(meant, m) / count > least for m in _languages(codes()))


@lru_cache(maxsize=4096)
def _meant(c: str, wrong: str, right: str) -> str:
    """What `c` was, if its byte in `right` was read as `wrong`; empty where there is no such byte."""
    return c.encode(wrong, "ignore").decode(right, "ignore")


def _by_letters(letters: Mapping[str, int], merits: _Merits) -> float:
    return sum([n * merits[c] for c, n in letters.items()])


def _by_capitals(text: str, merits: _Merits) -> float:
    """What capitals inside of words speak against a text."""
    return sum([2.0 if before.islower() else 0.2 for before in merits.capital_inside.findall(text)])


class _Merits(dict[str, float]):
    """What a letter speaks for: its share in the prose of one language; what is rare in it is what wrong readings are full of."""

    def __init__(self, surface: Surface) -> None:
        super().__init__({form: share / PROSE for c, share in surface.per_mille.items() for form in (c, c.upper())})
        capitals = "".join(re.escape(c.upper()) for c in surface.per_mille)
        self.capital_inside = re.compile(rf"[^\W\d_](?=[{capitals}])" if capitals else r"(?!)")
        """The letter before a capital that begins no word."""

    def __missing__(self, c: str) -> float:
        return 0.0 if c in _MARKS else -2.0


@lru_cache(maxsize=4)
def _languages(installed: tuple[str, ...]) -> tuple[_Merits, ...]:
    """`installed` are those of `surfaces`."""
    return tuple(map(_Merits, surfaces()))
