"""Who did it and to whom: the tokens that play the roles of a candidate."""

from __future__ import annotations

from letopis.languages.deeds import DeedTables
from letopis.languages.language import Language
from letopis.model import Parse, Party
from letopis.records import record
from letopis.steps.entities import Cast
from letopis.steps.events.frames import fillers, is_infinitive, is_passive, slot_fillers
from letopis.steps.events.kinds import HUMANS, is_force, is_time, kind_of, may_act
from letopis.steps.events.occasions import of_clause
from letopis.steps.events.sharing import control_rows, controlled, inherited_subject, patient, shared_genitive, shared_object
from letopis.steps.events.triggers import Candidate, first_conjunct
from letopis.steps.government import preposition_of
from letopis.steps.phrases import phrase_tokens

VERBAL_SLOTS = frozenset({"subj", "acc"})
CONSULT = "CONSULT"
ASSAULT = "ASSAULT"
RESIGN = "resign"
VISIT = "visit"
INFINITIVE = "inf"
ACTOR = "actor"
RECIPIENT = "recipient"
CHARGES = frozenset({"ACCUSE", "COERCE", "SANCTION"})
"""`задержан по обвинению`, `осуждён за участие`: the charge falls on the one whom the clause is about."""


@record(frozen=True, slots=True)
class Roles:
    """Head tokens of the fillers; `absent` are actors for whom no word stands."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    absent: tuple[Party, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.actors or self.recipients or self.absent)


def find_roles(parse: Parse, cast: Cast, candidate: Candidate, timed: frozenset[int], speaker: Party | None, language: Language) -> Roles:
    """The fillers of `candidate`'s roles; `timed` are tokens of expressions of time, which play none; `speaker` says it, if anybody."""
    tables = language.deeds
    row = candidate.row
    recipients = owners(parse, candidate, _role(parse, cast, candidate, row.recipient, tables, RECIPIENT), tables)
    actors = doers(parse, cast, _role(parse, cast, candidate, row.actor, tables, ACTOR))
    recipients = doers(parse, cast, recipients)
    between = tables.words.mutual_slot
    if between in row.actor and between in row.recipient and actors == recipients and len(actors) == 1:
        recipients = tuple(d.i for d in parse.dependents(actors[0]) if d.deprel == "conj")
    if not actors and row.type == CONSULT and (recipients or _tells_visit(parse, candidate, tables)):
        actors = _visitor(parse, cast, candidate, tables)
    actors, recipients = _no_times(parse, cast, actors, timed), _no_times(parse, cast, recipients, timed)
    actors = tuple(a for a in actors if a not in recipients)
    absent = _dropped(parse, cast, candidate, speaker, tables) if not actors and "subj" in row.actor else ()
    if not (actors or recipients or absent):
        actors, recipients = of_clause(parse, cast, candidate, tables)
    elif row.needs.behind and not recipients:
        recipients = tuple(r for r in of_clause(parse, cast, candidate, tables)[1] if r not in actors)
    return Roles(actors, recipients, absent)


def _no_times(parse: Parse, cast: Cast, tokens: tuple[int, ...], timed: frozenset[int]) -> tuple[int, ...]:
    if not tokens:
        return ()
    nobody = cast.language.deeds.words.nobody
    return tuple(t for t in tokens if t not in timed and not is_time(parse.tokens[t], cast) and parse.tokens[t].lemma not in nobody)


def owners(parse: Parse, candidate: Candidate, tokens: tuple[int, ...], tables: DeedTables) -> tuple[int, ...]:
    """Whoever loses a right, an office or a limb is the recipient: `отозвать лицензию банка`, `выстрелить ему в спину`."""
    out: list[int] = []
    for token in tokens:
        if parse.tokens[token].key in tables.possession_nouns:
            verb = candidate.governor if candidate.governor >= 0 else candidate.token
            places = ((token, ("gen",)), (verb, tables.words.owner_slots), (token, tables.words.owner_slots))
            found = next((f for head, slots in places if (f := fillers(parse, head, slots, tables))), ())
            out.extend(owners(parse, candidate, found, tables) if token not in found else ())
        else:
            out.append(token)
    return tuple(dict.fromkeys(out))


def doers(parse: Parse, cast: Cast, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Whose doings and decrees they are: `подавить выступления оппозиции`, `постановление суда отменяет`."""
    tables = cast.language.deeds
    out: list[int] = []
    for token in tokens:
        found = fillers(parse, token, ("gen",), tables) if parse.tokens[token].key in tables.doings_nouns else ()
        out.extend(tuple(f for f in found if kind_of(parse, cast, f) in HUMANS) or (token,))
    return tuple(dict.fromkeys(out))


def _tells_visit(parse: Parse, candidate: Candidate, tables: DeedTables) -> bool:
    """`по приезде в Баку посол промолчал`: a journey that tells where to and dates what its traveller did then."""
    token, words = candidate.token, tables.words
    if candidate.row.mode != VISIT or preposition_of(parse, token) not in words.dating_prepositions:
        return False
    return bool(fillers(parse, token, words.direction_slots, tables))


def _visitor(parse: Parse, cast: Cast, candidate: Candidate, tables: DeedTables) -> tuple[int, ...]:
    """Who met: `после переговоров с послом министр заявил` tells it by the subject of the clause."""
    token = parse.tokens[candidate.token]
    if token.pos != "NOUN" or candidate.governor >= 0 or token.deprel in {"nsubj", "nsubj:pass"}:
        return ()
    verb = next((a for a in parse.ancestors(token.i) if a.feat("VerbForm")), None)
    if verb is None or is_passive(verb):
        return ()
    found = fillers(parse, verb.i, ("subj",), tables) or inherited_subject(parse, verb.i, tables)
    return tuple(f for f in found if kind_of(parse, cast, f) != "thing")


def _role(parse: Parse, cast: Cast, candidate: Candidate, slots: tuple[str, ...], tables: DeedTables, role: str) -> tuple[int, ...]:
    heads = _heads(candidate, role)
    for head in heads:
        for slot in _slots_at(parse, candidate, head, slots):
            found = _union(parse, head, slot, tables)
            if not found and slot == "subj":
                found = inherited_subject(parse, head, tables)
            if not found and slot == "acc":
                found = shared_object(parse, head, tables)
            if not found and slot == "gen" and head == candidate.token:
                found = shared_genitive(parse, head, tables)
            found = tuple(f for f in found if f not in heads and not _is_complement(parse, candidate, f))
            if found := tuple(f for f in found if _may_play(parse, cast, f, slot, role)):
                return _of_one_kind(parse, cast, found)
    for head in heads:
        for slot in (s for part in slots for s in part.split("&") if s not in VERBAL_SLOTS):
            if found := tuple(f for f in misplaced(parse, head, slot, tables) if f not in heads and _may_play(parse, cast, f, slot, role)):
                return found
    if candidate.governor >= 0:
        for slot in noun_slots(candidate, parse, tables, role):
            found = tuple(f for f in fillers(parse, candidate.token, (slot,), tables) if f not in heads)
            if found := tuple(f for f in found if _may_play(parse, cast, f, slot, role)):
                return found
    return tuple(f for f in _controlled(parse, candidate, tables, role) if kind_of(parse, cast, f) != "thing" or is_force(parse.tokens[f], cast))


def noun_slots(candidate: Candidate, parse: Parse, tables: DeedTables, role: str) -> tuple[str, ...]:
    """Where the noun of a light-verb phrase has the role when it stands alone (`визит короля завершён`)."""
    rows = (r for r in tables.nouns.get(parse.tokens[candidate.token].key, ()) if r.type == candidate.row.type)
    return tuple(s for row in rows for s in (row.actor if role == ACTOR else row.recipient) if s not in VERBAL_SLOTS)


def _is_complement(parse: Parse, candidate: Candidate, token: int) -> bool:
    """The very word that the row asks for beside the trigger is no player (`признан виновным`)."""
    word = parse.tokens[token]
    return word.pos == "ADJ" and word.feat("Case") == "Ins" and word.key in candidate.row.needs.only


def _of_one_kind(parse: Parse, cast: Cast, found: tuple[int, ...]) -> tuple[int, ...]:
    """Where the parser gives a verb several objects, people and things are not done the same to."""
    if len(found) < 2:
        return found
    people = tuple(f for f in found if kind_of(parse, cast, f) not in {"thing", "place", ""})
    return people or found


def _heads(candidate: Candidate, role: str) -> tuple[int, ...]:
    """Where to look, in order: the light verb, then its noun; who resigns is told by the noun first (`объявил об отставке кабинета`)."""
    found = tuple(h for h in (candidate.governor, candidate.token) if h >= 0)
    return found[::-1] if role == ACTOR and candidate.row.mode == RESIGN else found


def _slots_at(parse: Parse, candidate: Candidate, head: int, slots: tuple[str, ...]) -> tuple[str, ...]:
    if parse.tokens[head].feat("VerbForm") or parse.tokens[head].pos not in {"NOUN", "PROPN"}:
        return slots
    nominal = tuple(s for s in slots if s not in VERBAL_SLOTS)
    if head == candidate.governor and "subj" in slots:  # `заключение президентами договора`
        nominal = ("ins", *nominal)
    return ("gen", *nominal) if candidate.row.mode == RESIGN and candidate.governor >= 0 and "subj" in slots else nominal


def _union(parse: Parse, head: int, slot: str, tables: DeedTables) -> tuple[int, ...]:
    """What fills a slot; the parts of a joined slot (`acc&в+Acc`) are filled together."""
    return tuple(dict.fromkeys(f for part in slot.split("&") for f in fillers(parse, head, (part,), tables)))


def misplaced(parse: Parse, head: int, slot: str, tables: DeedTables) -> tuple[int, ...]:
    """What stands in a `slot` of `head`, though the parser hung it on a neighbour.

    `восстановление отношений с соседями`, `переговоры о помощи с соседями`: on the noun before it; `нажим Кремля на соседей растёт`: on the verb after it;
    `признание Москвой республик`, `обстрел порта боевиками`: on the other participant.
    """
    token = parse.tokens[head]
    inner = [d for d in parse.dependents(head) if d.i > head and d.deprel in {"obj", "nmod", "obl", "iobj"}]
    inner = [d for d in inner if not (p := preposition_of(parse, d.i)) or ("+" in slot and p in tables.words.topic_prepositions)]
    for d in inner:
        if "+" in slot or (not token.feat("VerbForm") and {slot, d.feat("Case")} in ({"gen", "Ins"}, {"ins", "Gen"})):
            found = slot_fillers(parse, d.i, slot, tables)
            if found:
                return found
    if "+" in slot and token.pos == "NOUN" and token.deprel in {"nsubj", "nsubj:pass", "obj"} and token.head >= 0:
        last = max(phrase_tokens(parse, head))
        return tuple(f for f in slot_fillers(parse, token.head, slot, tables) if min(parse.subtree(f)) == last + 1)
    return ()


def _may_play(parse: Parse, cast: Cast, token: int, slot: str, role: str) -> bool:
    """An adjective plays a role only where it names somebody; beside a noun only those act who can."""
    word = parse.tokens[token]
    if slot == "adj":
        return word.lemma in cast.language.deeds.words.possessives or cast.entity(token) is not None
    if word.pos == "ADJ" and (
        word.text[:1].isdigit() or (slot in {"subj", "ins"} and word.feat("Case") == "Ins" and kind_of(parse, cast, token) != "person")
    ):
        return False  # `захвачен живым`, `казнён первым`
    return role != ACTOR or slot == "subj" or may_act(parse, cast, token)


def _controlled(parse: Parse, candidate: Candidate, tables: DeedTables, role: str) -> tuple[int, ...]:
    """The filler that the governor of a noun lends it (`обвинить Иран в поставках`, `подвергнуться нападению`)."""
    anchor = candidate.governor if candidate.governor >= 0 else candidate.token
    if parse.tokens[anchor].pos not in {"NOUN", "PROPN"}:
        return ()
    top = first_conjunct(parse, anchor)
    if parse.tokens[top].head < 0:
        return ()
    found = tuple(f for f in controlled(parse, top, tables, recipient=role == RECIPIENT) if f not in {top, candidate.token})
    if found:
        return found
    if role == RECIPIENT and candidate.row.type in CHARGES and preposition_of(parse, top) in tables.words.charge_prepositions:
        return tuple(f for f in patient(parse, top, tables) if f != candidate.token)
    return ()


def _dropped(parse: Parse, cast: Cast, candidate: Candidate, speaker: Party | None, tables: DeedTables) -> tuple[Party, ...]:
    """The actor that the text leaves out: only where the form of the verb tells that it is somebody definite."""
    token = parse.tokens[candidate.governor if candidate.governor >= 0 else candidate.token]
    while is_infinitive(token) and token.head >= 0:
        token = parse.tokens[token.head]
        if any(row.actor and "subj" not in row.actor and INFINITIVE in row.slots for row in control_rows(token, tables)):
            return ()  # `предложил обыскать консульство`: somebody else is to do it
    if token.feat("VerbForm") != "Fin" or is_passive(token):
        return ()
    if token.feat("Person") == "1":
        return (Party(None, speaker.entity, speaker.name),) if speaker else ()
    if token.feat("Number") == "Plur" and token.feat("Person") in {"", "3"}:
        return ()
    return cast.subject(token.i)
