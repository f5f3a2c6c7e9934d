"""Corrections: each is on record and can be withdrawn; they outlast re-reading and edited texts, and can be carried elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from letopis.model import Reading
from letopis.store import Ledger, Question, Row
from letopis.store.corrections import from_line, to_json
from letopis.store.errors import BadCorrection, NoSuch
from tests.store.readings import TEXT, Maker, sample

URL = "https://example.org/a"


def add(ledger: Ledger, *readings: Reading) -> str:
    return list(ledger.add(readings, ledger.begin_run("0.1.0", "rules")))[-1].report


def by_local(ledger: Ledger, report: str) -> dict[str, Row]:
    return {r.local: r for r in ledger.entries_of(report)}


def test_accept_reject_withdraw(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    ledger.accept(rows["s1"].uid, "Анна")
    rejected = ledger.reject(rows["e1"].uid, "Анна", "это не удар, а слова о нём")
    after = by_local(ledger, rows["s1"].report)
    assert (after["s1"].review, after["e1"].review, after["e1"].live, after["e2"].review) == ("accepted", "rejected", False, None)
    assert ledger.count(Question()) == 4
    assert ledger.count(Question(review=("accepted",))) == 1
    assert ledger.count(Question(type=("ASSAULT",))) == 0
    assert ledger.entry(rows["e1"].uid).review == "rejected"
    ledger.withdraw(rejected.uid, "Борис", "ошибка")
    assert by_local(ledger, rows["s1"].report)["e1"] == replace(rows["e1"], key=by_local(ledger, rows["s1"].report)["e1"].key)
    history = ledger.corrections(rows["e1"].uid)
    assert [(c.action, c.author, c.reason, c.withdrawn_by, c.withdrawn_why) for c in history] == [
        ("reject", "Анна", "это не удар, а слова о нём", "Борис", "ошибка")
    ]
    with pytest.raises(BadCorrection, match="withdrawn already"):
        ledger.withdraw(rejected.uid, "Борис", "ещё раз")


def test_edit(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    changes = {"act": "warn", "who": ["Олег Гранин"], "whom": "Северия", "via": [], "time": "2022-05-10/2022-05-12", "place": "Каменск"}
    ledger.edit(rows["s1"].uid, changes, "Анна", "не тот говорящий")
    row = ledger.entry(rows["s1"].uid)
    assert (row.label, row.who, row.whom, row.via, row.place, row.time) == (
        "warn",
        "Олег Гранин",
        "Северия",
        None,
        "Каменск",
        "2022-05-10/2022-05-12",
    )
    assert (row.first, row.last, row.review, row.origin) == ("2022-05-10", "2022-05-12", "edited", "read")
    assert ledger.count(Question(who=("Гранин",), act=("warn",))) == 1
    assert ledger.count(Question(who=("Белова",))) == 0
    assert row.parties[0].entity == by_local(ledger, row.report)["s2"].parties[0].entity


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "something"),
        ({"act": "shout"}, "no act"),
        ({"status": "planned"}, "no field of a statement"),
        ({"who": 3}, "names"),
        ({"who": ["Олег Гранин", "Ирина Белова"]}, "one speaker"),
        ({"whom": ["Северия", "Южная Марка"]}, "one addressee"),
        ({"content": [[5, 2]]}, "start"),
        ({"content": [[0, 99_999]]}, "beyond the text"),
        ({"time": "2022-02-30"}, "no date"),
        ({"time": "вчера"}, "no date"),
    ],
)
def test_an_edit_that_makes_no_sense(ledger: Ledger, changes: dict[str, object], why: str) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    with pytest.raises(BadCorrection, match=why):
        ledger.edit(rows["s1"].uid, changes, "Анна", "проба")
    assert ledger.entry(rows["s1"].uid) == rows["s1"]
    assert not ledger.corrections()


def test_author_and_reason_are_asked_for(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    with pytest.raises(BadCorrection, match="author"):
        ledger.accept(rows["s1"].uid, " ")
    with pytest.raises(BadCorrection, match="reason"):
        ledger.reject(rows["s1"].uid, "Анна", "")
    with pytest.raises(NoSuch):
        ledger.accept("sxxxx", "Анна")


def test_corrections_outlast_rereading(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    ledger.edit(rows["e2"].uid, {"status": "planned"}, "Анна", "только готовятся")
    ledger.reject(rows["e3"].uid, "Анна", "слова")
    ledger.accept(rows["s2"].uid, "Анна")
    newer = sample()
    newer = replace(newer, events=tuple(replace(e, mode="exercise") for e in newer.events), problems=("read by newer rules",))
    add(ledger, newer)
    after = by_local(ledger, rows["e2"].report)
    assert (after["e2"].status, after["e2"].mode, after["e2"].review) == ("planned", "exercise", "edited")
    assert (after["e3"].review, after["s2"].review) == ("rejected", "accepted")


def test_a_corrected_entry_is_kept_when_no_rule_finds_it_any_more(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    ledger.edit(rows["e1"].uid, {"status": "possible"}, "Анна", "не план, а возможность")
    ledger.accept(rows["s2"].uid, "Анна")
    ledger.reject(rows["e3"].uid, "Анна", "слова")
    given = sample()
    bare = replace(given, statements=given.statements[:1], events=given.events[1:2], entities=given.entities[:3])
    for reading in (bare, replace(bare, problems=("and again",))):
        add(ledger, reading)
        kept = {r.uid: r for r in ledger.entries_of(rows["e1"].report)}
        deed, said = kept[rows["e1"].uid], kept[rows["s2"].uid]
        assert (deed.origin, deed.review, deed.status, deed.who, deed.voucher) == ("kept", "edited", "possible", "Южная Марка", "s1")
        assert (said.origin, said.review, said.who, said.evidence) == ("kept", "accepted", "Олег Гранин", "ракет на границе нет")
        assert (kept[rows["e3"].uid].review, kept[rows["e3"].uid].live) == ("rejected", False)
        assert ledger.count(Question()) == 4
    add(ledger, given)
    assert {r.origin for r in ledger.entries_of(rows["e1"].report)} == {"read"}


def test_corrections_follow_their_words_into_an_edited_text(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample(url=URL)))
    ledger.edit(rows["e2"].uid, {"status": "planned"}, "Анна", "только готовятся")
    gone = ledger.accept(rows["s2"].uid, "Анна")
    edited = TEXT.replace("\n\nМинистр", "\n\nОбновлено в полдень.\n\nМинистр").replace("ракет на границе нет", "войск на границе нет")
    add(ledger, sample_of(edited))
    after = {r.uid: r for r in ledger.entries_of(rows["e2"].report)}
    assert (after[rows["e2"].uid].status, after[rows["e2"].uid].origin) == ("planned", "kept")
    start, end = after[rows["e2"].uid].cue_span or (0, 0)
    assert edited[start:end] == "учения"
    assert rows["s2"].uid not in after
    assert [c.uid for c in ledger.stale_corrections(rows["e2"].report)] == [gone.uid]


def sample_of(text: str) -> Reading:
    maker = Maker(text, url=URL)
    maker.said("Ирина Белова", "заявила", "Южная Марка готовит ракетный удар по столице", "accuse")
    return maker.reading()


def test_what_was_accepted_is_not_what_stands_there_now(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    accepted = ledger.accept(rows["s1"].uid, "Анна")
    given = sample()
    add(ledger, replace(given, statements=(replace(given.statements[0], act="warn"), given.statements[1])))
    assert by_local(ledger, rows["s1"].report)["s1"].review is None
    assert [c.uid for c in ledger.stale_corrections(rows["s1"].report)] == [accepted.uid]


def test_merge_and_withdraw(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    state, other = rows["e2"].parties[0].entity or "", rows["e1"].parties[0].entity or ""
    merged = ledger.merge(state, other, "Анна", "одна страна под двумя именами")
    assert ledger.count(Question(entity=other, roles="w")) == 3
    assert ledger.count(Question(entity=state, roles="w")) == 3
    assert ledger.entry(rows["e2"].uid).parties[0].entity == other
    add(ledger, replace(sample(), problems=("again",)))
    assert ledger.count(Question(entity=state, roles="w")) == 3
    with pytest.raises(BadCorrection, match="one already"):
        ledger.merge(other, state, "Анна", "наоборот")
    ledger.withdraw(merged.uid, "Анна", "всё-таки две")
    assert ledger.count(Question(entity=state, roles="w")) == 1


def test_merges_form_chains(ledger: Ledger) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    a, b, c = (rows[local].parties[n].entity or "" for local, n in (("e2", 0), ("e1", 0), ("e2", 1)))
    ledger.merge(a, b, "Анна", "проба")
    middle = ledger.merge(b, c, "Анна", "проба")
    assert {ledger.entry(rows[x].uid).parties[0].entity for x in ("e1", "e2")} == {c}
    ledger.withdraw(middle.uid, "Анна", "проба")
    assert {ledger.entry(rows[x].uid).parties[0].entity for x in ("e1", "e2")} == {b}


def test_private_persons_are_never_joined_across_reports(ledger: Ledger) -> None:
    persons = []
    for number in (1, 2):
        maker = Maker(TEXT + f"Житель Пётр Сомов сказал: тихо. {number}")
        maker.said("Пётр Сомов", "сказал: тихо", "тихо")
        maker.said("Ирина Белова", "заявила", "Южная Марка готовит ракетный удар по столице")
        report = add(ledger, maker.reading())
        persons.append({r.local: r.parties[0].entity or "" for r in ledger.entries_of(report)})
    with pytest.raises(BadCorrection, match="never across reports"):
        ledger.merge(persons[0]["s1"], persons[1]["s1"], "Анна", "тёзки")
    ledger.merge(persons[0]["s1"], persons[0]["s2"], "Анна", "это она и есть")


def test_split_and_withdraw(ledger: Ledger) -> None:
    first = add(ledger, sample())
    second = add(ledger, sample(outlet="Портал Утро"))
    minister = by_local(ledger, first)["s1"].parties[0].entity or ""
    assert ledger.count(Question(entity=minister)) == 2
    (made,) = ledger.split(minister, [second], "Анна", "тёзка", name="Ирина Белова (мэр)")
    assert ledger.count(Question(entity=minister)) == 1
    row = by_local(ledger, second)["s1"]
    assert (row.who, row.parties[0].entity) == ("Ирина Белова (мэр)", made.other)
    assert ledger.count(Question(who=("мэр",))) == 1
    add(ledger, replace(sample(outlet="Портал Утро"), problems=("again",)))
    assert ledger.count(Question(entity=minister)) == 1
    ledger.withdraw(made.uid, "Анна", "она же")
    assert ledger.count(Question(entity=minister)) == 2
    with pytest.raises(BadCorrection, match="does not appear"):
        ledger.split(minister, ["rnone"], "Анна", "проба")


def test_splitting_off_somebody_who_was_merged(ledger: Ledger) -> None:
    """Whoever is merged into an entity is told off with it, and comes back with it."""
    first = add(ledger, sample())
    second = add(ledger, sample(outlet="Портал Утро"))
    rows = by_local(ledger, first)
    state, other = rows["e2"].parties[0].entity or "", rows["e1"].parties[0].entity or ""
    ledger.merge(state, other, "Анна", "одна страна")
    assert ledger.count(Question(entity=other, roles="w")) == 6
    made = ledger.split(other, [second], "Анна", "там другая")
    assert {c.target for c in made} == {state, other} and len({c.other for c in made}) == 1
    assert ledger.count(Question(entity=other, roles="w")) == 3
    assert {by_local(ledger, second)[local].parties[0].entity for local in ("e1", "e2", "e3")} == {made[0].other}
    assert not list(ledger.check())
    ledger.withdraw(made[0].uid, "Анна", "она же")
    assert ledger.count(Question(entity=other, roles="w")) == 6
    assert not list(ledger.check())


def test_corrections_are_carried_to_another_ledger(ledger: Ledger, opened: Callable[..., Ledger], tmp_path: Path) -> None:
    rows = by_local(ledger, add(ledger, sample()))
    ledger.edit(rows["e2"].uid, {"status": "planned"}, "Анна", "только готовятся")
    taken_back = ledger.reject(rows["e1"].uid, "Анна", "нет")
    ledger.merge(rows["e2"].parties[0].entity or "", rows["e1"].parties[0].entity or "", "Анна", "одно")
    lines = [json.dumps(to_json(c)) for c in ledger.corrections()]
    other = opened(tmp_path / "other.db")
    assert len(other.import_corrections(map(from_line, map(json.loads, lines)))) == 3
    assert not other.import_corrections(map(from_line, map(json.loads, lines)))
    add(other, sample())
    assert other.list(Question()).rows == ledger.list(Question()).rows
    ledger.withdraw(taken_back.uid, "Анна", "всё же удар")
    other.import_corrections(ledger.corrections())
    assert other.count(Question(type=("ASSAULT",))) == 1
    with pytest.raises(BadCorrection):
        from_line({"correction": 2})
