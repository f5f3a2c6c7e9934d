"""What expressions mean before they are placed on the calendar: a small algebra of immutable nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from letopis.languages.time_patterns import Value
from letopis.records import record

Side = Literal["before", "after"]
Anchor = Literal["report", "story", "tense"]
"""From where is counted: the report's date, the moment of the story, or whichever the tense of the verb tells."""


@record(frozen=True, slots=True)
class Length:
    """A length of time. `amount` is None where vague (`несколько лет`); `bound` says which end is open (`больше года`)."""

    amount: float | None
    unit: str
    bound: Literal["", "least", "most", "about"] = ""
    upto: float | None = None
    """The longer end, where the text gives two (`два-три дня`)."""


@dataclass(frozen=True, slots=True)
class Every:
    """A repetition, by its period."""

    length: Length


@record(frozen=True, slots=True)
class Fields:
    """A date as far as its parts are told. `code` is the EDTF code of a season, quarter or half."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """A decade or century: `n` years from `first`; `short`: the century of the decade is not told (`90-е`)."""

    first: int
    n: int
    short: bool = False


@dataclass(frozen=True, slots=True)
class CenturyDecade:
    """The decade of a century that is told from the report: `70-е годы прошлого века`."""

    decade: int
    century: Date


@record(frozen=True, slots=True)
class Shifted:
    """The unit that lies `n` units from the one of the anchor: `прошлая неделя`, `вчера`, `этот год`."""

    n: int
    unit: str
    anchor: Anchor = "report"
    code: int | None = None
    """Of a season, quarter or month (`прошлой весной`), the `n`-th such one."""
    loose: bool = False
    """Said of the report's day as a rule, but also of the story's (`накануне`): nothing is concluded from it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A length away from the anchor, or from `base` if given: `три дня назад`, `через год после выборов`."""

    length: Length
    sign: int
    anchor: Anchor = "report"
    base: Date | None = None


@dataclass(frozen=True, slots=True)
class Lasting:
    """A stretch of that length up to the report or from it on: `последние пять лет`, `ближайшие дни`."""

    length: Length
    sign: int
    whole: bool = False
    """Whole calendar units that follow the present one (`следующие три месяца`)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a period: `начале мая`, `второй половине года`."""

    which: str
    of: Date


@dataclass(frozen=True, slots=True)
class Inside:
    """`inner`, as it falls within `outer`: `мае прошлого года`, `вторник на следующей неделе`."""

    inner: Date
    outer: Date


@dataclass(frozen=True, slots=True)
class Nth:
    """The `n`-th unit inside `outer`, from its end where negative: `первую неделю мая`, `последний день года`."""

    n: int
    unit: str
    outer: Date
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """From `lo` to `hi`."""

    lo: Date
    hi: Date


@dataclass(frozen=True, slots=True)
class Open:
    """An open end: before or after `of`."""

    side: Side
    of: Date


@dataclass(frozen=True, slots=True)
class About:
    """Approximately `of`."""

    of: Date


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day, on the day `of`, else on that of the story or the report."""

    hour: int
    minute: int | None
    of: Date | None = None


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day `of`, else of the story's or the report's; valued as the day. `hours`: its first and last hour."""

    hours: str
    of: Date | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Points back: `same` moment or unit (`тогда же`, `в том же году`), or `before` or `after` it."""

    how: Literal["same", "before", "after"]
    unit: str = ""
    else_report: bool = False
    """Without a moment to point back to, hangs on the report's date (`ранее`)."""
    drop: bool = False
    """Without a moment to point back to, is no time at all (`тогда`)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A named day or era: an EDTF value (`XXXX-05-09`, `1939/1945`), `easter…`, or `?`."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """Around the report's day, towards the side that the tense tells: `днями`, `на днях`."""

    sign: int = 0


@dataclass(frozen=True, slots=True)
class Pinned:
    """A date that lies `offset` days from the report, as the text itself says: `сегодня, 5 мая`, `вчера, 18 мая`."""

    offset: int
    of: Date


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A time that the text does not settle."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Expressions of which the first leans on the second: `5 и 6 мая`; the second may be a pair again: `5, 6 и 7 мая`."""

    first: Date
    second: Date


Date = (
    Fields
    | Years
    | CenturyDecade
    | Shifted
    | Counted
    | Lasting
    | Part
    | Inside
    | Nth
    | Range
    | Open
    | About
    | Clock
    | DayPart
    | Story
    | Named
    | Vague
    | Unsettled
    | Pair
    | Pinned
)
Meaning = Date | Length | Every | Value
DATES = (
    Fields,
    Years,
    CenturyDecade,
    Shifted,
    Counted,
    Lasting,
    Part,
    Inside,
    Nth,
    Range,
    Open,
    About,
    Clock,
    DayPart,
    Story,
    Named,
    Vague,
    Unsettled,
    Pair,
    Pinned,
)
DAYS = (Fields, Shifted, Counted, Inside, Nth, DayPart, Story, Named, Pinned)
"""Meanings that may be the day of a clock time."""
Given = Mapping[str, Meaning]
