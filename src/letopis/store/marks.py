"""Marks: the tokens that answer filters. Each begins with `_`, as no word does, and a letter for what it tells.

They are ASCII but for folded words of names, and lower case.
"""

from __future__ import annotations

from enum import IntEnum

ALL = "_all"
"""Every entry has it: the base of a question that only excludes."""
INTERVAL = "_interval"
"""The entry covers more than one day."""

NOTHING = "_nothing"
"""No entry has it."""


class Role(IntEnum):
    """How somebody takes part in an entry."""

    SOURCE = 0
    ADDRESSEE = 1
    VIA = 2
    ACTOR = 3
    RECIPIENT = 4
    PLACE = 5
    ABOUT = 6


LETTER = {Role.SOURCE: "w", Role.ACTOR: "w", Role.ADDRESSEE: "t", Role.RECIPIENT: "t", Role.VIA: "r", Role.PLACE: "p", Role.ABOUT: "b"}
"""Role -> letter of its marks: who (w), to whom (t), relay (r), place (p), about (b)."""

FIELDS = {"kind": "k", "act": "a", "type": "e", "mode": "m", "status": "s", "form": "f", "voucher": "v", "unnamed": "u", "review": "h", "outlet": "o"}
"""Field of a question -> letter of its marks."""


def field(name: str, value: str | int) -> str:
    """The mark of a field's value: `_athreaten`."""
    return f"_{FIELDS[name]}{str(value).lower()}"


def party(letter: str, entity: int) -> str:
    """The mark of an entity in a role: `_wi12`."""
    return f"_{letter}i{entity}"


def party_pair(letter: str, one: str, other: str) -> str:
    """The mark of two folded words of one name in a role: `_wpлукашенко+александр` in the order of the alphabet."""
    first, second = sorted((one, other))
    return f"_{letter}p{first}+{second}"


def party_word(letter: str, word: str) -> str:
    """The mark of a folded word of a name in a role: `_wwлукашенко`."""
    return f"_{letter}w{word}"
