"""Names and chains of attribution as the ledger shows them to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from letopis.export.columns import plain
from letopis.model import Entity, Party, Reading, Statement

NOBODY = "(nobody named)"


class Names:
    """Names as the ledger shows them: a person by the surname where the report itself does so."""

    def __init__(self, reading: Reading) -> None:
        self._outlet = reading.report.outlet
        self._relays = reading.report.relays
        self._short = {e.id: surname(e) for e in reading.entities if e.kind == "person"}
        self._statements: Mapping[str, Statement] = {s.id: s for s in reading.statements}

    def of(self, party: Party | None, short: bool = False) -> str:
        """The name of `party`; short ones are for chains and narrow lines."""
        if party is None or not party.name:
            return NOBODY
        return plain(self._short.get(party.entity or "", party.name) if short else party.name) or NOBODY

    def all(self, parties: Iterable[Party], short: bool = False) -> str:
        return ", ".join(dict.fromkeys(self.of(p, short) for p in parties))

    def report(self) -> tuple[str, ...]:
        """The beginning of every chain: the outlet, and through whom the whole report came to it."""
        return (plain(self._outlet or "") or "this report", *map(plain, self._relays))

    def chain(self, voucher: str) -> tuple[str, ...]:
        """On whose word the content of statement `voucher` is known, outlet first; the report alone if that is no statement."""
        statement = self._statements.get(voucher)
        return self.told_by(statement) if statement is None else _longer(self.told_by(statement), [self.of(statement.source, short=True)])

    def told_by(self, statement: Statement | None) -> tuple[str, ...]:
        """On whose word it is known that `statement` was made at all: its chain without its own source."""
        chain = self.report()
        for outer in reversed(self.outward(statement)):
            chain = _longer(chain, [self.of(p, short=True) for p in outer.via if plain(p.name or "") not in chain])
            if outer is not statement:
                chain = _longer(chain, [self.of(outer.source, short=True)])
        return chain

    def outward(self, statement: Statement | None) -> list[Statement]:
        """The statement and those that it stands within, innermost first."""
        out: list[Statement] = []
        while statement and statement not in out:
            out.append(statement)
            statement = self._statements.get(statement.within or "")
        return out


def _longer(chain: tuple[str, ...], hops: Iterable[str]) -> tuple[str, ...]:
    """The chain with the hops that it does not have yet."""
    return chain + tuple(dict.fromkeys(h for h in hops if h not in chain))


def surname(person: Entity) -> str:
    """The part of the name by which the report itself calls the person, else the last of two; who is called by no name keeps it all."""
    parts = person.name.split()
    if person.name[:1].islower():
        return person.name
    return next((p for p in reversed(parts) if p in person.aliases), parts[1] if len(parts) == 2 else person.name)
