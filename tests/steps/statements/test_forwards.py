"""A forwarded post of a Telegram channel: whose words it was first is a hop of the chain of all that the post says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from letopis import Reading, Report, read
from letopis.cli import main
from letopis.export.entries import entries
from tests.formats import makers as make
from tests.formats.test_formats import read_bytes

POST = (
    "Губернатор Илья Береговой заявил, что диспетчер обещал закрыть порт. "
    "Об этом сообщило агентство «Прибой». Газета «Залив» пишет, что буксиры уже вышли."
)


def export(**more: str) -> bytes:
    return json.dumps(make.telegram([make.post(1, POST, **more)]), ensure_ascii=False).encode()


def reading(**more: str) -> Reading:
    (report,) = read_bytes(export(**more))
    assert isinstance(report, Report)
    return read(report)


def hops(of: Reading) -> list[tuple[list[str | None], str | None]]:
    return [([v.name for v in s.via], s.source.name if s.source else None) for s in of.statements]


def test_the_origin_is_the_first_hop_of_what_the_post_says() -> None:
    found = hops(reading(forwarded_from="Вестник залива"))
    assert (["Вестник залива", "Прибой"], "Илья Береговой") in found


def test_without_a_forward_there_is_no_hop() -> None:
    assert (["Прибой"], "Илья Береговой") in hops(reading())


def test_nobody_relays_themselves() -> None:
    assert ([], "Залив") in hops(reading(forwarded_from="«Залив»"))
    assert (["Прибой"], "Илья Береговой") in hops(reading(forwarded_from="Прибой"))


def test_what_is_nested_has_the_hop_of_what_it_stands_in() -> None:
    said = reading(forwarded_from="Вестник залива").statements
    outer, inner = said[0], said[1]
    assert (inner.within, inner.via) == (outer.id, ())


def test_the_chain_names_each_hop_once() -> None:
    rows = entries(reading(forwarded_from="Вестник залива"))
    assert ("Маяк залива", "Вестник залива", "Прибой", "Береговой") in [r.chain for r in rows]
    assert ("Маяк залива", "Вестник залива", "Прибой", "Береговой", "диспетчер") in [r.chain for r in rows]


def test_a_person_whose_post_was_forwarded_stands_once_in_the_chain() -> None:
    post = make.telegram([make.post(1, "Иван Седов отметил, что лёд сошёл. Мэр заявил, что порт открыт.", forwarded_from="Иван Седов")])
    (report,) = read_bytes(json.dumps(post, ensure_ascii=False).encode())
    assert isinstance(report, Report)
    assert [r.chain for r in entries(read(report)) if r.id == "s2"] == [("Маяк залива", "Иван Седов", "мэр")]


def test_terminal_and_explain_show_the_hop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(export(forwarded_from="Вестник залива"))
    assert main(["read", str(path), "--width", "220"]) == 0
    assert "Маяк залива <- Вестник залива <- Прибой <- Береговой" in capsys.readouterr().out
    assert main(["explain", str(path), "s1", "--width", "220"]) == 0
    assert "Маяк залива <- Вестник залива <- Прибой <- Береговой" in capsys.readouterr().out
