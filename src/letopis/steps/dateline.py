"""Reads datelines: ``МОСКВА, 5 мая — РИА Новости.`` tells where, when and through which agency a report came, all at once.

The shapes are those of the style books of news agencies. Each rule is a shape; the first that answers wins. A place in small letters
counts only with a day or in brackets of an agency, so that an ordinary first sentence is never taken for a dateline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from letopis.languages.folding import fold
from letopis.languages.language import Alphabet, Language
from letopis.model import Dateline, Span

LINES = 4
"""How many lines of a report are looked at: title, subtitle or caption, and the lead."""
LONGEST = 160
"""Letters of a line that are looked at."""


DASH = r"\s*[—–-]+\s*"


@lru_cache(maxsize=8)
def shapes(alphabet: Alphabet, year: tuple[str, ...], reporter: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rules, in the letters of a language and with its words for the year and for a reporter."""
    upper, lower = alphabet.upper, alphabet.lower
    caps = rf"[{upper}]{{2}}[{upper}]*(?:[- ][{upper}]+){{0,3}}"
    words = rf"[{upper}][{lower}]+(?:(?:-[{lower}]{{2}}-|[- ])[{upper}][{lower}]+){{0,2}}"
    place = rf"(?P<place>(?:{caps}|{words})(?:\s*(?:[/—–]|\s-)\s*(?:{caps}|{words}))?)"
    big = rf"(?P<place>{caps}(?:\s*(?:[/—–]|\s-)\s*{caps})?)"
    date = rf"(?P<date>(?P<day>\d{{1,2}})\s+(?P<month>[{upper}{lower}]{{3,8}})(?:\.(?=\s+\d{{4}}))?(?:\s+(?P<year>\d{{4}})(?:\s*{_any(year)}\.?)?)?)"
    name = rf"(?:[A-Z{upper}][\w.]*\w(?:-[A-Z{upper}]\w*)?|[«\"][^»\"\n]{{2,40}}[»\"])"
    agency = rf"(?P<relay>{name}(?:[ /]{name}){{0,3}})"
    byline = rf"(?:,\s*[{upper}][{lower}]+(?:\s+[{upper}][{lower}]+){{0,2}})?"
    by = rf"(?:{_any(reporter)}\.?\s*)?"
    enclosed = rf"[/(]{by}(?P<relay>[^/()\n]{{2,60}}?)(?:\s+[—–-]\s+(?P<after>[^/()\n]{{2,40}}))?[/)]"
    start = rf"(?=[«\"„“A-Z{upper}\d])"
    rules = (
        ("place_date_slashes", rf"{place}[,.]?\s+{date}[.,]?\s*{enclosed}[.,:]?(?:{DASH})?\s*{start}"),
        ("date_place_slashes", rf"{date},\s+{place}[.,]?\s*{enclosed}[.,:]?(?:{DASH})?\s*{start}"),
        ("place_slashes", rf"{big}[.,]?\s+/{by}(?P<relay>[^/()\n]{{2,60}}?)/[.,:]?(?:{DASH})?\s*{start}"),
        ("place_brackets", rf"{big}\s+\((?P<relay>[^()\n]{{2,40}})\){DASH}{start}"),
        ("place_date_agency_dash", rf"{place}[,.]\s+{date}[,.]\s+{agency}(?:/\s*|{DASH}){start}"),
        ("place_date_dash_agency", rf"{place}[,.]\s+{date}[,.]?{DASH}{agency}{byline}[.:]\s+{start}"),
        ("place_date_period_agency", rf"{big}[,.]\s+{date}[,.]\s+{agency}[.:]\s+{start}"),
        ("agency_brackets", rf"{agency}\s+\({date},\s+{place}\)[.,:]?(?:{DASH})?\s*{start}"),
        ("place_date", rf"{big}[,.]\s+{date}(?:[.:]\s+|[,.]?{DASH}){start}"),
    )
    return tuple((rule, re.compile(pattern)) for rule, pattern in rules)


def _any(words: tuple[str, ...]) -> str:
    """A group of any of `words`, in small letters or with a capital."""
    return f"(?:{'|'.join(re.escape(w) for word in words for w in dict.fromkeys((word, word.capitalize())))})"


def find_dateline(text: str, language: Language) -> Dateline | None:
    """The dateline at the head of `text`, or None."""
    rules = shapes(language.alphabet, language.lexicon.words.year, language.lexicon.words.reporter)
    for line in _first_lines(text):
        for rule, pattern in rules:
            match = pattern.match(text, line.start, line.end)
            if match:
                found = _dateline(match, rule, language)
                if found:
                    return found
    return None


def _first_lines(text: str) -> Iterator[Span]:
    """Where the first lines that have words begin, and how far they are looked at."""
    for match, _ in zip(re.finditer(r"[^\s][^\n]*", text), range(LINES), strict=False):
        yield Span(match.start(), min(match.end(), match.start() + LONGEST))


def _dateline(match: re.Match[str], rule: str, language: Language) -> Dateline | None:
    groups = match.groupdict()
    value = None
    if "date" in groups:
        value = _value(groups["day"], groups["month"], groups["year"], language)
        if value is None:  # no such day: the shape is a chance one
            return None
    elif rule == "place_brackets" and not _is_medium(groups["relay"], language):  # `ЦСКА (Москва) — …` has that shape too
        return None
    relay = "after" if groups.get("after") else "relay"  # /Иван Иванов - БЕЛТА/: the agency stands behind its reporter
    place, date, agency = (_span(match, group) for group in ("place", "date", relay))
    return Dateline(Span(*match.span()), place, date, value, agency and _unquoted(match.string, agency), f"dateline.{rule}")


def _is_medium(name: str, language: Language) -> bool:
    words = re.findall(r"\w+", name)
    return language.lexicon.media.at(0, [language.lexicon.keys(w) for w in words], words) is not None


def _span(match: re.Match[str], group: str) -> Span | None:
    return Span(*match.span(group)) if match.groupdict().get(group) else None


def _unquoted(text: str, span: Span) -> Span:
    """The span without quotation marks about the whole of it."""
    words = span.of(text)
    whole = words[0] in '«"„“' and words[-1] in '»"”“' and not any(c in '«»"' for c in words[1:-1])
    return Span(span.start + 1, span.end - 1) if whole else span


def _value(day: str, month: str, year: str | None, language: Language) -> str | None:
    """The day as EDTF, if the word names a month."""
    lemmas = {month.lower(), *language.morphology.lemmas(month.lower())}
    words = (w for lemma in sorted(lemmas) for w in language.calendar.words.get(fold(lemma), ()))
    number = next((int(w.value) for w in words if w.symbol == "MONTH"), None)
    if number is None or not 1 <= int(day) <= 31:
        return None
    return f"{year or 'XXXX'}-{number:02}-{int(day):02}"
