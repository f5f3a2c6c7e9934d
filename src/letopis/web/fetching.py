"""Fetches a page for the ledger, and nothing else: only http and https, only public addresses, only so much, only so long.

A name is looked up once and the connection goes to the very address that was checked, so that a name that changes its address between the check
and the connection (DNS rebinding) gains nothing. Every redirect is checked anew. No proxy, no cookies, no credentials are used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from letopis import __version__
from letopis.formats.encoding import decode
from letopis.web.htmltext import Article, article
from letopis.web.settings import Limits

REDIRECTS = 4
PORTS = {"http": 80, "https": 443}
BLOCK = 65_536
TYPES = ("text/html", "application/xhtml+xml", "text/plain")


class CannotFetch(Exception):
    """The page was not fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: `address` was looked up and found public."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def fetched(url: str, limits: Limits) -> Article:
    """The words of the page at `url`. Raises `CannotFetch`."""
    deadline = time.monotonic() + limits.fetch_s
    for _ in range(REDIRECTS + 1):
        target = checked(url)
        try:
            where, content, kind = _get(target, limits, deadline)
        except (OSError, http.client.HTTPException, ssl.SSLError) as error:
            raise CannotFetch(f"it does not answer ({type(error).__name__})") from error
        if where is None:
            return _read(url, content, kind)
        url = urljoin(url, where)
    raise CannotFetch(f"it leads on more than {REDIRECTS} times")


def checked(url: str) -> Target:
    """The target of an address that may be fetched. Raises `CannotFetch`."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise CannotFetch("this is no address") from error
    if parts.scheme not in PORTS:
        raise CannotFetch("only http and https are fetched")
    if parts.username or parts.password:
        raise CannotFetch("an address with a name and password is not fetched")
    if not parts.hostname or not url.isprintable() or " " in url:
        raise CannotFetch("this is no address")
    if port != PORTS[parts.scheme]:
        raise CannotFetch("only the usual ports 80 and 443 are fetched from")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port, path, public_address(parts.hostname, port))


def public_address(host: str, port: int) -> str:
    """An address of `host`, if all that it has are public. Raises `CannotFetch`."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host.encode("idna").decode(), port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise CannotFetch("there is no such host") from error
    if not found or not all(is_public(a) for a in found):
        raise CannotFetch("the host is in a private network, which is not fetched from")
    return sorted(found, key=lambda a: ":" in a)[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; what wraps another (IPv4 in IPv6, NAT64, 6to4, Teredo) is judged by both."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None and not inner.is_global:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def _get(target: Target, limits: Limits, deadline: float) -> tuple[str | None, bytes, str]:
    """Where a redirect leads (or None), the content, its type."""
    connection = _connect(target, deadline)
    try:
        host = target.host.encode("idna").decode()
        path = target.path.encode("ascii", "ignore").decode() if target.path.isascii() else _quoted(target.path)
        connection.request(
            "GET", path, headers={"Host": host, "User-Agent": f"letopis/{__version__}", "Accept": ", ".join(TYPES), "Accept-Encoding": "identity"}
        )
        answer = connection.getresponse()
        if answer.status in {301, 302, 303, 307, 308}:
            return answer.getheader("Location") or "", b"", ""
        if answer.status != 200:
            raise CannotFetch(f"it answers with status {answer.status}")
        kind = (answer.getheader("Content-Type") or "text/html").lower()
        if kind.partition(";")[0].strip() not in TYPES:
            raise CannotFetch(f"it is no page of text but {kind.partition(';')[0][:60]}")
        if (answer.getheader("Content-Encoding") or "identity") != "identity":
            raise CannotFetch("it comes compressed, though that was not asked for")
        return None, _body(answer, limits, deadline), kind
    finally:
        connection.close()


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?&=%+:;,@!$'()*~-._")


def _body(answer: http.client.HTTPResponse, limits: Limits, deadline: float) -> bytes:
    out = bytearray()
    while block := answer.read1(BLOCK):
        out += block
        if len(out) > limits.fetch:
            raise CannotFetch(f"it is longer than {limits.fetch // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise CannotFetch(f"it takes longer than {limits.fetch_s:.0f} seconds")
    return bytes(out)


def _connect(target: Target, deadline: float) -> http.client.HTTPConnection:
    """A connection to the very address that was checked; TLS still proves the host's name."""
    left = max(0.1, deadline - time.monotonic())
    sock: socket.socket = socket.create_connection((target.address, target.port), timeout=left)
    connection = http.client.HTTPConnection(target.host, target.port, timeout=left)
    if target.scheme == "https":
        try:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=target.host)
        except BaseException:
            sock.close()
            raise
    connection.sock = sock
    return connection


def _read(url: str, content: bytes, kind: str) -> Article:
    charset = kind.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    decoded = decode(content, _known(charset)) if content else None
    if decoded is None:
        raise CannotFetch("its encoding is not known, or it is empty")
    if kind.startswith("text/plain"):
        return Article(url, None, decoded.text, None, None)
    return article(url, decoded.text)


def _known(charset: str | None) -> str | None:
    import codecs

    if not charset:
        return None
    try:
        return codecs.lookup(charset).name if charset.isascii() and len(charset) < 40 else None
    except LookupError:
        return None
