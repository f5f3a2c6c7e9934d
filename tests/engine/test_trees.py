"""Whatever the parser gives becomes one tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from letopis.engine import repair


@given(st.lists(st.integers(-2, 12), min_size=1, max_size=12))
def test_any_heads_become_one_tree(heads: list[int]) -> None:
    repaired, relations = repair(heads, ["dep"] * len(heads))
    assert repaired.count(-1) == 1
    assert relations[repaired.index(-1)] == "root"
    for i in range(len(repaired)):
        seen = set()
        while i != -1:
            assert i not in seen
            seen.add(i)
            i = repaired[i]


def test_a_good_tree_is_left_alone() -> None:
    assert repair([1, -1, 1], ["nsubj", "root", "obj"]) == ([1, -1, 1], ["nsubj", "root", "obj"])


def test_a_second_root_hangs_on_the_first() -> None:
    assert repair([-1, -1], ["root", "root"]) == ([-1, 0], ["root", "parataxis"])


def test_a_cycle_is_cut() -> None:
    assert repair([-1, 2, 1], ["root", "nsubj", "obj"]) == ([-1, 0, 1], ["root", "dep", "obj"])
