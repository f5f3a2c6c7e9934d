"""Every format gives the same report back, told by its content; and what is broken in it costs one problem."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from letopis.formats import Problem, Raw, read_all, read_items, recognise
from letopis.formats.columns import BadColumns, mapping
from letopis.formats.telegram import code_points
from letopis.formats.written_dates import only_a_date, written
from letopis.model import Report
from tests.formats import makers as make
from tests.formats.makers import BODY, PARAGRAPHS, TEXT, TITLE
from tests.formats.test_formats import problem, read_bytes, report

PARQUET_ROW = {"body": BODY, "headline": TITLE, "date": "2024-03-05", "source": "Вестник залива", "link": "https://vestnik.example/1"}


def table(*rows: Mapping[str, object]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(rows)), out)
    return out.getvalue()


CSV = f'id;headline;body;date;source\n1;{TITLE};"{BODY}";05.03.2024;Вестник залива\n'
WHOLE = {
    "html": make.page('<meta property="article:published_time" content="2024-03-05T23:30:00+03:00">').encode(),
    "feed": make.rss(make.rss_item()).encode(),
    "warc": make.warc_record(1, make.page().encode()),
    "telegram": json.dumps(
        make.telegram([make.post(1, [{"type": "bold", "text": TITLE}, f"\n\n{BODY}"])], "Вестник залива"), ensure_ascii=False
    ).encode(),
    "newsml": make.newsml().encode(),
    "json": json.dumps(make.NINJS, ensure_ascii=False, indent=1).encode(),
    "jsonl": json.dumps(PARQUET_ROW, ensure_ascii=False).encode() + b"\n",
    "csv": CSV.encode("cp1251"),
    "parquet": table(PARQUET_ROW),
}


@pytest.mark.parametrize("form", WHOLE)
def test_every_format_gives_the_report_back(form: str) -> None:
    assert recognise(WHOLE[form], "x").name == form
    item = report(WHOLE[form])
    assert (item.text, item.title, item.published, item.outlet) == (TEXT, TITLE, "2024-03-05", "Вестник залива")


@pytest.mark.parametrize(("form", "data"), [("docx", make.docx()), ("pdf", make.pdf([TITLE, "", *PARAGRAPHS]))])
def test_documents_give_their_text(form: str, data: bytes) -> None:
    assert recognise(data, "x").name == form
    words = report(data).text.split()
    assert words == TEXT.split()


def test_a_document_of_word_has_a_title() -> None:
    assert report(make.docx()).title == TITLE
    assert report(make.docx(title=None)).text == BODY


# --- packed ----------------------------------------------------------------------------------------------------------
def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize("form", WHOLE)
@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress, lambda data: zipped(a=data)], ids=["gz", "zst", "zip"])
def test_every_format_may_be_packed(form: str, pack: object) -> None:
    assert callable(pack)
    assert report(pack(WHOLE[form])).text == TEXT


def test_archives_are_read_file_by_file() -> None:
    items = read_bytes(zipped(a_txt=TEXT.encode("koi8-r", "replace"), b_jsonl=make.jsonl(2), c_zip=zipped(d=b"x"), e_docx=make.docx()), "x.zip")
    assert [i.id if isinstance(i, Report) else i.what for i in items] == [
        "x.zip/a.txt",
        "r0",
        "r1",
        "an archive in an archive is not opened",
        "x.zip/e.docx",
    ]


def test_names_in_old_archives_are_russian() -> None:
    data = bytearray(zipped(letter=TEXT.encode()))
    for at in (data.find(b"letter"), data.rfind(b"letter")):
        data[at : at + 6] = "письмо".encode("cp866")
    assert report(bytes(data), "x").id == "x/письмо"


def test_a_cut_off_gzip_gives_what_it_has() -> None:
    packed = gzip.compress(b"".join(line.replace(b"r0", str(n).encode()) for n, line in enumerate([make.jsonl(1)] * 500)))
    items = read_bytes(packed[: len(packed) // 2])
    assert len([i for i in items if isinstance(i, Report)]) > 100
    assert "damaged after" in str(items[-1])


def test_a_bomb_does_not_go_off() -> None:
    """Two hundred megabytes of spaces in two hundred kilobytes: it is never unpacked whole."""
    pressing = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join([*(pressing.compress(b" " * 1_000_000) for _ in range(200)), pressing.flush()])
    for bomb in (packed, zipped(a=b"x" * 50_000_000), make.docx(xml="x" * 70_000_000), zipped(a=packed)):
        assert all(isinstance(i, Problem) for i in read_bytes(bomb))


# --- pages -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("", '<div class="article__date">5 марта 2024, 10:30</div>'),
        ("", '<span class="b-date">Опубликовано: 05.03.2024 в 10:30</span>'),
        ("", '<time datetime="2024-03-05T10:30+03:00">вчера</time>'),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05T23:59:00+03:00"}</script>', ""),
        ('<meta itemprop="datePublished" content="2024-03-05T00:10:00+03:00">', ""),
    ],
)
def test_the_date_of_a_page(head: str, date: str) -> None:
    item = report(make.page(head, date).encode())
    assert item.published == "2024-03-05"
    assert item.text.startswith(f"{TITLE}\n\n{PARAGRAPHS[0]}")


def test_a_page_without_a_date_has_none() -> None:
    assert report(make.page().encode()).published is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16"])
@pytest.mark.parametrize("claim", ["", "utf-8", "windows-1251", "iso-8859-1", "nonsense"])
def test_wrong_claims_about_the_encoding(encoding: str, claim: str) -> None:
    head = f'<meta charset="{claim}">' if claim else ""
    assert report(make.page(head).encode(encoding, "replace")).text == TEXT.encode(encoding, "replace").decode(encoding)


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000 + BODY,
        "<p " + "a=1 " * 200_000 + f">{BODY}",
        f"<p>{BODY}" + "&lt;" * 300_000,
        "<table><tr><td>" * 30_000 + BODY,
        "<html>",
        "<html>\x00\x00",
    ],
    ids=["depth", "attributes", "entities", "tables", "nothing", "zeros"],
)
def test_html_bombs(bomb: str) -> None:
    (item,) = read_bytes(f"<!doctype html><html><body>{bomb}".encode(), form="html")
    assert isinstance(item, (Report, Problem))


def test_pages_stay_raw_for_other_processes(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(WHOLE["html"])
    (item,) = read_items([str(path)])
    assert isinstance(item, Raw)


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path.startswith("/2024") else 404)
            self.send_header("Content-Type", "text/html; charset=windows-1251")
            self.end_headers()
            self.wfile.write(make.page().encode("cp1251", "replace"))

        def log_message(self, format: str, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_a_page_of_the_web(server: str) -> None:
    (item,) = read_all([f"{server}/2024/03/05/a.html"])
    assert isinstance(item, Report)
    assert (item.text, item.published, item.url) == (TEXT, "2024-03-05", f"{server}/2024/03/05/a.html")
    (missing,) = read_all([f"{server}/nothing"])
    assert isinstance(missing, Problem)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5 марта 2024", "2024-03-05"),
        ("Пятница, 17 мая 2024 г., 10:30", "2024-05-17"),
        ("01 ноя 2023", "2023-11-01"),
        ("31.12.2023 в 23:59", "2023-12-31"),
        ("31 июня 2024", None),
        ("марта 2024", None),
        ("5 мартышек 20245", None),
    ],
)
def test_russian_dates(text: str, found: str | None) -> None:
    assert written(text) == found


def test_lines_that_are_dates() -> None:
    assert only_a_date("5 марта 2024, 10:30")
    assert only_a_date("05.03.2024 | 10:30 мск")
    assert not only_a_date("5 марта 2024 ледокол вышел в море")
    assert not only_a_date("10:30")


# --- feeds -----------------------------------------------------------------------------------------------------------
def test_atom() -> None:
    item = report(make.ATOM.encode())
    assert (item.id, item.text, item.published, item.url) == ("tag:vestnik,2024:1", TEXT, "2024-03-05", "https://vestnik.example/1")


def test_a_feed_in_another_encoding_than_it_says() -> None:
    assert report(make.rss(make.rss_item()).encode("cp1251", "replace")).text == TEXT


def test_a_date_beyond_all_calendars_is_no_date() -> None:
    assert report(make.rss(make.rss_item(date="Tue, 05 Mar 2147483648 00:30:00 +0300")).encode()).published is None


def test_a_damaged_feed_gives_its_entries() -> None:
    data = make.rss(make.rss_item(1), make.rss_item(2), "<item><title>a & b < c").encode()[:-20]
    items = read_bytes(data)
    assert [i.url for i in items if isinstance(i, Report)][:2] == ["https://vestnik.example/1", "https://vestnik.example/2"]


def test_a_billion_laughs() -> None:
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ха">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(12))
        + "]>"
    )
    for rest in ("<rss><channel><item><title>&a11;</title></item></channel></rss>", make.newsml().split("?>")[1].replace(TITLE, "&a11;")):
        assert all(len(i.text) < 10_000 for i in read_bytes((laughs + rest).encode()) if isinstance(i, Report))


# --- WARC ------------------------------------------------------------------------------------------------------------
def records(count: int = 1000) -> list[bytes]:
    body = make.page().encode()
    return [make.warc_record(n, body) for n in range(count)]


def urls(data: bytes) -> tuple[list[int], list[Problem]]:
    """Numbers of the pages in an archive, left raw, and its problems."""
    from letopis.formats.warc import read_warc
    from tests.formats.test_formats import source

    items = list(read_warc(source(data)))
    return [int((i.url or "").rsplit("/", 1)[1].split(".")[0]) for i in items if isinstance(i, Raw)], [i for i in items if isinstance(i, Problem)]


BREAKS = {
    "junk": lambda whole: b"JUNK" * 3000,
    "too long": lambda whole: make.warc_record(500, b"<html>", length=40_000),
    "too short": lambda whole: make.warc_record(500, make.page().encode(), length=90),
    "no length": lambda whole: make.warc_record(500, b"<html>", length="abc"),
}


@pytest.mark.parametrize("way", BREAKS)
@pytest.mark.parametrize("packed", [False, True])
def test_a_broken_record_costs_itself(way: str, packed: bool) -> None:
    whole = records()
    whole[500] = BREAKS[way](whole)
    found, problems = urls(b"".join(gzip.compress(r, 1) if packed else r for r in whole))
    assert [n for n in found if n != 500] == [n for n in range(1000) if n != 500]
    assert len(problems) == 1


def test_a_damaged_member_costs_itself() -> None:
    members = [gzip.compress(r, 1) for r in records(100)]
    broken = bytearray(members[50])
    broken[60:90] = bytes(30)
    found, problems = urls(b"".join([*members[:50], bytes(broken), *members[51:]]))
    assert found == [n for n in range(100) if n != 50]
    assert len(problems) == 1


def test_a_cut_off_archive() -> None:
    for pack in (gzip.compress, bytes):
        found, problems = urls(b"".join(map(pack, records(10)))[:-300])
        assert (found, len(problems)) == (list(range(9)), 1)


def test_only_pages_are_taken() -> None:
    body = make.page().encode()
    kinds = [make.warc_record(1, b"\x89PNG", "image/png"), make.warc_record(2, body, status="404 Not Found"), make.warc_record(3, b" ")]
    assert urls(b"".join([*kinds, make.warc_record(4, body), b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"])) == ([4], [])


def test_packed_bodies_and_their_encoding() -> None:
    body = gzip.compress(make.page().encode("cp1251", "replace"))
    item = report(make.warc_record(7, body, "text/html; charset=windows-1251", more="Content-Encoding: gzip\r\n"))
    assert (item.text, item.published, item.id) == (TEXT, "2024-03-05", "https://vestnik.example/2024/03/05/7.html")


# --- Telegram --------------------------------------------------------------------------------------------------------
def test_posts() -> None:
    messages = [
        make.post(1, "Просто текст."),
        make.post(2, ["Маяк: ", {"type": "link", "text": "https://vestnik.example"}, " открыт."], forwarded_from="Вестник залива"),
        {"id": 3, "type": "service", "action": "pin_message", "text": ""},
        make.post(4, "", photo="photos/1.jpg"),
        make.post(5, 7),
        make.post(6, "🚢🚢 Рейс\nТело", entities=[{"type": "bold", "offset": 0, "length": 9}]),
    ]
    one, two, broken, six = read_bytes(json.dumps(make.telegram(messages), ensure_ascii=False).encode())
    assert isinstance(one, Report) and isinstance(two, Report) and isinstance(six, Report)
    assert (one.id, one.text, one.outlet, one.published, one.relays) == ("77/1", "Просто текст.", "Маяк залива", "2024-03-05", ())
    assert (two.text, two.relays) == ("Маяк: https://vestnik.example открыт.", ("Вестник залива",))
    assert isinstance(broken, Problem) and broken.place == "message 5"
    assert six.title == "🚢🚢 Рейс"


def test_an_account_has_many_chats() -> None:
    account = {"about": "…", "chats": {"about": "…", "list": [make.telegram([make.post(1, "Раз")], "А"), make.telegram([make.post(2, "Два")], "Б")]}}
    items = read_bytes(json.dumps(account).encode(), "result.json")
    assert [(i.text, i.outlet) for i in items if isinstance(i, Report)] == [("Раз", "А"), ("Два", "Б")]


def test_a_cut_off_export_gives_its_posts() -> None:
    data = json.dumps(make.telegram([make.post(n, f"Пост {n}") for n in range(50)])).encode()
    *posts, last = read_bytes(data[:-1000])
    assert len(posts) > 40 and isinstance(last, Problem)


def test_offsets_count_units_of_utf16() -> None:
    assert [code_points("а🚢б", n) for n in range(6)] == [0, 1, 2, 2, 3, 3]


# --- NewsML, ninjs ---------------------------------------------------------------------------------------------------
def test_a_message_of_news_items() -> None:
    nitf = f'<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head/><body><body.head><hedline><hl1>x</hl1></hedline></body.head><body.content>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</body.content></body></nitf></inlineXML>'
    plain = f'<inlineData contenttype="text/plain">{BODY}</inlineData>'
    items = read_bytes(make.newsmessage(make.newsml(nitf, "a"), make.newsml(plain, "b"), make.newsml("<remoteContent/>", "c")).encode())
    assert [(i.id, i.text) if isinstance(i, Report) else i.place for i in items] == [("a", TEXT), ("b", TEXT), "item 3"]


def test_damaged_newsml() -> None:
    first, second = read_bytes(make.newsmessage(make.newsml(), make.newsml(guid="b")).encode()[:-150])
    assert isinstance(first, Report) and isinstance(second, Problem)


def test_ninjs_as_lines_and_in_version_1() -> None:
    first = {"uri": "a", "body_text": BODY, "headline": TITLE, "versioncreated": "2024-03-05T10:00:00Z", "copyrightholder": "Вестник залива"}
    items = read_bytes(b"".join(json.dumps(n, ensure_ascii=False).encode() + b"\n" for n in (make.NINJS, first)))
    assert [(i.text, i.outlet, i.published) for i in items if isinstance(i, Report)] == [(TEXT, "Вестник залива", "2024-03-05")] * 2


# --- tables ----------------------------------------------------------------------------------------------------------
def test_columns_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b,text\nтело,2024-03-05,не то\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"a": "тело", "b": 1709618400, "text": "не то"}\n', encoding="utf-8")
    (tmp_path / "a.parquet").write_bytes(table({"a": "тело", "b": "2024-03-05", "text": "не то"}))
    items = list(read_all([str(tmp_path / f"a.{e}") for e in ("csv", "jsonl", "parquet")], columns=mapping("text=a,published=b")))
    assert [(i.text, i.published) for i in items if isinstance(i, Report)] == [("тело", "2024-03-05")] * 3


@pytest.mark.parametrize("text", ["text", "text=", "words=a", ""])
def test_bad_names_of_columns(text: str) -> None:
    with pytest.raises(BadColumns):
        mapping(text)


def test_broken_rows_cost_themselves() -> None:
    items = read_bytes(f"id,text\n1,а\n2\n3,б,в\n\n4,\n5,г\n6,{'д' * 5_000_000}\n7,е\n".encode(), "x.csv")
    assert [i.id if isinstance(i, Report) else i.place for i in items] == ["1", "row 3", "row 4", "row 6", "5", "row 8", "7"]


def test_tables_without_texts() -> None:
    assert "no column holds the texts" in problem(b"a,b\n1,2\n", "x.csv").what
    assert "no column holds the texts" in problem(table({"a": 1})).what
    assert "damaged" in problem(table({"text": "а"})[:-10]).what


def test_ledgers_in_parquet_are_read_again(tmp_path: Path) -> None:
    from letopis import read
    from letopis.bulk.schema import rows

    parquet.write_table(rows([(0, read(Report("x", TEXT, published="2024-03-05")).to_dict())]), tmp_path / "a.parquet")
    (item,) = read_all([str(tmp_path / "a.parquet")])
    assert isinstance(item, Report) and (item.id, item.text, item.published) == ("x", TEXT, "2024-03-05")


@pytest.mark.slow
def test_a_line_of_200_megabytes_costs_itself() -> None:
    first, second, third = read_bytes(make.jsonl(1) + b'{"text": "' + b"x" * 200_000_000 + b'"}\n' + make.jsonl(1))
    assert isinstance(first, Report) and isinstance(second, Problem) and isinstance(third, Report)


# --- damaged anyhow --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "data", [make.docx()[:-30], make.docx(xml="<w:document"), make.pdf([TITLE])[:80], make.pdf([TITLE]).replace(b"/Kids", b"/Kuds"), b"%PDF-1.7"]
)
def test_damaged_documents(data: bytes) -> None:
    for item in read_bytes(data):
        assert isinstance(item, Problem) and item.mend
