"""What frames and rules mean, in words, for those who ask why an entry is in a ledger."""

from __future__ import annotations

FRAMES = {
    "clause": "the content is a clause that depends on the cue",
    "quote": "the content is a quotation",
    "inf": "the content is an infinitive of the cue",
    "topic": "the content is a noun phrase in a slot of the cue",
    "whole": "the cue stands inside what was said: the content is the clause around it",
    "back": "the cue points back: the content is the sentence before, or what a short paragraph tells before",
    "passage": "the content stands without quotation marks",
}
RULES = {
    "following.quote": "a quotation that stands alone is by whoever spoke last",
    "following.passage": "a passage in the first person, outside quotation marks, is by whoever spoke last",
    "following.exchange": "quotations that dashes string together are an exchange",
    "line.headline": "a name and a colon (or a dash and a name) in a line: the name says the rest of the line",
    "line.interview": "a name and a colon open a line of an interview",
    "line.dialogue": "a line that begins with a dash is a line of dialogue; two speakers take turns",
    "speech.unlisted": "a verb that no table knows, right behind direct speech, announces it",
}
"""The rule's name without its language -> what it does. Rows of tables explain themselves."""


def in_words(rule: str) -> str:
    """What a rule written in code does; empty for one that nothing is told of here."""
    return RULES.get(rule.partition(".")[2], "")
