"""What the pages show and do, without a browser: every link and form works without scripts."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from letopis.store import Ledger, Question
from letopis.web.forms import TOKEN
from letopis.web.texts import LANGUAGES
from letopis.web.words import ACTS, TYPES
from tests.web.conftest import token

WEB = Path(__file__).parent.parent.parent / "src" / "letopis" / "web"


def test_facets_count_what_their_links_list(page: TestClient) -> None:
    found = page.get("/ledger.json").json()
    for name in ("kind", "act", "type", "status", "voucher", "form", "mode"):
        for value, count in found["counts"][name].items():
            assert page.get("/ledger.json", params={name: value}).json()["total"] == count, (name, value)
    for name, values in found["names"].items():
        for value in values:
            asked = value["name"] if name == "outlet" else value["uid"]
            assert page.get("/ledger.json", params={name: asked}).json()["total"] == value["count"], (name, value)


def test_a_search_finds_every_form(page: TestClient) -> None:
    assert page.get("/ledger.json", params={"q": "ракета"}).json()["total"] == page.get("/ledger.json", params={"q": "ракетами"}).json()["total"] > 0
    assert (
        page.get("/ledger.json", params={"q": "«ракетный удар»"}).json()["total"]
        == page.get("/ledger.json", params={"q": '"ракетный удар"'}).json()["total"]
        > 0
    )


def test_pages_of_a_list_follow_each_other(page: TestClient) -> None:
    whole = [e["uid"] for e in page.get("/ledger.json").json()["entries"]]
    seen: list[str] = []
    address: str | None = "/ledger.json?size=2"
    while address:
        answer = page.get(address).json()
        seen += [e["uid"] for e in answer["entries"]]
        address = answer["next"]
    assert seen == whole
    assert [e["uid"] for e in page.get("/ledger.json?sort=oldest").json()["entries"]] == whole[::-1]


@pytest.mark.parametrize("query", ["", "kind=event", "q=ракета", "sort=oldest&size=1", "outlet=Южный курьер"])
def test_exports_hold_exactly_what_is_listed(page: TestClient, query: str) -> None:
    shown = [e["uid"] for e in page.get(f"/ledger.json?{query}&size=500".replace("&size=1&", "&").replace("size=1&", "")).json()["entries"]]
    assert [e["uid"] for e in page.get(f"/export.json?{query}").json()] == shown
    assert [json.loads(line)["uid"] for line in page.get(f"/export.jsonl?{query}").text.splitlines()] == shown
    table = list(csv.DictReader(io.StringIO(page.get(f"/export.csv?{query}").text.removeprefix("\ufeff"))))
    assert [row["uid"] for row in table] == shown


def test_a_permalink_lights_its_words(page: TestClient, ledger: Ledger) -> None:
    row = ledger.list(Question(type=("MOBILIZE",))).rows[0]
    html = page.get(f"/entry/{row.uid}").text
    assert f'id="{row.uid}"' in html
    assert f'id="w-{row.uid}"' in html
    lit = [part.split(">")[1].split("<")[0] for part in html.split("<span ")[1:] if " lit" in part.split(">")[0]]
    assert "учения" in lit
    assert page.get(f"/entry/{row.uid}.json").json()["lit"] == row.uid


def test_the_reader_shows_the_whole_text(page: TestClient, ledger: Ledger) -> None:
    row = ledger.list(Question(outlet=("Вестник Севера",))).rows[0]
    text = ledger.report(row.report).reading.report.text
    html = page.get(f"/report/{row.report}").text
    article = html.split('<article class="text"')[1].split(">", 1)[1].split("</article>")[0]
    assert unescape(re.sub(r"<[^>]*>", "", article)) == text
    assert "Вестник Севера" in html
    assert "On the word of Ирина Белова" in html


# --- corrections -----------------------------------------------------------------------------------------------------
def test_accept_reject_and_withdraw(page: TestClient, ledger: Ledger) -> None:
    row = ledger.list(Question(type=("MOBILIZE",))).rows[0]
    good = {TOKEN: token(page)}
    answer = page.post(f"/entry/{row.uid}/accept", data=good)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/report/{row.report}?entry={row.uid}#{row.uid}")
    assert page.get("/ledger.json?review=accepted").json()["total"] == 1
    assert page.post(f"/entry/{row.uid}/reject", data=good).status_code == 422, "a reason is needed"
    page.post(f"/entry/{row.uid}/reject", data={**good, "reason": "не то"})
    assert page.get("/ledger.json?type=MOBILIZE").json()["total"] == 0
    assert page.get(f"/entry/{row.uid}").status_code == 200
    made = page.get("/corrections.json").json()["corrections"]
    assert (made[0]["action"], made[0]["author"], made[0]["reason"]) == ("reject", "проверка", "не то")
    answer = page.post(f"/correction/{made[0]['uid']}/withdraw", data={**good, "reason": "всё же то", "back": f"/report/{row.report}"})
    assert answer.headers["location"] == f"/report/{row.report}"
    assert page.get("/ledger.json?type=MOBILIZE").json()["total"] == 1


def test_an_edit_changes_only_what_was_changed(page: TestClient, ledger: Ledger) -> None:
    row = ledger.list(Question(act=("accuse",))).rows[0]
    form = {
        "act": "warn",
        "form": "indirect",
        "who": "Ирина Белова",
        "whom": "",
        "via": "Портал Утро",
        "place": "",
        "time": "2022-05-17",
        "reason": "точнее",
    }
    made = page.post(f"/entry/{row.uid}/edit.json", data={**form, TOKEN: token(page)}).json()
    assert made["content"] == {"act": "warn", "time": "2022-05-17"}
    assert ledger.entry(row.uid).label == "warn"
    assert ledger.entry(row.uid).first == "2022-05-17"
    assert page.post(f"/entry/{row.uid}/edit", data={**form, "act": "fly", TOKEN: token(page)}).status_code == 422


def test_merge_and_split(page: TestClient, ledger: Ledger) -> None:
    state = ledger.find_entities("Северия")[0]
    other = ledger.find_entities("Южная Марка")[0]
    good = {TOKEN: token(page), "reason": "проба"}
    assert page.post(f"/entity/{state.uid}/merge", data={**good, "into": "Никто"}).status_code == 422
    assert page.post(f"/entity/{state.uid}/merge", data={**good, "into": "Южная Марка"}).headers["location"] == f"/entity/{other.uid}"
    assert page.get(f"/entity/{other.uid}.json").json()["merged"] == [[state.uid, "Северия"]]
    page.post(f"/correction/{page.get('/corrections.json').json()['corrections'][0]['uid']}/withdraw", data=good)
    report = page.get(f"/entity/{state.uid}.json").json()["appearances"][0]["report"]
    answer = page.post(f"/entity/{state.uid}/split", data={**good, "report.1": report, "name": "Другая Северия"})
    assert answer.status_code == 303
    assert page.get(answer.headers["location"] + ".json").json()["entries"]["did"]["total"] > 0


# --- comparing, time -------------------------------------------------------------------------------------------------
def test_two_accounts_of_a_statement_are_compared(page: TestClient, ledger: Ledger) -> None:
    speaker = ledger.find_entities("Олег Гранин")[0].uid
    groups = page.get(f"/compare.json?who={speaker}&kind=statement").json()["groups"]
    assert [(a["outlet"], a["published"]) for a in groups[0]["accounts"]] == [("Вестник Севера", "2022-05-19"), ("Южный курьер", "2022-05-21")]
    entry = groups[0]["accounts"][1]["uid"]
    assert len(page.get(f"/compare.json?entry={entry}").json()["groups"][0]["accounts"]) >= 2


def test_planned_is_hollow_and_inferred_is_marked(page: TestClient) -> None:
    html = page.get("/timeline?kind=event").text
    assert 'class="event hollow inferred"' in html
    assert 'class="event"' in html


def test_the_histogram_counts_every_dated_entry(page: TestClient) -> None:
    found = page.get("/ledger.json").json()
    assert sum(n for _, n in found["days"]) == found["total"]
    assert "data-histogram" in page.get("/").text


# --- adding ----------------------------------------------------------------------------------------------------------
@pytest.mark.slow
def test_paste_reads_without_storing(page: TestClient) -> None:
    before = page.get("/ledger.json").json()["total"]
    fields = {"text": "Министр Анна Светлова заявила, что порт откроется 5 мая.", "published": "2024-04-30", "outlet": "Залив", TOKEN: token(page)}
    answer = page.post("/paste", data=fields)
    assert answer.status_code == 200
    assert "порт откроется" in answer.text
    assert "Залив" in answer.text
    assert "/accept" not in answer.text
    assert len(page.post("/paste.json", data=fields).json()["cards"]) >= 1
    assert page.get("/ledger.json").json()["total"] == before
    assert page.post("/paste", data={**fields, "text": " "}).status_code == 422
    assert page.post("/paste", data={**fields, "published": "вчера"}).status_code == 422


@pytest.mark.slow
def test_an_uploaded_file_is_stored_and_explained(page: TestClient, ledger: Ledger) -> None:
    good = {TOKEN: token(page), "published": "2024-04-30", "outlet": "Залив"}
    text = "Министр Анна Светлова заявила, что порт откроется 5 мая.".encode("cp1251")
    added = page.post("/add.json", data=good, files={"file": ("порт.txt", text)}).json()
    assert added["added"][0]["what"] == "added"
    assert page.post("/add.json", data=good, files={"file": ("порт.txt", text)}).json()["added"][0]["what"] == "unchanged"
    entry = page.get(f"/report/{added['added'][0]['report']}.json").json()["cards"][0]["uid"]
    assert any("заявила" in line for line in page.get(f"/entry/{entry}/why.json").json()["lines"])
    assert page.post("/add", data=good).status_code == 422
    assert page.post("/add", data=good, files={"file": ("x.bin", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)}).status_code == 422


# --- languages -------------------------------------------------------------------------------------------------------
def messages() -> Catalog:
    found = Catalog()
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    for _, _, message, _, _ in extract_from_dir(
        WEB, methods, {"templates/**.html": {"encoding": "utf-8"}}, keywords={"_": None, "N_": None, "gettext": None}
    ):
        found.add(message if isinstance(message, str) else message[0])
    return found


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_message_is_translated(language: str) -> None:
    known = read_po(io.BytesIO((WEB / "locale" / f"{language}.po").read_bytes()), locale=language)
    wanted = {m.id for m in messages() if m.id}
    assert len(wanted) > 200
    assert sorted(m for m in wanted if m not in known or not known[m].string) == []
    for message in (m for m in known if m.id):
        told = str(message.string)
        assert not set(told) & set('"<>&'), f"{message.id}: a translation may not break out of an attribute"
        assert sorted(re.findall(r"%\(\w+\)s", told)) == sorted(re.findall(r"%\(\w+\)s", str(message.id))), message.id


def test_the_language_of_the_reader_is_spoken(page: TestClient) -> None:
    assert '<html lang="ru"' in page.get("/", headers={"accept-language": "ru-RU,ru;q=0.9,en;q=0.5"}).text
    assert '<html lang="en"' in page.get("/", headers={"accept-language": "fr"}).text
    page.post("/look", data={"lang": "ru", "theme": "dark"})
    html = page.get("/").text
    assert '<html lang="ru" data-theme="dark"' in html
    assert "Летопись" in html


@pytest.mark.parametrize("path", ["/", "/timeline", "/compare", "/entities", "/reports", "/corrections", "/paste", "/add", "/help", "/nothing"])
def test_every_page_works_in_every_language(pages: Callable[..., TestClient], path: str) -> None:
    for language in LANGUAGES:
        assert pages().get(path, headers={"accept-language": language}).status_code in {200, 404}


# --- order -----------------------------------------------------------------------------------------------------------
STATUS_ORDER = ["happened", "planned", "possible", "not_happened", None]
KEYS: dict[str, Callable[[dict[str, str]], object]] = {
    "who": lambda e: (e["who"] or "\uffff").casefold().replace("ё", "е"),
    "what": lambda e: ({"statement": ACTS, "event": TYPES}[e["kind"]][e["label"]]).casefold(),
    "status": lambda e: STATUS_ORDER.index(e["status"]),
    "outlet": lambda e: e["outlet"].casefold(),
    "seen": lambda e: e["added"],
}


@pytest.mark.parametrize("by", KEYS)
def test_the_table_is_sorted(page: TestClient, by: str) -> None:
    """In both directions by what the column says, the newest first among equals; page by page as at once, and the export alike."""
    newest = page.get("/ledger.json").json()["entries"]
    for sort in (by, f"-{by}"):
        whole = page.get(f"/ledger.json?sort={sort}").json()["entries"]
        assert sorted(e["uid"] for e in whole) == sorted(e["uid"] for e in newest)
        given = [KEYS[by](e) for e in whole if (e["status"] if by == "status" else e["who"] if by == "who" else True)]
        assert given == sorted(given, reverse=sort.startswith("-")), sort  # type: ignore[type-var]
        for one, other in itertools.pairwise(whole):
            if KEYS[by](one) == KEYS[by](other) and (by != "seen" or one["report"] == other["report"]):
                assert newest.index(one) < newest.index(other), sort
        seen: list[str] = []
        address: str | None = f"/ledger.json?sort={sort}&size=2"
        while address:
            answer = page.get(address).json()
            seen += [e["uid"] for e in answer["entries"]]
            address = answer["next"]
        assert seen == [e["uid"] for e in whole]
        assert [e["uid"] for e in page.get(f"/export.json?sort={sort}").json()] == seen


def test_sorting_keeps_the_filters_and_is_told(page: TestClient) -> None:
    html = page.get("/?kind=event&status=happened&sort=-who").text
    head = html.split("<thead>")[1].split("</thead>")[0]
    assert re.findall(r'aria-sort="(\w+)"', head) == ["descending"]
    links = [unescape(href) for href in re.findall(r'href="([^"]*)"', head)]
    assert len(links) == 6
    assert all("kind=event&status=happened" in href for href in links)
    assert "/?kind=event&status=happened&sort=who" in links, "again for the other way round"
    assert "sort=-who" in unescape(page.get("/?kind=event&sort=-who").text.split('class="facets"')[1]), "facets keep the order"
    assert 'aria-sort="descending"' in page.get("/").text
    assert "added" in page.get("/?sort=-seen").text.split("<tbody>")[1]


def test_a_page_that_begins_at_what_is_gone_is_told(page: TestClient) -> None:
    assert page.get("/?sort=who&after=1").status_code == 400
