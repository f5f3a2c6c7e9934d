"""Users of a web page that is open to a network: a file of names and hashed passwords, and the check of HTTP Basic credentials.

A line of the file is `name:scrypt$SALT$HASH`; `letopis serve --add-user NAME --users FILE` writes one and prints the password once.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

SCHEME = "scrypt"
N, R, P = 2**14, 8, 1
"""Cost of scrypt as RFC 7914 advises for interactive use: 16 MB and some 50 ms."""
MINUTE_S = 60.0
REMEMBERED = 256
NOBODY = f"{SCHEME}$AAAA$AAAA"


class BadUsers(ValueError):
    """A user file that cannot be used; the message says why."""


def hashed(password: str, salt: bytes | None = None) -> str:
    salt = secrets.token_bytes(16) if salt is None else salt
    digest = hashlib.scrypt(password.encode(), salt=salt, n=N, r=R, p=P)
    return "$".join((SCHEME, base64.b64encode(salt).decode(), base64.b64encode(digest).decode()))


def fits(password: str, stored: str) -> bool:
    scheme, _, rest = stored.partition("$")
    salt = base64.b64decode(rest.partition("$")[0])
    return scheme == SCHEME and hmac.compare_digest(hashed(password, salt).encode(), stored.encode())


def read_users(path: Path) -> dict[str, str]:
    """Name -> hashed password. Raises `BadUsers`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadUsers(f"{path}: cannot be read ({error.strerror}); `letopis serve --add-user NAME --users {path}` makes it") from error
    users: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, stored = line.strip().partition(":")
        if not name or not stored.startswith(f"{SCHEME}$") or stored.count("$") != 2:
            raise BadUsers(f"{path}:{number}: a line is name:scrypt$SALT$HASH; `letopis serve --add-user NAME --users {path}` writes one")
        users[name] = stored
    if not users:
        raise BadUsers(f"{path}: there is no user in it; `letopis serve --add-user NAME --users {path}` adds one")
    return users


def add_user(path: Path, name: str) -> str:
    """Add a user with a new password to the file, which only its owner may read; returns the password."""
    if not name.strip() or ":" in name or not name.isprintable() or name.startswith("#"):
        raise BadUsers(f"{name!r} is no name for a user: letters and digits, without a colon")
    password = secrets.token_urlsafe(18)
    path.touch(mode=0o600, exist_ok=True)
    known = [line for line in path.read_text(encoding="utf-8").splitlines() if line.partition(":")[0] != name]
    path.write_text("\n".join([*known, f"{name}:{hashed(password)}"]) + "\n", encoding="utf-8")
    return password


class Doorkeeper:
    """Knows who sends a request. Right credentials are remembered by their MAC, as scrypt is slow on purpose; wrong ones are counted."""

    def __init__(self, users: Mapping[str, str], secret: bytes, tries: int) -> None:
        self._users = users
        self._secret = secret
        self._tries = tries
        self._right: dict[bytes, str] = {}
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)
        self._lock = Lock()

    def who(self, authorization: str, address: str) -> str | None:
        """The user of an `Authorization` header, None if there is none. Raises `PermissionError` after too many wrong tries."""
        mac = hmac.digest(self._secret, authorization.encode(), "sha256")
        if (known := self._right.get(mac)) is not None:
            return known
        name, password = _credentials(authorization)
        if not password:
            return None
        self._count(address, 0)
        if fits(password, self._users.get(name, NOBODY)):
            with self._lock:
                while len(self._right) >= REMEMBERED:
                    del self._right[next(iter(self._right))]
                self._right[mac] = name
            return name
        self._count(address, 1)
        return None

    def _count(self, address: str, more: int) -> None:
        now = time.monotonic()
        with self._lock:
            while len(self._wrong) > REMEMBERED:
                del self._wrong[next(iter(self._wrong))]
            tries = self._wrong[address]
            while tries and tries[0] < now - MINUTE_S:
                tries.popleft()
            tries.extend([now] * more)
            if len(tries) > self._tries:
                raise PermissionError


def _credentials(authorization: str) -> tuple[str, str]:
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(given.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password
