"""What sort of affair a deed belongs to: PLOVER's contexts, each with the word that it rests on."""

from __future__ import annotations

from letopis.languages.deeds import DeedTables
from letopis.model import Context, Parse
from letopis.steps.events.triggers import Candidate

BORDERS = frozenset({"acl:relcl", "advcl", "ccomp", "parataxis", "csubj"})


def contexts_of(parse: Parse, candidate: Candidate, tables: DeedTables) -> tuple[Context, ...]:
    """Labels by the words of the clause, each once, on the word nearest to the trigger; in the order of the text."""
    telling = [i for i in clause_of(parse, candidate.token) if parse.tokens[i].key in tables.contexts]
    nearest: dict[str, int] = {}
    for i in sorted(telling, key=lambda i: (abs(i - candidate.token), i)):
        for label in tables.contexts[parse.tokens[i].key]:
            nearest.setdefault(label, i)
    return tuple(Context(label, parse.tokens[i].span) for label, i in sorted(nearest.items(), key=lambda item: (item[1], item[0])))


def clause_of(parse: Parse, token: int) -> list[int]:
    """The tokens of the clause in which `token` stands: its predicate and all below, without further clauses."""
    top = parse.tokens[token]
    while top.head >= 0 and not top.feat("VerbForm"):
        top = parse.tokens[top.head]
    out, todo = [], [top.i]
    while todo:
        at = todo.pop()
        out.append(at)
        todo += [d.i for d in parse.dependents(at) if d.deprel not in BORDERS and not (d.deprel == "conj" and d.feat("VerbForm"))]
    return out
