"""From a reading to the rows of its entries, parties, appearances and index. Nothing here asks the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from letopis.model import Entity, Event, Party, Reading, Span, Statement
from letopis.store import marks
from letopis.store.days import Days, time_days
from letopis.store.fold import words
from letopis.store.ids import entity_uid
from letopis.store.lemmas import GAP, Lemmas
from letopis.store.marks import Role
from letopis.store.passages import event_spans, passage, statement_spans

JOIN = "; "
PIECES = " … "
NAMELESS = frozenset({"unnamed", "other"})
"""Kinds that are no identity: they are shown by name alone."""

MOST_NAME_WORDS = 8
"""Words of a name by which it is found."""
NOTHING: Mapping[str, str] = {}

Entry = Statement | Event


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of a reading as the store knows it."""

    uid: str
    entity: Entity
    public: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """One party of an entry. `local` is its entity's id in the reading."""

    role: Role
    nth: int
    local: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One entry ready to be written: its columns (but for keys), first and last day, parties, tokens and fields to be marked."""

    uid: str
    days: Days | None
    columns: Mapping[str, object]
    parties: tuple[Taking, ...]
    tokens: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def clean(text: str) -> str:
    """`text` for a TEXT column: PostgreSQL takes neither NUL nor lone surrogates, so both are shown by a sign."""
    return text.replace("\x00", "\u2400").encode("utf-8", "replace").decode("utf-8")


def known_entities(reading: Reading, report: str, split: Mapping[str, str] = NOTHING) -> dict[str, Known]:
    """Local id -> the entity as the store knows it. A person without role or office belongs to its report (uid `report`) alone.

    `split` (local id -> uid) are those whom people told apart.
    """
    out: dict[str, Known] = {}
    count: Counter[tuple[str, str]] = Counter()
    for entity in reading.entities:
        if entity.kind in NAMELESS or not entity.name:
            continue
        public = entity.kind != "person" or bool(entity.roles)
        nth = count[entity.kind, entity.name]
        count[entity.kind, entity.name] += 1
        uid = split.get(entity.id) or entity_uid(entity.kind, entity.name, None if public else report, nth)
        out[entity.id] = Known(uid, entity, public or entity.id in split)
    return out


def draw(reading: Reading, uids: Mapping[str, str], published: Days | None, lemmas: Lemmas) -> Iterator[Drawn]:
    """Every entry of `reading`; `uids`: local id -> uid, `published` are the days of the report."""
    kinds = {e.id: e for e in reading.entities}
    for statement in reading.statements:
        yield _statement(statement, uids[statement.id], reading, published, lemmas, kinds)
    for event in reading.events:
        yield _event(event, uids[event.id], reading, published, lemmas, kinds)


def _statement(s: Statement, uid: str, reading: Reading, published: Days | None, lemmas: Lemmas, entities: Mapping[str, Entity]) -> Drawn:
    text = reading.report.text
    parties = tuple(_statement_parties(s, reading.entities))
    spans = s.content
    around = passage(text, statement_spans(s))
    return Drawn(
        uid,
        _days(s.time, reading, published)[0],
        {
            **_shared(s, reading, published, parties),
            "kind": "statement",
            "label": s.act,
            "form": s.form,
            "voucher": None,
            "within": s.within,
            "unnamed": _unnamed(s.source, entities),
            **_cue(text, s.cue),
            **_evidence(text, spans),
        },
        parties,
        tuple(lemmas.index([*_names(parties), around.of(text)])),
        (("kind", "statement"), ("act", s.act), ("form", s.form), *_nameless(_unnamed(s.source, entities))),
    )


def _event(e: Event, uid: str, reading: Reading, published: Days | None, lemmas: Lemmas, entities: Mapping[str, Entity]) -> Drawn:
    text = reading.report.text
    parties = tuple(_event_parties(e))
    around = passage(text, event_spans(e))
    mode = (("mode", e.mode),) if e.mode else ()
    voucher = "narrator" if e.voucher == "narrator" else "said"
    return Drawn(
        uid,
        _days(e.time, reading, published)[0],
        {
            **_shared(e, reading, published, parties),
            "kind": "event",
            "label": e.type,
            "mode": e.mode,
            "status": e.status,
            "voucher": e.voucher,
            **_cue(text, e.trigger),
            **_evidence(text, (around,)),
        },
        parties,
        tuple(lemmas.index([*_names(parties), around.of(text)])),
        (("kind", "event"), ("type", e.type), ("status", e.status), ("voucher", voucher), *mode),
    )


COLUMNS: Mapping[str, object] = dict.fromkeys(
    (
        "mode",
        "form",
        "status",
        "unnamed",
        "who",
        "whom",
        "via",
        "place",
        "time",
        "voucher",
        "within",
        "cue",
        "cue_start",
        "cue_end",
        "certainty",
        "review",
    )
)


def _shared(entry: Entry, reading: Reading, published: Days | None, parties: tuple[Taking, ...]) -> dict[str, object]:
    days, basis = _days(entry.time, reading, published)
    time = reading.times[entry.time] if entry.time is not None and entry.time < len(reading.times) else None
    return {
        **COLUMNS,
        "local": entry.id,
        "who": _line(parties, Role.SOURCE, Role.ACTOR),
        "whom": _line(parties, Role.ADDRESSEE, Role.RECIPIENT),
        "via": _line(parties, Role.VIA),
        "place": _line(parties, Role.PLACE),
        "time": clean(time.value) if time else None,
        "last_day": days[1] if days else 0,
        "day_basis": basis,
        "rule": clean(entry.rule),
        "certainty": entry.certainty,
    }


def _days(time: int | None, reading: Reading, published: Days | None) -> tuple[Days | None, str]:
    found = reading.times[time] if time is not None and time < len(reading.times) else None
    return time_days(found, published)


def _cue(text: str, span: Span | None) -> dict[str, object]:
    return {"cue": clean(span.of(text)), "cue_start": span.start, "cue_end": span.end} if span else {}


def _evidence(text: str, spans: Iterable[Span]) -> dict[str, object]:
    found = tuple(spans)
    return {"spans": ",".join(f"{s.start}-{s.end}" for s in found), "evidence": clean(PIECES.join(s.of(text) for s in found))}


def _statement_parties(s: Statement, entities: tuple[Entity, ...]) -> Iterator[Taking]:
    yield from _taking(Role.SOURCE, [s.source])
    yield from _taking(Role.ADDRESSEE, [s.addressee])
    yield from _taking(Role.VIA, s.via)
    yield from _taking(Role.PLACE, [s.place])
    about = [e for e in entities if e.kind not in NAMELESS and any(c.contains(m) for c in s.content for m in e.mentions)]
    for nth, entity in enumerate(about):
        yield Taking(Role.ABOUT, nth, entity.id, clean(entity.name))


def _event_parties(e: Event) -> Iterator[Taking]:
    yield from _taking(Role.ACTOR, e.actors)
    yield from _taking(Role.RECIPIENT, e.recipients)
    yield from _taking(Role.PLACE, [e.place])


def _taking(role: Role, parties: Iterable[Party | None]) -> Iterator[Taking]:
    for nth, party in enumerate(p for p in parties if p is not None and (p.name or p.entity)):
        yield Taking(role, nth, party.entity, clean(party.name) if party.name else None)


def _line(parties: tuple[Taking, ...], *roles: Role) -> str | None:
    return JOIN.join(p.name for p in parties if p.role in roles and p.name) or None


def _names(parties: tuple[Taking, ...]) -> list[str]:
    """Each name once, without those that stand in the passage anyway."""
    return list(dict.fromkeys(p.name for p in parties if p.name and p.role is not Role.ABOUT))


def _unnamed(source: Party | None, entities: Mapping[str, Entity]) -> str | None:
    """The kind of a source that is kept nameless."""
    entity = entities.get(source.entity) if source and source.entity else None
    return (entity.source_type or "other") if entity is not None and entity.kind == "unnamed" else None


def _nameless(kind: str | None) -> Iterator[tuple[str, str]]:
    """Marks of a source that is kept nameless: that it is one, and of which kind."""
    if kind is not None:
        yield "unnamed", "any"
        yield "unnamed", kind


def party_marks(parties: Iterable[Taking], ids: Mapping[str, int]) -> list[str]:
    """Marks of parties: by entity where it is known to the store (`ids`: local id -> row), by each word of the name, and by each two of them.

    Two words of one mark belong to one name: `Иван Белов` is not found where `Иван Гранин` meets `Пётр Белов`.
    """
    out: dict[str, None] = {}
    for party in parties:
        letter = marks.LETTER[party.role]
        if party.local and party.local in ids:
            out[marks.party(letter, ids[party.local])] = None
        if party.role is not Role.ABOUT:
            name = words(party.name or "")[:MOST_NAME_WORDS]
            out |= dict.fromkeys(marks.party_word(letter, w) for w in name)
            out |= dict.fromkeys(marks.party_pair(letter, a, b) for a, b in combinations(dict.fromkeys(name), 2))
    return [*out]


def with_marks(tokens: Iterable[str], fields: Iterable[tuple[str, str]], more: Iterable[str]) -> list[str]:
    """The whole row of the index."""
    return [*tokens, GAP, marks.ALL, *(marks.field(k, v) for k, v in fields), *more]
