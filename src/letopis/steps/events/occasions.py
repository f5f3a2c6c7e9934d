"""Deeds that stand as the occasion of a clause and name nobody: the clause tells whose they are (`мэр застрелился при задержании`)."""

from __future__ import annotations

from letopis.languages.deeds import DeedTables
from letopis.model import Parse
from letopis.steps.entities import Cast
from letopis.steps.events.frames import fillers, is_passive
from letopis.steps.events.kinds import kind_of
from letopis.steps.events.sharing import inherited_subject
from letopis.steps.events.triggers import Candidate
from letopis.steps.government import preposition_of

UNDERGONE = frozenset({"COERCE", "SANCTION"})
"""What is done to a person by a body: of a clause about a person that one suffers it, of a clause about a body it does it."""
OWN = frozenset({"RETREAT"})
"""What one does oneself."""
HELP = frozenset({"AID", "SUPPORT"})
"""What somebody else does for whoever the clause is about (`взяла порт при поддержке союзников`)."""
BODIES = frozenset({"org", "group", "state"})
GENITIVE = "gen"
Roles = tuple[tuple[int, ...], tuple[int, ...]]


def of_clause(parse: Parse, cast: Cast, candidate: Candidate, tables: DeedTables) -> Roles:
    """Actors and recipients of a bare noun, from the subject of the clause that it is the occasion of; both empty where it is none."""
    token, row = parse.tokens[candidate.token], candidate.row
    if token.pos != "NOUN" or candidate.governor >= 0 or token.head < 0 or row.type not in UNDERGONE | OWN | HELP:
        return (), ()
    verb = parse.tokens[token.head]
    if not verb.feat("VerbForm") or preposition_of(parse, token.i) not in tables.words.occasion_prepositions:
        return (), ()
    slot = "acc" if is_passive(verb) else "subj"
    found = fillers(parse, verb.i, (slot,), tables) or inherited_subject(parse, verb.i, tables)
    kinds = {kind_of(parse, cast, f) for f in found}
    if row.type in HELP:
        return ((), found) if row.needs.behind and kinds & (BODIES | {"person"}) else ((), ())
    if row.type in OWN:
        return (found, ()) if row.actor and kinds & (BODIES | {"person"}) else ((), ())
    if GENITIVE not in row.recipient:
        return (), ()
    if kinds == {"person"} and all(parse.tokens[f].feat("Number") != "Plur" for f in found):
        return (), found
    return (found, ()) if kinds and kinds <= BODIES | {"person"} else ((), ())
