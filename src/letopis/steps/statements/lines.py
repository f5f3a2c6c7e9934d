"""Who speaks by the layout of lines: `X: …` in headlines and interviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from letopis.model import Party, Sentence
from letopis.records import record
from letopis.steps.statements.drafts import Draft, Frame
from letopis.steps.statements.extents import spans_of
from letopis.steps.statements.scene import DASHES, Scene

LONGEST_NAME = 7
"""Words that a speaker before a colon may have (`Глава МИД Сербии Ивица Дачич`)."""


@record(frozen=True, slots=True)
class Line:
    """A paragraph: its sentences and tokens ``[first, last)``."""

    sentences: tuple[Sentence, ...]
    first: int
    last: int


def lines_of(scene: Scene) -> tuple[Line, ...]:
    """The paragraphs of the report, in order."""
    return scene.memo("lines", lambda: tuple(_lines(scene)))


def _lines(scene: Scene) -> Iterator[Line]:
    groups: dict[int, list[Sentence]] = {}
    for sentence in scene.parse.sentences:
        groups.setdefault(sentence.paragraph, []).append(sentence)
    for group in groups.values():
        yield Line(tuple(group), group[0].first, group[-1].last)


def from_lines(scene: Scene) -> Iterator[Draft]:
    """Statements of lines that name their speaker."""
    lines = lines_of(scene)
    named = [(n, colon) for n, line in enumerate(lines) if (colon := speaker_colon(scene, line)) > 0 and not _is_address(scene, colon)]
    interview = _is_interview(scene, lines, named)
    for n, colon in named:
        draft = _named_line(scene, lines[n], colon, interview)
        if draft:
            yield draft
    yield from _headline_dash(scene, lines)


def speaker_colon(scene: Scene, line: Line) -> int:
    """The colon behind a speaker at the head of the line; -1 without one."""
    for i in range(line.first + 1, min(line.first + 2 * LONGEST_NAME, line.last - 1)):
        token = scene.tokens[i]
        if token.text == ":":
            return i if _is_speaker(scene, line.first, i) and i + 2 < line.last else -1
        if token.pos in {"VERB", "AUX", "ADP", "SCONJ", "CCONJ"} and token.feat("VerbForm") != "Part" and scene.cast.entity(i) is None:
            return -1
        if token.text in {",", ";", "."} and i - line.first > LONGEST_NAME:
            return -1
    return -1


def _is_interview(scene: Scene, lines: Sequence[Line], named: Sequence[tuple[int, int]]) -> bool:
    """Lines with speakers follow one another, and somebody asks."""
    at = [n for n, _ in named]
    asked = any(_asks(scene, lines[n]) for n in at)
    close = sum(b == a + 1 for a, b in pairwise(at))
    return asked and len(at) >= 2 and close * 2 >= len(at) - 1 and (len(at) > 2 or _asks(scene, lines[at[0]]))


def _asks(scene: Scene, line: Line) -> bool:
    return scene.tokens[line.last - 1].text.startswith("?")


def _is_address(scene: Scene, colon: int) -> bool:
    """An address of the web behind the colon: `Источник: https://…`."""
    at = scene.tokens[colon].span.end
    return scene.text.find("//", at, at + 12) >= 0


def _is_speaker(scene: Scene, first: int, last: int) -> bool:
    """Do the words name a person, a body, a medium, or nothing but a role?"""
    head = _head(scene, first, last)
    if head < 0:
        return False
    entity = scene.cast.entity(head)
    if entity is not None:
        return entity.kind not in {"place", "other"} or (entity.kind == "place" and scene.tokens[head].lemma in scene.words["speaking_body"])
    token = scene.tokens[head]
    return token.lemma in scene.words["medium"] or token.lemma in scene.words["speaking_body"] or _is_surname(scene, head)


def _is_surname(scene: Scene, head: int) -> bool:
    text = scene.tokens[head].text
    return text[:1].isupper() and scene.language.morphology.is_name(text, ("surname", "first"))


def _head(scene: Scene, first: int, last: int) -> int:
    """The word of the stretch whose head lies outside; a nominal in the nominative, or -1."""
    words = [i for i in range(first, last) if scene.wordlike[i]]
    tops = [i for i in words if scene.tokens[i].head not in range(first, last) and scene.tokens[i].pos in {"NOUN", "PROPN", "X"}]
    fits = tops and (scene.tokens[tops[0]].feat("Case") in {"Nom", "Acc", ""} or scene.tokens[tops[0]].lemma in scene.words["medium"])
    return tops[0] if fits else -1


def _named_line(scene: Scene, line: Line, colon: int, spoken: bool) -> Draft | None:
    at = scene.tokens[colon + 1].span.start
    quote = next((q for q in scene.quotes if q.outer.start == at and q.depth == 0 and q.outer.end >= scene.tokens[line.last - 1].span.start), None)
    content = (quote.inner,) if quote else spans_of(scene, colon + 1, line.last if spoken else scene.sentence(colon).last)
    has_predicate = any(scene.tokens[i].pos in {"VERB", "AUX"} for i in range(colon + 1, line.last)) or line.last - colon > 4
    if not content or not (has_predicate or spoken):
        return None
    head = _head(scene, line.first, colon)
    quoted = len(content) == 1 and any(q.inner == content[0] for q in scene.quotes)
    frame: Frame = "passage" if spoken or quoted else "whole"
    rule = f"{scene.language.code}.line.{'interview' if spoken else 'headline'}"
    return Draft(rule, frame, "say", content, None, -1, _role_or_name(scene, head) if spoken else scene.cast.party(head))


def _role_or_name(scene: Scene, head: int) -> Party:
    """The speaker of an interview's line: who is called by a role there (`Корреспондент: …`) is nobody else of the report."""
    mention = scene.cast.mention(head)
    return scene.cast.party(head) if mention.anchor == "name" else Party(mention.span, None, mention.name)


def _headline_dash(scene: Scene, lines: Sequence[Line]) -> Iterator[Draft]:
    """`Завод закроют — Громов`: a title that closes with a dash and a speaker."""
    if len(lines) < 2 or len(lines[0].sentences) != 1:
        return
    line = lines[0]
    dashes = [i for i in range(line.first + 3, line.last - 1) if scene.tokens[i].text in DASHES]
    if not dashes or line.last - dashes[-1] > LONGEST_NAME:
        return
    dash = dashes[-1]
    verb = any(scene.tokens[i].feat("VerbForm") == "Fin" for i in range(line.first, dash))
    head = _head(scene, dash + 1, line.last)
    short = line.last - dash <= 5 and scene.tokens[dash + 1].text[:1].isupper()
    if (
        verb
        and short
        and head >= 0
        and scene.tokens[head].feat("Case") in {"Nom", ""}
        and _is_speaker(scene, dash + 1, line.last)
        and not any(scene.tokens[i].pos == "VERB" for i in range(dash, line.last))
    ):
        content = spans_of(scene, line.first, dash)
        if content:
            yield Draft(f"{scene.language.code}.line.headline", "whole", "say", content, None, -1, scene.cast.party(head))
