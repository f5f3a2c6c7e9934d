"""The tables as they are now, for SQLAlchemy Core. `migrations` makes them; a test holds the two together.

How the rows hang together: a *report* has *versions* (its texts, the newest is current), a version has *entries* (statements and events) and
*appearances* of *entities*; an entry has *parties*. *corrections* hang on uids, not on rows, so that they outlast every re-reading.
`entry_words` is the index of search and filters: an FTS5 table in SQLite, a `tsvector` in PostgreSQL, over the same tokens. FTS5 keeps no copy
of them; as it asks for them when an entry is taken out, SQLite has a table `indexed` of the tokens of each version, packed.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, SmallInteger, Table, Text, text

metadata = MetaData()
LASTING = text("live = 1 AND last_day > (id >> 26)")
"""Live entries of more than one day; 26 are the bits of a key below its day (`store.days.BITS`)."""


def _row() -> Column[int]:
    """Row numbers are given out by the one writer (see `rownumbers`), so that many rows can be written at once and be known."""
    kind = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER PRIMARY KEY is SQLite's own row number
    return Column("id", kind, primary_key=True, autoincrement=False)


meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
"""`schema` (number), `ledger` (uid), `created`."""

runs = Table(
    "runs",
    metadata,
    _row(),
    Column("started", Text, nullable=False),
    Column("finished", Text),
    Column("version", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("tables", Text, nullable=False),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("reread", Integer, nullable=False, server_default="0"),
    Column("revised", Integer, nullable=False, server_default="0"),
)
"""One run of `add`. `rules` is one hash of everything that reads (version and tables), `tables` a JSON object of table -> hash.
`finished` is NULL while it runs, and for ever if it was cut off; what it had added by then is there. Moments are ISO 8601, UTC."""

outlets = Table(
    "outlets",
    metadata,
    _row(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
)

reports = Table(
    "reports",
    metadata,
    _row(),
    Column("uid", Text, nullable=False, unique=True),
    Column("outlet_id", ForeignKey("outlets.id")),
    Column("url", Text),
    Column("name", Text, nullable=False),
    Column("added", Text, nullable=False),
    Index("reports_name", "name"),
    Index("reports_outlet", "outlet_id"),
)
"""`name` is the id that the report came with."""

versions = Table(
    "versions",
    metadata,
    _row(),
    Column("report_id", ForeignKey("reports.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("current", SmallInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("title", Text),
    Column("text", LargeBinary, nullable=False),
    Column("published", Text),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("language", Text),
    Column("reading", LargeBinary, nullable=False),
    Column("reading_sha256", Text, nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("added", Text, nullable=False),
    Index("versions_report", "report_id", "number", unique=True),
    Index("versions_run", "run_id"),
)
"""`text` is UTF-8 (bytes: a text may hold NUL and lone surrogates, which PostgreSQL's TEXT refuses); `reading` the whole reading, packed
(`store.packing`). `number` counts from 1; `current` is 1 for the newest."""

entities = Table(
    "entities",
    metadata,
    _row(),
    Column("uid", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("report_id", ForeignKey("reports.id")),
    Column("merged_into", ForeignKey("entities.id")),
    Index("entities_folded", "folded"),
    Index("entities_report", "report_id"),
    Index("entities_merged", "merged_into"),
)
"""Who is who across reports. `report_id` is set for a person without role or office: known in that one report only."""

appearances = Table(
    "appearances",
    metadata,
    Column("entity_id", ForeignKey("entities.id"), primary_key=True, autoincrement=False),
    Column("version_id", ForeignKey("versions.id"), primary_key=True, autoincrement=False),
    Column("local", Text, primary_key=True),
    Column("day", Integer, nullable=False),
    Column("names", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Index("appearances_version", "version_id"),
    sqlite_with_rowid=False,
)
"""An entity in one version of a report, where it is called `local` (E1). `names` and `roles` are lines."""

entries = Table(
    "entries",
    metadata,
    _row(),
    Column("uid", Text, nullable=False),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("local", Text, nullable=False),
    Column("live", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("mode", Text),
    Column("form", Text),
    Column("status", Text),
    Column("unnamed", Text),
    Column("who", Text),
    Column("whom", Text),
    Column("via", Text),
    Column("place", Text),
    Column("time", Text),
    Column("last_day", Integer, nullable=False),
    Column("day_basis", Text, nullable=False),
    Column("voucher", Text),
    Column("within", Text),
    Column("cue", Text),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("spans", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("certainty", Float),
    Column("origin", Text, nullable=False),
    Column("review", Text),
    Index("entries_uid", "uid"),
    Index("entries_lasting", "last_day", "id", sqlite_where=LASTING, postgresql_where=LASTING),
    Index("entries_facets", "version_id", "live", "kind", "label", "mode", "form", "status", "unnamed", "voucher", "review", "last_day"),
)
"""Statements and events as they stand after corrections. `id` is a key of `store.days`: it begins with the entry's first day.

`live` is 1 for what lists and search show (not rejected, of the current version). `kind` is `statement` or `event`, `label` its act or type,
`unnamed` the kind of a nameless source, `cue` the words of the cue or trigger, `spans` the stretches of `evidence` (`160-240,250-260`), whose texts are joined by ` … `.
`origin` is `read`, or `kept` when newer rules no longer find it but a person vouched for it. `review` is accepted, edited, rejected or NULL.
`voucher` and `within` are `local` ids of the same version (or `narrator`)."""

parties = Table(
    "parties",
    metadata,
    Column("entry_id", ForeignKey("entries.id"), primary_key=True, autoincrement=False),
    Column("role", SmallInteger, primary_key=True),
    Column("nth", SmallInteger, primary_key=True),
    Column("entity_id", Integer),
    Column("name", Text),
    sqlite_with_rowid=False,
)
"""Who takes part in an entry, in which role (`store.marks.ROLES`). `entity_id` is that of the reading, before merging."""

changes = Table("changes", metadata, _row(), Column("version_id", Integer))
"""Which versions had their entries written or dropped, in order: what reads along (`store.columns`) asks only for those. NULL: entities changed."""

corrections = Table(
    "corrections",
    metadata,
    _row(),
    Column("uid", Text, nullable=False, unique=True),
    Column("target", Text, nullable=False),
    Column("other", Text),
    Column("report_uid", Text),
    Column("action", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("withdrawn", Text),
    Column("withdrawn_by", Text),
    Column("withdrawn_why", Text),
    Index("corrections_target", "target"),
    Index("corrections_other", "other"),
    Index("corrections_report", "report_uid"),
)
"""What people decided. `target` is the uid of an entry or entity, `action` accept, reject, edit, merge or split; `other` is the
uid of the entity that `target` is merged into; `content` is JSON (what to change), `seen` is JSON of what the entry said when it was corrected,
whole enough to stand for it should newer rules no longer find it. A row is never changed but to withdraw it."""
