"""Whole files of every format, and the words that mean something in them: what generated inputs are made from."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping

import pyarrow as pa
import zstandard
from pyarrow import parquet

from tests.formats import makers as make

HEAD = (
    '<meta property="article:published_time" content="2024-03-05T23:30:00+03:00"><meta charset="windows-1251">'
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-05","author":{"name":"Береговой"}}</script>'
)
ROWS: list[dict[str, object]] = [
    {"id": n, "text": make.TEXT, "title": make.TITLE, "date": "2024-03-05", "source": "Вестник залива", "url": f"https://vestnik.example/{n}"}
    for n in range(3)
]
LEDGER = {"ledger": 1, "report": {"id": "r1", "text": make.TEXT, "published": "2024-03-05", "published_basis": "inferred"}}
NINJS_1 = {
    "uri": "urn:vestnik:2",
    "body_html": f"<p>{make.BODY}</p>",
    "headline": make.TITLE,
    "versioncreated": "2024-03-05T10:00:00Z",
    "copyrightholder": "Вестник",
}
POSTS = [
    make.post(1, [{"type": "bold", "text": make.TITLE}, f"\n\n{make.BODY}"], forwarded_from="Порт"),
    make.post(2, make.BODY, entities=[{"offset": 0, "length": 8, "type": "bold"}]),
    {"id": 3, "type": "service", "action": "join"},
]
ACCOUNT = {"about": "x", "chats": {"list": [make.telegram(POSTS), make.telegram(POSTS[:1], "Другой")]}}

VALUES: Mapping[str, tuple[object, ...]] = {
    "telegram": (make.telegram(POSTS), ACCOUNT),
    "jsonl": ([*ROWS, make.NINJS, NINJS_1, LEDGER],),
    "json": (ROWS, ROWS[0], make.NINJS, NINJS_1, LEDGER),
    "parquet": (ROWS, [LEDGER, LEDGER]),
}
"""Formats of values: generated inputs change these values, too, and not only the bytes."""


def packed(form: str, value: object) -> bytes:
    """`value` as a file of the format."""
    if form == "parquet":
        out = io.BytesIO()
        rows = value if isinstance(value, list) else [value]
        parquet.write_table(pa.Table.from_pylist([r for r in rows if isinstance(r, dict)]), out)
        return out.getvalue()
    if form == "jsonl":
        return b"".join(_json(v) + b"\n" for v in (value if isinstance(value, list) else [value]))
    return _json(value)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


_PAGE = make.page(HEAD, "<time>5 марта 2024</time>").encode()
_WARC = [make.warc_record(n, _PAGE if n else make.page(HEAD).encode("cp1251"), more="Content-Encoding: identity\r\n") for n in range(2)]
_CHUNKED = make.warc_record(3, b"5\r\n<html\r\n3\r\n><p\r\n0\r\n\r\n", more="Transfer-Encoding: chunked\r\n")
FILES: Mapping[str, tuple[bytes, ...]] = {
    "txt": (make.TEXT.encode(), make.TEXT.encode("cp1251"), make.TEXT.encode("koi8-r", "replace"), make.TEXT.encode("utf-16")),
    "html": (_PAGE, make.page(HEAD).encode("cp1251"), make.page(HEAD, "<p class=date>05.03.2024, 10:30</p>").encode("utf-16")),
    "feed": (make.rss(make.rss_item(1), make.rss_item(2)).encode(), make.rss(make.rss_item()).encode("cp1251"), make.ATOM.encode()),
    "warc": (b"".join([*_WARC, _CHUNKED]), b"".join(gzip.compress(r, 1) for r in _WARC)),
    "newsml": (make.newsml().encode(), make.newsmessage(make.newsml(), make.newsml(guid="b")).encode()),
    "docx": (make.docx(), make.docx(title=None)),
    "pdf": (make.pdf([make.TITLE, "", *make.PARAGRAPHS]),),
    "csv": (
        ("id;headline;body;date\n" + f'1;{make.TITLE};"{make.BODY}";05.03.2024\n' * 3).encode("cp1251"),
        ("text,title\n" + f'"{make.BODY}",{make.TITLE}\n' * 2).encode(),
        ("text\ttitle\n" + f'"{make.BODY}"\t{make.TITLE}\n' * 2).encode("utf-16"),
    ),
    **{form: tuple(packed(form, v) for v in values) for form, values in VALUES.items()},
    "packed": (
        gzip.compress(make.TEXT.encode(), 1),
        zstandard.ZstdCompressor().compress(make.TEXT.encode() * 3),
        _zipped(a_txt=make.TEXT.encode(), b_html=_PAGE, c_jsonl=make.jsonl(2)),
        _zipped(a_gz=gzip.compress(make.jsonl(2)), b_zip=_zipped(a_txt=b"x")),
    ),
}
"""Format -> files of it. `packed` stands for what is unpacked first."""

WORDS: Mapping[str, tuple[bytes, ...]] = {
    form: tuple(words.split(b"  "))
    for form, words in {
        "txt": b"\xef\xbb\xbf  \xff\xfe  \x00  \xe2\x80\xa8  \xc2\x85  \r  \xd0  \xff\xff\xff",
        "html": b"<article>  </p>  <p>  <div  <!--  -->  <script>  <![CDATA[  &#0;  &#x110000;  &nbsp  charset='utf-7'  <base href=//[>  <meta charset='idna'>"
        b"  <time datetime=  <table><tr><td>  <svg><p>  \x00  13 \xd0\xbc\xd0\xb0\xd1\x8f 20024  <?xml version='1.0'  <html xml:lang=",
        "feed": b"<item>  </item>  <![CDATA[  ]]>  &amp;  &lt;  &#xD800;  <!DOCTYPE x [<!ENTITY a 'b'>]>  &a;  encoding='utf-16'  encoding='x'  <pubDate>  -0000"
        b"  99:99:99  <guid isPermaLink=  <georss:point>1 2  <media:content url=  xml:base='http://[x'  <enclosure/>  <source>",
        "warc": b"WARC/1.0\r\n  \r\n\r\n  Content-Length: -1\r\n  Content-Length: 99999999999999999999\r\n  Content-Encoding: gzip\r\n  Content-Encoding: br\r\n"
        b"  Transfer-Encoding: chunked\r\n  WARC-Type: response\r\n  HTTP/1.1 200\r\n  charset=\xff  \x1f\x8b\x08  ffffffff\r\n  WARC-Target-URI: http://[\r\n",
        "telegram": b"""'messages': [  "text":   [  {  }  null  "name": {  "type": "message"  1e999  "\\ud800"  "list": [""",
        "newsml": b"<newsItem  </newsItem>  <contentSet>  encoding='base64'  &#0;  <inlineData>  xmlns=''  <?xml?>  <!ENTITY  tag=''",
        "docx": b"word/document.xml  PK\x03\x04  PK\x01\x02  PK\x05\x06  \xff\xff\xff\xff",
        "pdf": b"obj  endobj  stream  endstream  /Length 9999999999  /Kids [3 0 R 2 0 R]  /Filter /FlateDecode  /Count -1  xref  /Encrypt 1 0 R  /Parent 3 0 R  BT"
        b"  Tj  beginbfrange <00> <ffffffff> <0000>  /Contents [4 0 R 4 0 R]  <<  >>  /Prev 9  /Type /XRef /W [1 2 1]  5 0 R  /Predictor 15 /Columns 999999999"
        b"  /Filter [/ASCII85Decode /LZWDecode /RunLengthDecode]",
        "csv": b'"  ""  ;  \t  \n  \r  \r\n  \x00  |  \xd1\x82\xd0\xb5\xd0\xba\xd1\x81\xd1\x82',
        "jsonl": b"""\n  {  }  "text":   null  NaN  1e999  "\\ud800"  "report": {  \xe2\x80\xa8  "published": 1e300  """
        + b"9" * 5000
        + b"  "
        + b"[" * 3000,
        "json": b"""{  }  "text":   null  NaN  1e999  "\\udfff"  "report": []  "bodies": {}  """ + b"9" * 5000 + b"  " + b"[" * 3000,
        "parquet": b"PAR1  \x15\x04  \xff\xff\xff\x7f  \x00\x00\x00\x80",
        "packed": b"\x1f\x8b\x08  \x28\xb5\x2f\xfd  PK\x03\x04  PK\x01\x02  PK\x05\x06  \xff\xff\xff\xff  \x00\x00\x00\x00",
    }.items()
}
"""Format -> words that its readers know, and what they trip over."""
