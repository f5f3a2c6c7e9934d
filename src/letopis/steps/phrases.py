"""Noun phrases: which tokens belong to one, its span, and its nominative."""

from __future__ import annotations

from collections.abc import Iterable

from letopis.languages.language import Language
from letopis.model import Parse, Span, Token

LEFT_OUT = frozenset(
    {"case", "cc", "conj", "parataxis", "punct", "mark", "acl:relcl", "advcl", "ccomp", "discourse", "cop", "nsubj", "nsubj:pass", "orphan"}
)
"""Relations of direct dependents that do not belong to the name of a phrase (conjuncts are phrases of their own)."""
AGREEING = frozenset({"amod", "det", "appos", "flat:name", "flat", "acl", "nummod", "flat:foreign"})
"""Relations whose words are inflected along with the head where they agree with it in case."""


def phrase_tokens(parse: Parse, head: int, leave: frozenset[str] = LEFT_OUT) -> list[int]:
    """Tokens of the noun phrase headed by `head`, sorted, without preposition and without what `leave` names."""
    out = [head]
    for t in parse.dependents(head):
        if t.deprel not in leave and not (t.deprel in {"advmod", "obl"} and t.i > head):
            out.extend(parse.subtree(t.i))
    return _contiguous(parse, head, sorted(out))


def phrase_span(parse: Parse, head: int) -> Span:
    """The span of the noun phrase headed by `head`."""
    return span_of(parse, phrase_tokens(parse, head))


def span_of(parse: Parse, tokens: Iterable[int]) -> Span:
    """From the first to the last of `tokens`, without punctuation at the edges other than brackets and quotes that close inside."""
    some = sorted(tokens)
    return Span(parse.tokens[some[0]].span.start, parse.tokens[some[-1]].span.end)


def nominative(parse: Parse, head: int, language: Language, tokens: Iterable[int] | None = None) -> str:
    """The words of the phrase with its head, and what agrees with the head, in the nominative."""
    chosen = sorted(tokens) if tokens is not None else phrase_tokens(parse, head)
    turned = set(_agreeing(parse, head))
    words = [(_to_nominative(parse.tokens[i], parse.tokens[head], language) if i in turned else parse.tokens[i].text) for i in chosen]
    return _spaced(parse, chosen, words)


def _agreeing(parse: Parse, head: int) -> Iterable[int]:
    yield head
    case = parse.tokens[head].feat("Case")
    for t in parse.dependents(head):
        if t.deprel in AGREEING and t.feat("Case") in {case, ""} and t.text[:1] not in '«"“„':
            yield from _agreeing(parse, t.i) if t.deprel in {"appos", "flat:name", "flat"} else (t.i,)


def _to_nominative(token: Token, head: Token, language: Language) -> str:
    wanted = {"Case": "Nom"}
    number = token.feat("Number") or head.feat("Number")
    if number:
        wanted["Number"] = number
    if number == "Sing" and token.pos in {"ADJ", "DET", "VERB"} and (gender := token.feat("Gender") or head.feat("Gender")):
        wanted["Gender"] = gender
    return language.morphology.inflect(token.text, token.pos, token.feats, wanted)


def _spaced(parse: Parse, tokens: list[int], words: list[str]) -> str:
    """Words joined with the spaces that part them in the text."""
    out = words[0]
    for before, now, word in zip(tokens, tokens[1:], words[1:], strict=False):
        gap = parse.text[parse.tokens[before].span.end : parse.tokens[now].span.start]
        out += ("" if not gap and now == before + 1 else " ") + word
    return out


def _contiguous(parse: Parse, head: int, tokens: list[int]) -> list[int]:
    """The run around `head`, so that a phrase torn by a wrong arc does not swallow what stands between; edges without marks."""
    chosen = set(tokens)
    first = last = head
    while first - 1 in chosen or (first - 2 in chosen and parse.tokens[first - 1].pos == "PUNCT"):
        first -= 1
    while last + 1 in chosen or (last + 2 in chosen and parse.tokens[last + 1].pos == "PUNCT"):
        last += 1
    run = list(range(first, last + 1))
    while run[0] != head and _edge(parse.tokens[run[0]].text):
        run.pop(0)
    while run[-1] != head and _edge(parse.tokens[run[-1]].text) and parse.tokens[run[-1]].text not in '»)”"“':
        run.pop()
    return run


def _edge(text: str) -> bool:
    return not any(c.isalnum() for c in text) and text not in {"«", "„", '"', "“"}
