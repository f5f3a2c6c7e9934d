"""The attacks that the page must stand; docs/web.md lists them."""

from __future__ import annotations

import base64
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.routing import Route
from starlette.testclient import TestClient

from letopis.store import Ledger, Question
from letopis.web import fetching
from letopis.web.app import make_app, routes
from letopis.web.fetching import CannotFetch, checked, fetched, is_public
from letopis.web.forms import TOKEN
from letopis.web.options import add_serve
from letopis.web.patience import patient_for
from letopis.web.serve import BadPlace, bound, settings_of
from letopis.web.settings import Limits
from letopis.web.users import BadUsers, Doorkeeper, add_user, hashed, read_users
from tests.web.conftest import SETTINGS, token

GETS = [
    "/",
    "/ledger.json",
    "/timeline",
    "/compare",
    "/entities?name=Северия",
    "/reports",
    "/corrections",
    "/paste",
    "/add",
    "/help",
    "/openapi.json",
    "/nothing",
]
POSTS = sorted({r.path for r in routes() if isinstance(r, Route) and "POST" in (r.methods or ()) and r.path != "/look"})


def hostile_report(ledger: Ledger) -> str:
    return ledger.list(Question(type=("ASSAULT",), status=("happened",))).rows[0].report


def at(path: str) -> str:
    return path.replace("{uid}", "e" + "a" * 16)


# --- texts that would do something -----------------------------------------------------------------------------------
def test_texts_are_shown_as_text(page: TestClient, ledger: Ledger) -> None:
    html = page.get(f"/report/{hostile_report(ledger)}").text
    for path in ("/", "/timeline", "/compare?kind=event", "/reports"):
        html += page.get(path).text
    assert "&lt;script&gt;" in html
    assert not any(
        bad in html
        for bad in ("<script>alert", "<img src=x", "<svg/onload", "onerror=alert(2)>", 'href="javascript:', "\x00", "\u202e", "\u200f", "\u2066")
    )
    assert "⟨U+202E⟩" in html
    assert "␀" in html
    assert "{{ 7*7 }}" in html


def test_a_word_of_a_million_letters_is_whole(page: TestClient, ledger: Ledger) -> None:
    assert "щ" * 1_000_000 in page.get(f"/report/{hostile_report(ledger)}").text.replace("<wbr>", "")


def test_json_twins_are_not_html(page: TestClient, ledger: Ledger) -> None:
    answer = page.get(f"/report/{hostile_report(ledger)}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "\x00" in answer.json()["ledger"]["report"]["text"]


def test_cells_of_an_export_are_no_formulas(page: TestClient) -> None:
    assert ",'=cmd|" in page.get("/export.csv").text


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


# --- headers ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", GETS)
def test_every_answer_has_its_policy(page: TestClient, path: str) -> None:
    answer = page.get(path)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", [p for p in GETS if "json" not in p])
def test_no_page_has_inline_script_or_style(page: TestClient, path: str) -> None:
    found = Tags()
    found.feed(page.get(path).text)
    assert not [name for _, given in found.tags for name in given if name == "style" or name.startswith("on")]
    assert [given["src"][:8] for tag, given in found.tags if tag == "script"] == ["/static/"]
    assert not [tag for tag, _ in found.tags if tag in {"style", "iframe", "object", "embed", "base", "img"}]
    assert not [given for tag, given in found.tags if tag in {"script", "link"} and not (given.get("src") or given["href"]).startswith("/")]


def test_the_session_is_hidden_from_scripts_and_other_sites(page: TestClient) -> None:
    cookie = page.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


# --- who asks --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "testserver@evil.example"])
def test_other_host_names_are_refused(page: TestClient, host: str) -> None:
    assert page.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("path", POSTS)
def test_forms_from_elsewhere_are_refused(pages: Callable[..., TestClient], path: str) -> None:
    page, other = pages(), pages()
    fields = {"text": "Проба.", "reason": "x", "into": "x"}
    assert page.post(at(path), data=fields).status_code == 403
    assert page.post(at(path), data={**fields, TOKEN: "guessed"}).status_code == 403
    assert page.post(at(path), data={**fields, TOKEN: token(other)}).status_code == 403
    mine = {**fields, TOKEN: token(page)}
    assert page.post(at(path), data=mine, headers={"origin": "https://evil.example"}).status_code == 403
    assert page.post(at(path), data=mine, headers={"origin": "null"}).status_code == 403
    assert page.post(at(path), data=mine, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert page.post(at(path), json=mine).status_code == 415


@pytest.mark.parametrize("path", POSTS)
def test_nothing_is_done_by_looking(page: TestClient, path: str) -> None:
    before = page.get("/corrections.json").json()
    page.get(at(path))
    assert page.get("/corrections.json").json() == before


@pytest.mark.parametrize("path", POSTS)
def test_a_page_to_read_only_takes_nothing(pages: Callable[..., TestClient], path: str) -> None:
    page = pages(replace(SETTINGS, writes=False))
    assert page.post(at(path), data={TOKEN: "x"}).status_code == 403
    assert "/paste" not in page.get("/").text


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/x\r\nset-cookie: a=b", "/\t/evil"]
)
def test_nobody_is_led_away(page: TestClient, back: str) -> None:
    assert page.post("/look", data={"lang": "ru", "back": back}).headers["location"] == "/"


def test_only_known_choices_become_cookies(page: TestClient) -> None:
    assert "evil" not in str(page.post("/look", data={"lang": "evil; Domain=x", "theme": "evil"}).headers)


# --- users -----------------------------------------------------------------------------------------------------------
def basic(name: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def test_users_are_asked_and_wrong_ones_slowed_down(pages: Callable[..., TestClient]) -> None:
    page = pages(replace(SETTINGS, users={"анна": hashed("верно")}))
    assert page.get("/").status_code == 401
    assert page.get("/static/app.css").status_code == 401
    assert page.get("/", headers=basic("анна", "верно")).status_code == 200
    assert page.get("/", headers={"authorization": "Basic !!!"}).status_code == 401
    wrong = [page.get("/", headers=basic("анна", str(n))).status_code for n in range(SETTINGS.limits.tries + 2)]
    assert wrong[0] == 401
    assert wrong[-1] == 429
    assert page.get("/", headers=basic("анна", "верно")).status_code == 200, "who is known stays in"


def test_unknown_names_take_as_long_as_known_ones() -> None:
    door = Doorkeeper({"a": hashed("b")}, b"secret", 5)
    assert door.who(basic("nobody", "b")["authorization"], "1") is None


def options(*given: str) -> Any:
    import argparse

    parser = argparse.ArgumentParser()
    add_serve(parser.add_subparsers())
    return parser.parse_args(["serve", *given])


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_a_network_needs_users(host: str) -> None:
    with pytest.raises(BadPlace, match="--users"):
        settings_of(options("--host", host))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_loopback_needs_none(host: str) -> None:
    assert settings_of(options("--host", host)).users is None


def test_a_user_file(tmp_path: Path) -> None:
    path = tmp_path / "users"
    password = add_user(path, "анна")
    assert path.stat().st_mode & 0o077 == 0
    assert password not in path.read_text(encoding="utf-8")
    users = settings_of(options("--host", "0.0.0.0", "--users", str(path))).users
    assert users is not None
    assert Doorkeeper(users, b"s", 5).who(basic("анна", password)["authorization"], "1") == "анна"
    for bad in ("", "anna:plain\n", "anna\n", "anna:scrypt$\n"):
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(BadUsers):
            read_users(path)


# --- too much --------------------------------------------------------------------------------------------------------
def test_too_large_bodies_are_refused(pages: Callable[..., TestClient]) -> None:
    page = pages(replace(SETTINGS, limits=replace(SETTINGS.limits, body=10_000)))
    good = token(page)
    assert page.post("/paste", data={TOKEN: good, "text": "я" * 10_000}).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert page.post("/paste", content=pieces(), headers=kind).status_code == 413
    assert page.post("/paste", content=b"x", headers={**kind, "content-length": "-5"}).status_code in {400, 413}


def test_too_many_fields_and_files_are_refused(page: TestClient) -> None:
    good = token(page)
    assert page.post("/paste", data={TOKEN: good, **{f"f{n}": "x" for n in range(100)}}).status_code == 400
    files = [("file", (f"{n}.txt", b"x")) for n in range(5)]
    assert page.post("/add", data={TOKEN: good}, files=files).status_code == 400


def test_too_long_texts_are_not_read(pages: Callable[..., TestClient]) -> None:
    page = pages(replace(SETTINGS, limits=replace(SETTINGS.limits, letters=100)))
    assert page.post("/paste", data={TOKEN: token(page), "text": "Проба. " * 50}).status_code == 413


def test_too_long_queries_are_refused(page: TestClient) -> None:
    assert page.get("/?q=" + "a" * 5_000).status_code == 414
    assert page.get("/?q=" + "a" * 400).status_code == 400
    assert page.get("/?" + "&".join(f"outlet={n}" for n in range(60))).status_code == 400


@pytest.mark.slow
def test_a_text_that_takes_too_long_is_ended(pages: Callable[..., TestClient]) -> None:
    page = pages(replace(SETTINGS, limits=replace(SETTINGS.limits, reading_s=0.05)))
    answer = page.post("/paste", data={TOKEN: token(page), "text": "Министр заявил, что войска вышли. " * 4_000})
    assert answer.status_code == 422
    assert "longer than" in answer.text


# --- strange questions -----------------------------------------------------------------------------------------------
STRANGE = [
    '"',
    '""',
    "*",
    "-",
    "AND OR NOT",
    "NEAR(a b)",
    "tokens:x",
    "'; DROP TABLE entries; --",
    "\x00",
    "_all",
    "_kstatement",
    "^x",
    "(",
    "{}",
    "a*b*",
    "-" * 200,
    "ё\u0301",
    "😀",
    "\ud83d",
]


@pytest.mark.parametrize("typed", STRANGE)
def test_strange_words_are_words(page: TestClient, typed: str) -> None:
    assert page.get("/", params={"q": typed.encode("utf-8", "surrogatepass")}).status_code in {200, 400}
    assert page.get("/", params={"who": typed.encode("utf-8", "surrogatepass")}).status_code in {200, 400}
    assert page.get("/", params={"outlet": typed.encode("utf-8", "surrogatepass")}).status_code in {200, 400}


BAD = [
    "act=fly",
    "since=yesterday",
    "since=2022-13-45",
    "size=0",
    "size=9999999",
    "size=٣",
    "after=-1",
    "after=x",
    "sort=random",
    "entity=x",
    "who=n" + "a" * 16,
    "x=1",
]


@pytest.mark.parametrize("query", BAD)
def test_wrong_questions_are_told(page: TestClient, query: str) -> None:
    for path in ("/", "/ledger.json", "/timeline", "/export.csv"):
        answer = page.get(f"{path}?{query}")
        assert answer.status_code in {400, 404}, path
        assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/report/../../etc/passwd", "/export.exe"]
)
def test_no_other_files_are_given(page: TestClient, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/report/x", "/report/{}/changes", "/entry/x", "/entry/x/why", "/entity/x", "/entity/%00", "/report/x?version=abc", "/report/x?version=0"],
)
def test_what_is_not_there_is_told(page: TestClient, path: str) -> None:
    assert page.get(path).status_code in {400, 404}


# --- persons without role or office ----------------------------------------------------------------------------------
def test_a_person_without_office_has_no_page(page: TestClient, ledger: Ledger) -> None:
    row = next(r for r in ledger.list(Question()).rows if r.who == "Пётр Сомов")
    uid = next(p.entity for p in row.parties if p.entity)
    assert page.get(f"/entity/{uid}").status_code == 404
    assert page.get(f"/entity/{uid}.json").status_code == 404
    for path in ("/", "/ledger.json", "/timeline", "/compare", "/export.json", "/export.csv"):
        assert page.get(f"{path}?who={uid}").status_code == 400, path
    assert uid not in page.get("/").text + page.get("/ledger.json").text + page.get(f"/report/{row.report}").text
    assert uid not in page.get("/entities.json?name=Сомов").text


# --- addresses that lead inside --------------------------------------------------------------------------------------
INSIDE = [
    "file:///etc/passwd",
    "ftp://example.org/",
    "gopher://127.0.0.1/",
    "http://localhost/",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.168.0.1/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://user:password@93.184.215.14/",
    "http://93.184.215.14:22/",
    "http://93.184.215.14:99999/",
    "//example.org",
    "http://",
    "http://exa mple.org/",
    "http://93.184.215.14/\r\nHost: x",
]


@pytest.mark.parametrize("url", INSIDE)
def test_private_places_are_not_fetched(url: str) -> None:
    with pytest.raises(CannotFetch):
        checked(url)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "100.64.0.1", "224.0.0.1", "::", "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:10.0.0.1", "ff02::1", "x"]
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    assert is_public("93.184.215.14")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
    with pytest.raises(CannotFetch, match="private"):
        checked("http://rebinding.example/")


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def looked_up(*given: object, **more: object) -> list[object]:
        asked.append(str(given[0]))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14" if len(asked) == 1 else "127.0.0.1", 80))]

    connected: list[object] = []

    def connect(where: object, **more: object) -> object:
        connected.append(where)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(CannotFetch):
        fetched("http://rebinding.example/", Limits())
    assert connected == [("93.184.215.14", 80)]


@pytest.mark.parametrize("where", ["http://127.0.0.1/", "file:///etc/passwd", "//localhost/", "http://[::1]/"])
def test_a_redirect_inside_is_refused(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setattr(fetching, "_get", lambda *a: (where, b"", ""))
    with pytest.raises(CannotFetch, match=r"private|only http|no such host"):
        fetched("http://93.184.215.14/", Limits())


def test_redirects_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_get", lambda *a: ("http://93.184.215.14/", b"", ""))
    with pytest.raises(CannotFetch, match="leads on"):
        fetched("http://93.184.215.14/", Limits())


def test_the_page_tells_what_was_not_fetched(page: TestClient) -> None:
    answer = page.post("/add", data={TOKEN: token(page), "url": "http://169.254.169.254/latest/"})
    assert answer.status_code == 422
    assert "private network" in answer.text


# --- slowly ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def slow_page(ledger: Ledger) -> Iterator[tuple[str, int]]:
    """A page over the network that waits for little."""
    limits = replace(SETTINGS.limits, head_s=0.5, piece_s=0.5, body_s=1.5)
    app = make_app(ledger, replace(SETTINGS, limits=limits))
    with bound("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", http=patient_for(limits.head_s)))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        yield listening.getsockname()
        server.should_exit = True
        thread.join(10)
    app.close()


HEAD = b"POST /paste HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"


def sent(where: tuple[str, int], pieces: list[bytes], pause: float) -> tuple[bytes, float]:
    """What comes back when `pieces` are sent with a pause after each, and the seconds until the connection is at its end."""
    start = time.monotonic()
    with socket.create_connection(where, timeout=20) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
        except OSError:
            pass
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionError:
            pass
    return answer, time.monotonic() - start


def test_a_body_that_does_not_come_is_given_up(slow_page: tuple[str, int]) -> None:
    answer, seconds = sent(slow_page, [HEAD + b"text="], 0)
    assert b" 408 " in answer.split(b"\r\n")[0]
    assert seconds < 10


def test_a_body_that_comes_letter_by_letter_is_given_up(slow_page: tuple[str, int]) -> None:
    answer, seconds = sent(slow_page, [HEAD, *[b"x"] * 60], 0.2)
    assert b" 408 " in answer.split(b"\r\n")[0]
    assert seconds < 20


@pytest.mark.parametrize(
    "pieces", [[b""], [b"GET / HTTP/1.1\r\n"], [b"GET / HTTP/1.1\r\nHost: localhost\r\n", *[b"X: y\r\n"] * 12]], ids=["none", "half", "slow"]
)
def test_a_head_that_does_not_come_is_given_up(slow_page: tuple[str, int], pieces: list[bytes]) -> None:
    """Not even an answer: the connection is closed, also where a header comes now and then."""
    answer, seconds = sent(slow_page, pieces, 0.2)
    assert answer == b""
    assert seconds < 10


def test_others_are_answered_meanwhile(slow_page: tuple[str, int]) -> None:
    held = [socket.create_connection(slow_page, timeout=20) for _ in range(50)]
    for connection in held:
        connection.sendall(HEAD)
    answer, _ = sent(slow_page, [b"GET /help HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"], 0)
    assert answer.startswith(b"HTTP/1.1 200")
    for connection in held:
        connection.close()


@pytest.mark.slow
def test_a_text_that_takes_too_much_memory_is_ended(pages: Callable[..., TestClient]) -> None:
    page = pages(replace(SETTINGS, limits=replace(SETTINGS.limits, memory=6 << 20)))
    good = token(page)
    answer = page.post("/paste", data={TOKEN: good, "text": "Министр Анна Светлова заявила, что войска вышли из города. " * 3_000})
    assert answer.status_code == 422
    assert "too much memory" in answer.text
    assert page.get("/").status_code == 200
