"""Readings made up by a seeded generator: as many as wanted, for measuring the store and the web page. Nothing in them is real.

A report has 4 to 6 entries (statements, and events inside them or of the narrator), an outlet, an URL and a day within six years. Words are
drawn by Zipf's law from the example sentences of the language tables (some ten thousand forms), names and places are put together from
syllables; few of them are in the news daily and most hardly ever, as in life. One report in fifty repeats the words of another. Names hang on the
seed alone, and a word's rank on the word, so that a change of the tables changes few of the reports.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Generic, TypeVar, get_args

from letopis.model import EVENT_TYPES, Act, Entity, EntityKind, Event, Party, Reading, Report, ReportDate, Span, Statement, Status, Time

TABLES = Path(__file__).parent.parent / "src" / "letopis" / "languages" / "ru"
FIRST_DAY = date(2019, 1, 1)
DAYS = 6 * 365
SYLLABLES = ("ба", "ве", "го", "да", "жи", "зу", "ка", "ле", "мо", "ни", "по", "ра", "се", "ту", "фо", "ха", "ча", "ши", "эл", "юр")
ROLES = ("президент", "министр", "депутат", "губернатор", "пресс-секретарь", "посол", "генерал", "мэр", "прокурор", "советник")
VERBS = ("заявил", "сообщил", "отметил", "подчеркнул", "пообещал", "пригрозил", "предупредил", "потребовал", "обвинил", "предложил")
DEEDS = ("удар", "учения", "визит", "переговоры", "митинг", "арест", "санкции", "обстрел", "соглашение", "помощь", "отставка", "суд")
ACTS: tuple[Act, ...] = get_args(Act)
STATUSES: tuple[Status, ...] = get_args(Status)

T = TypeVar("T")


class Zipf(Generic[T]):
    """Draws from `items`, the n-th with a weight of 1 / (n + 3)."""

    def __init__(self, items: Sequence[T]) -> None:
        self.items = items
        self._sums = list(accumulate(1 / (n + 3) for n in range(len(items))))

    def draw(self, chance: random.Random) -> T:
        return self.items[min(bisect(self._sums, chance.random() * self._sums[-1]), len(self.items) - 1)]


@dataclass
class World:
    """What reports are about; the same for every report."""

    words: Zipf[str]
    persons: Zipf[tuple[str, str]]
    states: Zipf[str]
    places: Zipf[str]
    outlets: Zipf[str]


def world(seed: int = 1) -> World:
    """200 states, 3,000 places, 20,000 persons with an office, 120 outlets, the words of the tables' examples."""
    chance = random.Random(seed)

    def name(syllables: int, ending: str) -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(syllables)).capitalize() + ending

    found = {w for p in TABLES.glob("*.tsv") for w in re.findall(r"[А-Яа-яё]{2,}", p.read_text(encoding="utf-8"))}
    words = sorted(found, key=lambda w: sha256(f"{seed} {w}".encode()).digest())
    firsts = ("Иван", "Пётр", "Анна", "Мария", "Олег", "Вера", "Семён", "Нина", "Лев", "Ольга")
    states = list(dict.fromkeys(name(2, "ия") for _ in range(260)))[:200]
    persons = [(f"{chance.choice(firsts)} {name(3, 'ов')}", f"{chance.choice(ROLES)} {chance.choice(states)}") for _ in range(20_000)]
    return World(
        Zipf(words),
        Zipf(list(dict.fromkeys(persons))),
        Zipf(states),
        Zipf(list(dict.fromkeys(name(3, "ск") for _ in range(3_000)))),
        Zipf([f"Вестник {n}" for n in range(120)]),
    )


@dataclass
class _Draft:
    """A report being written: text, and what hangs on it."""

    chance: random.Random
    world: World
    day: date
    text: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def filler(self, least: int, most: int) -> str:
        return " ".join(self.world.words.draw(self.chance) for _ in range(self.chance.randint(least, most)))

    def party(self, name: str, kind: EntityKind, words: str | None = None, roles: tuple[str, ...] = (), source_type: str | None = None) -> Party:
        span = self.put(words or name)
        known = self.entities.get(name)
        if known is None:
            known = Entity(f"E{len(self.entities) + 1}", kind, name, (name.rpartition(" ")[2],), roles, {}, (span,), source_type)
        else:
            known = Entity(known.id, known.kind, name, known.aliases, known.roles, {}, (*known.mentions, span), source_type)
        self.entities[name] = known
        return Party(span, known.id, name)

    def speaker(self) -> Party:
        kind = self.chance.random()
        if kind < 0.08:
            return self.party("источник в ведомстве", "unnamed", source_type=self.chance.choice(("official", "military", "agency")))
        if kind < 0.25:
            return self.party(self.world.states.draw(self.chance), "state")
        name, role = self.world.persons.draw(self.chance)
        if kind < 0.35:
            return self.party(name, "person")
        return self.party(name, "person", f"{role} {name}", (role,))

    def time(self) -> int | None:
        kind = self.chance.random()
        if kind < 0.45:
            return None
        day = self.day - timedelta(days=int(self.chance.expovariate(1 / 20)))
        span = self.put(" " + day.strftime("%d.%m.%Y"))
        value, last = day.isoformat(), day
        if kind > 0.85:
            last = day + timedelta(days=self.chance.choice((6, 30, 90, 365)))
            value = f"{value}/{last.isoformat()}"
        self.times.append(Time(span, "date", value, day.isoformat(), last.isoformat(), "stated", "bench"))
        return len(self.times) - 1

    def event(self, voucher: str) -> None:
        actor = self.party(self.world.states.draw(self.chance), "state")
        self.put(" начала ")
        trigger = self.put(self.chance.choice(DEEDS))
        self.put(" против ")
        recipient = self.party(self.world.states.draw(self.chance), "state")
        self.put(" под ")
        place = self.party(self.world.places.draw(self.chance), "place") if self.chance.random() < 0.5 else None
        time = self.time()
        self.put(f" {self.filler(4, 12)}")
        status = self.chance.choices(STATUSES, (70, 15, 10, 5))[0]
        name, kind = f"e{len(self.events) + 1}", self.chance.choice(EVENT_TYPES)
        self.events.append(Event(name, trigger, kind, "bench", -1, None, (actor,), (recipient,), time, place, status, voucher))

    def statement(self) -> None:
        name = f"s{len(self.statements) + 1}"
        source = self.speaker()
        self.put(" ")
        cue = self.put(self.chance.choice(VERBS))
        time = self.time()
        self.put(", что ")
        start = len(self.text)
        if self.chance.random() < 0.5:
            self.event(name)
        self.put(f" {self.filler(8, 25)}")
        content = Span(start, len(self.text))
        via = (self.party(self.world.outlets.draw(self.chance), "media", " по данным издания"),) if self.chance.random() < 0.2 else ()
        act = self.chance.choices(ACTS, range(len(ACTS), 0, -1))[0]
        self.statements.append(Statement(name, cue, source, (content,), "indirect", act, "bench", None, via, time))


def readings(number: int, seed: int = 1, start: int = 0) -> Iterator[Reading]:
    """`number` readings from the `start`-th on; the same `seed` gives the same ones, wherever one starts."""
    known = world(seed)
    for n in range(start, start + number):
        yield _one(n, random.Random(seed * 1_000_003 + (n if n % 50 else n // 2)), known)


def _one(n: int, chance: random.Random, known: World) -> Reading:
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    draft = _Draft(chance, known, day)
    title = draft.filler(4, 9).capitalize()
    draft.put(f"{title}\n\n")
    wanted = chance.randint(4, 6)
    while len(draft.statements) + len(draft.events) < wanted:
        draft.put(draft.filler(5, 20).capitalize() + ". ")
        draft.statement() if chance.random() < 0.6 else draft.event("narrator")
        draft.put(".\n" if chance.random() < 0.3 else ". ")
    report = Report(f"g{n}", draft.text, title, day.isoformat(), known.outlets.draw(chance), f"https://example.org/{n}", "ru")
    date_known = ReportDate(day.isoformat(), "given")
    return Reading(report, date_known, tuple(draft.entities.values()), tuple(draft.times), tuple(draft.statements), tuple(draft.events))
