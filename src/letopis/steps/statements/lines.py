"""Who speaks by the layout of lines: `X: …` in headlines and interviews, and lines of dialogue that begin with a dash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from letopis.model import Party, Sentence, Span
from letopis.steps.government import in_slot
from letopis.steps.statements.drafts import Draft, Frame
from letopis.steps.statements.extents import spans_of, unquoted
from letopis.steps.statements.scene import DASHES, ENDS, Scene

LONGEST_NAME = 7
"""Words that a speaker before a colon may have (`Глава МИД Сербии Ивица Дачич`)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its sentences and tokens ``[first, last)``."""

    sentences: tuple[Sentence, ...]
    first: int
    last: int


def lines_of(scene: Scene) -> list[Line]:
    """The paragraphs of the report, in order."""
    groups: dict[int, list[Sentence]] = {}
    for sentence in scene.parse.sentences:
        groups.setdefault(sentence.paragraph, []).append(sentence)
    return [Line(tuple(g), g[0].first, g[-1].last) for g in groups.values()]


def from_lines(scene: Scene, spoken: Sequence[Span]) -> Iterator[Draft]:
    """Statements of lines; `spoken` are the contents that cues have claimed already."""
    lines = lines_of(scene)
    named = [(n, colon) for n, line in enumerate(lines) if (colon := speaker_colon(scene, line)) > 0 and not _is_address(scene, colon)]
    interview = _is_interview(scene, lines, named)
    for n, colon in named:
        draft = _named_line(scene, lines[n], colon, interview)
        if draft:
            yield draft
    yield from _headline_dash(scene, lines)
    yield from _dialogue(scene, lines, spoken)


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
    asked = any(scene.tokens[lines[n].last - 1].text.startswith("?") for n in at)
    return asked and len(at) >= 3 and sum(b == a + 1 for a, b in pairwise(at)) * 2 >= len(at) - 1


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
        return entity.kind not in {"place", "other"} or (entity.kind == "place" and scene.tokens[head].lemma in scene.words("speaking_body"))
    token = scene.tokens[head]
    return token.lemma in scene.words("medium") or token.lemma in scene.words("speaking_body") or _is_surname(scene, head)


def _is_surname(scene: Scene, head: int) -> bool:
    text = scene.tokens[head].text
    return text[:1].isupper() and scene.language.morphology.is_name(text, ("surname", "first"))


def _head(scene: Scene, first: int, last: int) -> int:
    """The word of the stretch whose head lies outside; a nominal in the nominative, or -1."""
    words = [i for i in range(first, last) if scene.is_word(i)]
    tops = [i for i in words if scene.tokens[i].head not in range(first, last) and scene.tokens[i].pos in {"NOUN", "PROPN", "X"}]
    fits = tops and (scene.tokens[tops[0]].feat("Case") in {"Nom", "Acc", ""} or scene.tokens[tops[0]].lemma in scene.words("medium"))
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


# --- dialogue ---------------------------------------------------------------------------------------------------------
def _dialogue(scene: Scene, lines: Sequence[Line], spoken: Sequence[Span]) -> Iterator[Draft]:
    """Lines of a dialogue without a cue: two take turns, so the speaker is who spoke two lines before (or speaks two lines after)."""
    for run in _runs(scene, lines):
        claimed = {n: s for n in run for s in spoken if lines[n].first <= scene.token_at(s.start) < lines[n].last}
        asked = any(scene.tokens[i].text.startswith("?") for n in run for i in range(lines[n].first, lines[n].last))
        if not (claimed or (asked and len(run) > 1)):
            continue
        for n in run:
            if n in claimed:
                continue
            whole = _spoken(scene, lines[n])
            if whole:
                yield Draft(f"{scene.language.code}.line.dialogue", "quote", "say", whole, None, -1, None)


def _spoken(scene: Scene, line: Line) -> tuple[Span, ...]:
    """The line without its dash and without what the narrator tells between (`— Едем? — Он встал. — Едем.`)."""
    borders = [i for i in range(line.first + 2, line.last) if scene.tokens[i].text in DASHES and scene.tokens[i - 1].text in ENDS]
    starts = [line.first + 1, *(b + 1 for b in borders)]
    ends = [*borders, line.last]
    spoken = [(a, b) for a, b in zip(starts, ends, strict=True) if a < b and not _narrates(scene, a, b)]
    spans = [s for a, b in spoken for s in spans_of(scene, a, b)]
    if len(spans) > 1 and len(spoken) == len(starts):
        return (unquoted(scene, Span(spans[0].start, spans[-1].end)),)
    return tuple(spans)


def _narrates(scene: Scene, first: int, last: int) -> bool:
    """Past tense of somebody named or a pronoun of the third person, and no word of the first or second."""
    if any(scene.tokens[i].feat("Person") in {"1", "2"} for i in range(first, last)):
        return False
    verbs = [i for i in range(first, last) if scene.tokens[i].feat("Tense") == "Past" and scene.tokens[i].feat("VerbForm") == "Fin"]
    return any(first <= s < last for v in verbs for s in in_slot(scene.parse, v, "subj"))


def _runs(scene: Scene, lines: Sequence[Line]) -> Iterator[list[int]]:
    """Neighbouring lines that begin with a dash; a list that a colon announces is none."""
    run: list[int] = []
    for n, line in enumerate([*lines, None]):
        if line is not None and scene.tokens[line.first].text in DASHES and line.last - line.first > 1:
            run.append(n)
            continue
        if run and not _announced_list(scene, lines, run):
            yield run
        run = []


def _announced_list(scene: Scene, lines: Sequence[Line], run: Sequence[int]) -> bool:
    before = lines[run[0] - 1] if run[0] else None
    items = all(scene.tokens[lines[n].last - 1].text == ";" for n in run[:-1]) and len(run) > 1
    return items or (before is not None and scene.tokens[before.last - 1].text == ":" and len(run) > 1)


def turns(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Speakers of dialogue lines without a cue, by alternation with the lines around (`drafts` in the order of the text)."""
    out = list(drafts)
    by_line = {_line(scene, d): d.source for d in drafts if d.frame in {"quote", "passage"} and d.source is not None}
    for draft in drafts:
        if draft.rule.endswith(".line.dialogue") and (called := _called(scene, draft)) is not None:
            by_line.setdefault(_line(scene, draft) + 1, called)
    for k, draft in enumerate(out):
        if draft.rule.endswith(".line.dialogue"):
            n = _line(scene, draft)
            speaker: Party | None = by_line.get(n) or by_line.get(n - 2) or by_line.get(n + 2)
            if speaker is not None:
                by_line[n] = speaker
                out[k] = Draft(draft.rule, draft.frame, draft.act, draft.content, None, -1, Party(None, speaker.entity, speaker.name))
    return out


def _called(scene: Scene, draft: Draft) -> Party | None:
    """Whom a question calls by name at its head (`Ирина Петровна, как вы …?`): the next line is theirs."""
    inside = scene.parse.covered(draft.content[0])
    mention = scene.cast.at.get(inside[0]) if len(inside) else None
    if mention is None or mention.kind != "person" or not draft.content[0].of(scene.text).rstrip('»" ').endswith("?"):
        return None
    after = scene.parse.covered(mention.span).stop
    return scene.cast.party(mention.head) if after < len(scene.tokens) and scene.tokens[after].text == "," else None


def _line(scene: Scene, draft: Draft) -> int:
    at = min(scene.token_at(draft.content[0].start), len(scene.tokens) - 1)
    return scene.sentence(at).paragraph
