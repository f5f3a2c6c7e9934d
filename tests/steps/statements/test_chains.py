"""What ties statements to each other and to time: nesting, relays over several hops, the date and place of a saying."""

from __future__ import annotations

from letopis import Reading, read


def told(text: str) -> Reading:
    return read(text, published="2020-03-05")


def test_what_is_quoted_by_somebody_quoted_stands_within() -> None:
    outer, inner = told("Громов рассказал, что инспектор потребовал закрыть цех.").statements
    assert (outer.within, inner.within) == (None, outer.id)


def test_a_relay_is_a_hop_not_a_statement() -> None:
    (only,) = told("Мэр заявил, что мост откроют в мае. Об этом сообщает РИА Новости.").statements
    assert [v.name for v in only.via] == ["РИА Новости"]


def test_a_reference_puts_the_speaker_behind_the_medium() -> None:
    (only,) = told("Мост откроют в мае, пишет газета «Коммерсантъ» со ссылкой на мэра Казани Ивана Громова.").statements
    assert only.source is not None and only.source.name == "Иван Громов"
    assert [v.name for v in only.via] == ["Коммерсантъ"]


def test_the_saying_has_a_date_and_a_place() -> None:
    text = "Министр Иван Громов заявил в среду в Казани, что мост откроют в мае."
    reading = told(text)
    (only,) = reading.statements
    assert only.time is not None and reading.times[only.time].span.of(text) == "среду"
    assert only.place is not None and only.place.name == "Казань"


def test_a_gerund_shares_speaker_and_date() -> None:
    reading = told("В среду завод закрыл цех, сообщив, что станки устарели.")
    (only,) = reading.statements
    assert only.source is not None and only.source.name == "завод"
    assert only.time is not None
