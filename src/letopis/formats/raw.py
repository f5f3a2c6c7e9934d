"""Items whose report takes long to make out (a web page): they can be handed to another process before that is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from letopis.formats.problem import Problem
from letopis.model import Report


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one report and the function (one of a module, so that it can be pickled) that makes the report of them.

    `name` is its id unless the bytes know a better one; `place` where it stands in its file; `url` and `published` what the file tells
    of it; `charset` the encoding that is claimed for it. `outlet` and `otherwise` (a date) fill what is open in the end.
    """

    make: Callable[[Raw], Report | Problem]
    name: str
    data: bytes
    url: str | None = None
    published: str | None = None
    charset: str | None = None
    outlet: str | None = None
    otherwise: str | None = None


def opened(raw: Raw) -> Report | Problem:
    """The report in `raw`. No bytes make it raise."""
    try:
        item = raw.make(raw)
    except Exception as error:  # parsers of wild pages fail in many ways, and the next page must still be read
        return Problem(raw.name, f"cannot be made out ({type(error).__name__}: {str(error)[:80]})", "save the page anew, or its text")
    if isinstance(item, Problem):
        return item
    return replace(item, published=item.published or raw.otherwise, outlet=item.outlet or raw.outlet)


def all_opened(items: Iterable[Report | Problem | Raw]) -> Iterator[Report | Problem]:
    """`items`, with reports for what was raw."""
    return (opened(item) if isinstance(item, Raw) else item for item in items)
