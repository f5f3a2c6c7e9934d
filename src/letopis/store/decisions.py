"""What people decided about the entries of one report, and a reading as it stands after that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from letopis.model import Reading


@dataclass(frozen=True, slots=True)
class Decision:
    """One correction that holds. `content` is what to change, `seen` what the entry said when it was made (see `corrections`)."""

    uid: str
    target: str
    action: str
    content: Mapping[str, object] = field(default_factory=dict)
    seen: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A reading after corrections. `review` (local id -> accepted, edited, rejected) and `kept` (local ids of entries that only people vouch for)."""

    reading: Reading
    review: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    split: Mapping[str, str] = field(default_factory=dict)


def apply(reading: Reading, decisions: Sequence[Decision], report: str) -> Standing:
    """`reading` of the report (uid) after `decisions`."""
    return Standing(reading)
