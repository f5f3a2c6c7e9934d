"""Questions in addresses: what a query string asks of the ledger, and the addresses of questions like it. Every filter is a plain GET link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast, get_args
from urllib.parse import quote_plus, urlencode

from letopis.model import EVENT_TYPES, Act, Form, Status
from letopis.store import Ordering, Question
from letopis.store.days import edtf_days
from letopis.store.errors import BadQuery
from letopis.store.ordering import ORDERS, By

ENTITY = re.compile(r"n[a-z2-7]{16}")
"""A uid of an entity: it may stand wherever a name may."""
LETTERS: Mapping[str, str] = {"who": "w", "whom": "t", "relay": "r", "place": "p", "about": "b", "entity": "wtrpb"}
"""Filter by a name -> the roles it looks into."""
CLOSED: Mapping[str, frozenset[str]] = {
    "kind": frozenset({"statement", "event"}),
    "act": frozenset(get_args(Act)),
    "type": frozenset(EVENT_TYPES),
    "status": frozenset(get_args(Status)),
    "form": frozenset(get_args(Form)),
    "voucher": frozenset({"narrator", "said"}),
    "unnamed": frozenset(
        {"any", "official", "military", "security", "diplomatic", "agency", "business", "eyewitness", "expert", "resident", "medic", "other"}
    ),
    "review": frozenset({"accepted", "edited", "rejected"}),
}
OPEN = ("mode", "outlet")
FILTERS = (*CLOSED, *OPEN, *LETTERS)
SORTS = ("newest", "oldest", *(f"{sign}{by}" for by in ("who", "what", "status", "outlet", "seen") for sign in ("", "-")))
"""By day, or by another column; `-` begins with the last."""
BY_DAY = ("newest", "oldest")
LONGEST = 300
"""Letters of one value: longer than any name."""
QUOTES = str.maketrans(dict.fromkeys("«»“”„", '"'))
"""However a phrase is quoted, it is one."""
KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as an address says it. `filters` are (name, value) in order; `since`, `until` as typed; `after` is the key of the last row seen."""

    words: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    since: str = ""
    until: str = ""
    sort: str = "newest"
    after: int | None = None
    size: int = 50
    more: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """What the page itself adds to its addresses."""

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(v for n, v in self.filters if n == name)

    def has(self, name: str, value: str) -> bool:
        return (name, value) in self.filters

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.filters or self.since or self.until)

    def question(self) -> Question:
        """What to ask the store."""
        fields: dict[str, tuple[str, ...]] = {n: self.values(n) for n in (*CLOSED, *OPEN)}
        named: list[tuple[str, str]] = []
        for name, letters in LETTERS.items():
            uids = [v for v in self.values(name) if ENTITY.fullmatch(v)]
            named += [(letters, uid) for uid in uids]
            typed = tuple(v for v in self.values(name) if v not in uids)
            if typed and name in {"about", "entity"}:
                raise BadQuery(f"{name} is the uid of an entity")
            if typed:
                fields[name] = typed
        return Question(
            words=self.words,
            named=tuple(named),
            since=_day(self.since, 0),
            until=_day(self.until, 1),
            order="oldest" if self.sort == "oldest" else "newest",
            **fields,  # type: ignore[arg-type]
        )

    def ordering(self, labels: Mapping[tuple[str, str], str]) -> Ordering | None:
        """The order of the list, where it is not that of days; `labels` are what acts and types are called."""
        by = self.sort.removeprefix("-")
        if by not in ORDERS:
            return None
        return Ordering(cast(By, by), self.sort.startswith("-"), labels if by == "what" else {})

    def by_day(self) -> Asking:
        """In the order of days, for pages that know no other."""
        return self if self.sort in BY_DAY else replace(self, sort="newest", after=None)

    # --- addresses like this one
    def pairs(self) -> list[tuple[str, str]]:
        out = [("q", self.words)] if self.words else []
        out += self.filters
        out += [(n, v) for n, v in (("since", self.since), ("until", self.until)) if v]
        return [*out, *self.tail()]

    def tail(self) -> list[tuple[str, str]]:
        """What does not narrow: order, size of a page, place in the list."""
        out = [("sort", self.sort)] if self.sort != "newest" else []
        out += [("size", str(self.size))] if self.size != 50 else []
        out += [("after", str(self.after))] if self.after is not None else []
        return [*out, *self.more]

    def query(self, pairs: Iterable[tuple[str, str]] | None = None) -> str:
        return urlencode(list(self.pairs() if pairs is None else pairs))

    def at(self, path: str) -> str:
        """This question at another page."""
        query = self.query()
        return f"{path}?{query}" if query else path

    def everything(self) -> Asking:
        """All pages of this question together."""
        return replace(self, after=None)

    def toggled(self, name: str, value: str) -> Asking:
        """With a filter that is not there, without one that is."""
        pair = (name, value)
        kept = tuple(f for f in self.filters if f != pair)
        return replace(self, after=None, filters=kept if pair in self.filters else (*self.filters, pair))

    def links(self, path: str) -> Links:
        """Addresses that differ from this one in a filter or in the days, many of them for little."""
        return Links(self.everything(), path)

    def without(self, name: str) -> Asking:
        """Without its words, its days or all filters of a name."""
        if name == "days":
            return replace(self, after=None, since="", until="")
        if name == "q":
            return replace(self, after=None, words="")
        return replace(self, after=None, filters=tuple(f for f in self.filters if f[0] != name))

    def sorted(self, sort: str) -> Asking:
        return replace(self, after=None, sort=sort)

    def between(self, since: str, until: str) -> Asking:
        return replace(self, after=None, since=since, until=until)

    def next(self, after: int | None) -> Asking:
        return replace(self, after=after)


class Links:
    """Addresses at `path` like that of `question`, each part of which is encoded once."""

    def __init__(self, question: Asking, path: str) -> None:
        self._path = path
        self._words = [urlencode([("q", question.words)])] if question.words else []
        self._filters = {f: urlencode([f]) for f in question.filters}
        self._days = [urlencode([(n, v)]) for n, v in (("since", question.since), ("until", question.until)) if v]
        self._rest = [urlencode([pair]) for pair in question.tail()]

    def toggled(self, name: str, value: str) -> str:
        """See `Asking.toggled`."""
        filters = [encoded for pair, encoded in self._filters.items() if pair != (name, value)]
        added = [] if (name, value) in self._filters else [f"{name}={quote_plus(value)}"]
        return self._address([*self._words, *filters, *added, *self._days, *self._rest])

    def between(self, since: str, until: str) -> str:
        """See `Asking.between`; the days are ISO."""
        return self._address([*self._words, *self._filters.values(), f"since={since}", f"until={until}", *self._rest])

    def _address(self, pieces: list[str]) -> str:
        return f"{self._path}?{'&'.join(pieces)}" if pieces else self._path


def asking(given: Iterable[tuple[str, str]], *, rows: int, values: int, ignore: Iterable[str] = ()) -> Asking:
    """The question of a query string. Raises `BadQuery`, which says what cannot be asked."""
    single: dict[str, str] = {}
    filters: dict[tuple[str, str], None] = {}
    passed = set(ignore)
    for name, value in given:
        value = " ".join(value.replace("\x00", " ").split())
        if name in passed or not value:
            continue
        if len(value) > LONGEST:
            raise BadQuery(f"{name} is longer than {LONGEST} letters")
        if name in FILTERS:
            _check(name, value)
            filters[name, value] = None
        elif name in {"q", "since", "until", "sort", "after", "size"}:
            single[name] = value
        else:
            raise BadQuery(f"there is no filter {name[:40]!r}; there are q, since, until, sort, size, {', '.join(FILTERS)}")
    if len(filters) > values:
        raise BadQuery(f"more than {values} filters at once")
    return _made(single, tuple(filters), rows)


def _made(single: Mapping[str, str], filters: tuple[tuple[str, str], ...], rows: int) -> Asking:
    size, after = single.get("size", "50"), single.get("after")
    if not size.isascii() or not size.isdecimal() or not 1 <= int(size) <= rows:
        raise BadQuery(f"size is a number of rows from 1 to {rows}")
    if after is not None and not KEY.fullmatch(after):
        raise BadQuery("after is the key of an entry")
    if single.get("sort", "newest") not in SORTS:
        raise BadQuery(f"sort is one of {', '.join(SORTS)}")
    for name, side in (("since", 0), ("until", 1)):
        _day(single.get(name, ""), side)
    return Asking(
        single.get("q", "").translate(QUOTES),
        filters,
        single.get("since", ""),
        single.get("until", ""),
        single.get("sort", "newest"),
        int(after) if after is not None else None,
        int(size),
    )


def _check(name: str, value: str) -> None:
    if name in CLOSED and value not in CLOSED[name]:
        raise BadQuery(f"{value[:40]!r} is no {name}; there are {', '.join(sorted(CLOSED[name]))}")
    if name in {"about", "entity"} and not ENTITY.fullmatch(value):
        raise BadQuery(f"{name} is the uid of an entity")


def _day(typed: str, side: int) -> int | None:
    """The first (0) or last (1) day of a date as typed: `2022-05-16`, `2022-05`, `2022`."""
    if not typed:
        return None
    found = edtf_days(typed)
    if found is None:
        raise BadQuery(f"{typed[:40]!r} is no date; write it as 2022-05-16, 2022-05 or 2022")
    return found[side]
