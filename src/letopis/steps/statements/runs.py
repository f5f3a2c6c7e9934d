"""Relays that cover a run of sentences: `Об этом сообщил канал X. Мэр добавил, что …`, and where such a run ends.

A run begins where a relay is named, and goes on while the same speaker is told to speak in the sentences behind, in the same paragraph.
It ends with a sentence in which somebody else speaks or nobody does, with another occasion (`ранее`, `накануне`), another hearer
(`в интервью газете`), another relay, and with another matter (`X также сообщил`). `В частности` carries it into the next paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from letopis.model import Party, Sentence
from letopis.steps.nesting import enclosing, stands_in
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.media import is_medium
from letopis.steps.statements.relays import publisher
from letopis.steps.statements.scene import Scene

WORD = re.compile(r"\w+")
OPENING = 3
"""Words at the head of a sentence among which an adverb of another occasion or a word of elaboration stands."""


@dataclass(frozen=True, slots=True)
class Run:
    """Who relays (`hops`, nearest to the report first) whose words; `quoted` are those whom the speaker quotes. Without a speaker: of whoever speaks next."""

    hops: tuple[Party, ...]
    speaker: Party | None
    paragraph: int
    quoted: tuple[Party, ...] = ()
    follows: bool = True
    """False where only an elaboration goes on."""


def with_runs(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` (in the order of the text) with the relays of the runs that they stand in."""
    out = list(drafts)
    homes = _homes(scene, drafts)
    told = _told(scene, drafts)
    run: Run | None = None
    for sentence in scene.parse.sentences:
        run = _into(scene, run, sentence)
        here = homes.get(sentence.index, [])
        for k in here:
            if run is not None:
                out[k] = _covered(scene, run, out[k], sentence)
                run = replace(run, speaker=run.speaker or out[k].source) if out[k].via else None
        run = _opened(scene, out, sentence, here) or (run if here or sentence.index in told else None)
    return out


def _told(scene: Scene, drafts: Sequence[Draft]) -> frozenset[int]:
    """Sentences of which something is part of a statement (a quotation has its cue in one of them), or that tell whom a medium refers to."""
    told = {n for d in drafts for span in d.content for n in scene.sentences_over(span)}
    return frozenset(told | {t.sentence for t in scene.of_class("referring") if t.feat("VerbForm") == "Fin"})


def _homes(scene: Scene, drafts: Sequence[Draft]) -> Mapping[int, list[int]]:
    """Sentence -> the statements (their indices) told there, those within others left out."""
    homes: dict[int, list[int]] = {}
    for k, draft in enumerate(drafts):
        if enclosing(draft, drafts) is None:
            homes.setdefault(home(scene, draft), []).append(k)
    return homes


def home(scene: Scene, draft: Draft) -> int:
    """The sentence in which the statement is told: that of its cue, else of its first words."""
    at = draft.cue_token if draft.cue_token >= 0 else min(scene.token_at(draft.content[0].start), len(scene.tokens) - 1)
    return scene.sentence(at).index


def _into(scene: Scene, run: Run | None, sentence: Sentence) -> Run | None:
    """The run as it goes into the next sentence: on in its paragraph, and by an elaboration into the next."""
    if run is None:
        return None
    if _opens_with(scene, sentence, "elaborating") and sentence.paragraph - run.paragraph <= 1:
        return replace(run, paragraph=sentence.paragraph)
    return run if run.follows and sentence.paragraph == run.paragraph else None


def _opens_with(scene: Scene, sentence: Sentence, words: str) -> bool:
    last = min(sentence.last, sentence.first + OPENING)
    return any(scene.lowers[i] in scene.words[words] or scene.tokens[i].lemma in scene.words[words] for i in range(sentence.first, last))


def _covered(scene: Scene, run: Run, draft: Draft, sentence: Sentence) -> Draft:
    """The draft with the run's relays, if it goes on with the run."""
    if draft.via or (draft.source is not None and is_medium(scene, draft.source)) or _told_elsewhere(scene, run, draft):
        return draft
    if any(rule(scene, run, draft, sentence) for rule in ENDS):
        return draft
    if draft.source is None:
        return draft
    if run.speaker is None or same(run.speaker, draft.source) or _same_kind(scene, run.speaker, draft.source):
        return draft._replace(via=tuple(h for h in run.hops if not same(h, draft.source)))
    if any(same(q, draft.source) for q in run.quoted):
        return draft._replace(via=(*run.hops, run.speaker))
    return draft


def _told_elsewhere(scene: Scene, run: Run, draft: Draft) -> bool:
    """`в интервью газете`: what was said to another medium did not come through this one."""
    hearer = draft.addressee
    return hearer is not None and is_medium(scene, hearer) and not any(same(hearer, h) for h in run.hops)


# --- where a run ends -------------------------------------------------------------------------------------------------
def _other_occasion(scene: Scene, run: Run, draft: Draft, sentence: Sentence) -> bool:
    """`Ранее министр говорил …`: that was said at another time."""
    return _opens_with(scene, sentence, "other_occasion")


def _other_matter(scene: Scene, run: Run, draft: Draft, sentence: Sentence) -> bool:
    """`Лукашенко также сообщил …`: the speaker is named anew for another matter."""
    if draft.source is None or draft.source.span is None or draft.cue_token < 0:
        return False
    named = draft.source.span.of(scene.text)[:1].isupper() and scene.tokens[scene.token_at(draft.source.span.start)].pos != "PRON"
    return named and any(scene.lowers[i] in scene.words["another_matter"] for i in range(sentence.first, draft.cue_token))


Ending = Callable[[Scene, Run, Draft, Sentence], bool]
ENDS: tuple[Ending, ...] = (_other_occasion, _other_matter)
"""Signs that what a speaker says next did not come with the relay; the first that answers ends the run."""


# --- where a run begins -----------------------------------------------------------------------------------------------
def _opened(scene: Scene, drafts: Sequence[Draft], sentence: Sentence, here: Sequence[int]) -> Run | None:
    """The run that begins in the sentence: by a relay that it names, a medium that speaks, or one that is told to publish somebody's words."""
    for rule in OPENINGS:
        run = rule(scene, drafts, sentence, here)
        if run is not None:
            return run
    return None


def _named_relay(scene: Scene, drafts: Sequence[Draft], sentence: Sentence, here: Sequence[int]) -> Run | None:
    """`Об этом сообщил X`, `…, передаёт X`: the statement that the relay named here passes on."""
    told = [d for d in drafts if d.via and d.via[0].span is not None and sentence.span.contains(d.via[0].span)]
    top = [d for d in told if enclosing(d, drafts) is None]
    if not top:
        return None
    last = top[-1]
    quoted = tuple(d.source for d in drafts if d.source is not None and stands_in(d, last) and enclosing(d, drafts) is last)
    return Run(last.via, last.source, sentence.paragraph, quoted)


def _named_again(scene: Scene, drafts: Sequence[Draft], sentence: Sentence, here: Sequence[int]) -> Run | None:
    """`Также, передаёт X, …`: a medium that speaks in the present goes on with the words that it passed on before."""
    for k in reversed(here):
        medium = drafts[k].source
        if medium is None or drafts[k].via or drafts[k].cue_token < 0 or not is_medium(scene, medium):
            continue
        before = [d for d in drafts[:k] if d.via and _alike(d.via[0], medium)]
        if before and scene.tokens[drafts[k].cue_token].feat("Tense") == "Pres":
            return Run((before[-1].via[0],), before[-1].source, sentence.paragraph)
    return None


def _publisher(scene: Scene, drafts: Sequence[Draft], sentence: Sentence, here: Sequence[int]) -> Run | None:
    """`Агентство X приводит его слова.`, `Другие цитаты выбрала газета Y.`"""
    if here:
        return None
    found = publisher(scene, sentence)
    if found is None:
        return None
    author = scene.cast.party(found.author) if found.author >= 0 else None
    return Run((found.medium,), author, sentence.paragraph)


Opening = Callable[[Scene, Sequence[Draft], Sentence, Sequence[int]], Run | None]
OPENINGS: tuple[Opening, ...] = (_named_relay, _named_again, _publisher)


# --- who is who -------------------------------------------------------------------------------------------------------
def same(a: Party | None, b: Party | None) -> bool:
    if a is None or b is None:
        return False
    return (a.entity is not None and a.entity == b.entity) or (a.name is not None and a.name == b.name)


def _alike(a: Party, b: Party) -> bool:
    """One medium, or a shorter name of it (`РИА`, `агентство РИА «Новости»`)."""
    words = [set(WORD.findall((p.name or "").casefold())) for p in (a, b)]
    return same(a, b) or (bool(words[0]) and bool(words[1]) and (words[0] <= words[1] or words[1] <= words[0]))


def _same_kind(scene: Scene, a: Party, b: Party) -> bool:
    """`источник в мэрии` … `источник`: the nameless one that speaks on."""
    heads = [_nameless(scene, p) for p in (a, b)]
    return bool(heads[0]) and heads[0] == heads[1] and len((b.name or "").split()) == 1


def _nameless(scene: Scene, party: Party) -> str:
    if party.span is None:
        return ""
    lemmas = [scene.tokens[i].lemma for i in scene.parse.covered(party.span)]
    return next((w for w in lemmas if w in scene.words["anonymous"]), "")
