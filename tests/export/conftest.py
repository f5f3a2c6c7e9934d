"""A reading made by hand, so that the ledger's looks are tested apart from what the steps find."""

from __future__ import annotations

import pytest

from letopis.model import Entity, Event, Party, Reading, Report, ReportDate, Span, Statement, Time

TEXT = (
    "Приморье попросило у столицы ледокол\n\n"
    "Губернатор Приморья Илья Береговой попросил у министра транспорта Ольги Мостовой новый ледокол, чтобы расчистить порт до конца марта. "
    "Об этом сообщил телеграм-канал «Маяк». "
    "«Мы встретимся снова», — пообещал он. Накануне моряки провели учения в бухте Тихой. "
    "По словам источника в порту, два судна задержали."
)


def at(words: str, start: int = 0) -> Span:
    """Where `words` stand in the text."""
    begin = TEXT.index(words, start)
    return Span(begin, begin + len(words))


def party(words: str, name: str, entity: str | None = None) -> Party:
    return Party(at(words), entity, name)


@pytest.fixture
def reading() -> Reading:
    governor = party("Губернатор Приморья Илья Береговой", "Илья Береговой", "E1")
    statements = (
        Statement(
            "s1",
            at("попросил "),
            governor,
            (at("новый ледокол, чтобы расчистить порт до конца марта"),),
            "topic",
            "request",
            "ru.speech.попросить",
            addressee=party("министра транспорта Ольги Мостовой", "Ольга Мостовая", "E2"),
            via=(party("Маяк", "Маяк", "E3"),),
        ),
        Statement(
            "s2", at("пообещал"), governor, (at("Мы встретимся снова"),), "direct", "promise", "ru.speech.пообещать", via=(party("Маяк", "Маяк"),)
        ),
        Statement(
            "s3", at("По словам"), party("источника в порту", "источник в порту"), (at("два судна задержали"),), "indirect", "say", "ru.phrase"
        ),
    )
    events = (
        Event(
            "e1",
            at("учения"),
            "MOBILIZE",
            "ru.event.учения",
            0,
            actors=(party("моряки", "моряки"),),
            time=1,
            place=party("в бухте Тихой", "бухта Тихая"),
        ),
        Event("e2", at("задержали"), "COERCE", "ru.event.задержать", 0, recipients=(party("два судна", "два судна"),), voucher="s3"),
        Event("e3", at("встретимся"), "CONSULT", "ru.event.встреча", 0, actors=(governor,), status="planned", voucher="s2"),
    )
    times = (
        Time(at("до конца марта"), "date", "../2024-03-31", None, "2024-03-31", "report"),
        Time(at("Накануне"), "date", "2024-03-04", "2024-03-04", "2024-03-04", "report"),
    )
    entities = (
        Entity("E1", "person", "Илья Береговой", ("Береговой",), ("губернатор Приморья",)),
        Entity("E2", "person", "Ольга Мостовая"),
        Entity("E3", "media", "Маяк"),
    )
    report = Report("harbour.txt", TEXT, "Приморье попросило у столицы ледокол", "2024-03-05", "Вестник побережья", language="ru")
    return Reading(report, ReportDate("2024-03-05", "given"), entities, times, statements, events)
