"""Answers: keys of entries from the index, then their rows. Newest first unless asked otherwise.

A range of days is asked in two steps. Entries that begin within it have their keys in one range. Those that began before and reach into it are
intervals, which are few and marked; only they are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select, text

from letopis.store import marks
from letopis.store import schema as t
from letopis.store.days import BITS, day_of, iso, key
from letopis.store.errors import NoSuch
from letopis.store.fold import fold
from letopis.store.index import KEY, MATCH, All, Node, mark, written
from letopis.store.lemmas import Lemmas
from letopis.store.question import Question, node_of
from letopis.store.rows import JOIN
from letopis.store.schema import LASTING

TOP_KEY = (1 << 62) - 1


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody in an entry. `entity` is the uid of who it is after merging, None for those known by name only."""

    role: marks.Role
    name: str | None
    entity: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as lists show it. `key` orders entries and marks a place in a list; `first`, `last` are ISO days, None where unknown.

    `unnamed` is the kind of a nameless source. `who`, `whom`, `via`, `place` are lines of names; `parties` the same one by one. `spans` are stretches of the report's text, whose words
    `evidence` holds, parted by ` … `. `chain` is on whose word it stands, outlet first; the speaker of a statement is its last link.
    """

    key: int
    uid: str
    local: str
    kind: str
    label: str
    mode: str | None
    form: str | None
    status: str | None
    unnamed: str | None
    who: str | None
    whom: str | None
    via: str | None
    place: str | None
    time: str | None
    first: str | None
    last: str | None
    day_basis: str
    voucher: str | None
    within: str | None
    cue: str | None
    cue_span: tuple[int, int] | None
    spans: tuple[tuple[int, int], ...]
    evidence: str
    rule: str
    certainty: float | None
    origin: str
    review: str | None
    live: bool
    report: str
    report_name: str
    version: int
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    parties: tuple[PartyRow, ...] = ()
    chain: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """What JSON knows, for people and programs; `docs/store.md` names the fields."""
        out: dict[str, object] = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in {"key", "live", "parties"}}
        out["parties"] = [{"role": p.role.name.lower(), "name": p.name, "entity": p.entity} for p in self.parties]
        return out


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready for one database: the text for its index (None where nothing narrows), and the days."""

    index: str | None
    intervals: str
    since: int | None
    until: int | None
    newest: bool


def asked(connection: Connection, question: Question, lemmas: Lemmas) -> Asked:
    """Look up the names of `question` and write it down for this database."""
    outlets = [row for name in question.outlet for row in outlet_rows(connection, name)]
    entities = entity_rows(connection, question.entity) if question.entity else []
    named = [(letters, entity_rows(connection, uid)) for letters, uid in question.named]
    node = node_of(question, lemmas, outlets, entities, named)
    interval = mark(marks.INTERVAL)
    both: Node = interval if node is None else All((node, interval))
    return Asked(
        written(connection, node) if node else None,
        written(connection, both),
        question.since,
        question.until,
        question.order == "newest",
    )


def outlet_rows(connection: Connection, name: str) -> list[int]:
    return list(connection.execute(select(t.outlets.c.id).where(t.outlets.c.folded == fold(name))).scalars())


def entity_rows(connection: Connection, uid: str) -> list[int]:
    """The rows of an entity and of all that are merged with it."""
    found = connection.execute(select(t.entities.c.id, t.entities.c.merged_into).where(t.entities.c.uid == uid)).first()
    if found is None:
        raise NoSuch(f"{uid}: no such entity")
    root = found.merged_into or found.id
    return [root, *connection.execute(select(t.entities.c.id).where(t.entities.c.merged_into == root)).scalars()]


# --- keys ------------------------------------------------------------------------------------------------------------
def hits(connection: Connection, ask: Asked, limit: int, after: int | None = None) -> list[int]:
    """Keys of the first `limit` entries, in order; `after` is the key of the last one seen."""
    low, high = _bounds(ask)
    if after is not None:
        low, high = (low, min(high, after - 1)) if ask.newest else (max(low, after + 1), high)
    steps = [(_within, low, high)]
    if ask.since is not None:
        start = after + 1 if after is not None and not ask.newest else key(1)
        end = min(key(ask.since), after if after is not None and ask.newest else TOP_KEY) - 1
        steps.append((_reaching, start, end))
    out: list[int] = []
    for step, first, last in steps if ask.newest else reversed(steps):
        if len(out) < limit:
            out += step(connection, ask, first, last, limit - len(out))
    return out


def count(connection: Connection, ask: Asked, most: int) -> int:
    """How many entries there are, counted up to `most`."""
    low, high = _bounds(ask)
    found = len(_within(connection, ask, low, high, most))
    if ask.since is not None and found < most:
        found += len(_reaching(connection, ask, key(1), key(ask.since) - 1, most - found))
    return found


def _bounds(ask: Asked) -> tuple[int, int]:
    if ask.since is None and ask.until is None:
        return 0, TOP_KEY
    return key(max(1, ask.since or 1)), key(ask.until + 1) - 1 if ask.until is not None else TOP_KEY


def _within(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> list[int]:
    """Entries that begin in the range of keys."""
    if low > high:
        return []
    way = "DESC" if ask.newest else "ASC"
    values: dict[str, object] = {"low": low, "high": high, "most": limit}
    if ask.index is None:
        sql = f"SELECT id FROM entries WHERE live = 1 AND id BETWEEN :low AND :high ORDER BY id {way} LIMIT :most"
    else:
        column = KEY[connection.dialect.name]
        values["question"] = ask.index
        sql = f"SELECT {column} FROM entry_words WHERE {MATCH[connection.dialect.name]} AND {column} BETWEEN :low AND :high ORDER BY {column} {way} LIMIT :most"
    return list(connection.execute(text(sql), values).scalars())


BY_LAST_DAY = {"sqlite": "INDEXED BY entries_lasting", "postgresql": ""}
"""SQLite would rather go through the keys: it has no statistics that tell how few entries last."""
CHECKED = {"sqlite": "+entry_words.rowid", "postgresql": "entry_words.id"}
"""The column of keys where it is compared with a list; the plus keeps SQLite from asking FTS5 anew for each key of the list."""


def _reaching(connection: Connection, ask: Asked, low: int, high: int, limit: int) -> list[int]:
    """Entries that begin before the range and reach into it."""
    if low > high:
        return []
    dialect = connection.dialect.name
    column, way = KEY[dialect], "DESC" if ask.newest else "ASC"
    lasting = f"SELECT id FROM entries {BY_LAST_DAY[dialect]} WHERE {LASTING.text} AND last_day >= :since AND id BETWEEN :low AND :high"
    values: dict[str, object] = {"low": low, "high": high, "since": ask.since, "most": limit}
    if ask.index is None:
        sql = f"{lasting} ORDER BY id {way} LIMIT :most"
    else:
        values["question"] = ask.intervals
        found = f"{MATCH[dialect]} AND {column} BETWEEN :low AND :high AND {CHECKED[dialect]} IN ({lasting})"
        sql = f"SELECT {column} FROM entry_words WHERE {found} ORDER BY {column} {way} LIMIT :most"
    return list(connection.execute(text(sql), values).scalars())


UIDS = {"r": t.reports, "s": t.entries, "e": t.entries, "n": t.entities, "c": t.corrections}
"""First letter of a uid -> its table."""
FEWEST = 5
"""Letters of a uid that may stand for it."""


def full_uid(connection: Connection, start: str) -> str:
    """The one uid that begins with `start`."""
    table = UIDS.get(start[:1])
    if table is None or not start.isalnum() or len(start) < FEWEST:
        raise NoSuch(f"{start!r} is no uid: those begin with r (report), s (statement), e (event), n (entity) or c (correction)")
    last = start + 17 * "z"
    found = list(connection.execute(select(table.c.uid).where(table.c.uid >= start, table.c.uid <= last).distinct().limit(2)).scalars())
    if len(found) != 1:
        raise NoSuch(f"{start}: {'more than one uid begins so' if found else 'nothing goes by that uid'}")
    return str(found[0])


# --- rows ------------------------------------------------------------------------------------------------------------
ROWS = (
    select(
        t.entries,
        t.reports.c.uid.label("report"),
        t.reports.c.name.label("report_name"),
        t.versions.c.number,
        t.versions.c.title,
        t.outlets.c.name.label("outlet"),
        t.reports.c.url,
        t.versions.c.published,
    )
    .join(t.versions, t.versions.c.id == t.entries.c.version_id)
    .join(t.reports, t.reports.c.id == t.versions.c.report_id)
    .outerjoin(t.outlets, t.outlets.c.id == t.reports.c.outlet_id)
)
KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_ROOTS = t.entities.alias("roots")
PARTIES = (
    select(t.parties, t.entities.c.uid, _ROOTS.c.uid.label("root"))
    .outerjoin(t.entities, t.entities.c.id == t.parties.c.entity_id)
    .outerjoin(_ROOTS, _ROOTS.c.id == t.entities.c.merged_into)
)
AT_ONCE = 500


def rows(connection: Connection, keys: Sequence[int]) -> list[Row]:
    """The rows of entries, in the order of `keys`."""
    out: dict[int, Row] = {}
    for start in range(0, len(keys), AT_ONCE):
        part = list(keys[start : start + AT_ONCE])
        parties = _parties(connection, part)
        found = connection.execute(ROWS.where(t.entries.c.id.in_(KEYS)), {"keys": part}).all()
        told = chains(connection, {r.version_id for r in found if r.within or r.voucher not in (None, NARRATOR)})
        for r in found:
            out[r.id] = _row(r, parties.get(r.id, ()), told.get(r.version_id, {}))
    return [out[k] for k in keys if k in out]


NARRATOR = "narrator"
STATEMENTS = select(t.entries.c.version_id, t.entries.c.local, t.entries.c.within, t.entries.c.via, t.entries.c.who).where(
    t.entries.c.kind == "statement", t.entries.c.version_id.in_(bindparam("versions", expanding=True))
)


def chains(connection: Connection, versions: Iterable[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """Version -> local id of a statement -> who passed it on and who said it, nearest to the report first."""
    wanted = list(versions)
    said: dict[int, dict[str, tuple[str | None, str | None, str | None]]] = {}
    for r in connection.execute(STATEMENTS, {"versions": wanted}) if wanted else ():
        said.setdefault(r.version_id, {})[r.local] = (r.within, r.via, r.who)
    return {version: {local: _links(of, local) for local in of} for version, of in said.items()}


def _links(said: Mapping[str, tuple[str | None, str | None, str | None]], local: str | None) -> tuple[str, ...]:
    """Outermost first; a statement within itself ends the walk."""
    out: tuple[str, ...] = ()
    seen: set[str] = set()
    while local is not None and local in said and local not in seen:
        seen.add(local)
        local, via, who = said[local]
        out = (*(via.split(JOIN) if via else ()), *((who,) if who else ()), *out)
    return out


def _chain(v: Mapping[str, Any], told: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    links = told.get(v["within"] or "", ()) if v["kind"] == "statement" else told.get(v["voucher"] or "", ())
    own = (*(v["via"].split(JOIN) if v["via"] else ()), *((v["who"],) if v["who"] else ())) if v["kind"] == "statement" else ()
    return tuple(dict.fromkeys((*((v["outlet"],) if v["outlet"] else ()), *links, *own)))


def _row(r: Any, parties: tuple[PartyRow, ...], told: Mapping[str, tuple[str, ...]]) -> Row:
    """One row of `ROWS`; `told` are the chains of the statements of its version."""
    v = r._mapping
    return Row(
        key=v["id"],
        first=iso(day_of(v["id"])),
        last=iso(v["last_day"]),
        cue_span=(v["cue_start"], v["cue_end"]) if v["cue_start"] is not None else None,
        spans=spans_of(v["spans"]),
        live=bool(v["live"]),
        version=v["number"],
        parties=parties,
        chain=_chain(v, told),
        **{name: v[name] for name in SAME},
    )


SAME = (
    *(
        "uid",
        "local",
        "kind",
        "label",
        "mode",
        "form",
        "status",
        "unnamed",
        "who",
        "whom",
        "via",
        "place",
        "time",
        "day_basis",
        "voucher",
        "within",
        "cue",
    ),
    *("evidence", "rule", "certainty", "origin", "review", "report", "report_name", "title", "outlet", "url", "published"),
)
"""Columns that a `Row` holds as they are."""


def spans_of(written: str) -> tuple[tuple[int, int], ...]:
    """`160-240,250-260` as pairs."""
    return tuple((int(a), int(b)) for a, _, b in (piece.partition("-") for piece in written.split(",") if piece))


def _parties(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[PartyRow, ...]]:
    out: dict[int, tuple[PartyRow, ...]] = {}
    order = (t.parties.c.entry_id, t.parties.c.role, t.parties.c.nth)
    for p in connection.execute(PARTIES.where(t.parties.c.entry_id.in_(KEYS)).order_by(*order), {"keys": list(keys)}):
        out[p.entry_id] = (*out.get(p.entry_id, ()), PartyRow(marks.Role(p.role), p.name, p.root or p.uid))
    return out


assert TOP_KEY > 1 << (BITS + 22)
