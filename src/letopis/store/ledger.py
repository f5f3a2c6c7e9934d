"""The ledger as its users see it: `open_ledger` and the class `Ledger`, whose methods are one transaction each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, func, select

from letopis.languages.morphology import Lemmatises
from letopis.model import Reading, Report
from letopis.store import correcting
from letopis.store import schema as t
from letopis.store.arrays import Arrays, load
from letopis.store.asked import asked
from letopis.store.checks import check
from letopis.store.columns import Columns
from letopis.store.connect import Place, connect, reading, writing
from letopis.store.corrections import Correction, every
from letopis.store.differences import Change, changes
from letopis.store.entity_pages import EntityPage, entity_page, find_entities
from letopis.store.errors import LockedLedger, NoSuch, told_plainly
from letopis.store.hits import count, hits
from letopis.store.lemmas import Lemmas
from letopis.store.ordering import Ordering
from letopis.store.question import Question
from letopis.store.removal import finish, remove_all
from letopis.store.reports import StoredReport, stored
from letopis.store.search import ROWS, Row, full_uid, rows
from letopis.store.survey import MOST, Survey, keys_of, survey
from letopis.store.writing import Added, Known, Run, add_all, begin_run, end_run, known, note_unread

PAGE = 50
RENEWED = 32
"""Reports of one transaction of `renew`."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list. `after` is to be given for the next page; None at the end."""

    rows: tuple[Row, ...]
    after: int | None


class Ledger:
    """An open ledger; may be shared by threads. Close it, or use it in a `with`."""

    def __init__(self, engine: Engine, place: Place, lemmas: Lemmas) -> None:
        self._engine = engine
        self.place = place
        self.lemmas = lemmas

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the ledger for several questions."""
        with told_plainly(self.place.shown), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change of the ledger: all of it or nothing."""
        with told_plainly(self.place.shown), writing(self._engine) as connection:
            yield connection

    # --- adding
    def begin_run(self, version: str, rules: str, tables: str = "{}") -> Run:
        """Record a run of `add`; `rules` is one hash of all that reads, `tables` a JSON object of table -> hash."""
        with told_plainly(self.place.shown):
            return begin_run(self._engine, version, rules, tables)

    def known(self, reports: Sequence[Report], rules: str) -> Sequence[Known]:
        """Which of `reports` need not be read, as adding them would change nothing: `same` is stored just so, read by these very rules; `older`
        is the text of an older version, which was replaced by a newer one."""
        with self.reading() as connection:
            return known(connection, reports, rules)

    def note_unread(self, run: Run, number: int) -> None:
        """Count reports of a run that were `known` and so not read."""
        with told_plainly(self.place.shown):
            note_unread(self._engine, run, number)

    def add(self, readings: Iterable[Reading], run: Run, *, restored: bool = False) -> Iterator[Added]:
        """Store `readings`, in order; what is yielded is stored. The run is marked as finished at the end.

        The text of an older version changes nothing, unless `restored` says that its outlet has brought it back.
        """
        with told_plainly(self.place.shown):
            yield from add_all(self._engine, run, readings, self.lemmas, restored)
            end_run(self._engine, run)

    # --- asking
    def list(self, question: Question, limit: int = PAGE, after: int | None = None) -> Page:
        """One page of the entries that `question` asks for."""
        with self.reading() as connection:
            keys = hits(connection, asked(connection, question, self.lemmas), limit + 1, after)
            found = rows(connection, keys[:limit])
        return Page(tuple(found), keys[limit - 1] if len(keys) > limit else None)

    def every(self, question: Question) -> Iterator[Row]:
        """All entries that `question` asks for, page by page."""
        after: int | None = None
        while True:
            page = self.list(question, 10 * PAGE, after)
            yield from page.rows
            if (after := page.after) is None:
                return

    def count(self, question: Question, most: int = 10_000) -> int:
        """How many entries there are, counted up to `most`."""
        with self.reading() as connection:
            return count(connection, asked(connection, question, self.lemmas), most)

    def columns(self, arrays: Arrays | None = None) -> Columns:
        """The facts of all live entries in memory, for `survey`; make them once (some seconds for a million entries) and `refresh` them.

        `arrays` are those of another process for the same ledger, which need not be read again.
        """
        if arrays is not None:
            return Columns(self.lemmas, arrays)
        with self.reading() as connection:
            return Columns(self.lemmas, load(connection))

    def survey(
        self,
        columns: Columns,
        question: Question,
        facets: Sequence[str] = (),
        limit: int = PAGE,
        after: int | None = None,
        most: int = MOST,
        ordering: Ordering | None = None,
    ) -> Survey:
        """One page of `question` with how many there are in all, and the counts of `facets` (see `Survey`), from `columns` brought up to date.

        `ordering` is another order than that of days.
        """
        with self.reading() as connection:
            columns.refresh(connection)
            return survey(connection, columns, question, limit, after, facets, most, ordering)

    def every_surveyed(self, columns: Columns, question: Question, ordering: Ordering | None = None) -> Iterator[Row]:
        """All entries that `question` asks for, in the order of `survey`. What is taken out of the ledger meanwhile is left out."""
        with self.reading() as connection:
            columns.refresh(connection)
            keys = keys_of(connection, columns, question, ordering)
        for start in range(0, len(keys), 10 * PAGE):
            with self.reading() as connection:
                yield from rows(connection, keys[start : start + 10 * PAGE])

    def entity(self, uid: str) -> EntityPage:
        """Who the entity `uid` is."""
        with self.reading() as connection:
            return entity_page(connection, uid)

    def find_entities(self, name: str, most: int = 20) -> Sequence[EntityPage]:
        """Entities by name, none of them a person without role or office."""
        with self.reading() as connection:
            return find_entities(connection, name, most)

    def entry(self, uid: str) -> Row:
        """The entry `uid`: the live one, or else the newest that went by this name."""
        with self.reading() as connection:
            found = connection.execute(ROWS.where(t.entries.c.uid == uid).order_by(t.entries.c.live.desc(), t.versions.c.number.desc())).first()
            if found is None:
                raise NoSuch(f"{uid}: no such entry in {self.place.shown}")
            return rows(connection, [found.id])[0]

    def entries_of(self, report: str) -> tuple[Row, ...]:
        """The entries of the current version of a report (uid), in the order of its text; rejected ones too."""
        with self.reading() as connection:
            v, r = t.versions.c, t.reports.c
            keys = connection.execute(
                select(t.entries.c.id)
                .join(t.versions, v.id == t.entries.c.version_id)
                .join(t.reports, r.id == v.report_id)
                .where(r.uid == report, v.current == 1)
            ).scalars()
            return tuple(sorted(rows(connection, list(keys)), key=lambda e: (e.cue_span or e.spans[0] if e.spans else (0, 0), e.uid)))

    def report(self, uid: str, version: int | None = None) -> StoredReport:
        """A report as it was read: the current version, or the one of that number."""
        with self.reading() as connection:
            return stored(connection, uid, version, self.place.shown)

    # --- correcting
    def accept(self, uid: str, author: str, reason: str = "") -> Correction:
        """Vouch for the entry `uid` as it stands."""
        with self.writing() as connection:
            return correcting.decide(connection, "accept", uid, author, reason, self.lemmas)

    def reject(self, uid: str, author: str, reason: str) -> Correction:
        """Take the entry `uid` out of lists and search; it stays on record."""
        with self.writing() as connection:
            return correcting.decide(connection, "reject", uid, author, reason, self.lemmas)

    def edit(self, uid: str, changes: Mapping[str, object], author: str, reason: str) -> Correction:
        """Change fields of the entry `uid`: those of `store.edits.FIELDS`."""
        with self.writing() as connection:
            return correcting.decide(connection, "edit", uid, author, reason, self.lemmas, changes)

    def merge(self, uid: str, into: str, author: str, reason: str) -> Correction:
        """Say that the entity `uid` is the entity `into`."""
        with self.writing() as connection:
            return correcting.merge(connection, uid, into, author, reason)

    def split(self, uid: str, reports: Sequence[str], author: str, reason: str, name: str | None = None) -> Sequence[Correction]:
        """Say that the entity `uid` is somebody else in these reports (uids), of another name if one is given."""
        with self.writing() as connection:
            return correcting.split(connection, uid, reports, author, reason, self.lemmas, name)

    def withdraw(self, uid: str, author: str, reason: str) -> Correction:
        """Take the correction `uid` back; it stays on record."""
        with self.writing() as connection:
            return correcting.withdraw(connection, uid, author, reason, self.lemmas)

    def corrections(self, target: str | None = None, report: str | None = None, *, holding: bool = False) -> Sequence[Correction]:
        """Corrections as they were made, of one entry or entity or of one report if given; with `holding`, only those that hold."""
        with self.reading() as connection:
            return tuple(every(connection, target, report, holding))

    def stale_corrections(self, report: str) -> Sequence[Correction]:
        """Corrections of a report that hold but no longer say anything: their words are gone, or what was accepted says something else."""
        with self.reading() as connection:
            return correcting.stale(connection, report)

    def import_corrections(self, corrections: Iterable[Correction]) -> Sequence[Correction]:
        """Take in corrections of another ledger; gives back those that were news here."""
        with self.writing() as connection:
            return correcting.import_all(connection, corrections, self.lemmas)

    # --- caring
    def check(self) -> Iterator[str]:
        """What is wrong with the ledger, in words; nothing where all is well. Reads everything."""
        with self.reading() as connection:
            yield from check(connection)

    def renew(self) -> Iterator[str]:
        """Write the entries and the index of every report anew from its stored reading, after a change of the dictionary, say; yields their uids."""
        with self.reading() as connection:
            reports = list(connection.execute(select(t.reports.c.uid).order_by(t.reports.c.id)).scalars())
        for start in range(0, len(reports), RENEWED):
            part = reports[start : start + RENEWED]
            with self.writing() as connection:
                correcting.renew(connection, part, self.lemmas)
            yield from part

    def remove(self, reports: Sequence[str]) -> None:
        """Remove reports (uids) for good, all or none, from tables, index and the database's files."""
        with told_plainly(self.place.shown):
            remove_all(self._engine, reports)

    def corrected(self, uid: str) -> Reading:
        """The current reading of a report as it stands after corrections."""
        with self.reading() as connection:
            return correcting.standing(connection, uid).reading

    def difference(self, uid: str, old: int, new: int | None = None) -> Sequence[Change]:
        """What has changed in the text of a report from one version to another (the current one, if not said)."""
        return changes(self.report(uid, old).reading.report.text, self.report(uid, new).reading.report.text)

    def full_uid(self, start: str) -> str:
        """The one uid of a report, entry, entity or correction that begins with `start`."""
        with self.reading() as connection:
            return full_uid(connection, start)

    def summary(self) -> Mapping[str, int]:
        """How many reports, live entries, entities and corrections that hold there are."""
        with self.reading() as connection:
            counts = {
                "reports": select(func.count()).select_from(t.reports),
                "entries": select(func.count()).select_from(t.entries).where(t.entries.c.live == 1),
                "entities": select(func.count()).select_from(t.entities).where(t.entities.c.merged_into.is_(None)),
                "corrections": select(func.count()).select_from(t.corrections).where(t.corrections.c.withdrawn.is_(None)),
            }
            return {name: int(connection.execute(query).scalar_one()) for name, query in counts.items()}

    def runs(self) -> Sequence[Mapping[str, object]]:
        """Every run of `add`, in order: the columns of `schema.runs`."""
        with self.reading() as connection:
            return [dict(r._mapping) for r in connection.execute(select(t.runs).order_by(t.runs.c.id))]

    def outlets(self) -> Mapping[str, int]:
        """Name of each outlet -> row."""
        with self.reading() as connection:
            return {name: row for row, name in connection.execute(select(t.outlets.c.id, t.outlets.c.name).order_by(t.outlets.c.name))}


def open_ledger(target: str | os.PathLike[str], morphology: Lemmatises | None = None, *, create: bool = False, writes: bool = True) -> Ledger:
    """The ledger in the file `target` or at `postgresql://user@host/database`, upgraded to the present schema.

    `morphology` gives the lemmas of what is added and asked; always give the same. `create` makes a ledger where there is none.
    With `writes` false the ledger is only read, and a file that may only be read will do.
    """
    engine, place = connect(target, create=create, writes=writes)
    if writes:
        with told_plainly(place.shown), suppress(LockedLedger):
            finish(engine)
    return Ledger(engine, place, Lemmas(morphology))
