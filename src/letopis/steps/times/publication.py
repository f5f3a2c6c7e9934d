"""The report's own date, where nobody gave it: stated in the text, worked out from it, or at least bounded.

Ordered rules; the first that answers wins. Whatever the text does not settle stays open: a year may be missing
(`XXXX-05-19`), an end may be open (`2018-10-02/..`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from letopis.languages.language import Language
from letopis.model import Basis, Parse, Report, ReportDate, Span, Token
from letopis.steps.times import arithmetic as calendar
from letopis.steps.times import meanings as m
from letopis.steps.times.cells import Cell, ImpossibleDate, day_cell, edtf
from letopis.steps.times.finding import Expression
from letopis.steps.times.resolving import Context, Resolver
from letopis.steps.times.stepping import Reference
from letopis.steps.times.tense import told_as_past

HEAD_PARAGRAPHS = 3
"""A line that is a date alone stands in one of the first paragraphs (title, lead, body), or in the last one."""
URL = re.compile(r"https?://\S+")
URL_DATES = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d)[/-](?P<d>\d\d)(?=[/._-]|$)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=[/._-]|$)"),
    re.compile(r"/(?P<d>\d\d)(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?P<y>(?:19|20)\d\d)/"),
)
"""Dates in the paths of news addresses."""
ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_DATE = ReportDate(None, "unknown")
LEAP = 2000
END_OF_FEBRUARY = date(LEAP, 2, 28)
WEEKDAYS_COME_ROUND = 41
"""Years in which every day of every month, 29 February at the turn of a century too, falls on every weekday."""


@dataclass(frozen=True, slots=True)
class Known:
    """The date for the ledger, and the days to count from: none, one, or the first and last of an interval."""

    date: ReportDate
    references: tuple[Reference, ...] = ()


def report_date(parse: Parse, report: Report, expressions: Sequence[Expression], language: Language) -> Known:
    """The date of `report`: as given, else as its text tells."""
    if report.published:
        return Known(ReportDate(report.published, "given"), given_references(report.published))
    if found := _pinned(parse, expressions) or _dateline(parse, expressions) or _by_itself(parse, expressions):
        return _known(found, "stated", parse, expressions, language)
    for address in (_address, _source_line):
        if known := address(parse, report):
            return known
    if found := _counted_beside(parse, expressions) or _counted_to_the_same_event(parse, expressions):
        return _known(found, "inferred", parse, expressions, language)
    return _bounded(parse, expressions, language)


def given_references(value: str) -> tuple[Reference, ...]:
    """The days that an EDTF date spans; none where it has no year or is no date."""
    parts = [_edges(part) for part in re.sub(r"[~?%]", "", value).split("/")]
    first, last = parts[0], parts[-1]
    if first is None or last is None:
        return ()
    days = sorted({first[0], last[1]})
    return tuple(Reference(d) for d in days)


def _edges(value: str) -> tuple[date, date] | None:
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if match is None:
        return None
    year, month, day = (int(g) if g else None for g in match.groups())
    try:
        cell = calendar.year_cell(year or 0) if not month else calendar.month_cell(year or 0, month) if not day else None
        found = cell or day_cell(calendar.make_day(year or 0, month or 0, day or 0))
    except ImpossibleDate:
        return None
    return found.first, found.last


# --- stated ----------------------------------------------------------------------------------------------------------
Stated = tuple[Cell, tuple[Span, ...]]
"""A day, with or without its year, and the words that tell it."""


def _pinned(parse: Parse, expressions: Sequence[Expression]) -> Stated | None:
    """`сегодня, 5 мая`, `вчера, 18 мая`: not in quotes, where the speaker's day may be another."""
    for e in expressions:
        if isinstance(e.meaning, m.Pinned) and not _quoted(parse, e.span):
            cell = _alone(e.meaning.of)
            moved = _moved(cell, -e.meaning.offset) if cell is not None else None
            if moved is not None:
                return moved, (e.span,)
    return None


def _dateline(parse: Parse, expressions: Sequence[Expression]) -> Stated | None:
    """`МОСКВА, 5 мая — РИА Новости`."""
    line = parse.dateline
    if line is None or line.date is None:
        return None
    found = [e for e in expressions if e.span.overlaps(line.date)]
    cell = _alone(found[0].meaning) if found else None
    return (cell, (found[0].span,)) if cell else None


def _by_itself(parse: Parse, expressions: Sequence[Expression]) -> Stated | None:
    """A paragraph at the head or the foot that is a full date and nothing else, but for a time of the day."""
    last = parse.sentences[-1].paragraph if parse.sentences else 0
    for e in expressions:
        number = parse.sentences[e.sentence].paragraph
        if number and number < last and number >= HEAD_PARAGRAPHS:
            continue
        words = [s.span for s in parse.sentences if s.paragraph == number]
        rest = parse.text[words[0].start : e.span.start] + parse.text[e.span.end : words[-1].end]
        cell = _alone(e.meaning)
        if cell and not cell.yearless and not re.search(r"[^\W\d_]", rest) and len(rest) < 12:
            return cell, (e.span,)
    return None


def _address(parse: Parse, report: Report) -> Known | None:
    """The address of the report itself."""
    day = _day_in_address(report.url or "")
    return Known(ReportDate(day.isoformat(), "inferred"), (Reference(day),)) if day else None


def _source_line(parse: Parse, report: Report) -> Known | None:
    """The last line is the address that the report was taken from."""
    line = parse.text.rstrip().rsplit("\n", 1)[-1]
    match = URL.search(line)
    if match is None or len(line) - len(match.group()) > 24:
        return None
    day = _day_in_address(match.group())
    if day is None:
        return None
    start = parse.text.rindex(match.group())
    return Known(ReportDate(day.isoformat(), "inferred", (Span(start, start + len(match.group())),)), (Reference(day),))


def _day_in_address(address: str) -> date | None:
    for pattern in URL_DATES:
        if match := pattern.search(address):
            found = match.groupdict()
            month = ENGLISH.index(found["name"]) + 1 if found.get("name") else int(found["m"])
            try:
                return calendar.make_day(int(found["y"]), month, int(found["d"]))
            except ImpossibleDate:
                continue
    return None


# --- worked out ------------------------------------------------------------------------------------------------------
def _counted_beside(parse: Parse, expressions: Sequence[Expression]) -> Stated | None:
    """`три дня назад, 16 мая`, `16 мая (три дня назад)`: one day told in both ways."""
    for one, other in pairwise(expressions):
        between = parse.text[one.span.end : other.span.start]
        if between.strip() not in {",", "(", "—", "–", "-"} or _quoted(parse, one.span):
            continue
        for day, count in ((one, other), (other, one)):
            cell, days = _alone(day.meaning), _days_before(count.meaning)
            moved = _moved(cell, days) if cell is not None and days is not None else None
            if moved is not None:
                return moved, (one.span, other.span)
    return None


def _counted_to_the_same_event(parse: Parse, expressions: Sequence[Expression]) -> Stated | None:
    """One event dated twice: `саммит 16 мая` and `три дня назад на саммите`. Contradicting pairs give nothing."""
    dated = [(e, cell, _events(parse, e)) for e in expressions if (cell := _alone(e.meaning))]
    counted = [(e, days, _events(parse, e)) for e in expressions if (days := _days_before(e.meaning)) is not None]
    found = {
        moved: (a.span, b.span)
        for a, cell, named in dated
        for b, days, again in counted
        if named & again and not _quoted(parse, b.span) and (moved := _moved(cell, days))
    }
    if len({(c.first.month, c.first.day) for c in found}) != 1:
        return None
    cell, spans = min(found.items(), key=lambda item: item[0].yearless)
    return cell, tuple(sorted(spans))


def _days_before(meaning: object) -> int | None:
    """How many days before the report the expression lies; None where it does not say."""
    if isinstance(meaning, m.Counted) and meaning.anchor == "report" and meaning.base is None and meaning.sign < 0:
        length = meaning.length
        exact = (
            length.unit == "day" and length.amount is not None and not length.bound and length.upto is None and length.amount == int(length.amount)
        )
        return int(length.amount or 0) if exact else None  # `неделю назад` may be said of six days or eight
    if isinstance(meaning, m.Shifted) and meaning.unit == "day" and meaning.anchor == "report" and meaning.n < 0 and not meaning.loose:
        return -meaning.n
    return None


def _events(parse: Parse, e: Expression) -> set[tuple[str, str]]:
    """What the clause of the expression tells of, as pairs of a noun and a name below it (`саммит`, `ОДКБ`)."""
    verb = next((t.i for t in parse.ancestors(e.head) if t.pos == "VERB"), parse.tokens[e.head].head)
    inside = parse.subtree(verb) if verb >= 0 else ()
    return {pair for i in inside for pair in _named(parse, parse.tokens[i])}


def _named(parse: Parse, noun: Token) -> Iterator[tuple[str, str]]:
    if noun.pos == "NOUN" and noun.feat("Animacy") != "Anim":
        for below in parse.dependents(noun.i):
            if below.text[0].isupper() and below.deprel in {"nmod", "appos", "flat:name", "amod"}:
                yield noun.lemma, below.lemma


def _bounded(parse: Parse, expressions: Sequence[Expression], language: Language) -> Known:
    """A report is no older than what it tells as past with a full date."""
    latest: tuple[Cell, Span] | None = None
    for e in expressions:
        cell = _with_year(e.meaning)
        if cell and told_as_past(parse, e.head, e.span, language.calendar) and (latest is None or cell.first > latest[0].first):
            latest = cell, e.span
    if latest is None:
        return Known(NO_DATE)
    narrowed = _narrowed_by_weekday(latest[0].first, parse, expressions, language)
    if narrowed is not None:
        return Known(ReportDate(f"{narrowed[0].isoformat()}/..", "inferred", tuple(sorted((latest[1], narrowed[1])))))
    return Known(ReportDate(f"{edtf(replace(latest[0], approximate=False))}/..", "inferred", (latest[1],)))


def _narrowed_by_weekday(bound: date, parse: Parse, expressions: Sequence[Expression], language: Language) -> tuple[date, Span] | None:
    """`в среду, 5 мая` told as past: the report is no older than the first such Wednesday from `bound` on. The latest of all."""
    found = []
    for e in expressions:
        fields = e.meaning
        if not isinstance(fields, m.Fields) or fields.year is not None or not (fields.weekday and fields.month and fields.day):
            continue
        if told_as_past(parse, e.head, e.span, language.calendar) and (day := _first_such_day(fields, bound)):
            found.append((day, e.span))
    return max(found, default=None)


def _first_such_day(fields: m.Fields, bound: date) -> date | None:
    for year in range(bound.year, bound.year + WEEKDAYS_COME_ROUND):
        try:
            day = calendar.make_day(year, fields.month or 0, fields.day or 0)
        except ImpossibleDate:
            continue
        if day >= bound and day.isoweekday() == fields.weekday:
            return day
    return None


def lower_bound(parse: Parse, expressions: Sequence[Expression], language: Language) -> tuple[date, Span] | None:
    """The latest day with a full date that the text tells as past, and its words."""
    found = [(cell.first, e.span) for e in expressions if (cell := _with_year(e.meaning)) and told_as_past(parse, e.head, e.span, language.calendar)]
    return max(found, default=None)


# --- helpers ---------------------------------------------------------------------------------------------------------
def _known(found: Stated, basis: Basis, parse: Parse, expressions: Sequence[Expression], language: Language) -> Known:
    cell, spans = found
    if cell.yearless:
        cell, more = _year_from_bounds(cell, parse, expressions, language)
        spans = tuple(sorted({*spans, *more}))
    reference = Reference(cell.first, cell.yearless)
    return Known(ReportDate(edtf(cell), basis, spans), (reference,))


def _year_from_bounds(cell: Cell, parse: Parse, expressions: Sequence[Expression], language: Language) -> tuple[Cell, tuple[Span, ...]]:
    """The year, if the text names it beside `этого года` or tells the very day with its year."""
    for e in expressions:
        found = _with_year(e.meaning)
        same_day = found and found.grain == "day" and (found.first.month, found.first.day) == (cell.first.month, cell.first.day)
        if found and same_day and told_as_past(parse, e.head, e.span, language.calendar):
            return found, (e.span,)
    return cell, ()


def _alone(meaning: object) -> Cell | None:
    """The day that the expression names by itself, with or without a year."""
    if isinstance(meaning, m.Pinned):
        meaning = meaning.of
    if isinstance(meaning, (m.Clock, m.DayPart)):
        meaning = meaning.of
    if not isinstance(meaning, m.Fields) or meaning.day is None or meaning.month is None:
        return None
    return _resolved(meaning)


def _with_year(meaning: object) -> Cell | None:
    """The day, month or year, if the expression names it in full."""
    while isinstance(meaning, (m.Clock, m.DayPart, m.About, m.Pinned)):
        meaning = meaning.of
    if not isinstance(meaning, m.Fields) or meaning.year is None:
        return None
    return _resolved(meaning)


def _resolved(meaning: m.Fields) -> Cell | None:
    try:
        found = Resolver(Context()).resolve(meaning)
    except ImpossibleDate:
        return None
    return found if isinstance(found, Cell) else None


def _moved(cell: Cell, days: int) -> Cell | None:
    """`cell` so many days on; None where, without a year, that hangs on whether February has 29 days."""
    moved = calendar.add(cell.first, days, "day")
    if cell.yearless and cell.first.year == moved.year and {d.replace(year=LEAP) <= END_OF_FEBRUARY for d in (cell.first, moved)} == {True, False}:
        return None
    return replace(day_cell(moved), yearless=cell.yearless)


def _paragraph_start(parse: Parse, number: int) -> int:
    return next(s.span.start for s in parse.sentences if s.paragraph == number)


def _quoted(parse: Parse, span: Span) -> bool:
    """Does `span` stand in a quotation that was opened in its sentence, or that opens its paragraph and is not closed yet?"""
    sentence = next((s for s in parse.sentences if s.span.start <= span.start < s.span.end), None)
    if sentence is None:
        return False
    paragraph = parse.text[_paragraph_start(parse, sentence.paragraph) : span.start]
    opens = paragraph[:1] in '«"“„—–' and _open_quote(paragraph)
    return opens or _open_quote(parse.text[sentence.span.start : span.start])


def _open_quote(text: str) -> bool:
    return text.count("«") > text.count("»") or text.count('"') % 2 == 1 or text.count("„") > text.count("“")
