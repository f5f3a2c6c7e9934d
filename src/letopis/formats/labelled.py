"""Decodes bytes that come with a claim about their encoding, which may be wrong: pages, feeds."""

from __future__ import annotations

import codecs
import re

from letopis.formats.encoding import decode, encoding_of, likeness

CLAIM = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
NEAR_START = 4096
"""Bytes in which a document makes the claim, if it does."""
BETTER = 0.3
"""By how much more a text must read like Russian in another encoding than in the one that is claimed (prose has about 1)."""


def text_of(data: bytes, claimed: str | None = None) -> str:
    """`data` as text. UTF-8 shows itself; among others the claim counts (`claimed`, else the document's own), unless it makes junk of Russian."""
    found = encoding_of(data)
    if found and found.startswith("utf"):
        decoded = decode(data, found)
        return decoded.text if decoded else ""
    label = _known(claimed) or _known(_own(data))
    if label is None:
        return data.decode(found or "latin-1", "replace")
    text = data.decode(label, "replace")
    if found is None:
        return text
    other = data.decode(found, "replace")
    return other if likeness(other[:20_000]) > likeness(text[:20_000]) + BETTER else text


def _own(data: bytes) -> str | None:
    match = CLAIM.search(data[:NEAR_START])
    return match[1].decode("ascii") if match else None


def _known(name: str | None) -> str | None:
    """A codec that makes text, by its name."""
    if not name:
        return None
    try:
        "x".encode(name)
        return codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        return None
