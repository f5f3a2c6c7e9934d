"""Pieces that a page has by the hundred: bars of the histogram, choices of facets, rows of the table.

They are put together here and not in a template, which takes four times as long for each. Everything that comes from a report goes through
`escape`; everything else is a number, a uid, or words of our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from markupsafe import Markup, escape

from letopis.store import PartyRow, Row
from letopis.store.marks import Role
from letopis.web.charts import Bar, Histogram
from letopis.web.shown import Filters, clipped, shown
from letopis.web.words import N_

WHO = frozenset({Role.SOURCE, Role.ACTOR})
WHOM = frozenset({Role.ADDRESSEE, Role.RECIPIENT})


class Choosable(Protocol):
    """A value of a facet: see `web.pages.index.Choice`."""

    @property
    def name(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def chosen(self) -> bool: ...
    @property
    def href(self) -> str: ...


class Pieces:
    """The pieces in one language of the interface; `filters` know its words."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        say = filters.say
        on_the_word, to, unknown = say(N_("on the word of")), say(N_("to")), say(N_("day not known"))
        no_time, reported, nobody = say(N_("the day of the report: no time is told")), say(N_("rep.")), say(N_("nobody named"))
        self._on_the_word = f' <span class="arrow" aria-label="{escape(on_the_word)}">←</span> '
        self._to = f' <span class="arrow" aria-label="{escape(to)}">→</span> '
        self._unknown = f'<span class="dim">{escape(unknown)}</span>'
        self._reported = f' <abbr class="dim" title="{escape(no_time)}">{escape(reported)}</abbr>'
        self._nobody = f'<span class="dim">{escape(nobody)}</span>'
        self._this_report = escape(say(N_("this report")))
        self._added = say(N_("added %(day)s"))

    # --- the histogram
    def bars(self, chart: Histogram) -> Markup:
        return Markup("\n".join([self._bar(bar, chart.height) for bar in chart.bars]))

    def _bar(self, bar: Bar, height: int) -> str:
        chosen = ' class="chosen"' if bar.chosen else ""
        title = escape(f"{self._filters.days((bar.first, bar.last))}: {self._filters.number(bar.count)}")
        place = f'x="{bar.x}" width="{bar.width}"'
        top = round(height - bar.height + 1, 2)
        return (
            f'<a href="{escape(bar.href)}"{chosen}><title>{title}</title><rect class="hit" {place} y="0" height="{height + 2}"></rect>'
            f'<rect class="bar" {place} y="{top}" height="{bar.height}"></rect></a>'
        )

    # --- facets
    def choices(self, choices: Iterable[Choosable], facet: str) -> Markup:
        return Markup("\n".join([self._choice(choice, facet) for choice in choices]))

    def _choice(self, choice: Choosable, facet: str) -> str:
        name = escape(shown(self._filters.term(choice.name, facet)))
        chosen = ' class="chosen" aria-current="true"' if choice.chosen else ""
        count = self._filters.number(choice.count)
        return f'<li><a href="{escape(choice.href)}"{chosen}><span class="name">{name}</span> <span class="count">{count}</span></a></li>'

    # --- the table
    def rows(self, rows: Iterable[Row], seen: bool = False) -> Markup:
        """Rows of the table; `seen` tells when they came into the ledger, too."""
        return Markup("\n".join([self._row(row, seen) for row in rows]))

    def _row(self, row: Row, seen: bool) -> str:
        uid = escape(row.uid)
        review = f' <span class="review {escape(row.review)}">{escape(self._filters.term(row.review, "review"))}</span>' if row.review else ""
        open_quote, close_quote = ("«", "»") if row.form == "direct" else ("", "")
        words = escape(shown(clipped(row.evidence))) or "—"
        place = f' <span class="dim">{escape(shown(row.place))}</span>' if row.place else ""
        return (
            f'<tr class="step" data-entry="{uid}"><td class="day">{self.day_cell(row)}{self._seen(row) if seen else ""}</td>'
            f'<td class="who">{self._people(row)}</td><td class="what">{self.label(row.kind, row.label, row.status, row.mode)}{review}</td>'
            f'<td class="words"><a href="/entry/{uid}#{uid}" dir="auto">{open_quote}{words}{close_quote}</a>{place}</td>'
            f'<td class="word">{self.chain(row.chain if row.outlet else ("", *row.chain))}</td></tr>'
        )

    def _seen(self, row: Row) -> str:
        return f'<br><span class="dim">{escape(self._added % {"day": self._filters.day(row.added[:10])})}</span>'

    def day_cell(self, row: Row) -> str:
        if not row.first:
            return self._unknown
        days = escape(self._filters.days((row.first, row.last)))
        return f'<time datetime="{escape(row.first)}">{days}</time>{self._reported if row.day_basis == "report" else ""}'

    def _people(self, row: Row) -> str:
        who = [p for p in row.parties if p.role in WHO and p.name]
        whom = [p for p in row.parties if p.role in WHOM and p.name]
        return f"{', '.join(map(_person, who)) or self._nobody}{self._to if whom else ''}{', '.join(map(_person, whom))}"

    def label(self, kind: str, label: str, status: str | None, mode: str | None) -> Markup:
        """What was said or done, in plain words; a status that is none of the usual beside it."""
        title = escape(f"{label} ({mode})" if mode else label)
        name = escape(self._filters.entry_label(kind, label))
        out = f'<span class="label {escape(kind)}" title="{title}">{name}</span>'
        if status and status != "happened":
            out += f' <span class="status {escape(status)}">{escape(self._filters.term(status, "status"))}</span>'
        return Markup(out)

    def chain(self, hops: Sequence[str]) -> Markup:
        """On whose word it is known, the outlet first; an empty hop is the report itself."""
        links = self._on_the_word.join([f"<span>{escape(shown(hop)) or self._this_report}</span>" for hop in hops])
        return Markup(f'<span class="chain">{links}</span>')


def _person(party: PartyRow) -> str:
    name = escape(shown(party.name))
    return f'<a href="/entity/{escape(party.entity)}">{name}</a>' if party.public else str(name)
