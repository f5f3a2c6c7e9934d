"""Lines of dialogue: paragraphs that begin with a dash, their turns, what the narrator tells between, and who speaks by turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letopis.model import Party, Span
from letopis.steps.government import in_slot
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.extents import spans_of, unquoted
from letopis.steps.statements.lines import Line, lines_of
from letopis.steps.statements.scene import DASHES, ENDS, Scene
from letopis.steps.statements.speakers import nearby
from letopis.steps.statements.voiced import can_speak

LONG_DASHES = DASHES - {"-", "--"}
ASKING = ("?", "!")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between two dashes, tokens ``[first, last)``: somebody speaks, or the narrator tells (`subject` does something)."""

    first: int
    last: int
    told: bool = False
    subject: int = -1
    new: bool = False
    """Does another turn begin with it?"""


def opening_dash(scene: Scene, at: int) -> int:
    """The dash that opens the direct speech before the dash at `at`: at the head of the paragraph, or behind a sentence or a colon; -1 without one."""
    paragraph = scene.sentence(at).paragraph
    first = next(s.first for s in scene.parse.sentences if s.paragraph == paragraph)
    if scene.tokens[first].text in DASHES:
        return first if first < at else -1
    for i in range(at - 1, first, -1):
        if scene.tokens[i].text in LONG_DASHES and (scene.tokens[i - 1].text in ENDS or scene.tokens[i - 1].text == ":"):
            return i if scene.same_quotes(i, at) else -1
    return -1


def goes_on(scene: Scene, at: int, last: int) -> list[tuple[int, int]]:
    """Where the speaker goes on behind the narrator's words that end at `at`, in a line that ends at `last`: ranges of tokens.

    A dash resumes the speech; the narrator may tell again; the next dash behind a sentence opens the turn of another.
    """
    begins = at
    while begins < last and scene.tokens[begins].text in ENDS:
        begins += 1
    if begins >= last:
        return []
    if scene.tokens[begins].text in DASHES:
        begins += 1
    elif scene.tokens[begins - 1].text not in DASHES:
        return []  # without a dash the narrator goes on
    out: list[tuple[int, int]] = []
    for piece in _pieces(scene, Line((), begins - 1, last)):
        if piece.told:
            continue
        if out and piece.new:
            break
        out.append((piece.first, piece.last))
    return out


def turn_between(scene: Scene, after: int, before: int) -> int:
    """The dash that opens another's turn between two announcements of one line (`— сказал А. — Да? — Нет, — сказал Б`); -1 without one."""
    for i in range(before - 1, after, -1):
        if scene.tokens[i].text in DASHES and scene.tokens[i - 1].text in ENDS:
            return i
    return -1


def from_dialogue(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Turns of a dialogue without a cue; `drafts` are those that cues and names have claimed already."""
    lines = lines_of(scene)
    spoken = [s for d in drafts if d.frame == "quote" for s in d.content]
    afar = [d for d in drafts if d.frame != "whole" and (d.cue is None or d.frame == "passage" or not _beside(scene, d))]
    for run in _runs(scene, lines):
        taken = _claimed(scene, lines, run, [s for d in afar for s in d.content])
        claimed = _claimed(scene, lines, run, spoken)
        parted = {n: _pieces(scene, lines[n]) for n in run}
        announced = run[0] > 0 and any(d.cue is not None and _within(scene, lines[run[0] - 1], d.cue) for d in drafts)
        if not (claimed or _is_dialogue(scene, [lines[n] for n in run], [p for n in run for p in parted[n]], announced)):
            continue
        for n in run:
            if n not in claimed and n not in taken:
                yield from _turns_of(scene, parted[n])


def _within(scene: Scene, line: Line, span: Span) -> bool:
    return line.first <= scene.token_at(span.start) < line.last


def _beside(scene: Scene, draft: Draft) -> bool:
    """Does the cue stand in the paragraph of (the last piece of) what it says?"""
    at = min(scene.token_at(draft.content[-1].start), len(scene.tokens) - 1)
    return draft.cue is not None and scene.sentence(at).paragraph == scene.sentence(scene.token_at(draft.cue.start)).paragraph


def _claimed(scene: Scene, lines: Sequence[Line], run: Sequence[int], spans: Sequence[Span]) -> set[int]:
    """The lines of the run in which one of the spans begins."""
    return {n for n in run for s in spans if lines[n].first <= scene.token_at(s.start) < lines[n].last}


def _turns_of(scene: Scene, pieces: Sequence[Piece]) -> Iterator[Draft]:
    """A line without its dash and without what the narrator tells between (`— Едем? — Он встал. — Едем.`), a draft a turn."""
    turn: list[Piece] = []
    for piece in pieces:
        if piece.new and turn:
            yield from _turn(scene, turn)
            turn = []
        turn.append(piece)
    yield from _turn(scene, turn)


def _turn(scene: Scene, pieces: Sequence[Piece]) -> Iterator[Draft]:
    spans: list[Span] = []
    for k, piece in enumerate(pieces):
        found = list(spans_of(scene, piece.first, piece.last)) if not piece.told else []
        if found and spans and not pieces[k - 1].told:
            found = [unquoted(scene, Span(spans.pop().start, found[-1].end))]  # the dash was the speaker's own
        spans += found
    beat = next((p for p in pieces if p.told and p.subject >= 0), None)
    if spans:
        source = scene.cast.party(beat.subject) if beat is not None else None
        yield Draft(f"{scene.language.code}.line.dialogue", "quote", "say", tuple(spans), None, -1, source)


def _pieces(scene: Scene, line: Line) -> list[Piece]:
    """The line between its dashes that follow a mark. Speech comes first; behind it the narrator may tell, and speech again."""
    borders = [i for i in range(line.first + 2, line.last - 1) if scene.tokens[i].text in DASHES and _sets_off(scene, i)]
    starts = [line.first + 1, *(b + 1 for b in borders)]
    out: list[Piece] = []
    for first, last in zip(starts, [*borders, line.last], strict=True):
        if first >= last:
            continue
        speaks = not out or out[-1].told
        subject = -1 if speaks else _told_of(scene, first, last)
        ended = bool(out) and scene.tokens[first - 2].text in ENDS
        out.append(Piece(first, last, subject >= 0, subject, new=not speaks and subject < 0 and ended))
    return out


def _sets_off(scene: Scene, i: int) -> bool:
    before = scene.tokens[i - 1].text
    return before in ENDS or before == ","


def _told_of(scene: Scene, first: int, last: int) -> int:
    """The subject of what the narrator tells: of a verb in the past or of the third person, and no question; -1 where somebody speaks."""
    if any(scene.tokens[i].text.startswith("?") or scene.tokens[i].feat("Person") == "2" for i in range(first, last)):
        return -1
    for verb in range(first, last):
        token = scene.tokens[verb]
        if token.feat("VerbForm") != "Fin" or not (token.feat("Tense") == "Past" or (token.feat("Tense") == "Pres" and token.feat("Person") == "3")):
            continue
        for subject in (*in_slot(scene.parse, verb, "subj"), *nearby(scene, verb)):
            if first <= subject < last and scene.lowers[subject] not in scene.words["question_word"] and can_speak(scene, subject):
                return subject
    return -1


def _is_dialogue(scene: Scene, run: Sequence[Line], pieces: Sequence[Piece], announced: bool) -> bool:
    """Signs that somebody speaks in a run of lines that no cue claims: the narrator tells between, one asks and another answers, `я`, `ты`."""
    if any(p.told or p.new for p in pieces) and any(_addresses(scene, line) or p.told for line in run for p in pieces):
        return True
    asked = any(scene.tokens[i].text.startswith("?") for line in run for i in range(line.first, line.last))
    if asked and len(run) > 1:
        return True
    long = all(scene.tokens[line.first].text in LONG_DASHES for line in run)
    return long and all(_ends(scene, line) for line in run) and (announced or any(_addresses(scene, line) for line in run))


def _ends(scene: Scene, line: Line) -> bool:
    return scene.tokens[line.last - 1].text in ENDS


def _addresses(scene: Scene, line: Line) -> bool:
    """A question, an exclamation, an order, or a word of the first or second person."""
    tokens = [scene.tokens[i] for i in range(line.first, line.last)]
    return any(t.text.startswith(ASKING) or t.feat("Mood") == "Imp" or t.feat("Person") in {"1", "2"} for t in tokens)


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


# --- who speaks by turns ------------------------------------------------------------------------------------------------
def turns(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Speakers of dialogue lines without a cue, by alternation with the lines around (`drafts` in the order of the text)."""
    out = list(drafts)
    if not any(map(_by_turns, drafts)):
        return out
    by_line = {_line(scene, d): d.source for d in drafts if d.frame in {"quote", "passage"} and d.source is not None}
    for draft in drafts:
        if _by_turns(draft) and (called := _called(scene, draft)) is not None:
            by_line.setdefault(_line(scene, draft) + 1, called)
    alone = Counter(_line(scene, d) for d in drafts)
    for k, draft in enumerate(out):
        n = _line(scene, draft)
        if _by_turns(draft) and alone[n] == 1:
            speaker: Party | None = by_line.get(n) or by_line.get(n - 2) or by_line.get(n + 2)
            if speaker is not None:
                by_line[n] = speaker
                out[k] = draft._replace(source=Party(None, speaker.entity, speaker.name))
    return out


def _by_turns(draft: Draft) -> bool:
    return draft.rule.endswith(".line.dialogue") and draft.source is None


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
