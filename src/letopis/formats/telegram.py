"""Telegram Desktop's `result.json`: posts of a channel or of all chats, one at a time however large the file is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from letopis.formats.dates import day
from letopis.formats.problem import Problem
from letopis.formats.records import clean
from letopis.formats.source import Source, nothing
from letopis.model import Report

MESSAGES = ("messages.item", "chats.list.item.messages.item", "left_chats.list.item.messages.item")
"""Where posts stand: in the export of one chat, and of an account."""
NAMES = frozenset(p.replace("messages.item", "name") for p in MESSAGES)
IDS = frozenset(p.replace("messages.item", "id") for p in MESSAGES)
LONGEST_TITLE = 250


def looks_like_telegram(head: bytes, name: str) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start.startswith(b"{"):
        return False
    return (b'"messages"' in head and b'"type"' in head and (b'"from_id"' in head or b'"date_unixtime"' in head or b'"text_entities"' in head)) or (
        b'"chats"' in head and b'"list"' in head and b'"about"' in head
    )


@dataclass(slots=True)
class _Chat:
    """What the file says of the chat whose messages follow."""

    name: str = ""
    id: str = ""


def read_telegram(source: Source, encoding: str | None = None) -> Iterator[Report | Problem]:
    """Posts with words, in order; those with pictures only, and notes of the service (who joined), are no reports."""
    import ijson

    empty = True
    try:
        for chat, message in _messages(ijson.parse(source.stream, use_float=True)):
            item = _post(source, chat, message)
            if item is not None:
                empty = False
                yield item
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield source.problem(f"the file breaks off or is damaged ({str(error).splitlines()[0][:80]})", "export it again")
        return
    if empty:
        yield nothing(source)


def _messages(events: Any) -> Iterator[tuple[_Chat, Any]]:
    from ijson.common import ObjectBuilder

    chat = _Chat()
    builder, inside = None, ""
    for prefix, event, value in events:
        if builder is not None:
            builder.event(event, value)
            if prefix == inside and event in {"end_map", "end_array"}:
                yield chat, builder.value
                builder = None
        elif prefix in MESSAGES:
            if event in {"start_map", "start_array"}:
                builder, inside = ObjectBuilder(), prefix
                builder.event(event, value)
            else:
                yield chat, value
        elif prefix in NAMES:
            chat = _Chat(str(value or ""), chat.id)
        elif prefix in IDS:
            chat = _Chat(chat.name, str(value))


def _post(source: Source, chat: _Chat, message: Any) -> Report | Problem | None:
    if not isinstance(message, Mapping):
        return source.problem("a message is no object", "export the chat again", chat.name)
    if message.get("type", "message") != "message":
        return None
    place = f"message {message.get('id')}"
    try:
        pieces = _pieces(message)
    except TypeError:
        return source.problem("the text of the message is neither a string nor a list", "export the chat again", place)
    text, notes = clean("".join(words for words, _ in pieces))
    if not text.strip():
        return None
    forwarded = message.get("forwarded_from") or message.get("saved_from")
    return Report(
        f"{chat.id or source.name}/{message.get('id')}",
        text,
        _title(pieces),
        day(str(message.get("date", ""))),
        chat.name or (str(message["from"]) if message.get("from") else None),
        relays=(str(forwarded),) if forwarded and forwarded != chat.name else (),
        problems=notes,
    )


def _pieces(message: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The text as pieces with their kind (`plain`, `bold`, `link` …). Raises TypeError."""
    text = message.get("text", "")
    if isinstance(text, str):
        return _cut(text, message.get("entities"))
    if not isinstance(text, list):
        raise TypeError
    return [_piece(p) for p in text]


def _piece(piece: object) -> tuple[str, str]:
    if isinstance(piece, str):
        return piece, "plain"
    if isinstance(piece, Mapping) and isinstance(piece.get("text"), str):
        return piece["text"], str(piece.get("type", "plain"))
    raise TypeError


def _cut(text: str, entities: object) -> list[tuple[str, str]]:
    """A string cut at its first entity, whose offset and length count units of UTF-16."""
    for entity in entities if isinstance(entities, list) else []:
        if isinstance(entity, Mapping) and entity.get("offset") == 0 and isinstance(entity.get("length"), int):
            end = code_points(text, entity["length"])
            return [(text[:end], str(entity.get("type", "plain"))), (text[end:], "plain")]
    return [(text, "plain")]


def code_points(text: str, units: int) -> int:
    """How many code points of `text` its first `units` units of UTF-16 are; half a character counts whole."""
    at = 0
    for n, c in enumerate(text):
        if at >= units:
            return n
        at += 2 if c > "\uffff" else 1
    return len(text)


def _title(pieces: list[tuple[str, str]]) -> str | None:
    """A bold first line is the headline of a post."""
    filled = [(words, kind) for words, kind in pieces if words]
    if len(filled) < 2 or filled[0][1] != "bold":
        return None
    words = filled[0][0]
    ends = words.endswith("\n") or filled[1][0].startswith("\n")
    title = words.strip()
    return title if ends and title and "\n" not in title and len(title) <= LONGEST_TITLE else None
