"""Fetches one page of the web, when the user names its address. Nothing else in the library opens a connection."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass

from letopis.formats.limits import LONGEST_PAGE

TIMEOUT = 20.0
"""Seconds without an answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the address after redirections, the bytes, and the encoding that the server claims."""

    url: str
    data: bytes
    charset: str | None


def fetch(url: str) -> Page:
    """The page at `url`; raises OSError (of which urllib's errors are)."""
    from letopis import __version__

    request = urllib.request.Request(url, headers={"User-Agent": f"letopis/{__version__}", "Accept": "text/html,*/*;q=0.5"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            data = answer.read(LONGEST_PAGE + 1)
            return Page(answer.url, data, answer.headers.get_content_charset())
    except ValueError as error:  # no address at all, or a broken answer
        raise OSError(f"no page there: {error}") from None
