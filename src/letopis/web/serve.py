"""The command `letopis serve`: where it listens, to whom it answers, and until when."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import ipaddress
import multiprocessing
import os
import signal
import socket
import sys
import threading
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

import uvicorn

from letopis.keeping.places import LateMorphology
from letopis.store import LedgerError, open_ledger
from letopis.store.arrays import Arrays
from letopis.web.app import WebPage, make_app
from letopis.web.options import PORT
from letopis.web.patience import patient_for
from letopis.web.settings import LOOPBACK, Limits, Settings
from letopis.web.share import Share
from letopis.web.users import BadUsers, add_user, read_users

OK, PROBLEMS, USAGE = 0, 1, 2
BACKLOG = 128
CONCURRENT = 200
"""Requests at once; the next are told to come back."""
KEPT_ALIVE_S = 15
GRACE_S = 3
SWITCH_S = 0.001
"""Seconds after which a thread that computes lets another one go on: an answer that is ready should not wait for one that is being made."""


class BadPlace(ValueError):
    """The page may not listen there; the message says why."""


def serve(options: argparse.Namespace) -> int:
    """``letopis serve``."""
    try:
        if options.add_user:
            return _added(options)
        settings = settings_of(options)
        listening = listening_at(options.host, options.port)
    except (BadUsers, BadPlace) as error:
        sys.stderr.write(f"letopis serve: {error}\n")
        return USAGE
    try:
        with listening:
            return _run(options.ledger, settings, options.workers, listening)
    except LedgerError as error:
        sys.stderr.write(f"letopis serve: {error}\n")
        return PROBLEMS


def _added(options: argparse.Namespace) -> int:
    if not options.users:
        raise BadUsers("--add-user needs --users FILE, where the user is written")
    password = add_user(Path(options.users), options.add_user)
    sys.stdout.write(f"{options.add_user}: the password is {password}\nIt is shown this once; {options.users} holds only its hash.\n")
    return OK


def settings_of(options: argparse.Namespace) -> Settings:
    """Raises `BadPlace` where the page would be open to a network without users."""
    users = read_users(Path(options.users)) if options.users else None
    if users is None and not is_loopback(options.host):
        raise BadPlace(f"{options.host} is open to a network: that needs --users FILE; `letopis serve --add-user NAME --users FILE` makes one")
    own = () if options.host in {"0.0.0.0", "::", ""} else (f"[{options.host}]" if ":" in options.host else options.host,)
    return Settings(
        hosts=tuple(dict.fromkeys((*LOOPBACK, *own, *(options.host_name or ())))),
        users=users,
        author=_user(),
        writes=not options.read_only,
        secure=options.secure_cookies,
    )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def listening_at(host: str, port: int | None) -> socket.socket:
    """A socket at the port that was asked for, else at the usual one, else at any."""
    if port is not None:
        return bound(host, port)
    try:
        return bound(host, PORT)
    except BadPlace:
        return bound(host, 0)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one. Raises `BadPlace`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle's algorithm on: 40 ms for each answer
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host.strip("[]"), port))
        made.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        made.close()
        why = getattr(error, "strerror", None) or error
        raise BadPlace(f"cannot listen at {host} port {port} ({why}): choose another with --port, 0 is any free one") from error
    return made


def address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _run(target: str, settings: Settings, workers: int, listening: socket.socket) -> int:
    """Serve until interrupted. Of several workers one is this process; the others end with it, and get the columns that it has read."""
    context = multiprocessing.get_context("spawn")
    signal.signal(signal.SIGTERM, _ended)
    others: list[SpawnProcess] = []
    held = context.RawArray("i", workers)
    with open_ledger(target, LateMorphology(), writes=settings.writes) as ledger:  # errors are told before anything is promised
        sys.stdout.write(f"Letopis: {address(listening)} (Ctrl-C ends it)\n")
        sys.stdout.flush()
        columns = ledger.columns()
        try:
            for number in range(1, workers):
                others.append(context.Process(target=_work, args=(target, settings, listening, columns.arrays, Share(held, number))))
                others[-1].start()
            _serve(make_app(ledger, settings, columns), listening, Share(held, 0), settings.limits)
        finally:
            for other in others:
                other.terminate()
    return OK


def _ended(number: int, frame: object) -> None:
    """Leaves by way of every `finally`."""
    raise SystemExit(OK)


def _follow_parent() -> None:
    """A worker ends when the process that started it is gone, however that came."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def _work(target: str, settings: Settings, listening: socket.socket, arrays: Arrays, share: Share) -> None:
    """One of the other processes."""
    threading.Thread(target=_follow_parent, daemon=True).start()
    with open_ledger(target, LateMorphology(), writes=settings.writes) as ledger:
        _serve(make_app(ledger, settings, ledger.columns(arrays)), listening, share, settings.limits)


def _serve(app: WebPage, listening: socket.socket, share: Share, limits: Limits) -> None:
    """Answer until interrupted."""
    config = uvicorn.Config(
        share.fair(app),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONCURRENT,
        timeout_keep_alive=KEPT_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        callback_notify=share.note,
        timeout_notify=1,
        ws="none",
        http=patient_for(limits.head_s),
        lifespan="off",
    )
    server = uvicorn.Server(config)
    share.of(server)
    sys.setswitchinterval(SWITCH_S)
    try:
        asyncio.run(server.serve([listening]))
    except KeyboardInterrupt:
        pass
    finally:
        app.close()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return os.environ.get("USER", "local")
