"""What people feed the reader: every encoding, every broken file; one bad input never stops the next."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letopis.formats import READERS, Problem, read_all, read_source, recognise
from letopis.formats.dates import BadDates, dater, day, in_name
from letopis.formats.encoding import decode, eight_bit, encoding_of
from letopis.formats.plain import title_of
from letopis.formats.source import LONGEST_REPORT, Source
from letopis.model import Report

TEXT = "Ледокол вышел в море\n\nГубернатор сообщил, что ледокол «Заря» вышел из порта № 2 в пятницу — на день раньше срока.\n"


def source(data: bytes, name: str = "x") -> Source:
    return Source(name, io.BufferedReader(io.BytesIO(data)))


def read_bytes(data: bytes, name: str = "x", form: str | None = None) -> list[Report | Problem]:
    return list(read_source(source(data, name), form))


def report(data: bytes, name: str = "x") -> Report:
    (item,) = read_bytes(data, name)
    assert isinstance(item, Report), item
    return item


def problem(data: bytes, name: str = "x", form: str | None = None) -> Problem:
    (item,) = read_bytes(data, name, form)
    assert isinstance(item, Problem), item
    assert "\n" not in str(item)
    return item


# --- encodings -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", *eight_bit()])
@pytest.mark.parametrize("text", [TEXT, TEXT.upper().replace("№", ""), TEXT * 50, "Ледокол «Заря»"])
def test_every_russian_encoding_is_told(encoding: str, text: str) -> None:
    data = text.encode(encoding, "replace")
    found = decode(data)
    assert found is not None
    assert found.text == data.decode(encoding).removeprefix("\ufeff")


def test_a_cut_off_letter_is_still_utf8() -> None:
    item = report(TEXT.encode()[:-3])
    assert item.text.startswith(TEXT[:60])
    assert "U+FFFD" in item.problems[0]


def test_the_encoding_can_be_named() -> None:
    found = decode("МИР".encode("koi8-r"), "koi8-r")
    assert found is not None
    assert found.text == "МИР"


def test_a_letter_cut_by_the_sample_is_no_error() -> None:
    assert encoding_of(("a" + "ё" * 100_000).encode()) == "utf-8"


# --- plain text ------------------------------------------------------------------------------------------------------
def test_title_and_line_breaks() -> None:
    item = report(TEXT.replace("\n", "\r\n").encode("cp1251"))
    assert item.text == TEXT
    assert item.title == "Ледокол вышел в море"


def test_nothing_else_is_changed() -> None:
    text = "  Заголовок \n \n\nТело\u2028и\u0085ещё\u00a0тело \n"
    assert report(text.encode()).text == text
    assert title_of(text) == "Заголовок"


@pytest.mark.parametrize("text", ["Одна строка", "Одна строка\n", "Строка\nза строкой\n\nабзац", "Заголовок\n\n  \n", "о" * 300 + "\n\nтело"])
def test_no_title(text: str) -> None:
    assert title_of(text) is None


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no text"),
        (b" \n\t", "no text"),
        ("\n \n".encode("utf-16"), "no text"),
        (b"%PDF-1.7\n\xff\xfe", "PDF"),
        (b"PK\x03\x04" + bytes(range(256)), "archive is damaged"),
        (b"\x1f\x8b\x08" + bytes(range(256)), "packed data are damaged"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x00" * 5000, "binary"),
        (bytes(range(128, 256)) * 10, "encoding"),
        (b"x" * (LONGEST_REPORT + 1), "longer than 4 MB"),
    ],
)
def test_what_is_no_text_gets_one_line(data: bytes, what: str) -> None:
    assert what in problem(data).what


# --- JSON ------------------------------------------------------------------------------------------------------------
GOLD = {"id": "a-1", "text": TEXT, "published": "2024-03-05", "outlet": "Вестник", "times": []}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("name", ["x", "x.json", "x.txt"])
def test_a_report_as_json(indent: int | None, encoding: str, name: str) -> None:
    item = report(json.dumps(GOLD, ensure_ascii=False, indent=indent).encode(encoding), name)
    assert (item.id, item.text, item.published, item.outlet) == ("a-1", TEXT, "2024-03-05", "Вестник")


def test_an_array_of_reports() -> None:
    items = read_bytes(json.dumps([GOLD, {"text": TEXT}, 7]).encode())
    assert [i.id if isinstance(i, Report) else i.place for i in items] == ["a-1", "x:2", "record 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_json_lines(encoding: str) -> None:
    other = {**GOLD, "id": "a-2", "text": "Текст с U+2028: \u2028 и U+0085: \u0085."}
    lines = [json.dumps(GOLD, ensure_ascii=False), "", "{broken", json.dumps(other, ensure_ascii=False), '{"id": "no text"}']
    items = read_bytes("\n".join(lines).encode(encoding, "replace"))
    assert [i.id if isinstance(i, Report) else i.place for i in items] == ["a-1", "3", "a-2", "5"]


def test_json_lines_come_one_by_one() -> None:
    """The second line is not touched before the first report is out."""
    read, write = os.pipe()
    with open(read, "rb") as stream, open(write, "wb", buffering=0) as feed:  # noqa: PTH123 - descriptors
        feed.write(json.dumps(GOLD).encode() + b"\n")
        items = read_source(Source("pipe", stream), "jsonl")
        assert isinstance(next(items), Report)
        feed.write(b"{}\n")
        feed.close()
        assert isinstance(next(items), Problem)


def test_a_line_of_ten_megabytes_costs_that_line() -> None:
    long = json.dumps({"text": "а" * 10_000_000}, ensure_ascii=False)
    first, second, third = read_bytes(f"{json.dumps(GOLD)}\n{long}\n{json.dumps(GOLD)}\n".encode())
    assert isinstance(first, Report)
    assert isinstance(second, Problem)
    assert (second.place, second.what) == ("2", "the line is longer than 4 MB, no single report is")
    assert isinstance(third, Report)


def test_one_line_in_another_encoding_costs_nothing() -> None:
    mixed = json.dumps(GOLD, ensure_ascii=False)
    first, second = read_bytes(mixed.encode() + b"\n" + mixed.encode("cp1251"))
    assert isinstance(first, Report) and isinstance(second, Report)
    assert first.text == second.text


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ("{}", "no `text`"),
        ('{"text": ""}', "empty"),
        ('{"text": 5}', "no string"),
        ("[]", "array is empty"),
        ('{"text": "а', "no JSON"),
        ('{"a":' + "[" * 100_000, "no JSON"),
        ('{"text": ' + "1" * 10_000 + "}", "no JSON"),
    ],
)
def test_records_without_a_report(record: str, what: str) -> None:
    assert what in problem(record.encode(), form="json").what


def test_a_title_of_its_own_goes_before_the_body() -> None:
    item = report(json.dumps({"title": "Заря", "text": "Тело."}).encode())
    assert item.text == "Заря\n\nТело."
    assert report(json.dumps({"title": "Заря", "text": "Заря\n\nТело."}).encode()).text == "Заря\n\nТело."


def test_half_characters_become_whole_ones() -> None:
    item = report(b'{"text": "\\ud83d \\u0430"}')
    assert item.text == "\ufffd а"
    assert "surrogates" in item.problems[0]


def test_a_wrong_date_is_left_open_and_told() -> None:
    item = report(json.dumps({"text": TEXT, "published": "вчера"}).encode())
    assert item.published is None
    assert "`published` is no date" in item.problems[0]


@pytest.mark.parametrize(("basis", "published"), [("given", "2024-03-05"), ("inferred", None)])
def test_a_ledger_is_read_again(basis: str, published: str | None) -> None:
    ledger = {"ledger": 1, "report": {**GOLD, "published_basis": basis}, "statements": []}
    assert report(json.dumps(ledger).encode()).published == published


# --- which format ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (b"text", "x.json", "json"),
        (b"text", "x.txt", "txt"),
        (b"{ no json", "x", "txt"),
        (b"[5] notes", "x", "txt"),
        (b'[{"text": ""}]', "x.txt", "json"),
        (b'{\n "text": ""\n}', "x", "json"),
        (b'{"id": 1,\n "text": ""}', "x", "json"),
        (b'{"text": ""}\n{"text": ""}', "x.json", "jsonl"),
        (b'{"text": "broken}\n{"text": ""}', "x", "jsonl"),
        (b'{"text": "a long li', "-", "jsonl"),
    ],
)
def test_content_tells_the_format(head: bytes, name: str, form: str) -> None:
    assert recognise(head, name).name in ({form, "txt"} if form == "json" and b"broken" in head else {form})


# --- files -----------------------------------------------------------------------------------------------------------
def test_bad_files_stop_nothing(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="cp1251")
    (tmp_path / "empty.txt").touch()
    names = [str(tmp_path / n) for n in ("missing.txt", "empty.txt")] + [str(tmp_path), str(good)]
    *bad, last = read_all(names)
    assert [b.what if isinstance(b, Problem) else "" for b in bad] == ["there is no such file", "there is no text in it", "this is a folder"]
    assert isinstance(last, Report) and last.id == str(good)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(TEXT.encode("cp1251")))))
    (item,) = read_all(["-"])
    assert isinstance(item, Report)
    assert (item.id, item.text) == ("standard input", TEXT)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such names")
def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xe0\xe1.txt")
    Path(path).write_text(TEXT, encoding="utf-8")
    (item,) = read_all([path])
    assert isinstance(item, Report)
    item.id.encode()


# --- dates -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022-05-19", "2022-05-19"),
        ("2022-05", "2022-05"),
        ("2022", "2022"),
        ("2022-05-19T23:10:00+03:00", "2022-05-19"),
        ("19.05.2022", "2022-05-19"),
        ("9.5.2022, 10:30", "2022-05-09"),
        ("2022-02-30", None),
        ("2022-13", None),
        ("0000", None),
        ("19/05/2022", None),
        ("", None),
    ],
)
def test_days(text: str, found: str | None) -> None:
    assert day(text) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("news/2022-05-19/a.txt", "2022-05-19"),
        ("2021-01-01/20220519_1030.txt", "2022-05-19"),
        ("19.05.2022.txt", "2022-05-19"),
        ("2022/5/9/a.txt", "2022-05-09"),
        ("20221399.txt", None),
        ("report-12345678.txt", None),
    ],
)
def test_dates_in_names(name: str, found: str | None) -> None:
    assert in_name(name) == found


def test_dates_from_a_table_and_from_mtime(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    os.utime(path, (1_653_000_000, 1_653_000_000))
    for table in ("name,date\na.txt,2022-05-19\n", "a;19.05.2022", f"\ufeff{path}\t2022-05-19T10:00\n"):
        (tmp_path / "t.csv").write_text(table, encoding="utf-8")
        (item,) = read_all([str(path)], dated=dater(str(tmp_path / "t.csv")))
        assert isinstance(item, Report) and item.published == "2022-05-19"
    (item,) = read_all([str(path)], dated=dater("mtime"))
    assert isinstance(item, Report) and item.published in {"2022-05-19", "2022-05-20"}


@pytest.mark.parametrize("table", [None, "", "a,b\nc,d\n", "name,date\na,2022-99-01\n"])
def test_a_bad_table_of_dates_is_told(tmp_path: Path, table: str | None) -> None:
    path = tmp_path / "t.csv"
    if table is not None:
        path.write_text(table, encoding="utf-8")
    with pytest.raises(BadDates, match=r"t\.csv"):
        dater(str(path))


# --- no bytes make a reader raise ------------------------------------------------------------------------------------
JSONISH = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["text", "id", "title", "published", "report", "ledger", "outlet"]), inner),
    max_leaves=12,
)
BYTES = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.text(max_size=200).map(lambda t: t.encode("utf-16", "surrogatepass")),
    JSONISH.map(lambda v: json.dumps(v).encode()),
    st.lists(JSONISH.map(lambda v: json.dumps(v, ensure_ascii=False).encode("utf-8", "surrogatepass"))).map(b"\n".join),
    st.tuples(st.sampled_from([codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"{", b"[{", b'{"']), st.binary()).map(b"".join),
)


@settings(deadline=None)  # the first of a kind imports its library
@given(BYTES, st.sampled_from([None, *(f.name for f in READERS)]), st.sampled_from([None, "cp1251", "utf-8", "utf-16", "koi8-r"]))
def test_no_bytes_make_a_reader_raise(data: bytes, form: str | None, encoding: str | None) -> None:
    items = list(read_source(source(data), form, encoding))
    assert items
    for item in items:
        if isinstance(item, Report):
            assert item.text.strip() and item.id
            assert "\r" not in item.text
            item.text.encode()
        else:
            assert "\n" not in str(item)
