"""Rows of entries as lists show them, by their keys; and the uids that people type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from letopis.store import marks
from letopis.store import schema as t
from letopis.store.days import day_of, iso
from letopis.store.errors import NoSuch
from letopis.store.rows import JOIN


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody in an entry. `entity` is the uid of who it is after merging, None for those known by name only; `public` tells whether that has a page."""

    role: marks.Role
    name: str | None
    entity: str | None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as lists show it. `key` orders entries and marks a place in a list; `first`, `last` are ISO days, None where unknown.

    `unnamed` is the kind of a nameless source. `who`, `whom`, `via`, `place` are lines of names; `parties` the same one by one. `spans` are stretches of the report's text, whose words
    `evidence` holds, parted by ` … `. `chain` is on whose word it stands, outlet first; the speaker of a statement is its last link. `added` is the moment at which this version
    of the report came into the ledger.
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
    added: str = field(compare=False)
    parties: tuple[PartyRow, ...] = ()
    chain: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """What JSON knows, for people and programs; `docs/store.md` names the fields."""
        out: dict[str, object] = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in {"key", "live", "added", "parties"}}
        out["parties"] = [{"role": p.role.name.lower(), "name": p.name, "entity": p.entity} for p in self.parties]
        return out


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
OF_REPORT = {
    "report": t.reports.c.uid,
    "report_name": t.reports.c.name,
    "version": t.versions.c.number,
    "title": t.versions.c.title,
    "outlet": t.outlets.c.name,
    "url": t.reports.c.url,
    "published": t.versions.c.published,
    "added": t.versions.c.added,
}
"""Field of a `Row` -> column of its report."""
OTHERS = ("id", "version_id", "last_day", "live", "cue_start", "cue_end", "spans")
"""Columns of `entries` that a `Row` holds in another form."""
SAME = tuple(f.name for f in fields(Row) if f.name in t.entries.c and f.name not in OTHERS)
"""Columns of `entries` that a `Row` holds as they are, under the same name."""
ROWS = (
    select(*(t.entries.c[name] for name in (*OTHERS, *SAME)), *(column.label(name) for name, column in OF_REPORT.items()))
    .join(t.versions, t.versions.c.id == t.entries.c.version_id)
    .join(t.reports, t.reports.c.id == t.versions.c.report_id)
    .outerjoin(t.outlets, t.outlets.c.id == t.reports.c.outlet_id)
)
KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_ROOTS = t.entities.alias("roots")
PARTIES = (
    select(
        *(t.parties.c.entry_id, t.parties.c.role, t.parties.c.name, t.entities.c.uid, t.entities.c.report_id),
        *(_ROOTS.c.uid.label("root"), _ROOTS.c.report_id.label("root_report")),
    )
    .outerjoin(t.entities, t.entities.c.id == t.parties.c.entity_id)
    .outerjoin(_ROOTS, _ROOTS.c.id == t.entities.c.merged_into)
    .where(t.parties.c.entry_id.in_(KEYS))
    .order_by(t.parties.c.entry_id, t.parties.c.role, t.parties.c.nth)
)
ROWS_OF = ROWS.where(t.entries.c.id.in_(KEYS))
AT_ONCE = 500


def rows(connection: Connection, keys: Sequence[int]) -> list[Row]:
    """The rows of entries, in the order of `keys`."""
    out: dict[int, Row] = {}
    for start in range(0, len(keys), AT_ONCE):
        part = list(keys[start : start + AT_ONCE])
        parties = _parties(connection, part)
        found = connection.execute(ROWS_OF, {"keys": part}).all()
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


def _row(r: Any, parties: tuple[PartyRow, ...], told: Mapping[str, tuple[str, ...]]) -> Row:
    """One row of `ROWS`; `told` are the chains of the statements of its version."""
    key, _, last, live, start, end, spans, *rest = r
    known = dict(zip(NAMES, rest, strict=True))
    return Row(
        key=key,
        first=iso(day_of(key)),
        last=iso(last),
        cue_span=(start, end) if start is not None else None,
        spans=spans_of(spans),
        live=bool(live),
        parties=parties,
        chain=_chain(known, told),
        **known,
    )


NAMES = (*SAME, *OF_REPORT)


def _chain(known: Mapping[str, Any], told: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    own: tuple[str, ...] = ()
    above = known["voucher"]
    if known["kind"] == "statement":
        above = known["within"]
        own = (*(known["via"].split(JOIN) if known["via"] else ()), *((known["who"],) if known["who"] else ()))
    return tuple(dict.fromkeys((*((known["outlet"],) if known["outlet"] else ()), *told.get(above or "", ()), *own)))


def spans_of(written: str) -> tuple[tuple[int, int], ...]:
    """`160-240,250-260` as pairs."""
    return tuple((int(a), int(b)) for a, _, b in (piece.partition("-") for piece in written.split(",") if piece))


def _parties(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[PartyRow, ...]]:
    out: dict[int, tuple[PartyRow, ...]] = {}
    for entry, role, name, uid, report, root, root_report in connection.execute(PARTIES, {"keys": list(keys)}):
        public = uid is not None and (root_report if root else report) is None
        out[entry] = (*out.get(entry, ()), PartyRow(marks.Role(role), name, root or uid, public))
    return out
