"""Does a mention tell that something was done, though it names nobody, no place and no time?"""

from __future__ import annotations

from letopis.languages.deeds import DeedTables
from letopis.model import Parse, Token
from letopis.steps.events.status import modal_rows
from letopis.steps.events.triggers import Candidate

PROTEST = "PROTEST"
SUBJECT = "subj"
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
DESCRIBING = frozenset({"amod", "acl", "acl:relcl"})


def is_told(parse: Parse, candidate: Candidate, tables: DeedTables) -> bool:
    """Is the deed itself what a clause tells: by a verb, or as what happens or is begun (`обвинение сняли`, `прогремел взрыв`)?

    Of a crowd's doings a word of what kind they were is enough (`после массовых протестов`).
    """
    token = parse.tokens[candidate.token]
    if token.feat("VerbForm"):
        return True
    if candidate.governor >= 0 and parse.tokens[candidate.governor].feat("VerbForm") and token.deprel in SUBJECTS:
        return True
    if candidate.row.type == PROTEST and any(d.deprel in DESCRIBING for d in parse.dependents(token.i)):
        return True
    return token.deprel in SUBJECTS and token.head >= 0 and _happens(parse.tokens[token.head], tables)


def _happens(verb: Token, tables: DeedTables) -> bool:
    """`прошёл`, `начались`, `сорвался`: verbs that say of their subject whether it took place."""
    return any(SUBJECT in row.slots for row in modal_rows(verb, tables))
