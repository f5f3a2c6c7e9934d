"""Small readings made by hand, so that tests of the store need no tagger. Countries, outlets and people are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from letopis.model import Entity, EntityKind, Event, Party, Reading, Report, ReportDate, Span, Statement, Time

KINDS: Mapping[str, tuple[EntityKind, tuple[str, ...]]] = {
    "Ирина Белова": ("person", ("министр обороны Северии",)),
    "Олег Гранин": ("person", ("президент Южной Марки",)),
    "Пётр Сомов": ("person", ()),
    "Северия": ("state", ()),
    "Южная Марка": ("state", ()),
    "Вестник Севера": ("media", ()),
    "Портал Утро": ("media", ()),
    "Каменск": ("place", ()),
    "источник в штабе": ("unnamed", ()),
}

TEXT = """Северия начала учения под Каменском

Министр обороны Северии Ирина Белова заявила, что Южная Марка готовит ракетный удар по столице. Об этом пишет «Портал Утро».

Войска Северии начали учения под Каменском 16 мая. Южная Марка отвергла обвинения: ракет на границе нет, сказал президент Олег Гранин.
"""


@dataclass
class Maker:
    """Makes one reading; spans are found by their words."""

    text: str = TEXT
    published: str | None = "2022-05-19"
    outlet: str | None = "Вестник Севера"
    url: str | None = None
    id: str = "r1"
    entities: dict[str, Entity] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def span(self, words: str, nth: int = 1) -> Span:
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def party(self, name: str | None, words: str | None = None) -> Party | None:
        if name is None:
            return None
        if name not in self.entities:
            kind, roles = KINDS.get(name, ("other", ()))
            source_type = "military" if kind == "unnamed" else None
            mentions = (self.span(name),) if name in self.text else ()
            self.entities[name] = Entity(f"E{len(self.entities) + 1}", kind, name, (), roles, {}, mentions, source_type)
        return Party(self.span(words) if words else None, self.entities[name].id, name)

    def parties(self, names: Sequence[str]) -> tuple[Party, ...]:
        return tuple(p for p in map(self.party, names) if p)

    def time(self, value: str, earliest: str | None, latest: str | None, words: str = "") -> int:
        self.times.append(Time(self.span(words) if words else Span(0, 1), "date", value, earliest, latest))
        return len(self.times) - 1

    def said(self, source: str | None, cue: str, content: str, act: Any = "say", via: Sequence[str] = (), **more: Any) -> str:
        name = f"s{len(self.statements) + 1}"
        statement = Statement(
            id=name,
            cue=self.span(cue),
            source=self.party(source),
            content=(self.span(content),),
            form="indirect",
            act=act,
            rule="test",
            via=self.parties(via),
        )
        self.statements.append(_with(statement, more))
        return name

    def done(self, trigger: str, type: str, actors: Sequence[str] = (), recipients: Sequence[str] = (), place: str | None = None, **more: Any) -> str:
        name = f"e{len(self.events) + 1}"
        nth = more.pop("nth", 1)
        event = Event(
            id=name,
            trigger=self.span(trigger, nth),
            type=type,
            rule="test",
            trigger_token=-1,
            actors=self.parties(actors),
            recipients=self.parties(recipients),
            place=self.party(place),
        )
        self.events.append(_with(event, more))
        return name

    def reading(self) -> Reading:
        report = Report(self.id, self.text, self.text.partition("\n")[0], self.published, self.outlet, self.url, "ru")
        date = ReportDate(self.published, "given" if self.published else "unknown")
        return Reading(report, date, tuple(self.entities.values()), tuple(self.times), tuple(self.statements), tuple(self.events))


def _with(value: Any, more: Mapping[str, Any]) -> Any:
    from dataclasses import replace

    return replace(value, **more)


def sample(**given: Any) -> Reading:
    """The report `TEXT` with two statements and three events."""
    maker = Maker(**given)
    day = maker.time("2022-05-16", "2022-05-16", "2022-05-16", "16 мая")
    s1 = maker.said("Ирина Белова", "заявила", "Южная Марка готовит ракетный удар по столице", "accuse", ["Портал Утро"])
    s2 = maker.said("Олег Гранин", "сказал", "ракет на границе нет", "deny")
    maker.done("удар", "ASSAULT", ["Южная Марка"], status="planned", voucher=s1)
    maker.done("учения", "MOBILIZE", ["Северия"], (), "Каменск", nth=2, time=day, mode="troops")
    maker.done("отвергла", "REJECT", ["Южная Марка"], status="happened")
    assert s2 == "s2"
    return maker.reading()


def many(number: int, *, start: int = 0) -> list[Reading]:
    """Different short reports, each on a day of its own, by three outlets."""
    return [_one(n) for n in range(start, start + number)]


def _one(n: int) -> Reading:
    day = f"2022-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}"
    text = f"Сводка {n}\n\nМинистр обороны Северии Ирина Белова сообщила, что колонна номер {n} прибыла в Каменск. Северия обстреляла полигон {n}.\n"
    maker = Maker(text, day, ("Вестник Севера", "Портал Утро", "Южный курьер")[n % 3], f"https://example.org/{n}", f"r{n}")
    maker.said("Ирина Белова", "сообщила", f"колонна номер {n} прибыла в Каменск")
    maker.done("обстреляла", "ASSAULT", ["Северия"])
    return maker.reading()
