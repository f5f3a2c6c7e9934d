"""A statement on its way: what a rule found, before act, form and numbering."""

from __future__ import annotations

from typing import Literal, NamedTuple

from letopis.languages.speech import SpeechRow
from letopis.model import Act, Party, Span

Frame = Literal["clause", "quote", "inf", "topic", "whole", "back", "passage"]
"""How the content stands: a subordinate clause, a quotation, an infinitive, a noun phrase, the sentence around, the sentence before, a passage without marks."""


class Found(NamedTuple):
    """Content found in a slot: tokens ``[first, last)`` (several stretches where the cue parts them), and its head word."""

    frame: Frame
    stretches: tuple[tuple[int, int], ...]
    head: int


class Draft(NamedTuple):
    """What a rule found. `head` is the head word of the content, -1 where none is known; `cue_token` likewise."""

    rule: str
    frame: Frame
    act: Act
    content: tuple[Span, ...]
    cue: Span | None = None
    cue_token: int = -1
    source: Party | None = None
    addressee: Party | None = None
    via: tuple[Party, ...] = ()
    negated: bool = False
    head: int = -1
    row: SpeechRow | None = None
