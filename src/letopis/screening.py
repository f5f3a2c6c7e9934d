"""Looks at a text before it is read: is it in the language that it would be read as? A ledger made up from another one helps nobody."""

from __future__ import annotations

from collections import Counter

from letopis.formats.encoding import likeness, may_be_misread
from letopis.languages.identify import identify, named
from letopis.languages.surface import surface
from letopis.model import Reading, Report, ReportDate

FOREIGN = 0.2
"""Share of a text in other languages from which it is not read: quotations and titles stay below (at most 0.04 in 1,990 Russian reports)."""
NAMED = 0.1
"""Share from which a language is named."""
GARBLED = 0.35
"""By how much more a text must read like its language when a misreading is undone (Russian prose has about 1)."""


def unreadable(text: str, language: str) -> str | None:
    """Why `text` cannot be read as `language` (a code such as `ru`), in words that name its language; None if it can."""
    home = named(language).name
    if not any(c.isalpha() for c in text):
        return "there are no words in it: it was not read"
    garbled = _misread(text, language)
    if garbled:
        return f"its letters are garbled: {garbled[1]} was read as {garbled[0]}; get the original bytes, it was not read"
    found = identify(text, language)
    if sum(share for name, share in found.shares.items() if name != home) < FOREIGN:
        return None
    names = found.named(NAMED)
    if home in names:
        return f"the text mixes {_joined(names)}: it was not read, only {home} is"
    return f"the text is in {_joined(names)}: it was not read, only {home} is"


def unread(report: Report, problem: str) -> Reading:
    """The empty reading of a report that could not be read."""
    date = ReportDate(report.published, "given" if report.published else "unknown")
    return Reading(report, date, (), (), (), (), (*report.problems, problem))


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _misread(text: str, language: str) -> tuple[str, str] | None:
    """(wrong, right) if the text is in `language` and its bytes were taken for another encoding."""
    sample = text[:1000]
    counted = Counter(sample)
    least = likeness(sample, counted) + GARBLED
    for misreading in surface(language).misreadings:
        wrong, _, right = misreading.partition(">")
        if not may_be_misread(counted, wrong, right, least):
            continue
        mended = sample.encode(wrong, "ignore").decode(right, "ignore")
        if len(mended) > len(sample) / 3 and likeness(mended) > least:
            return wrong, right
    return None
