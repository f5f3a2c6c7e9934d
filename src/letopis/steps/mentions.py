"""Finds the words that stand for somebody or some place: names with their titles, offices, groups, unnamed sources, pronouns."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.languages.language import Language
from letopis.model import EntityKind, Mention, Name, Parse
from letopis.steps.phrases import nominative, phrase_tokens, span_of

KINDS: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}


def find_mentions(parse: Parse, language: Language) -> tuple[Mention, ...]:
    """All mentions of `parse`, in the order of the text; no two have the same head token."""
    found = {m.head: m for m in _pronouns(parse)}
    found.update({m.head: m for m in _names(parse, language)})
    return tuple(sorted(found.values(), key=lambda m: m.span))


def _names(parse: Parse, language: Language) -> Iterator[Mention]:
    for name in parse.names:
        head = _name_head(parse, name)
        token = parse.tokens[head]
        inside = range(name.first, name.last)
        yield Mention(
            name.span, head, KINDS[name.kind], nominative(parse, head, language, inside), "name", token.feat("Gender"), token.feat("Number")
        )


def _name_head(parse: Parse, name: Name) -> int:
    """The token of the name whose head lies outside it."""
    inside = range(name.first, name.last)
    return next((i for i in inside if parse.tokens[i].head not in inside), name.first)


def _pronouns(parse: Parse) -> Iterator[Mention]:
    for t in parse.tokens:
        if t.pos == "PRON" and t.feat("Person") == "3":
            yield Mention(t.span, t.i, "other", t.text, "pronoun", t.feat("Gender"), t.feat("Number"))


def common_mention(parse: Parse, head: int, language: Language) -> Mention:
    """A mention for any other noun phrase, made when some step needs a party there."""
    tokens = phrase_tokens(parse, head)
    token = parse.tokens[head]
    return Mention(
        span_of(parse, tokens), head, "other", nominative(parse, head, language, tokens), "common", token.feat("Gender"), token.feat("Number")
    )
