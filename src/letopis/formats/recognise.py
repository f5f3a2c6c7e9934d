"""Tells JSON and JSON lines from plain text by their first bytes; the file's name decides only where the bytes leave it open."""

from __future__ import annotations

import json
import re

from letopis.formats.encoding import encoding_of

OBJECT = re.compile(r"\s*\{\s*[\"}]")
ARRAY = re.compile(r"\s*\[\s*[{\]]")
LINES = (".jsonl", ".ndjson")


def looks_like_jsonl(head: bytes, name: str) -> bool:
    """An object that is whole on the first line, or whose line runs on past the bytes looked at."""
    text = _text(head)
    if not OBJECT.match(text):
        return name.lower().endswith(LINES)
    if name.lower().endswith(LINES):
        return True
    first, newline, _ = text.lstrip().partition("\n")
    if not newline:  # one line: it reads the same as JSON lines and as a JSON file
        return not name.lower().endswith(".json")
    return _is_object(first) or (first.rstrip().endswith("}") and '"text"' in first)


def looks_like_json(head: bytes, name: str) -> bool:
    text = _text(head)
    return bool(OBJECT.match(text) or ARRAY.match(text)) or name.lower().endswith(".json")


def _text(head: bytes) -> str:
    """The bytes as text in which JSON's own marks can be seen; which letters stand in its strings does not matter here."""
    name = encoding_of(head) or ""
    return head.decode(name, "replace").removeprefix("\ufeff") if name.startswith("utf") else head.decode("latin-1")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


XML_ROOT = re.compile(r"(?:\s|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)*+<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)[\s/>]", re.S)


def xml_root(head: bytes) -> str:
    """The name of the first element, without its prefix; empty if the bytes do not begin like XML."""
    match = XML_ROOT.match(_text(head).lstrip()[:8192])
    return match["name"] if match else ""
