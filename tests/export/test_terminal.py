"""The ledger on the terminal, at narrow and wide, without colour."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.export.columns import pad, plain, shorten, width, wrap
from letopis.export.days import in_words
from letopis.export.entries import entries
from letopis.export.names import surname
from letopis.export.terminal import lines, linked, parties, write_text
from letopis.model import Entity, Event, Party, Reading, Report, ReportDate, Span, Time


def shown(reading: Reading, columns: int) -> str:
    return "\n".join(line.rstrip() for line in lines(reading, columns))


NARROW = """\
Приморье попросило у столицы ледокол
Вестник побережья · 2024-03-05 · harbour.txt · 3 statements, 3 events

2024-03-04 Mon
  Вестник побережья
    e1  моряки                MOBILIZE happened  [бухта Тихая] учения в бухте…

day not told
  Вестник побережья <- Маяк
    s1  Берегов… -> Мостовая  request            новый ледокол, чтобы расчистит…
    s2  Илья Береговой        promise            «Мы встретимся снова»
  Вестник побережья <- Маяк <- Береговой
    e3  Илья Береговой        CONSULT planned    встретимся снова
  Вестник побережья
    s3  источник в порту      say                два судна задержали
  Вестник побережья <- источник в порту
    e2  -> два судна          COERCE happened    задержали

unknown  day  5 of 6 entries"""


def test_narrow(reading: Reading) -> None:
    assert shown(reading, 80) == NARROW


def test_wide_has_the_chain_on_each_line(reading: Reading) -> None:
    first = next(line for line in lines(reading, 160) if line.startswith("s1"))
    assert first.startswith("s1  Илья Береговой -> Ольга Мостовая  request ")
    assert first.rstrip().endswith("Вестник побережья <- Маяк <- Береговой")
    assert "новый ледокол, чтобы расчистить порт до конца марта" in first


@pytest.mark.parametrize("columns", [50, 80, 100, 119, 120, 160, 300])
def test_no_line_is_wider_than_asked(reading: Reading, columns: int) -> None:
    for line in lines(reading, columns):
        assert width(line.rstrip()) <= columns, line


def test_columns_are_aligned(reading: Reading) -> None:
    rows = [line for line in lines(reading, 160) if line[:2] in {"s1", "s2", "s3", "e1", "e2", "e3"}]
    assert len(rows) == 6
    assert len({line.index("Вестник побережья") for line in rows}) == 1


def test_nested_statements_lengthen_the_chain(reading: Reading) -> None:
    inner = replace(reading.statements[2], within="s2")
    nested = replace(reading, statements=(*reading.statements[:2], inner))
    chain = next(e.chain for e in entries(nested) if e.id == "s3")
    assert chain == ("Вестник побережья", "Маяк", "Береговой", "источник в порту")


def test_statements_within_each_other_do_not_hang(reading: Reading) -> None:
    first, second = reading.statements[:2]
    ring = replace(reading, statements=(replace(first, within="s2"), replace(second, within="s1")))
    assert entries(ring)


def test_the_table_tells_what_was_worked_out(reading: Reading) -> None:
    dated = replace(reading, report_date=replace(reading.report_date, basis="inferred", evidence=(reading.times[1].span,)), problems=("odd",))
    wordless = replace(dated.statements[1], source=Party(None, "E1", "Илья Береговой"))
    nameless = replace(dated.statements[2], source=None)
    told = shown(replace(dated, statements=(wordless, nameless), report=replace(dated.report, outlet=None)), 80)
    assert "inferred  report date  2024-03-05, from «Накануне»" in told
    assert "inferred  who said it  s2 Илья Береговой" in told
    assert "unknown   outlet       give it with --outlet" in told
    assert "unknown   who said it  s3" in told
    assert "problem                odd" in told


def test_an_empty_reading_says_so(reading: Reading) -> None:
    assert "no statement and no event found" in shown(replace(reading, statements=(), events=()), 80)


def test_two_reports_are_parted(reading: Reading) -> None:
    out = io.StringIO()
    write_text([reading, reading], out, 80)
    assert out.getvalue().count("Вестник побережья · 2024-03-05") == 2


def test_nothing_of_the_text_drives_the_terminal() -> None:
    assert plain("a\x1b[31mb\u202ec\nd") == "a[31mbc d"


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "words"),
    [
        ("2022-05-16", "2022-05-16", "2022-05-16", "2022-05-16 Mon"),
        ("2022-05-16~", "2022-05-16", "2022-05-16", "about 2022-05-16 Mon"),
        ("2022-05", "2022-05-01", "2022-05-31", "2022-05"),
        ("../2022-12-31", None, "2022-12-31", "until 2022-12-31"),
        ("2022-02-24/..", "2022-02-24", None, "from 2022-02-24"),
        ("2022-05-19~/..", "2022-05-19", None, "from about 2022-05-19"),
        ("2022-05-01/2022-05-10", "2022-05-01", "2022-05-10", "2022-05-01 to 2022-05-10"),
        ("XXXX-05-01/XXXX-05-10", None, None, "05-01 to 05-10 of a year not told"),
        ("XXXX-05-16", None, None, "05-16 of a year not told"),
    ],
)
def test_days_in_words(value: str, earliest: str | None, latest: str | None, words: str) -> None:
    assert in_words(Time(Span(0, 1), "date", value, earliest, latest)) == words


def test_no_link_of_a_long_chain_vanishes() -> None:
    assert linked(("Вестник", "Маяк", "Порт", "Береговой"), 40) == "Вестник <- Маяк <- Порт <- Береговой"
    assert linked(("Вестник", "Маяк", "Порт", "Береговой"), 33) == "Вестн… <- Маяк <- Порт <- Берег…"


def test_neither_party_vanishes(reading: Reading) -> None:
    row = next(e for e in entries(reading) if e.id == "s1")
    assert parties(row, 24) == "Береговой -> Мостовая"
    assert parties(row, 16) == "Берег… -> Мосто…"


def test_persons_go_by_the_surname_that_the_report_uses() -> None:
    assert surname(Entity("E1", "person", "Вера Осокина", ("Вера", "Осокина"))) == "Осокина"
    assert surname(Entity("E1", "person", "Вера Осокина", ("Вера",))) == "Вера"
    assert surname(Entity("E1", "person", "Вера Осокина")) == "Осокина"
    assert surname(Entity("E1", "person", "Пак Кын Хе")) == "Пак Кын Хе"


def test_an_event_shows_its_sentence_past_abbreviations() -> None:
    text = "Суд арестовал А. Лугина по ст. 23 закона. Паром ушёл."
    event = Event("e1", Span(4, 13), "COERCE", "x", -1)
    assert entries(Reading(Report("x", text), ReportDate(None, "unknown"), (), (), (), (event,)))[0].content == text[4:40]


LETTERS = st.text(st.sampled_from("абв яё\u0301漢é —«»"), max_size=40)


@given(LETTERS, st.integers(0, 50))
def test_padding_is_exact(text: str, columns: int) -> None:
    assert width(shorten(text, columns)) <= columns
    assert width(pad(text, columns)) == columns


@given(LETTERS, st.integers(1, 50))
def test_wrapping_keeps_the_words(text: str, columns: int) -> None:
    assert " ".join(wrap(text, columns)).split() == text.split()
