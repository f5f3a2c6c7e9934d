"""The public functions, from several threads too."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import letopis
from letopis import Report

TEXTS = [f"Министр обороны Северии Пётр Лагутин заявил, что учения начнутся {n} мая. Об этом сообщило агентство «Норд»." for n in range(1, 9)]


def test_readings_come_in_order_and_do_not_depend_on_company() -> None:
    together = [r.to_dict() for r in letopis.read_many(TEXTS)]
    assert [letopis.read(t).to_dict() for t in TEXTS] == together


def test_threads_read_alike() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda t: letopis.read(t).to_dict(), TEXTS)) == [letopis.read(t).to_dict() for t in TEXTS]


def test_a_report_is_given_whole() -> None:
    reading = letopis.read(Report(id="r1", text=TEXTS[0]), published="2024-04-30", outlet="Норд")
    plain = reading.to_dict()
    assert json.loads(json.dumps(plain, ensure_ascii=False)) == plain
    assert plain["ledger"] == 1
    assert reading.report.outlet == "Норд"


def test_an_empty_text_is_an_empty_ledger() -> None:
    assert letopis.read("").statements == ()


def test_the_agency_of_a_dateline_is_a_hop_of_every_chain() -> None:
    text = "ОЛЬХОВСК, 5 мая — РИА Новости. Министр обороны Северии заявил, что учения начнутся завтра."
    assert letopis.read(text, outlet="Вечерний Ольховск").report.relays == ("РИА Новости",)
    assert letopis.read(text, outlet="РИА Новости").report.relays == ()
