"""Are two titles of one holder? What the titles say of their holder's place is told by titles.tsv (`ranks`)."""

from __future__ import annotations

from letopis.languages.lexicon import Lexicon, Title
from letopis.steps.sameness import belongs_together, states

STATE_HEADS = frozenset({"state_head", "government_head"})
IN_TURN = ("deputy", "voice", "envoy")
"""Ranks whose titles one holder has by turns, where they belong to the same."""
LED = STATE_HEADS | {"party"}


def may_hold(lexicon: Lexicon, one: Title, of_one: frozenset[str], other: Title, of_other: frozenset[str]) -> bool:
    """May two titles, with what they belong to, be of one holder?"""
    of_one, of_other = _region(lexicon, of_one), _region(lexicon, of_other)
    if of_one != of_other and not belongs_together(of_one, of_other):
        return False
    if one.id == other.id:
        return True
    alone = leads_state(one, of_one), leads_state(other, of_other)
    if (alone[0] and other.kind in STATE_HEADS) or (alone[1] and one.kind in STATE_HEADS):
        return True
    either, both = one.ranks | other.ranks, one.ranks & other.ranks
    if alone[0] != alone[1] and "state_leader" in either:
        return False
    if one.kind == other.kind and one.kind in STATE_HEADS:
        return True
    if of_one & of_other:
        same_body = of_one - states(of_one) == of_other - states(of_other)
        return (same_body and _at_the_top(one, other)) or any(r in both for r in IN_TURN) or _wider(one, other) or _wider(other, one)
    if "leader" in either:
        leads = of_one if "leader" in one.ranks else of_other
        return {one.kind, other.kind} <= LED and leads == states(leads)
    return False


def leads_state(title: Title, of: frozenset[str]) -> bool:
    """`глава Чили`, `российский лидер`: the head of a state or of its government."""
    return "state_leader" in title.ranks and bool(of) and of == states(of)


def _at_the_top(one: Title, other: Title) -> bool:
    """Titles of whoever stands at the top of one body: two of its head, or the widest of those and a more exact one."""
    if "head" in one.ranks and "head" in other.ranks:
        return True
    return "chief" in one.ranks | other.ranks and all(t.ranks & {"head", "top"} for t in (one, other))


def _region(lexicon: Lexicon, of: frozenset[str]) -> frozenset[str]:
    """A region is told by its adjective: `Томской области`, `Томской ОГА`."""
    regional = lexicon.words.regional
    if of.isdisjoint(regional):  # the cheaper question first
        return of
    return of - regional if any(lexicon.morphology.place_adjective(w) for w in of) else of


def _wider(wide: Title, narrow: Title) -> bool:
    """Does `wide` say what the other says more narrowly (`дипломат`, `посол`)? An official may be a minister, too."""
    kinds = {"official", "minister"} if wide.kind == "official" else {wide.kind}
    return "wide" in wide.ranks and narrow.kind in kinds
