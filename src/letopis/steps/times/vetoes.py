"""What the patterns read but is no time: ages, names, numbers of things. Each veto is a small rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from letopis.model import Parse, Token
from letopis.steps.times.chart import Item
from letopis.steps.times.meanings import Length
from letopis.steps.times.pieces import Piece

Veto = Callable[[Item, Sequence[Piece], Parse], bool]


def vetoed(item: Item, pieces: Sequence[Piece], parse: Parse) -> bool:
    """Does some veto speak against `item`?"""
    return any(veto(item, pieces, parse) for veto in VETOES)


def age(item: Item, pieces: Sequence[Piece], parse: Parse) -> bool:
    """`ему 57 лет`, `в возрасте 57 лет`, `исполнилось 61 год`: the years of a person."""
    if item.symbol != "DURATION" or not isinstance(item.meaning, Length) or item.meaning.unit != "year":
        return False
    token = pieces[item.hi - 1].token
    near = [p.token for p in pieces[max(0, item.lo - 3) : item.lo]]
    if any(t.lemma in AGE_WORDS for t in near):
        return True
    head = parse.tokens[token.head] if token.head >= 0 else token
    return head.lemma in AGE_WORDS or _of_dative(parse, token)


AGE_WORDS = frozenset({"возраст", "исполниться", "исполняться", "стукнуть"})


def _of_dative(parse: Parse, token: Token) -> bool:
    """`которой сейчас 23 года`: the length is the predicate of somebody in the dative."""
    return any(
        t.feat("Case") == "Dat" and t.pos in {"PRON", "PROPN", "NOUN"} and t.deprel in {"iobj", "obl", "nsubj"} for t in parse.dependents(token.i)
    )


VETOES: Sequence[Veto] = (age,)
