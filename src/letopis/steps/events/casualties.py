"""An attack and those whom it killed or hurt, told in one sentence, are one deed: the attack, with the casualties as recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from letopis.model import Parse
from letopis.steps.events.frames import is_passive
from letopis.steps.events.roles import Roles
from letopis.steps.events.triggers import Candidate

ASSAULT = "ASSAULT"
Found = tuple[Candidate, Roles]


def with_casualties(parse: Parse, found: Sequence[Found]) -> list[Found]:
    """`found` with casualties moved into the attack that they belong to."""
    hurt = {k: attack for k, one in enumerate(found) if is_casualty(parse, one) and (attack := _attack_of(parse, found, k)) >= 0}
    out: list[Found] = []
    for k, (candidate, roles) in enumerate(found):
        if k in hurt:
            continue
        more = tuple(r for j, attack in hurt.items() if attack == k for r in found[j][1].recipients)
        out.append((candidate, _joined(roles, more) if more else roles))
    return out


def is_casualty(parse: Parse, found: Found) -> bool:
    """Tells only that somebody suffered: `погибли`, `были ранены`, without a doer."""
    candidate, roles = found
    row = candidate.row
    if row.type != ASSAULT or roles.actors or roles.absent or not roles.recipients:
        return False
    verb = parse.tokens[candidate.governor if candidate.governor >= 0 else candidate.token]
    return "subj" in row.recipient or (is_passive(verb) and "acc" in row.recipient)


def _attack_of(parse: Parse, found: Sequence[Found], k: int) -> int:
    """The attack in the same sentence that stands above or below the casualty in the tree; -1 without one."""
    word = found[k][0].token
    here = {word, found[k][0].governor}
    above = {a.i for a in parse.ancestors(word)}
    best, distance = -1, 0
    for j, other in enumerate(found):
        attack = other[0]
        if j == k or attack.row.type != ASSAULT or is_casualty(parse, other):
            continue
        if parse.tokens[attack.token].sentence != parse.tokens[word].sentence:
            continue
        over = {a.i for a in parse.ancestors(attack.token)}
        if not (here & over or {attack.token, attack.governor} & above or _same_clause(parse, attack.token, above, over)):
            continue
        if best < 0 or abs(attack.token - word) < distance:
            best, distance = j, abs(attack.token - word)
    return best


def _same_clause(parse: Parse, attack: int, above: set[int], over: set[int]) -> bool:
    """Both hang on one verb: `взрыв прогремел ночью, погибли двое`."""
    head = parse.tokens[attack].head
    return head in above and bool(parse.tokens[head].feat("VerbForm")) if head >= 0 and over else False


def _joined(roles: Roles, more: tuple[int, ...]) -> Roles:
    return replace(roles, recipients=tuple(dict.fromkeys((*roles.recipients, *more))))
