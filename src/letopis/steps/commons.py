"""Any noun phrase as a mention, made when some step needs a party there."""

from __future__ import annotations

from letopis.languages.language import Language
from letopis.model import EntityKind, Mention, Parse, Token
from letopis.steps.phrases import nominative, phrase_tokens, span_of


def common_mention(parse: Parse, head: int, language: Language) -> Mention:
    """The noun phrase headed by `head` as a mention; its kind is told by animacy alone."""
    tokens = common_tokens(parse, head)
    token = parse.tokens[head]
    name = nominative(parse, head, language, tokens)
    return Mention(span_of(parse, tokens), head, _kind(token), name, "common", token.feat("Gender"), token.feat("Number"))


def common_tokens(parse: Parse, head: int) -> list[int]:
    """The words of that mention, in order."""
    return with_clause(parse, head, phrase_tokens(parse, head))


def _kind(token: Token) -> EntityKind:
    if token.pos == "NOUN" and token.feat("Animacy") == "Anim":
        return "group" if token.feat("Number") == "Plur" else "person"
    return "other"


def with_clause(parse: Parse, head: int, tokens: list[int], longest: int = 14) -> list[int]:
    """A bare word for people, or in the plural, that only its relative clause or participle tells apart takes it along: `те, кто подписал договор`."""
    token = parse.tokens[head]
    alive = token.feat("Animacy") == "Anim" or token.feat("Number") == "Plur" or token.pos in {"PRON", "DET"}
    if tokens != [head] or not alive:
        return tokens
    for t in parse.dependents(head):
        if t.deprel in {"acl:relcl", "acl"} and t.i > head:
            below = parse.subtree(t.i)
            if below[0] == head + 1 and len(below) <= longest and list(below) == list(range(below[0], below[-1] + 1)):
                return [head, *below]
    return tokens
