"""`record`: a dataclass that the type checker holds frozen and that is cheap to make, for the small values that a report is read through.

A frozen dataclass guards each field while it is made too, which takes several times as long as to make a plain one; a report makes
thousands of tokens, mentions and pieces. What a reading gives to its user is a real frozen dataclass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from collections.abc import Callable
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """At run time: the same fields, equality, hash and text as ``dataclass(frozen=frozen, slots=slots)``, without the guard."""
        return dataclass(slots=slots, unsafe_hash=frozen)
