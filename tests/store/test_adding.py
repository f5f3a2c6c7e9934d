"""Adding: a report is in once, whatever is added how often; other texts are versions; other readings take the place of the old."""

from __future__ import annotations

from dataclasses import replace

from letopis.model import Reading
from letopis.store import Added, Ledger, Question
from tests.store.readings import TEXT, Maker, many, sample


def add(ledger: Ledger, *readings: Reading) -> list[Added]:
    return list(ledger.add(readings, ledger.begin_run("0.1.0", "rules")))


def test_a_report_becomes_rows(ledger: Ledger) -> None:
    (added,) = add(ledger, sample())
    assert (added.what, added.version, added.entries, added.name) == ("added", 1, 5, "r1")
    rows = ledger.entries_of(added.report)
    assert [(r.local, r.label, r.who, r.whom, r.via, r.place, r.status) for r in rows] == [
        ("s1", "accuse", "Ирина Белова", None, "Портал Утро", None, None),
        ("e1", "ASSAULT", "Южная Марка", None, None, None, "planned"),
        ("e2", "MOBILIZE", "Северия", None, None, "Каменск", "happened"),
        ("e3", "REJECT", "Южная Марка", None, None, None, "happened"),
        ("s2", "deny", "Олег Гранин", None, None, None, None),
    ]
    event = rows[2]
    assert (event.first, event.last, event.day_basis, event.time) == ("2022-05-16", "2022-05-16", "time", "2022-05-16")
    assert (event.cue, event.evidence) == ("учения", "Войска Северии начали учения под Каменском 16 мая.")
    assert (rows[0].first, rows[0].day_basis, rows[0].outlet, rows[0].published) == ("2022-05-19", "report", "Вестник Севера", "2022-05-19")
    assert ledger.entry(event.uid) == event


def test_the_reading_comes_back_as_it_was(ledger: Ledger) -> None:
    given = sample()
    (added,) = add(ledger, given)
    stored = ledger.report(added.report)
    assert stored.reading.to_dict() == given.to_dict()
    assert (stored.version, stored.versions, stored.current) == (1, 1, 1)


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    first = add(ledger, sample())
    before = ledger.list(Question())
    again = add(ledger, sample(), sample())
    assert [a.what for a in again] == ["unchanged", "unchanged"]
    assert again[0].report == first[0].report
    assert ledger.list(Question()) == before


def test_the_same_report_twice_in_one_batch(ledger: Ledger) -> None:
    assert [a.what for a in add(ledger, sample(), *many(3), sample())] == ["added"] * 4 + ["unchanged"]
    assert ledger.count(Question()) == 5 + 6


def test_a_new_reading_takes_the_place_of_the_old(ledger: Ledger) -> None:
    (added,) = add(ledger, sample())
    uids = {r.local: r.uid for r in ledger.entries_of(added.report)}
    given = sample()
    newer = replace(given, statements=(replace(given.statements[0], act="warn"),), events=given.events[:2])
    assert [a.what for a in add(ledger, newer)] == ["reread"]
    rows = ledger.entries_of(added.report)
    assert {(r.local, r.label) for r in rows} == {("s1", "warn"), ("e1", "ASSAULT"), ("e2", "MOBILIZE")}
    assert all(r.uid == uids[r.local] for r in rows)
    assert ledger.count(Question(words="граница")) == 0


def test_another_text_under_the_same_url_is_a_new_version(ledger: Ledger) -> None:
    url = "https://example.org/a"
    (old,) = add(ledger, sample(url=url))
    edited = TEXT.replace("ракет на границе нет", "войск на границе нет")
    maker = Maker(edited, url=url)
    maker.said("Олег Гранин", "сказал", "войск на границе нет", "deny")
    (new,) = add(ledger, maker.reading())
    assert (new.report, new.what, new.version) == (old.report, "revised", 2)
    assert ledger.report(new.report).reading.report.text == edited
    assert ledger.report(new.report, 1).reading.report.text == TEXT
    assert ledger.count(Question()) == 1
    assert ledger.count(Question(words="ракетный")) == 0
    assert add(ledger, maker.reading())[0].what == "unchanged"


def test_a_text_that_was_replaced_changes_nothing_when_it_is_added_again(ledger: Ledger) -> None:
    """Unless somebody says that its outlet has brought it back."""
    url = "https://example.org/a"
    first, second = sample(url=url), sample_of(TEXT + "Правка.\n", url)
    old, new = add(ledger, first, second)
    assert (old.what, new.what, new.version) == ("added", "revised", 2)
    before = ledger.list(Question())
    run = ledger.begin_run("0.1.0", "newer rules")
    again = list(ledger.add([first, second, replace(first, problems=("read by newer rules",))], run))
    assert [(a.what, a.version, a.entries) for a in again] == [("unchanged", 1, 0), ("unchanged", 2, 0), ("unchanged", 1, 0)]
    assert ledger.list(Question()) == before
    assert list(ledger.known([first.report, second.report], "rules")) == ["older", "same"]
    assert list(ledger.known([first.report, second.report], "newer rules")) == ["older", "no"]
    (back,) = ledger.add([first], run, restored=True)
    assert (back.what, back.version) == ("revised", 3)
    assert ledger.report(back.report).reading.report.text == TEXT
    assert list(ledger.known([first.report, second.report], "newer rules")) == ["same", "older"]
    assert not list(ledger.check())


def sample_of(text: str, url: str) -> Reading:
    maker = Maker(text, url=url)
    maker.said("Олег Гранин", "сказал", "ракет на границе нет", "deny")
    return maker.reading()


def test_the_same_text_of_two_outlets_is_two_reports(ledger: Ledger) -> None:
    one, other = add(ledger, sample(), sample(outlet="Портал Утро"))
    assert one.report != other.report
    assert (one.what, other.what) == ("added", "added")


def test_odd_texts_are_kept_as_they_are(ledger: Ledger) -> None:
    text = "Сводка\x00 дня \ud800 ‮справа</script>\n\nБелова сказала, что\x00 всё\u2028 тихо.\n"
    maker = Maker(text)
    maker.said("Ирина Белова", "сказала", "что\x00 всё\u2028 тихо")
    (added,) = add(ledger, maker.reading())
    assert ledger.report(added.report).reading.report.text == text
    assert ledger.entries_of(added.report)[0].evidence == "что␀ всё\u2028 тихо"
    assert ledger.count(Question(words="тихо")) == 1


def test_a_person_without_a_role_stays_in_its_report(ledger: Ledger) -> None:
    for number in (1, 2):
        maker = Maker(TEXT + f"Житель Пётр Сомов сказал: тихо. {number}")
        maker.said("Пётр Сомов", "сказал: тихо", "тихо")
        maker.done("учения", "MOBILIZE", ["Северия"])
        add(ledger, maker.reading())
    rows = ledger.list(Question()).rows
    persons = {p.entity for r in rows for p in r.parties if p.name == "Пётр Сомов"}
    states = {p.entity for r in rows for p in r.parties if p.name == "Северия"}
    assert (len(persons), len(states)) == (2, 1)
