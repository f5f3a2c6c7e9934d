"""What holds for every text and every date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from letopis.languages import ru
from letopis.languages.calendar import rows
from letopis.languages.language import Language
from letopis.model import Report, Time
from letopis.steps.times import find_times
from letopis.steps.times.arithmetic import add, easter
from tests.steps.times.flat import flat_parse

LANGUAGE = ru.load()
WORDS = sorted({w.lstrip("=") for table, row in rows(files(ru.__name__)) if table == "time_words" for w in row.words("lemmas")})
SENTENCES = sorted({s for _, row in rows(files(ru.__name__)) for s in row.sentences("example")})
GLUE = ["в", "на", "с", "со", "до", "по", "к", "после", "через", "за", "от", "между", "и", "-", "—", ",", ".", ":", "/", "(", ")", "назад", "г", "г."]
GLUE += ["1", "2", "31", "32", "00", "24", "99", "1900", "2013", "9999", "29", "30", "45", "0", "X", "XX", "5-го", "90-х", "31.02.2013", "29.02"]
DAYS = st.dates(date(1600, 1, 1), date(2400, 12, 31))
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(WORDS + GLUE), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS + GLUE), max_size=14).map("".join),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join),
)
POINT = r"(?:\d{4}|XXXX)-\d\d-\d\d(?:T\d\d:\d\d)?~?|(?:\d{4}|XXXX)-(?:0[1-9]|1[0-2]|2[1-4]|3[3-6]|4[01])~?|\d{4}~?|\d{3}X~?|\d\dXX~?"
LENGTH = r"PX[DWMY]|PTX[HMS]|P(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?"
VALUE = re.compile(rf"\?|(?:{POINT})|(?:{POINT}|\.\.)/(?:{POINT}|\.\.)|(?:{LENGTH})~?|(?:{LENGTH}|\.\.)/(?:{LENGTH}|\.\.)")
"""What a value of the ledger may look like."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
HALF_A_YEAR_OFF = {(11, 3), (11, 4), (11, 5)}
"""As far from the last 5 May as from the next: whether February between has 29 days decides which is nearer."""


def times_of(text: str, published: date | str | None, language: Language = LANGUAGE) -> tuple[Time, ...]:
    given_date = published.isoformat() if isinstance(published, date) else published
    return find_times(flat_parse(text, language), Report("r", text, published=given_date), language).times


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.one_of(st.none(), DAYS, st.sampled_from(["2022", "2022-05", "2022-05-01/2022-05-10", "XXXX-05-05", "nonsense", "0000-00-00"])))
def test_no_text_raises_and_all_is_in_order(text: str, published: date | str | None) -> None:
    times = times_of(text, published)
    for time in times:
        assert 0 <= time.span.start < time.span.end <= len(text)
        assert text[time.span.start : time.span.end] == time.span.of(text)
        assert VALUE.fullmatch(time.value), time
        if time.earliest and time.latest:
            assert time.earliest <= time.latest, time
    spans = [t.span for t in times]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def moved(value: str, days: int) -> str:
    """`value` with every day in it moved."""
    return DAY.sub(lambda m: (date.fromisoformat(m.group()) + timedelta(days=days)).isoformat(), value)


DAY_COUNTED = ["Мост закрыли вчера.", "Мост закрыли три дня назад.", "Позавчера мост закрыли.", "Сейчас мост закрыт.", "Ранее мост закрывали."]
DAY_COUNTED += ["Мост закрыли две недели назад.", "На днях мост закрыли.", "За последние пять дней мост чинили дважды."]
WEEK_COUNTED = [
    "Мост закрыли в среду.",
    "На прошлой неделе мост закрыли.",
    "В минувшие выходные мост закрыли.",
    "Мост закрыли с понедельника по среду.",
]
WEEK_COUNTED += ["Мост закрыли во вторник на прошлой неделе.", "В минувшую пятницу мост закрыли."]
YEAR_COUNTED = ["В прошлом году мост закрыли.", "Пять лет назад мост закрыли.", "В будущем году мост закроют.", "Минувшим летом мост закрыли."]
YEAR_COUNTED += ["В октябре прошлого года мост закрыли.", "Через год мост закроют.", "До конца года мост закроют.", "5 мая мост закрыли."]


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(-400, 400), st.sampled_from(DAY_COUNTED))
def test_days_move_by_days(day: date, n: int, text: str) -> None:
    (here,), (there,) = times_of(text, day), times_of(text, day + timedelta(days=n))
    assert there.value == moved(here.value, n)


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(-60, 60), st.sampled_from(WEEK_COUNTED + DAY_COUNTED))
def test_weeks_move_by_weeks(day: date, k: int, text: str) -> None:
    (here,), (there,) = times_of(text, day), times_of(text, day + timedelta(weeks=k))
    assert there.value == moved(here.value, 7 * k)


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(-100, 100), st.sampled_from(YEAR_COUNTED))
def test_years_move_by_years(day: date, k: int, text: str) -> None:
    assume((day.month, day.day) != (2, 29))
    assume((day.month, day.day) not in HALF_A_YEAR_OFF)
    (here,), (there,) = times_of(text, day), times_of(text, add(day, k, "year"))
    assert there.value == re.sub(r"\d{4}", lambda m: f"{int(m.group()) + k:04d}", here.value)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.integers(-50, 50), st.sampled_from(["day", "week", "month", "year"]))
def test_steps_keep_their_order(day: date, n: int, unit: str) -> None:
    assume(60 < day.year < 9900)
    assert (add(day, n, unit) > day) == (n > 0)
    assert add(day, 0, unit) == day


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2000, (4, 23), (4, 30)),
        (2010, (4, 4), (4, 4)),
        (2013, (3, 31), (5, 5)),
        (2019, (4, 21), (4, 28)),
        (2022, (4, 17), (4, 24)),
        (2024, (3, 31), (5, 5)),
    ],
)
def test_easter(year: int, western: tuple[int, int], orthodox: tuple[int, int]) -> None:
    assert easter(year, False) == date(year, *western)
    assert easter(year, True) == date(year, *orthodox)
