"""Says why an entry is in the ledger: its words, the tree of its sentence, the rule and the table row, and the chain of attribution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from letopis.explain.marks import Part, marked
from letopis.explain.rows import find_row
from letopis.explain.trees import drawn
from letopis.explain.wording import FRAMES, in_words
from letopis.export.columns import plain, wrap
from letopis.export.names import Names
from letopis.model import Entity, Event, Parse, Party, Reading, Sentence, Span, Statement, Time, Token

__all__ = ["NoSuchEntry", "explain"]

INDENT = "  "
LONGEST = 6
"""Sentences shown of a content that runs on."""


class NoSuchEntry(LookupError):
    """The reading has no such entry; the message says which it has."""


def explain(reading: Reading, parse: Parse, id: str, columns: int = 80) -> list[str]:
    """Lines about the entry `id`: `s3` a statement, `e1` an event, `t0` a time, `E2` an entity. Raises `NoSuchEntry`."""
    for statement in reading.statements:
        if statement.id == id:
            return _Page(reading, parse, columns).statement(statement)
    for event in reading.events:
        if event.id == id:
            return _Page(reading, parse, columns).event(event)
    for entity in reading.entities:
        if entity.id == id:
            return _Page(reading, parse, columns).entity(entity)
    if id[:1] == "t" and id[1:].isdecimal() and int(id[1:]) < len(reading.times):
        return _Page(reading, parse, columns).time(int(id[1:]))
    raise NoSuchEntry(f"{reading.report.id} has no entry {id!r}; it has {_present(reading)}")


def _present(reading: Reading) -> str:
    """`s1-s19, e1-e7, t0-t12, E1-E9`, or that there is nothing."""
    ranges = [
        _range([s.id for s in reading.statements]),
        _range([e.id for e in reading.events]),
        _range([f"t{n}" for n in range(len(reading.times))]),
        _range([e.id for e in reading.entities]),
    ]
    return ", ".join(r for r in ranges if r) or "no entries"


def _range(ids: list[str]) -> str:
    return "" if not ids else ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"


class _Page:
    """Writes the explanation of one entry, section by section."""

    def __init__(self, reading: Reading, parse: Parse, columns: int) -> None:
        self.reading = reading
        self.parse = parse
        self.columns = columns
        self.names = Names(reading)

    def statement(self, statement: Statement) -> list[str]:
        parts = [Part("content", s) for s in statement.content]
        parts += _part("cue", statement.cue) + _party_part("source", statement.source) + _party_part("addressee", statement.addressee)
        told = [Part("via", v.span) for v in statement.via if v.span]
        return [
            f"{statement.id}: statement, {statement.act}, {statement.form}",
            *self._facts(
                ("source", self._party(statement.source)),
                ("addressee", self._party(statement.addressee) if statement.addressee else ""),
                ("said", self._time(statement.time)),
                ("within", statement.within or ""),
                ("chain", " <- ".join(self.names.chain(statement.id))),
            ),
            *self._chain(statement),
            *self._words(parts, told),
            *self._tree(statement.cue_token, statement.cue or next(iter(statement.content), None), parts),
            *self._rule(statement.rule, FRAMES.get(statement.frame, "")),
        ]

    def event(self, event: Event) -> list[str]:
        parts = [Part(event.type, event.trigger)]
        parts += [p for a in event.actors for p in _party_part("actor", a)]
        parts += [p for r in event.recipients for p in _party_part("recipient", r)]
        parts += _party_part("place", event.place)
        return [
            f"{event.id}: event, {event.type}{f' ({event.mode})' if event.mode else ''}, {event.status.replace('_', ' ')}",
            *self._facts(
                ("actors", ", ".join(map(self._party, event.actors))),
                ("recipients", ", ".join(map(self._party, event.recipients))),
                ("place", self._party(event.place) if event.place else ""),
                ("when", self._time(event.time)),
                ("voucher", event.voucher),
                ("chain", " <- ".join(self.names.chain(event.voucher))),
            ),
            *self._chain(next((s for s in self.reading.statements if s.id == event.voucher), None)),
            *self._words(parts),
            *self._tree(event.trigger_token, event.trigger, parts),
            *self._rule(event.rule),
        ]

    def time(self, index: int) -> list[str]:
        time = self.reading.times[index]
        parts = [Part(time.value, time.span)]
        date = self.reading.report_date
        return [
            f"t{index}: time, {time.kind}, {time.value}",
            *self._facts(
                ("earliest", time.earliest or ""),
                ("latest", time.latest or ""),
                ("known", {"report": "from the report's date", "story": "from the moment it hangs on"}.get(time.basis, time.basis)),
                ("report", f"{date.value} ({date.basis})" if date.value else "date unknown"),
            ),
            *self._words(parts),
            *self._tree(-1, time.span, parts),
            *self._rule(time.rule),
        ]

    def entity(self, entity: Entity) -> list[str]:
        lines = [
            f"{entity.id}: {entity.kind}, {entity.name}",
            *self._facts(
                ("also", ", ".join(entity.aliases)),
                ("roles", ", ".join(entity.roles)),
                ("links", ", ".join(f"{k} {v}" for k, v in entity.links.items())),
                ("source", entity.source_type or ""),
            ),
        ]
        for sentence in self.parse.sentences:
            here = [Part(entity.id, m) for m in entity.mentions if sentence.span.contains(m)]
            if here:
                lines += ["", *self._paragraph(marked(self.parse.text, sentence.span, here))]
        return lines

    def _facts(self, *rows: tuple[str, str]) -> Iterator[str]:
        for name, value in rows:
            if value:
                yield from self._cell(name, value)

    def _cell(self, name: str, value: str, width: int = 13) -> Iterator[str]:
        indent = INDENT + " " * width
        for number, line in enumerate(wrap(plain(value), self.columns - len(indent))):
            yield (INDENT + name.ljust(width) if number == 0 else indent) + line

    def _paragraph(self, text: str) -> Iterator[str]:
        return (INDENT + line for line in wrap(plain(text), self.columns - len(INDENT)))

    def _words(self, parts: list[Part], told: Iterable[Part] = ()) -> Iterator[str]:
        """The sentences that the parts stand in, marked; those of the relay after them, if they are others."""
        yield from ("", "words")
        sentences = self._sentences(parts)
        for sentence in sentences[:LONGEST]:
            inside = [Part(p.label, cut) for p in parts if (cut := _cut(p.span, sentence.span))]
            yield from self._paragraph(marked(self.parse.text, sentence.span, inside))
        if len(sentences) > LONGEST:
            yield f"{INDENT}… and {len(sentences) - LONGEST} sentences more"
        for part in told:
            yield from (line for s in self._sentences([part]) for line in self._paragraph(marked(self.parse.text, s.span, [part])))

    def _sentences(self, parts: list[Part]) -> list[Sentence]:
        return [s for s in self.parse.sentences if any(s.span.overlaps(p.span) for p in parts)]

    def _tree(self, token: int, span: Span | None, parts: list[Part]) -> Iterator[str]:
        covered = self.parse.covered(span) if span else range(0)
        at = token if token >= 0 else next(iter(covered), -1)
        if at >= 0:
            yield from ("", "tree")
            yield from (INDENT + line for line in drawn(self.parse, self.parse.sentence_of(at), _labels(parts)))

    def _chain(self, statement: Statement | None) -> Iterator[str]:
        """The chain in words, from the report inwards: who relays, who says, and by which words of the text."""
        first, *relays = self.names.report()
        yield from ("", "on whose word")
        yield from self._line(f"{first} tells it")
        yield from (line for r in relays for line in self._line(f"by way of {r}, from where the whole report came"))
        for hop in reversed(self.names.outward(statement)):
            for via in hop.via:
                if via.name not in relays:
                    yield from self._line(f"by way of {self.names.of(via)}{self._quoted(via.span)}")
            who = self.names.of(hop.source) if hop.source else "somebody who is not named"
            yield from self._line(f"{who}: {hop.act} ({hop.id}){self._quoted(hop.cue)}")

    def _line(self, text: str) -> Iterator[str]:
        return (INDENT + line for line in wrap(plain(text), self.columns - len(INDENT)))

    def _quoted(self, span: Span | None) -> str:
        return f", by the words «{plain(span.of(self.parse.text))}»" if span else ""

    def _rule(self, rule: str, frame: str = "") -> Iterator[str]:
        yield from ("", "why")
        yield from self._cell("rule", rule or "none named")
        if frame:
            yield from self._cell("frame", frame)
        place = find_row(rule)
        if place is None:
            yield from self._cell("row", in_words(rule) or "none: this rule is written in code")
            return
        yield f"{INDENT}{'row'.ljust(13)}{place}"
        for column, cell in place.row.cells.items():
            if cell and column != "id":
                yield from self._cell(column, cell)

    def _party(self, party: Party | None) -> str:
        if party is None:
            return self.names.of(party)
        marks = [party.entity or "", "" if party.span else "no word stands here"]
        told = ", ".join(m for m in marks if m)
        return f"{self.names.of(party)} ({told})" if told else self.names.of(party)

    def _time(self, index: int | None) -> str:
        if index is None or not 0 <= index < len(self.reading.times):
            return ""
        time: Time = self.reading.times[index]
        return f"{time.value} (t{index} «{plain(time.span.of(self.parse.text))}»)"


def _part(label: str, span: Span | None) -> list[Part]:
    return [Part(label, span)] if span else []


def _party_part(label: str, party: Party | None) -> list[Part]:
    return _part(label, party.span if party else None)


def _cut(span: Span, sentence: Span) -> Span | None:
    cut = Span(max(span.start, sentence.start), min(span.end, sentence.end))
    return cut if cut.start < cut.end else None


def _labels(parts: list[Part]) -> Callable[[Token], str]:
    """What a word is in the entry: the labels of all parts around it, the innermost first."""
    by_length = sorted(parts, key=lambda p: p.span.end - p.span.start)
    return lambda token: ", ".join(dict.fromkeys(p.label for p in by_length if p.span.contains(token.span)))
