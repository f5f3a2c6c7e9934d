"""Tells which language a text is in, sentence by sentence, by its letters and its function words (known.tsv).

It is a check before reading, not a general identifier: its question is whether a text is in the language that it will be read as,
and if not, what to call it. A text of two languages is told as such, which whole-text identifiers cannot do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from letopis.languages.folders import codes, path
from letopis.languages.tables import read_table

SENTENCE = re.compile(r"\s(?:(?<=[.!?…]\s)\s*|(?<=\n)\n*)")
"""White space behind a final mark, else line breaks; the first `\\s` lets the search leap over letters."""
WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
JOINERS = frozenset("-")
"""What may stand inside a word of any language; the apostrophe is a letter of those that write it."""
FEWEST = 5
"""Words that a sentence must have to be judged: names and headlines have too few small words."""
MARGIN = 0.1
"""By how much, in share of words, another language must fit better than the expected one."""
SIGNS = 3
"""By how many points it must fit better: one `про`, or one O'Neill, makes no Ukrainian."""
PURE = 0.75
"""Share of a sentence's letters that must be of another script: Russian about foreign titles stays below."""
PROSE = 0.2
"""Share of function words from which foreign letters are prose of a language (and at least three of them): lists of titles stay below."""
WEB = re.compile(r"\S+://\S+|\S+@\S+|www\.\S+")
WEB_SIGNS = ("://", "@", "www.")
"""A line without any of them has no address: the pattern, which tries each word, need not be asked."""
SAMPLE = 30_000
"""Letters looked at: as many as the longest reports have."""


@dataclass(frozen=True, slots=True)
class Known:
    """A language that can be told: its alphabet and its function words; `number` is its place in the table."""

    number: int
    code: str
    name: str
    script: str
    letters: frozenset[str]
    words: frozenset[str]
    example: str

    def points(self, word: str) -> int:
        """How a word (lower case) speaks for this language: a function word for it, letters that it lacks against it."""
        return (word in self.words) - 2 * (not self.letters.issuperset(word))


@dataclass(frozen=True, slots=True)
class Languages:
    """Shares of a text by language name, by letters in the sentences that could be judged; they add up to 1 unless empty."""

    shares: Mapping[str, float]

    def named(self, least: float) -> list[str]:
        """Languages with at least that share, the largest first."""
        return [n for n, s in sorted(self.shares.items(), key=lambda i: -i[1]) if s >= least]


def known() -> tuple[Known, ...]:
    """The languages of the table here and of such tables in the folders of languages. Raises `TableError`."""
    return _known(codes())


def named(code: str) -> Known:
    """The language `code`. Raises `LookupError`."""
    found = next((k for k in known() if k.code == code), None)
    if found is None:
        raise LookupError(f"the language {code!r} cannot be told from others: it has no row in known.tsv")
    return found


@lru_cache(maxsize=4)
def _known(installed: tuple[str, ...]) -> tuple[Known, ...]:
    own = [path(code) / "known.tsv" for code in installed]
    tables = [files(__package__) / "known.tsv", *(table for table in own if table.is_file())]
    rows = [r for table in tables for r in read_table(table, ("id", "name", "letters", "words", "example"))]
    return tuple(
        Known(
            number,
            r.id,
            r.cells["name"],
            _script(r.cells["letters"])[0],
            frozenset(r.cells["letters"]) | JOINERS,
            frozenset(r.items("words")),
            r.cells["example"],
        )
        for number, r in enumerate(rows)
    )


@dataclass(frozen=True, slots=True)
class Home:
    """The language that a text is expected to be in, and what could speak for another one of its script."""

    known: Known
    plain: frozenset[str]
    """Its letters, as far as they are of its script."""
    usual: frozenset[str]
    """The same, and what joins and parts words."""
    strange: frozenset[str]
    """Letters that others have and it lacks."""
    rival: frozenset[str]
    """Function words of others that are none of its own."""

    def surely(self, letters: str, words: Sequence[str]) -> bool:
        """Is a sentence certainly in this language? `letters` are its words, joined by spaces.

        Most of its letters must be of the script. Without a letter that another language has in addition, only a function word speaks
        more for that one, by a point: where there are too few, none fits better by `SIGNS`, and no sum need be made.
        """
        if not self.usual.issuperset(letters) and not (self.strange.isdisjoint(letters) and self._prevails(letters)):
            return False
        return self.rival.isdisjoint(words) or sum(map(self.rival.__contains__, words)) < SIGNS

    def _prevails(self, letters: str) -> bool:
        """Are more than half of the letters of its script?"""
        return 2 * sum(map(self.plain.__contains__, letters)) > len(letters) - letters.count(" ")


@lru_cache(maxsize=64)
def _home(expected: str, installed: tuple[str, ...]) -> Home:
    """`installed` are those of `codes`."""
    home = named(expected)
    others = [k for k in _known(installed) if k.script == home.script]
    plain = frozenset(c for c in home.letters if _letter_script(c) == home.script)
    strange = frozenset(c for k in others for c in k.letters) - home.letters
    return Home(home, plain, plain | JOINERS | {" "}, strange, frozenset(w for k in others for w in k.words) - home.words)


@lru_cache(maxsize=1 << 16)
def _points(word: str) -> tuple[int, ...]:
    """How a word speaks for each known language."""
    return tuple(k.points(word) for k in known())


def identify(text: str, expected: str) -> Languages:
    """The languages of `text`. Where two fit alike, a sentence counts as `expected` (a code of the table). Raises `LookupError` for an unknown one."""
    home = _home(expected, codes())
    sentences = [" ".join(WORD.findall(s)).lower() for s in SENTENCE.split(_without_addresses(text[:SAMPLE]))]
    judged = [s for s in sentences if s.count(" ") >= FEWEST - 1] or [" ".join(filter(None, sentences))]
    letters: Counter[str] = Counter()
    for sentence in judged:
        if sentence:
            words = sentence.split(" ")
            language = home.known.name if home.surely(sentence, words) else _language(words, home.known)
            letters[language] += len(sentence) - sentence.count(" ")
    total = letters.total()
    return Languages({name: n / total for name, n in letters.items()})


def _without_addresses(text: str) -> str:
    """`text` without addresses of pages and mails: they are in no language."""
    return "\n".join([WEB.sub(" ", line) if any(map(line.__contains__, WEB_SIGNS)) else line for line in text.split("\n")])


def language_of(text: str, told: str | None = None) -> str:
    """The code of that language among those with a folder which `text` is read as: the one `told`, if there is such a folder, else the likeliest."""
    installed = codes()
    if told in installed:
        return told
    if len(installed) == 1:
        return installed[0]
    order = [k.code for k in known() if k.code in installed]
    return max(order, key=lambda code: identify(text, code).shares.get(named(code).name, 0.0))


def _language(words: list[str], home: Known) -> str:
    script, share = _script("".join(words))
    if script == home.script:
        return _best(words, home)
    if share < PURE:
        return home.name
    candidates = [k for k in known() if k.script == script]
    fits = _fits(words)
    best = max(candidates, key=lambda k: fits[k.number], default=None)
    if best is None:
        return f"a language in {script} letters"
    if sum(1 for w in words if w in best.words) < max(3, PROSE * len(words)):
        return home.name  # names and titles in foreign letters are no prose
    return best.name


def _best(words: list[str], home: Known) -> str:
    """The language of a sentence in the script of `home`."""
    fits = _fits(words)
    best = max((k for k in known() if k.script == home.script), key=lambda k: fits[k.number])
    return best.name if fits[best.number] - fits[home.number] >= max(MARGIN, SIGNS / len(words)) else home.name


def _fits(words: list[str]) -> list[float]:
    """How well `words` (lower case) are of each known language: the mean of what they say for it."""
    return [sum(points) / len(words) for points in zip(*map(_points, words), strict=True)]


def _script(letters: str) -> tuple[str, float]:
    """The script of most letters, as Unicode names it (Cyrillic, Latin, Arabic), and their share."""
    counts = Counter(map(_letter_script, letters))
    counts.pop("", None)
    ((script, count),) = counts.most_common(1) or [("", 0)]
    return script, count / max(1, counts.total())


@lru_cache(maxsize=4096)
def _letter_script(c: str) -> str:
    return unicodedata.name(c, "unknown").split()[0].capitalize() if c.isalpha() else ""
