"""Grammar without the networks, for tests that need many texts: every word hangs on the first, and what it is stays open."""

from __future__ import annotations

from letopis.engine import Tagged
from letopis.languages.language import Language
from letopis.model import Parse
from letopis.steps.grammar import build
from letopis.steps.sentences import cut


def flat_parse(text: str, language: Language) -> Parse:
    """`text` cut into sentences and words, with empty tags and flat trees."""
    sentences = cut(text, language.joining_abbreviations)
    tagged = [
        Tagged(
            tags=("X",) * len(s.words),
            feats=({},) * len(s.words),
            heads=(-1, *(0,) * (len(s.words) - 1)),
            relations=("root", *("dep",) * (len(s.words) - 1)),
            names=(),
        )
        for s in sentences
    ]
    return build(text, sentences, tagged, language)
