"""What a web page may do and to whom it answers. All limits are here, each with its reason."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, letters, seconds and counts beyond which a request is refused."""

    body: int = 4_200_000
    """Bytes of a request: the longest report that the formats take (4 MB), and its form."""
    head_s: float = 20.0
    """Seconds for the head of a request, from its first byte."""
    piece_s: float = 30.0
    """Seconds between two pieces of a request."""
    body_s: float = 300.0
    """Seconds for all of a request: 4 MB over 100 kbit/s."""
    letters: int = 200_000
    """Letters of a text to read on the spot: six times the longest report met."""
    reading_s: float = 60.0
    """Seconds for one text; the longest real report takes under 2."""
    memory: int = 3 << 30
    """Bytes that reading may take beyond what the models need; the longest real report takes 0.3 GB."""
    waiting: int = 8
    """Texts that may wait for the reader; the next is told to come back."""
    reports: int = 200
    """Reports of one uploaded file; more is work for `letopis add`."""
    fetch_s: float = 15.0
    """Seconds for fetching a page, all redirects together."""
    fetch: int = 4_000_000
    """Bytes of a fetched page."""
    query: int = 4_000
    """Bytes of a query string: no browser's form is longer."""
    values: int = 40
    """Values of all filters together."""
    rows: int = 500
    """Rows of one page."""
    tries: int = 10
    """Wrong passwords from one address within a minute."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`hosts` are the names that the page answers to; without `users` everybody who reaches it is `author`, which only loopback allows.

    `users` maps names to hashed passwords (`users.hashed`). `writes` false makes a page to read only. `secret` signs forms; workers share it.
    """

    hosts: tuple[str, ...] = LOOPBACK
    users: Mapping[str, str] | None = None
    author: str = "local"
    writes: bool = True
    secure: bool = False
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    limits: Limits = field(default_factory=Limits)
