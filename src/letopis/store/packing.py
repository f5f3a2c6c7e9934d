"""A whole reading as compressed JSON, without the text (which has a column of its own), and back to the types of `model`."""

from __future__ import annotations

import json
import types
import typing
import zlib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from letopis.model import Reading, Span
from letopis.store.errors import Unfit

LEVEL = 6
SIMPLE = frozenset({str, int, float, bool, type(None)})


def encode_text(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def decode_text(stored: bytes) -> str:
    return bytes(stored).decode("utf-8", "surrogatepass")


def pack(reading: Reading) -> tuple[bytes, str]:
    """Compressed JSON of `reading` and the hash of that JSON: two readings are equal when their hashes are."""
    bare = _plain(replace(reading, report=replace(reading.report, text="")))
    written = json.dumps(bare, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode("ascii")
    return zlib.compress(written, LEVEL), sha256(written).hexdigest()


def unpack(packed: bytes, text: str) -> Reading:
    """The reading that `pack` was given, for its `text`. What another version wrote in a way that this one does not know is left out,
    or, where it cannot be missed, raises `Unfit`."""
    bare: Reading = _built(Reading, json.loads(zlib.decompress(packed)))
    return replace(bare, report=replace(bare.report, text=text))


def plain(value: object) -> object:
    """`value` of a type of `model` as what JSON knows, without fields that have their default value."""
    return _plain(value)


def built(kind: Any, value: Any) -> Any:
    """What `plain` was given, of the type `kind`. Fields that this version does not know are left out."""
    return _built(kind, value)


def _plain(value: object) -> object:
    """What JSON knows, without the fields that have their default value."""
    kind = type(value)
    if kind in SIMPLE:
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return {name: _plain(v) for name, default in _defaults(typing.cast(Any, kind)) if (v := getattr(value, name)) != default}


@lru_cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    """Fields of a dataclass with their default values (`MISSING` where there is none)."""
    return tuple((f.name, f.default_factory() if f.default_factory is not MISSING else f.default) for f in fields(kind))


def _built(kind: Any, value: Any) -> Any:
    """`value` of JSON as the type `kind`."""
    return _builder(kind)(value)


@lru_cache(256)
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What makes values of the type `kind` out of those of JSON."""
    if kind is Span:
        return lambda value: None if value is None else Span(*_list(value, 2))
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda value: None if value is None else _dataclass(kind, value)
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _builder(next(t for t in inside if t is not type(None)))
    if origin is tuple:
        each = _builder(inside[0])
        return lambda value: None if value is None else tuple(map(each, _list(value)))
    return lambda value: value


def _dataclass(kind: Any, value: Any) -> Any:
    """Another version may have had more fields, or another type for one: those are left out where there is a default."""
    if not isinstance(value, Mapping):
        raise Unfit(f"{value!r} is no {kind.__name__}")
    out: dict[str, Any] = {}
    for name, default, builder in _fields(kind):
        if name in value:
            try:
                out[name] = builder(value[name])
            except Unfit:
                if default is MISSING:  # without it the rest would mean something else
                    raise
    try:
        return kind(**out)
    except TypeError as error:
        raise Unfit(f"{value!r} is no {kind.__name__}: {error}") from error


@lru_cache
def _fields(kind: Any) -> tuple[tuple[str, object, Callable[[Any], Any]], ...]:
    """Name, default value (`MISSING` where there is none) and builder of each field of a dataclass."""
    hints = typing.get_type_hints(kind)
    return tuple((name, default, _builder(hints[name])) for name, default in _defaults(kind))


def _list(value: Any, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or length not in (None, len(value)):
        raise Unfit(f"{value!r} is no list{f' of {length}' if length else ''}")
    return value
