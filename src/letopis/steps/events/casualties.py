"""An attack and those whom it killed or hurt, told in one sentence, are one deed: the attack, with the casualties as recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from letopis.languages.deeds import DeedTables
from letopis.model import Parse
from letopis.steps.events.frames import is_passive
from letopis.steps.events.roles import Roles
from letopis.steps.events.triggers import Candidate

ASSAULT = "ASSAULT"
FIRST_SENTENCES = 1
"""The title and the sentence after it tell what the report is about."""
NAMES = frozenset({"appos", "flat:name"})
Found = tuple[Candidate, Roles]


def with_casualties(parse: Parse, found: Sequence[Found], tables: DeedTables) -> list[Found]:
    """`found` with casualties moved into the attack that they belong to, and without the casualties of accidents."""
    found = [one for one in found if not (is_casualty(parse, one, tables) and _by_accident(parse, one[0].token, found, tables))]
    hurt = {k: attack for k, one in enumerate(found) if is_casualty(parse, one, tables) and (attack := _attack_of(parse, found, k, tables)) >= 0}
    out: list[Found] = []
    for k, (candidate, roles) in enumerate(found):
        if k in hurt:
            continue
        more = tuple(r for j, attack in hurt.items() if attack == k for r in found[j][1].recipients)
        out.append((candidate, _joined(roles, more) if more else roles))
    return out


def is_casualty(parse: Parse, found: Found, tables: DeedTables) -> bool:
    """Tells only that somebody suffered: `погибли`, `были ранены`, without a doer."""
    candidate, roles = found
    row = candidate.row
    if row.type != ASSAULT or roles.absent or not roles.recipients:
        return False
    if roles.actors:
        return all(any(r.type == ASSAULT for r in tables.nouns.get(parse.tokens[a].key, ())) for a in roles.actors)
    if not row.actor and "gen" in row.recipient:  # `гибель`, `смерть`
        return True
    verb = parse.tokens[candidate.governor if candidate.governor >= 0 else candidate.token]
    return "subj" in row.recipient or (is_passive(verb) and "acc" in row.recipient)


def _by_accident(parse: Parse, word: int, found: Sequence[Found], tables: DeedTables) -> bool:
    """Does the text tell of a crash or a fire, and of no attack, where somebody died?"""
    attacks = [c.token for c, r in found if c.row.type == ASSAULT and not is_casualty(parse, (c, r), tables)]
    sentence = parse.tokens[word].sentence
    if any(parse.tokens[a].sentence == sentence for a in attacks):
        return False
    near = [s for s in parse.sentences if s.index <= FIRST_SENTENCES or 0 <= sentence - s.index <= 1]
    if attacks:
        near = [s for s in near if 0 <= sentence - s.index <= 1]
    return any(t.key in tables.disaster_words for s in near for t in parse.sentence_tokens(s))


def _attack_of(parse: Parse, found: Sequence[Found], k: int, tables: DeedTables) -> int:
    """The attack in the same sentence that stands above or below the casualty in the tree; -1 without one."""
    word = found[k][0].token
    here = {word, found[k][0].governor}
    above = {a.i for a in parse.ancestors(word)}
    best, distance = -1, 0
    for j, other in enumerate(found):
        attack = other[0]
        if j == k or attack.row.type != ASSAULT or is_casualty(parse, other, tables):
            continue
        if parse.tokens[attack.token].sentence != parse.tokens[word].sentence or _suffers_himself(parse, other[1], found[k][1]):
            continue
        over = {a.i for a in parse.ancestors(attack.token)}
        if not (here & over or {attack.token, attack.governor} & above or _same_clause(parse, attack.token, above, over)):
            continue
        if best < 0 or abs(attack.token - word) < distance:
            best, distance = j, abs(attack.token - word)
    return best


def _suffers_himself(parse: Parse, attack: Roles, casualty: Roles) -> bool:
    """`организатор взрыва убит`: who attacked is no casualty of the attack."""
    doers = {a for actor in attack.actors for a in (actor, *(d.i for d in parse.dependents(actor) if d.deprel in NAMES))}
    return bool(doers & set(casualty.recipients))


def _same_clause(parse: Parse, attack: int, above: set[int], over: set[int]) -> bool:
    """Both hang on one verb: `взрыв прогремел ночью, погибли двое`."""
    head = parse.tokens[attack].head
    return head in above and bool(parse.tokens[head].feat("VerbForm")) if head >= 0 and over else False


def _joined(roles: Roles, more: tuple[int, ...]) -> Roles:
    return replace(roles, recipients=tuple(dict.fromkeys((*roles.recipients, *more))))
