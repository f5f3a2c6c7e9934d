"""A page over a small ledger of made-up reports, asked without a network; and a real browser for the tests that need one."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from letopis.keeping.places import LateMorphology
from letopis.model import Reading
from letopis.store import Ledger, open_ledger
from letopis.web.app import WebPage, make_app
from letopis.web.serve import bound
from letopis.web.settings import Settings
from tests.store.readings import Maker, sample

NO_BROWSER = "The web page was not tested in a browser: there is no Chromium; `make test` installs it"
CHROMIUM = os.environ.get("LETOPIS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SETTINGS = Settings(hosts=("testserver", "localhost", "127.0.0.1"), author="проверка")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if any(NO_BROWSER in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(NO_BROWSER, red=True, bold=True)


def readings() -> list[Reading]:
    """Two accounts of one statement, the second without a hop of the chain, and one hostile text."""
    second = Maker(
        text="Гранин: ракет на границе нет\n\nПрезидент Южной Марки Олег Гранин сказал, что ракет на границе нет, их 20. Пётр Сомов промолчал.\n",
        published="2022-05-21",
        outlet="Южный курьер",
        url="https://example.org/second",
    )
    second.said("Олег Гранин", "сказал", "ракет на границе нет, их 20", "deny")
    second.said("Пётр Сомов", "промолчал", "ракет на границе нет", "say")
    return [sample(url="https://example.org/first"), second.reading(), hostile()]


def hostile() -> Reading:
    """A text that would run scripts, turn the line around or break a page, if it were not shown as text."""
    text = (
        "</script><script>alert(1)</script> & <b>\n\nМинистр <img src=x onerror=alert(2)> заявил, что \u202eудар\u202c будет.\x00 "
        + "щ" * 1_000_000
        + "\n\u200f\u2066\ufeff конец.\n"
    )
    maker = Maker(text=text, published="2022-05-20", outlet='"><script>alert(3)</script>', url="javascript:alert(4)", id="hostile")
    maker.said("<script>alert(5)</script>", "заявил", "\u202eудар\u202c будет", "say")
    maker.done("удар", "ASSAULT", ["=cmd|' /C calc'!A0"], ["{{ 7*7 }}"], place="<svg/onload=alert(6)>")
    return maker.reading()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.db", LateMorphology(), create=True) as opened:
        list(opened.add(readings(), opened.begin_run("test", "test")))
        yield opened


@pytest.fixture
def pages(ledger: Ledger) -> Iterator[Callable[..., TestClient]]:
    """Makes a client of the page; `settings` other than the usual ones may be given."""
    made: list[WebPage] = []

    def client(settings: Settings = SETTINGS, **more: Any) -> TestClient:
        made.append(make_app(ledger, settings))
        return TestClient(made[-1], raise_server_exceptions=False, follow_redirects=False, **more)

    yield client
    for app in made:
        app.close()


@pytest.fixture
def page(pages: Callable[..., TestClient]) -> TestClient:
    return pages()


def token(page: TestClient) -> str:
    """The token of the client's own session."""
    return str(page.get("/paste").text.split('name="token" value="')[1].split('"')[0])


# --- a browser -------------------------------------------------------------------------------------------------------
@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    """Where the page is served over the network."""
    app = make_app(ledger, SETTINGS)
    with bound("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
    app.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """An empty tab; at the end there must have been no error in its console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert errors == []
