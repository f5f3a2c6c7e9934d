"""pymorphy3's dictionary, asked without its detours: one look for a word, facts of a tag and of a paradigm worked out once for all words.

pymorphy3 makes a list, two tuples and several strings for every analysis of every word, looks a word up anew to tell whether it is
known, and builds all forms of a word to find one. The answers here are the same, in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from pymorphy3 import MorphAnalyzer

SECOND_CASES: Mapping[str, str] = {"loc2": "loct", "gen2": "gent", "acc2": "accs"}
"""Second forms of a case are that case to the tagger (`в порту`, `чашка чаю`)."""


class Tag:
    """A tag of OpenCorpora: its part of speech (empty for what is no word), its grammemes, and these with second cases as the first."""

    __slots__ = ("POS", "folded", "grammemes", "source", "text")

    def __init__(self, source: Any) -> None:
        self.source = source
        self.text = str(source)
        self.POS = str(source.POS or "")
        self.grammemes: frozenset[str] = source.grammemes
        self.folded = frozenset(SECOND_CASES.get(g, g) for g in self.grammemes)


class Paradigm:
    """How many words decline or conjugate: the prefix, tag and ending of each form; the first is the dictionary form."""

    __slots__ = ("_chosen", "forms")

    def __init__(self, forms: Sequence[tuple[str, Tag, str]]) -> None:
        self.forms = forms
        self._chosen: dict[tuple[int, frozenset[str]], int] = {}

    def word(self, form: str, index: int, other: int) -> str:
        """The form at `other` of the word whose form at `index` is `form`."""
        if index == other:
            return form
        before, _, after = self.forms[index]
        prefix, _, ending = self.forms[other]
        return f"{prefix}{form[len(before) : len(form) - len(after)]}{ending}"

    def like(self, index: int, grammemes: frozenset[str]) -> int:
        """Which form has all the `grammemes` and is else most like that at `index`; the first of equals, -1 where none has them."""
        key = index, grammemes
        found = self._chosen.get(key)
        if found is None:
            found = self._chosen[key] = self._like(index, grammemes)
        return found

    def _like(self, index: int, grammemes: frozenset[str]) -> int:
        wanted = self.forms[index][1].source.updated_grammemes(grammemes)

        def likeness(i: int) -> float:
            has = self.forms[i][1].grammemes
            return len(wanted & has) - 0.1 * len(wanted ^ has)

        return max((i for i, (_, tag, _) in enumerate(self.forms) if grammemes <= tag.grammemes), key=likeness, default=-1)


class Known(NamedTuple):
    """An analysis of a word that the dictionary has."""

    word: str
    """As the dictionary writes it: with ё."""
    tag: Tag
    normal_form: str
    score: float
    """How likely the analysis is, 0 to 1; all analyses of a word together make 1."""
    paradigm: Paradigm
    at: int
    """Which form of its paradigm it is."""

    @property
    def is_known(self) -> bool:
        return True

    def inflect(self, grammemes: frozenset[str]) -> str:
        """The form with the grammemes; empty where there is none."""
        other = self.paradigm.like(self.at, grammemes)
        return self.paradigm.word(self.word, self.at, other) if other >= 0 else ""


class Guessed(NamedTuple):
    """An analysis of what the dictionary does not have, by pymorphy3's analogies."""

    word: str
    tag: Tag
    normal_form: str
    score: float
    source: Any

    @property
    def is_known(self) -> bool:
        return False

    def inflect(self, grammemes: frozenset[str]) -> str:
        """The form with the grammemes; empty where there is none."""
        form = self.source.inflect(set(grammemes))
        return str(form.word) if form else ""


Analysis = Known | Guessed
LIKELIHOOD = itemgetter(Known._fields.index("score"))


class Dictionary:
    """All analyses of words, the likeliest first. Reading only but for what it remembers of tags and paradigms, which the dictionary bounds."""

    def __init__(self) -> None:
        self._analyzer: Any = MorphAnalyzer(lang="ru")
        self._known: Any = self._analyzer.dictionary.words.similar_items
        self._substitutes: Any = self._analyzer.char_substitutes
        likelihoods: Any = self._analyzer.prob_estimator.p_t_given_w
        self._likelihood: Any = likelihoods.get
        self._certain: int = likelihoods.MULTIPLIER
        self._tags: dict[str, Tag] = {}
        self._paradigms: dict[int, Paradigm] = {}

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        """Of a word in small letters."""
        found = self._known(word, self._substitutes)
        return self._looked_up(word, found) if found else self._guessed(word)

    def _looked_up(self, word: str, found: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> tuple[Analysis, ...]:
        """`found` are the spellings with е or ё that the dictionary has, each with its paradigms and its places in them."""
        forms = [(spelt, self._paradigms.get(number) or self._paradigm(number), i) for spelt, places in found for number, i in places]
        scores = self._scores(word, [paradigm.forms[i][1] for _, paradigm, i in forms])
        out = [Known(w, p.forms[i][1], p.word(w, i, 0), score, p, i) for (w, p, i), score in zip(forms, scores, strict=True)]
        if len(out) > 1:
            out.sort(key=LIKELIHOOD, reverse=True)
        return tuple(out)

    def _scores(self, word: str, tags: Sequence[Tag]) -> Sequence[float]:
        if len(tags) == 1:
            return (1.0,)
        likelihood, certain = self._likelihood, self._certain
        likelihoods = [likelihood(f"{word}:{tag.text}", 0) / certain for tag in tags]
        return likelihoods if any(likelihoods) else [1.0 / len(tags)] * len(tags)

    def _guessed(self, word: str) -> tuple[Analysis, ...]:
        try:
            parses = self._analyzer.parse(word)
        except ValueError:  # pymorphy3 asks for the name of every letter, and ideographs of some scripts have none
            parses = self._analyzer.parse("_")
        return tuple([Guessed(p.word, self._tag(p.tag), p.normal_form, p.score, p) for p in parses])

    def _paradigm(self, number: int) -> Paradigm:
        forms = self._analyzer.dictionary.build_paradigm_info(number)
        paradigm = self._paradigms[number] = Paradigm(tuple([(prefix, self._tag(tag), ending) for prefix, tag, ending in forms]))
        return paradigm

    def _tag(self, source: Any) -> Tag:
        text = str(source)
        tag = self._tags.get(text)
        if tag is None:
            tag = self._tags[text] = Tag(source)
        return tag
