"""How texts, days and names are shown: what a browser would obey is shown as a sign instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from babel.numbers import format_decimal, get_group_symbol
from markupsafe import Markup, escape

from letopis.web import words

UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]")
"""Controls, marks that turn the direction of writing, halves of characters, tags."""


ENDLESS = re.compile(r"\S{300,}")
"""A word that is none: the longest of Russian has some 50 letters, addresses on the web some 200."""
PIECE = 100


def sign(char: str) -> str:
    """What stands for an unshown character: `␀`, `⟨U+202E⟩`."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def shown(text: object) -> str:
    """`text` with signs for what is not shown."""
    written = str(text)
    return UNSHOWN.sub(lambda m: sign(m[0]), written) if UNSHOWN.search(written) else written


def shown_markup(text: str) -> Markup:
    """`text`, escaped, its signs marked as such; words of no end may be broken, as a browser takes minutes to lay them out."""
    out: list[str] = []
    last = 0
    for match in UNSHOWN.finditer(text):
        out.append(_breakable(text[last : match.start()]))
        out.append(Markup('<span class="sign" title="U+{:04X}">{}</span>').format(ord(match[0]), sign(match[0])))
        last = match.end()
    return Markup("").join([*out, _breakable(text[last:])])


def _breakable(text: str) -> Markup:
    out: list[str] = []
    last = 0
    for match in ENDLESS.finditer(text):
        word = match[0]
        out.append(escape(text[last : match.start()]))
        out.append(Markup("<wbr>").join(word[n : n + PIECE] for n in range(0, len(word), PIECE)))
        last = match.end()
    return Markup("").join([*out, escape(text[last:])])


def clipped(text: str, most: int = 280) -> str:
    """The beginning of a long text, at a border of words where one is near."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[:most]
    border = cut.rfind(" ")
    return (cut[:border] if border > most * 0.7 else cut).rstrip(" ,;:—–-") + "…"


class Filters:
    """Filters of the templates in one language."""

    def __init__(self, language: str, gettext: Callable[[str], str]) -> None:
        self._language = language
        self.say = gettext
        self._dates: dict[str, str] = {}
        self._group = get_group_symbol(language)

    def all(self) -> dict[str, Callable[..., Any]]:
        return {
            "day": self.day,
            "days": self.days,
            "number": self.number,
            "shown": shown,
            "marked": shown_markup,
            "clipped": lambda text, most=280: shown(clipped(text, most)),
            "entry_label": self.entry_label,
            "term": self.term,
            "translated": self.say,
            "url_value": lambda text: quote(str(text), safe=""),
        }

    def day(self, iso: str | None) -> str:
        """An ISO day in words; anything else as it is."""
        if not iso:
            return ""
        if iso not in self._dates:
            if len(self._dates) > 5000:
                self._dates.clear()
            try:
                found = date.fromisoformat(iso)
                self._dates[iso] = format_date(found, "d MMM y", locale=self._language)
            except ValueError:
                return shown(iso)
        return self._dates[iso]

    def days(self, pair: Sequence[str | None]) -> str:
        first, last = pair
        if not first and not last:
            return ""
        if first == last or not last:
            return self.day(first)
        return f"{self.day(first)} – {self.day(last)}"

    def entry_label(self, kind: str, value: str) -> str:
        """What the act or type of an entry is called."""
        return self.say(words.label(kind, value))

    def number(self, value: float) -> str:
        if isinstance(value, int):  # babel takes 50 microseconds for each, and a page has two hundred
            return f"{value:,}".replace(",", self._group)
        return str(format_decimal(value, locale=self._language))

    def term(self, value: str | None, field: str) -> str:
        """A value of a field in plain words."""
        if value is None:
            return ""
        known = words.ENTITIES if field == "entity" else words.BASES if field == "basis" else words.FIELDS.get(field, {})
        return self.say(known[value]) if value in known else value
