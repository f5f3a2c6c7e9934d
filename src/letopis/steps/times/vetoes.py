"""What the patterns read but is no time: the ages of people, titles in quotation marks. Each veto is a small rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from letopis.model import Parse, Token
from letopis.steps.times.chart import Item
from letopis.steps.times.meanings import Length
from letopis.steps.times.pieces import Pieces

Veto = Callable[[Item, Pieces, Parse], bool]
QUOTES = frozenset({"«»", '""', "„“", "“”"})
SUBJECTIVE = frozenset({"nsubj", "iobj", "obl", "obj", "nsubj:pass"})
ATTRIBUTIVE = frozenset({"nmod", "appos", "nummod", "parataxis", "conj", "amod", "acl"})


def vetoed(item: Item, pieces: Pieces, parse: Parse) -> bool:
    """Does some veto speak against `item`?"""
    if title(item, pieces) or no_length(item, pieces, parse):
        return True
    if not isinstance(item.meaning, Length) or item.meaning.unit not in {"year", "month"}:
        return False
    return any(veto(item, pieces, parse) for veto in VETOES)


def title(item: Item, pieces: Pieces) -> bool:
    """`газета «Завтра»`, `фильм «2012»`: the expression fills quotation marks and begins like a name."""
    if item.symbol == "NOTIME" or item.lo < 1 or item.hi >= len(pieces.texts):
        return False
    first = pieces.texts[item.lo][0]
    marks = pieces.texts[item.lo - 1] + pieces.texts[item.hi]
    return marks in QUOTES and (first.isupper() or first.isdecimal())


def no_length(item: Item, pieces: Pieces, parse: Parse) -> bool:
    """A unit alone is a length only where it stands bare in the accusative beside a verb: `длилась неделю`."""
    if item.symbol != "BAREDURATION":
        return False
    token = pieces.tokens[item.lo]
    bare = not any(t.deprel in {"case", "amod", "det", "nummod", "acl"} for t in parse.dependents(token.i))
    beside = token.deprel in {"obl", "obj"} and token.head >= 0 and parse.tokens[token.head].pos == "VERB"
    return not (bare and beside and token.feat("Case") == "Acc")


def age_of_somebody(item: Item, pieces: Pieces, parse: Parse) -> bool:
    """`25-летний инженер`, `женщины 38 и 36 лет`: the length qualifies a person."""
    token = pieces.tokens[item.hi - 1]
    above = parse.tokens[token.head] if token.head >= 0 else None
    if above is None or token.deprel not in ATTRIBUTIVE or any(t.deprel == "case" for t in parse.dependents(token.i)):
        return False
    return _human(above) or (above.deprel in {"flat:name", "appos"} and above.head >= 0 and _human(parse.tokens[above.head]))


def age_in_brackets(item: Item, pieces: Pieces, parse: Parse) -> bool:
    """`Иванов (59 лет)`, `Иванов, 59 лет, …`."""
    if item.lo < 2 or item.hi >= len(pieces.texts):
        return False
    marks = (pieces.texts[item.lo - 1], pieces.texts[item.hi])
    return marks in {("(", ")"), ("(", ","), (",", ",")} and _human(pieces.tokens[item.lo - 2])


def age_as_predicate(item: Item, pieces: Pieces, parse: Parse) -> bool:
    """`ему 57 лет`, `которой сейчас 23 года`, `Петрову уже 70 лет`: somebody in the dative has them."""
    token = pieces.tokens[item.hi - 1]
    near = pieces.tokens[max(0, item.lo - 4) : item.lo]
    dative = [t for t in near if t.feat("Case") == "Dat" and t.pos in {"PRON", "PROPN", "NOUN"} and (_human(t) or t.pos == "PRON")]
    below = [t for t in parse.dependents(token.i) if t.feat("Case") == "Dat" and t.deprel in SUBJECTIVE]
    verb = [t for t in near if t.pos == "VERB"]
    return bool(below or dative) and not verb and token.deprel != "obj"


def _human(token: Token) -> bool:
    return token.feat("Animacy") == "Anim" and token.pos in {"NOUN", "PROPN"}


VETOES: Sequence[Veto] = (age_of_somebody, age_in_brackets, age_as_predicate)
