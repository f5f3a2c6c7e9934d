"""Finds the encoding of Russian text and decodes it.

UTF-8 and UTF-16 are told by their byte order marks or by their shape. Among the 8-bit encodings the one is taken in which the
text reads most like Russian: frequent letters, and capitals only where a word begins. The set is closed on purpose: general
detectors also weigh Shift-JIS or Mac encodings and err on headlines (measured in docs/formats.md).
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

SAMPLE = 1 << 16
"""Bytes that are looked at to tell an encoding: more change nothing."""
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
EIGHT_BIT = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
"""In order of how often Russian news is met in them; the first wins a tie."""
SPOILED = 0.02
"""Share of undecodable pieces up to which bytes are still taken for UTF-8 (a cut-off or patched file) and not for an 8-bit encoding."""
LIKE_RUSSIAN = 0.0
"""Mean merit of the letters above which an 8-bit reading is believed."""

# Per mille of letters in Russian prose (National Corpus of Russian); what is rare in Russian is what wrong readings are full of.
_PER_MILLE: Mapping[str, float] = {
    **dict(zip("оеаинтсрвлкмдпу", (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26), strict=True)),
    **dict(zip("яыьгзбчйхжшюцщэфъё", (20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1), strict=True)),
}
CAPITAL_INSIDE = re.compile(r"[^\W\d_](?=[А-ЯЁ])")
"""The letter before a capital that begins no word."""
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
    best = max(EIGHT_BIT, key=lambda name: likeness(head.decode(name, "replace")))
    return best if likeness(head.decode(best, "replace")) > LIKE_RUSSIAN else None


def likeness(text: str) -> float:
    """How much `text` reads like Russian: mean over what is not ASCII, about 1 for prose, below 0 for junk."""
    letters = Counter(text)
    count = sum(n for c, n in letters.items() if c > "\x7f")
    if not count:
        return -1.0
    total = sum(n * _merit(c) for c, n in letters.items() if c > "\x7f")
    total -= sum(2.0 if before.islower() else 0.2 for before in CAPITAL_INSIDE.findall(text))
    return total / count


@lru_cache(maxsize=4096)
def _merit(c: str) -> float:
    small = c.lower()
    if small in _PER_MILLE:
        return _PER_MILLE[small] / 50
    return 0.0 if c in _MARKS else -2.0
