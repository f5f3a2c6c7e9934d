"""Draws the tree of a sentence in text: a word a line, under its head, with part of speech, relation and its place in the entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from letopis.export.columns import pad, width
from letopis.model import Parse, Sentence, Token


def drawn(parse: Parse, sentence: Sentence, label: Callable[[Token], str]) -> Iterator[str]:
    """Lines of the tree; punctuation is left out."""
    rows = list(_rows(parse, sentence.root, "", ""))
    first = max((width(branch + token.text) for branch, token in rows), default=0)
    for branch, token in rows:
        yield f"{pad(branch + token.text, first)}  {pad(token.pos, 5)}  {pad(token.deprel, 13)}  {pad(_lemma(token), 16)}  {label(token)}".rstrip()


def _lemma(token: Token) -> str:
    return token.lemma if token.lemma != token.text.lower() else ""


def _rows(parse: Parse, root: int, branch: str, below: str) -> Iterator[tuple[str, Token]]:
    """The branch drawn before each word, and the word, from the root down."""
    todo = [(root, branch, below)]
    while todo:
        at, branch, below = todo.pop()
        yield branch, parse.tokens[at]
        children = [c for c in parse.dependents(at) if c.pos != "PUNCT" or parse.children[c.i]]
        for child in reversed(children):
            last = child is children[-1]
            todo.append((child.i, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  ")))
