"""Templates and the languages of the interface. Messages are in `locale/*.po`, read at the start: nothing has to be compiled."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from letopis.web import words
from letopis.web.pieces import Pieces
from letopis.web.shown import Filters, shown


def _languages() -> dict[str, str]:
    found = sorted(f.name.removesuffix(".po") for f in (files("letopis.web") / "locale").iterdir() if f.name.endswith(".po"))
    return {code: (Locale.parse(code).get_language_name(code) or code).capitalize() for code in ("en", *found)}


LANGUAGES: Mapping[str, str] = _languages()
"""Code -> name in the language itself: English, which the templates are written in, and the catalogues of `locale`."""


@lru_cache(maxsize=len(LANGUAGES))
def translations(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    source = files("letopis.web") / "locale" / f"{language}.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Translated(Extension):
    """Puts the words of a language into templates as they are compiled, so that no page has to look them up."""

    identifier = "letopis.translated"

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """`_('words')` becomes the string itself; what has numbers in it is left to `gettext`."""
        tokens = list(stream)
        at = 0
        while at < len(tokens):
            call = tokens[at : at + 4]
            if [t.type for t in call] == CALL and call[0].value == "_":
                yield Token(call[2].lineno, "string", self.environment.globals["gettext_plain"](call[2].value))  # type: ignore[operator]
                at += 4
            else:
                yield tokens[at]
                at += 1


CALL = ["name", "lparen", "string", "rparen"]


@lru_cache(maxsize=len(LANGUAGES))
def environment(language: str) -> Environment:
    """Templates in one language of the interface."""
    made = Environment(
        loader=PackageLoader("letopis.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", Translated],
        auto_reload=False,
    )
    known = translations(language)
    made.install_gettext_translations(known, newstyle=True)  # type: ignore[attr-defined]
    made.globals["gettext_plain"] = known.gettext
    filters = Filters(language, known.gettext)
    made.filters.update(filters.all())
    made.globals.update(pieces=Pieces(filters), language=language, languages=LANGUAGES, words=words, asset=asset)
    return made


def render(language: str, template: str, context: Mapping[str, Any]) -> bytes:
    return environment(language).get_template(template).render(context).encode("utf-8", "replace")


def message(language: str, text: str) -> str:
    """One sentence in a language of the interface."""
    return translations(language).gettext(text)


def preferred(chosen: str | None, accepted: str) -> str:
    """The language that a person chose, or the first that their browser asks for and we have."""
    if chosen is not None and chosen in LANGUAGES:
        return chosen
    for part in accepted.split(","):
        code = part.partition(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


@lru_cache(maxsize=32)
def asset(name: str) -> str:
    """Address of a static file, which changes with the file."""
    content = (files("letopis.web") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"


__all__ = ["LANGUAGES", "asset", "environment", "message", "preferred", "render", "shown", "translations"]
