"""Files of every format, made for the tests out of one report; all names and places are invented."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

TITLE = "Ледокол вышел в море"
PARAGRAPHS = (
    "Губернатор Илья Береговой сообщил, что ледокол «Заря» вышел из порта в пятницу, на день раньше срока.",
    "По словам капитана, рейс продлится две недели: «Мы вернёмся с грузом к концу месяца», — сказал он на причале.",
    "Власти Приморска ждут возвращения ледокола в апреле, рассказали в администрации порта.",
)
BODY = "\n".join(PARAGRAPHS)
TEXT = f"{TITLE}\n\n{BODY}"


def page(head: str = "", date: str = "", paragraphs: Sequence[str] = PARAGRAPHS, title: str = TITLE) -> str:
    """A page as outlets make them: menus, article, sidebar, footer."""
    words = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    return f"""<!doctype html>
<html lang="ru"><head><title>{title} — Вестник залива</title><meta property="og:title" content="{title}">
<meta property="og:site_name" content="Вестник залива">{head}</head>
<body><nav><ul><li><a href="/">Главная</a></li><li><a href="/sport">Спорт</a></li><li><a href="/ads">Реклама</a></li></ul></nav>
<main><article><h1>{title}</h1>{date}{words}</article></main>
<aside><h3>Читайте также</h3><ul><li><a href="/a">Мост откроют осенью</a></li><li><a href="/b">Погода на завтра</a></li></ul></aside>
<footer>© Вестник залива, 2011–2025. Все права защищены.</footer><script>var a = "<p>код</p>";</script></body></html>"""


def warc_record(number: int, body: bytes, kind: str = "text/html", length: object = None, status: str = "200 OK", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode()
    block = head + body
    lines = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: https://vestnik.example/2024/03/05/{number}.html",
        "WARC-Date: 2024-03-06T00:00:00Z",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def rss(*items: str, title: str = "Вестник залива") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{title}</title><link>https://vestnik.example/</link>{"".join(items)}</channel></rss>'


def rss_item(number: int = 1, date: str = "Tue, 05 Mar 2024 00:30:00 +0300", text: str = BODY) -> str:
    words = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in text.split("\n"))
    return (
        f"<item><title>{TITLE}</title><link>https://vestnik.example/{number}</link><pubDate>{date}</pubDate><description>{words}</description></item>"
    )


ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Вестник залива</title>
<entry><id>tag:vestnik,2024:1</id><title>{TITLE}</title><link href="https://vestnik.example/1"/><updated>2024-03-06T10:00:00+03:00</updated>
<published>2024-03-05T10:00:00+03:00</published><summary>Коротко.</summary>
<content type="html">{"".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in PARAGRAPHS)}</content></entry></feed>"""


def telegram(messages: Sequence[Any], name: str = "Маяк залива") -> dict[str, Any]:
    return {"name": name, "type": "public_channel", "id": 77, "messages": list(messages)}


def post(number: int, text: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2024-03-05T09:00:00",
        "date_unixtime": "1709618400",
        "from": "Маяк залива",
        "from_id": "channel77",
        "text": text,
        **more,
    }


NINJS = {
    "uri": "urn:vestnik:1",
    "standard": {"name": "ninjs", "version": "2.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"},
    "firstcreated": "2024-03-05T10:00:00+03:00",
    "versioncreated": "2024-03-06T10:00:00+03:00",
    "language": "ru-RU",
    "headlines": [{"role": "short", "value": "Ледокол"}, {"role": "main", "value": TITLE}],
    "bodies": [{"role": "main", "contenttype": "text/html", "value": "".join(f"<p>{p}</p>" for p in PARAGRAPHS)}],
    "infosources": [{"name": "Порт", "role": "origin"}, {"name": "Вестник залива", "role": "provider"}],
}


def newsml(body: str | None = None, guid: str = "urn:vestnik:1") -> str:
    inner = (
        body
        or f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</body></html></inlineXML>'
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="1" standard="NewsML-G2" standardversion="2.33">
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:vestnik"><name>Вестник залива</name></provider>
<versionCreated>2024-03-06T10:00:00+03:00</versionCreated></itemMeta>
<contentMeta><contentCreated>2024-03-05T10:00:00+03:00</contentCreated><language tag="ru"/><headline>{TITLE}</headline></contentMeta>
<contentSet>{inner}</contentSet></newsItem>"""


def newsmessage(*items: str) -> str:
    inner = "".join(i.split("?>", 1)[1] for i in items)
    return f'<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet><packageItem guid="p"/>{inner}</itemSet></newsMessage>'


def docx(paragraphs: Sequence[str] = PARAGRAPHS, title: str | None = TITLE, xml: str | None = None) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    heading = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>' if title else ""
    words = "".join(f'<w:p><w:r><w:t xml:space="preserve">{p[:20]}</w:t></w:r><w:r><w:t>{p[20:]}</w:t></w:r></w:p>' for p in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types/>')
        archive.writestr(
            "word/document.xml", xml or f'<?xml version="1.0" encoding="UTF-8"?><w:document {space}><w:body>{heading}{words}</w:body></w:document>'
        )
    return out.getvalue()


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF of one page, its letters named by a table of our own (each letter one byte)."""
    letters = sorted(set("".join(lines)))
    code = {c: n + 1 for n, c in enumerate(letters)}
    shown = "".join(f"<{bytes(code[c] for c in line).hex()}> Tj 0 -14 Td\n" for line in lines)
    stream = f"BT /F1 12 Tf 40 700 Td\n{shown}ET".encode()
    pairs = "".join(f"<{n:02x}> <{c.encode('utf-16-be').hex()}>\n" for c, n in code.items())
    cmap = f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(code)} beginbfchar\n{pairs}endbfchar endcmap end".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(cmap), cmap),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def jsonl(count: int) -> bytes:
    return b"".join(json.dumps({"id": f"r{n}", "text": TEXT, "published": "2024-03-05"}, ensure_ascii=False).encode() + b"\n" for n in range(count))
