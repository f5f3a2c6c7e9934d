"""Finds what the text gives as coming from somebody: ordered families of rules over cues, quotations and source phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from letopis.languages.language import Language
from letopis.model import Parse, Span, Statement
from letopis.steps.entities import Cast
from letopis.steps.nesting import enclosing, length
from letopis.steps.statements.acts import NEGATED, act_of
from letopis.steps.statements.antecedents import with_later_speakers
from letopis.steps.statements.around import from_insertions, from_phrases
from letopis.steps.statements.dialogue import from_dialogue, turns
from letopis.steps.statements.direct import Announced, announced
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.following import from_following
from letopis.steps.statements.forms import form_of
from letopis.steps.statements.frames import from_nouns, from_verbs
from letopis.steps.statements.insertions import verb_insertions
from letopis.steps.statements.lines import from_lines
from letopis.steps.statements.phrases import bracketed, find_phrases
from letopis.steps.statements.places import place_of
from letopis.steps.statements.relays import with_relays
from letopis.steps.statements.runs import with_runs
from letopis.steps.statements.scene import Scene, set_scene
from letopis.steps.statements.speakers import source_of
from letopis.steps.statements.voiced import blocked


def find_statements(parse: Parse, cast: Cast, language: Language) -> tuple[Statement, ...]:
    """Statements of `parse` in the order of the text, with cue, source, addressee, content, form and act; chains come later."""
    scene = set_scene(parse, cast, language)
    drafts = _drafts(scene)
    return tuple(_statement(scene, d, n) for n, d in enumerate(drafts, 1))


def _drafts(scene: Scene) -> list[Draft]:
    phrases = tuple(find_phrases(scene))
    insertions = tuple(verb_insertions(scene))
    scene = scene.with_holes((*(range(k.first, k.last) for k in insertions), *bracketed(scene, phrases)))
    around = [*from_insertions(scene, insertions), *from_phrases(scene, phrases, "source")]
    # the first statement of a cue wins: whoever speaks in an insertion need not be looked for again
    done = blocked(scene, phrases) | {d.cue_token for d in _distinct(around)}
    framed = [*from_verbs(scene, done), *from_nouns(scene), *from_phrases(scene, phrases, "impersonal")]
    used = frozenset(s for d in around if d.frame == "quote" for s in d.content)
    drafts = _with_announced(scene, [*around, *framed], announced(scene, used))
    drafts = list(_distinct(d for d in drafts if _was_said(d)))
    drafts = [d for d in drafts if not _only_hedges(scene, d, drafts)]
    drafts += from_lines(scene)
    drafts += list(from_dialogue(scene, drafts))
    told = sorted(with_relays(scene, drafts, phrases), key=_place)
    told = sorted([*told, *from_following(scene, told)], key=_place)
    return with_runs(scene, with_later_speakers(scene, turns(scene, told)))


def _with_announced(scene: Scene, drafts: Sequence[Draft], found: Iterable[Announced]) -> list[Draft]:
    """Quotations behind a cue are joined to what the cue's clause says, or make a statement of their own."""
    out = list(drafts)
    for item in found:
        mine = next((k for k, d in enumerate(out) if d.cue_token == item.cue.token), None)
        if mine is None:
            row = next((r for r in item.cue.rows if "quote" in r.content), item.cue.rows[0])
            kind = "noun" if scene.tokens[item.cue.token].pos == "NOUN" else "speech"
            source = source_of(scene, item.cue, row, scene.parse.covered(item.content))
            rule = f"{scene.language.code}.{kind}.{row.id}"
            frame = "quote" if item.frame_is_quote else "passage"
            out.append(Draft(rule, frame, row.act, (item.content,), item.cue.span, item.cue.token, source, row=row))  # type: ignore[arg-type]
        elif not any(s.overlaps(item.content) for s in out[mine].content):
            out[mine] = out[mine]._replace(content=(*out[mine].content, item.content))
    return out


def _was_said(draft: Draft) -> bool:
    return not draft.negated or draft.act in NEGATED


def _only_hedges(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """`якобы` inside what somebody says is the narrator's doubt about that very statement; a single word is too little to be one."""
    if draft.cue is None or draft.cue_token < 0 or draft.source is not None or scene.tokens[draft.cue_token].pos not in {"PART", "ADV", "SCONJ"}:
        return False
    if sum(len(scene.parse.covered(s)) for s in draft.content) < 2 or any(d is not draft and d.content == draft.content for d in drafts):
        return True
    around = enclosing(draft, drafts)
    return around is not None and around.frame in {"clause", "whole", "inf"} and scene.sentence(draft.cue_token).index == _sentence(scene, around)


def _sentence(scene: Scene, draft: Draft) -> int:
    return scene.sentence(draft.cue_token).index if draft.cue_token >= 0 else -1


def _distinct(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """One statement for one cue: the first rule that answered."""
    seen: list[Span] = []
    for draft in drafts:
        if draft.cue is not None:
            if any(draft.cue.overlaps(s) for s in seen):
                continue
            seen.append(draft.cue)
        yield draft


def _place(draft: Draft) -> tuple[int, int]:
    return draft.content[0].start, -length(draft.content)


def _statement(scene: Scene, draft: Draft, number: int) -> Statement:
    return Statement(
        id=f"s{number}",
        cue=draft.cue,
        source=draft.source,
        content=draft.content,
        form=form_of(scene, draft),
        act=act_of(scene, draft),
        rule=draft.rule,
        addressee=draft.addressee,
        via=draft.via,
        place=place_of(scene, draft),
        cue_token=draft.cue_token,
        frame=draft.frame,
    )
