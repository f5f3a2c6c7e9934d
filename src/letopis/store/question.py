"""A question to the ledger: words, filters and a range of days, and the tree that the index is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Literal

from letopis.store import marks
from letopis.store.errors import BadQuery
from letopis.store.fold import words
from letopis.store.index import All, Any_, Node, Not, Term, mark
from letopis.store.lemmas import Lemmas

PIECE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
MOST_PHRASES = 16
"""Ways to read the words of a phrase that are asked for: `стали слышны` may have several lemmas for each word."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to list. Values of one field are alternatives, fields add up. Everything left out does not narrow.

    `words` as typed: `ракеты "крылатая ракета" ракет* -учения`. `who` speaks or acts, `whom` is spoken to or acted upon, `relay` passes on, `about`
    is spoken of: names, of which each word must match. `entity` narrows to an entity's uid in any of the letters of `marks.LETTER` that `roles`
    names; so does each of `named`, pairs of such letters and the uid of an entity. `unnamed` is a kind of nameless source, or `any`. `since` and `until` are days (ordinals) that the entry's days must overlap.
    """

    words: str = ""
    kind: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    voucher: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    relay: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    entity: str | None = None
    roles: str = "wtrpb"
    named: tuple[tuple[str, str], ...] = ()
    since: int | None = None
    until: int | None = None
    order: Literal["newest", "oldest"] = "newest"


FIELDS = ("kind", "act", "type", "mode", "status", "form", "voucher", "unnamed", "review")
PARTIES = {"who": "w", "whom": "t", "relay": "r", "place": "p"}


def word_nodes(typed: str, lemmas: Lemmas) -> Iterator[Node]:
    """The parts of what was typed, each to be fulfilled."""
    for piece in PIECE.finditer(typed):
        given = piece["phrase"] if piece["phrase"] is not None else piece["word"]
        prefix = piece["phrase"] is None and given.endswith("*")
        found = words(given)
        if not found:
            continue
        node = _prefix(found, lemmas) if prefix else _phrase(found, lemmas)
        yield Not(node) if piece["minus"] else node


def _prefix(found: list[str], lemmas: Lemmas) -> Node:
    before = [_phrase(found[:-1], lemmas)] if found[:-1] else []
    last = Term((found[-1],), prefix=True)
    return All((*before, last)) if before else last


def _phrase(found: list[str], lemmas: Lemmas) -> Node:
    ways = list(islice(product(*map(lemmas.of, found)), MOST_PHRASES))
    return Term(ways[0]) if len(ways) == 1 else Any_(tuple(map(Term, ways)))


def name_node(letter: str, name: str, lemmas: Lemmas) -> Node:
    """A name in a role: each of its words, in one name, in the form given or in a form of the dictionary (`Путина` is `Путин`)."""
    found = words(name)
    if not found:
        raise BadQuery(f"{name!r} has no word to look for")
    forms = [sorted({w, *lemmas.of(w)}) for w in dict.fromkeys(found)]
    if len(forms) == 1:
        return any_of(mark(marks.party_word(letter, f)) for f in forms[0])
    pairs = [any_of(mark(marks.party_pair(letter, a, b)) for a, b in product(one, other)) for one, other in combinations(forms, 2)]
    return pairs[0] if len(pairs) == 1 else All(tuple(pairs))


def any_of(nodes: Iterable[Node]) -> Node:
    found = tuple(nodes)
    return found[0] if len(found) == 1 else Any_(found)


def node_of(
    question: Question, lemmas: Lemmas, outlets: Iterable[int], entities: Iterable[int], named: Iterable[tuple[str, Sequence[int]]] = ()
) -> Node | None:
    """The tree for the index, or None where nothing narrows. `outlets`, `entities`, `named` are the rows that the question's names stand for."""
    nodes: list[Node] = list(word_nodes(question.words, lemmas))
    nodes += [any_of(mark(marks.field(n, _safe(v))) for v in values) for n in FIELDS if (values := getattr(question, n))]
    nodes += [any_of(name_node(letter, v, lemmas) for v in values) for n, letter in PARTIES.items() if (values := getattr(question, n))]
    if question.outlet:
        nodes.append(_known(marks.field("outlet", row) for row in outlets))
    if question.entity:
        tokens = (marks.party(letter, row) for row in entities for letter in question.roles)
        nodes.append(_known(tokens))
    nodes += [_known(marks.party(letter, row) for row in found for letter in letters) for letters, found in named]
    if nodes and all(isinstance(n, Not) for n in nodes):
        nodes.append(mark(marks.ALL))
    return None if not nodes else nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def _known(tokens: Iterable[str]) -> Node:
    found = [mark(token) for token in tokens]
    return any_of(found) if found else mark(marks.NOTHING)


def _safe(value: str) -> str:
    return re.sub(r"[^0-9A-Za-z_-]", "-", value)
