"""What a page of an archive costs before it is read: out of the WARC, its article found, its language told. Processor time, milliseconds a page.

usage: python bench/pages.py [--pages N] [--kilobytes N]

Pages are made up: an article of ../shared/bench/news.jsonl (else of the samples) among menus, lists of links and scripts as outlets have them.
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from letopis.formats import Raw
from letopis.formats.raw import opened
from letopis.formats.source import Source
from letopis.formats.warc import read_warc
from letopis.model import Report
from letopis.screening import unreadable
from scaling import texts

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.formats import makers

FOREIGN = "The mayor of the harbour town said on Tuesday that the first ferry had arrived and that more would follow in the spring. " * 20


def page(text: str, kilobytes: int) -> str:
    """`text` as the article of a page of about so many kB."""
    links = "".join(f'<li class="item"><a href="/news/{n}" title="{n}">Новость дня {n}: мост откроют осенью</a></li>' for n in range(kilobytes * 3))
    script = "<script>var data = [" + ",".join(f'{{"id":{n},"kind":"teaser"}}' for n in range(kilobytes * 15)) + "];</script>"
    whole = makers.page(paragraphs=text.split("\n"))
    return whole.replace("<aside>", f"<aside><ul>{links}</ul>").replace("</body>", f"{script}</body>")


def measure(pages: int, kilobytes: int) -> dict[str, float]:
    """Step -> milliseconds a page."""
    made = [page(text, kilobytes).encode() for text in islice(texts(pages), pages)]
    archive = b"".join(gzip.compress(makers.warc_record(n, body)) for n, body in enumerate(made))
    start = time.process_time()
    raw = [item for item in read_warc(Source("x", io.BufferedReader(io.BytesIO(archive)))) if isinstance(item, Raw)]
    out = time.process_time()
    found = [item for item in map(opened, raw) if isinstance(item, Report)]
    made_out = time.process_time()
    for report in found:
        unreadable(report.text, "ru")
    told = time.process_time()
    for _ in found:
        unreadable(FOREIGN, "ru")
    foreign = time.process_time()
    names = ("out of the archive", "the article found", "the language told, Russian", "the language told, English")
    spent = (out - start, made_out - out, told - made_out, foreign - told)
    print(
        f"{len(made)} pages of {sum(map(len, made)) / len(made) / 1000:.0f} kB, {len(archive) / len(made) / 1000:.0f} kB packed; {len(found)} with an article"
    )
    return {name: seconds / len(made) * 1000 for name, seconds in zip(names, spent, strict=True)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--kilobytes", type=int, default=100)
    options = parser.parse_args(arguments)
    for name, milliseconds in measure(options.pages, options.kilobytes).items():
        print(f"{name}: {milliseconds:.2f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
