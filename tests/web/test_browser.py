"""Every page in a real browser: what scripts add, what the keyboard does, and what axe finds. LETOPIS_SCREENSHOTS=FOLDER keeps a picture of each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from letopis.store import Ledger, Question

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PICTURES = os.environ.get("LETOPIS_SCREENSHOTS")
SERIOUS = {"serious", "critical"}


def picture(tab: Any, name: str) -> None:
    if PICTURES:
        tab.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def addresses(ledger: Ledger) -> dict[str, str]:
    row = ledger.list(Question(type=("MOBILIZE",))).rows[0]
    speaker = ledger.find_entities("Олег Гранин")[0].uid
    return {
        "ledger": "/",
        "filtered": "/?kind=event&since=2022-05&status=happened",
        "nothing": "/?q=небывальщина",
        "reader": f"/report/{row.report}",
        "permalink": f"/entry/{row.uid}",
        "changes": f"/report/{row.report}/changes",
        "entity": f"/entity/{speaker}",
        "names": "/entities?name=Северия",
        "compare": f"/compare?who={speaker}&kind=statement",
        "timeline": "/timeline",
        "reports": "/reports",
        "corrections": "/corrections",
        "paste": "/paste",
        "add": "/add",
        "help": "/help",
        "error": "/entity/nobody",
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_axe_finds_nothing_serious(browser: Any, address: str, ledger: Ledger, theme: str, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(locale=language, color_scheme=theme, bypass_csp=True)
    opened = context.new_page()
    found = []
    for name, path in addresses(ledger).items():
        opened.goto(address + path)
        picture(opened, f"{name}-{theme}-{language}")
        serious = [v for v in Axe().run(opened).response["violations"] if v["impact"] in SERIOUS]
        found += [(name, v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in serious]
    context.close()
    assert found == []


def test_words_light_their_card_and_back(tab: Any, address: str, ledger: Ledger) -> None:
    row = ledger.list(Question(type=("MOBILIZE",))).rows[0]
    tab.goto(f"{address}/report/{row.report}")
    tab.hover(f'.text [data-e~="{row.uid}"]')
    assert "on" in tab.get_attribute(f'[id="{row.uid}"]', "class").split()
    tab.hover(f'[id="{row.uid}"]')
    lit = tab.eval_on_selector_all(".text .on", "all => all.map((e) => e.textContent)")
    assert "учения" in lit


def test_keys_step_through_entries(tab: Any, address: str, ledger: Ledger) -> None:
    row = ledger.list(Question(type=("MOBILIZE",))).rows[0]
    tab.goto(f"{address}/report/{row.report}")
    cards = tab.eval_on_selector_all(".card", "all => all.map((e) => e.id)")
    for key, wanted in (("n", 0), ("n", 1), ("т", 2), ("p", 1), ("з", 0), ("p", 0)):
        tab.evaluate("(key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))", key)
        assert tab.evaluate("document.activeElement.id") == cards[wanted], key
    tab.goto(address)
    tab.keyboard.press("n")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/entry/**")
    tab.goto(address)
    tab.keyboard.press("/")
    tab.keyboard.type("npракета")
    assert tab.input_value("#q") == "npракета"


def test_corrections_in_place(tab: Any, address: str, ledger: Ledger) -> None:
    row = ledger.list(Question(type=("MOBILIZE",))).rows[0]
    tab.goto(f"{address}/report/{row.report}")
    card = f'[id="{row.uid}"]'
    tab.click(f"{card} button:has-text('Accept')")
    tab.wait_for_selector(f"{card}.accepted")
    tab.click(f"{card} summary:has-text('Edit')")
    tab.select_option(f"{card} select[name=status]", "planned")
    tab.fill(f"{card} .edit input[name=reason]", "объявлены заранее")
    tab.click(f"{card} .edit button")
    tab.wait_for_selector(f"{card}.edited")
    assert ledger.entry(row.uid).status == "planned"
    tab.click(f"{card} summary:has-text('Reject')")
    tab.fill(f"{card} form[action$=reject] input[name=reason]", "повтор")
    tab.click(f"{card} form[action$=reject] button")
    tab.wait_for_selector(f"{card}.rejected")
    assert [c.action for c in ledger.corrections()] == ["accept", "edit", "reject"]


def test_days_are_chosen_on_the_histogram(tab: Any, address: str) -> None:
    tab.goto(address)
    bars = tab.query_selector_all("[data-histogram] a")
    boxes = [b.query_selector("rect").bounding_box() for b in (bars[0], bars[-1])]
    middle = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes]
    tab.mouse.move(*middle[0])
    tab.mouse.down()
    tab.mouse.move(*middle[1], steps=8)
    tab.mouse.up()
    tab.wait_for_url("**since=**until=**")
    assert "2022-05-16" in tab.url
    tab.goto(address)
    tab.mouse.click(*middle[0])
    tab.wait_for_url("**since=2022-05-16&until=2022-05-16**")


def test_language_and_colours_are_remembered(tab: Any, address: str) -> None:
    tab.goto(f"{address}/help")
    tab.select_option("select[name=lang]", "ru")
    tab.wait_for_selector("html[lang=ru]")
    tab.select_option("select[name=theme]", "dark")
    tab.wait_for_selector("html[data-theme=dark]")
    assert tab.url == f"{address}/help"
    assert tab.evaluate("getComputedStyle(document.body.parentElement).backgroundColor") == "rgb(25, 24, 22)"


def test_a_hostile_text_runs_nothing(tab: Any, address: str, ledger: Ledger) -> None:
    dialogs: list[str] = []

    def opened(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", opened)
    row = ledger.list(Question(type=("ASSAULT",), status=("happened",))).rows[0]
    for path in (f"/report/{row.report}", "/", "/timeline", "/reports", f"/compare?entry={row.uid}"):
        tab.goto(address + path)
        assert tab.query_selector_all("main script, main img, main iframe") == []
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), path
    assert dialogs == []


def test_everything_works_without_scripts(browser: Any, address: str, ledger: Ledger) -> None:
    row = ledger.list(Question(type=("MOBILIZE",))).rows[0]
    context = browser.new_context(java_script_enabled=False, locale="en")
    opened = context.new_page()
    opened.goto(address)
    opened.click(".facets a:has-text('mobilisation')")
    assert "type=MOBILIZE" in opened.url
    opened.fill("#q", "учения")
    opened.press("#q", "Enter")
    assert "type=MOBILIZE" in opened.url
    opened.click("td.words a")
    assert f"/entry/{row.uid}" in opened.url
    opened.click(f'[id="{row.uid}"] button:has-text("Accept")')
    assert ledger.entry(row.uid).review == "accepted"
    context.close()


@pytest.mark.parametrize("width", [360, 768])
def test_narrow_screens_need_no_sideways_scrolling(browser: Any, address: str, ledger: Ledger, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    opened = context.new_page()
    for name, path in addresses(ledger).items():
        opened.goto(address + path)
        picture(opened, f"{name}-{width}")
        assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), name
    context.close()
