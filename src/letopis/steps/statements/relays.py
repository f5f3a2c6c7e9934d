"""Chains of relay: who passes on whose words. `X, передаёт ТАСС`, `пишет X со ссылкой на Y`, `Об этом сообщил X`, `цитирует X агентство`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from letopis.model import Party, Span
from letopis.steps.government import in_slot
from letopis.steps.statements.drafts import Draft, length
from letopis.steps.statements.media import is_medium
from letopis.steps.statements.phrases import PhraseFound
from letopis.steps.statements.scene import Scene


def with_relays(scene: Scene, drafts: Sequence[Draft], phrases: Sequence[PhraseFound]) -> list[Draft]:
    """Drafts with `via`; those that only relay another one are taken up by it."""
    cited = [_with_own_medium(scene, _with_citation(scene, d)) for d in _with_references(scene, drafts, phrases)]
    gone: set[int] = set()
    out = list(cited)
    for k, relay in sorted(enumerate(cited), key=lambda item: length(item[1].content)):
        if not relays(scene, relay):
            continue
        told = [j for j, d in enumerate(cited) if j != k and j not in gone and _is_told_by(scene, d, relay)]
        if not told:
            continue
        gone.add(k)
        hops = (*relay.via, *((relay.source,) if relay.source else ()))
        for j in told:
            if _same(out[j].source, relay.source):
                out[j] = replace(out[j], addressee=out[j].addressee or relay.addressee)
            else:
                out[j] = replace(out[j], via=(*hops, *out[j].via))
    return [d for k, d in enumerate(out) if k not in gone]


def _with_references(scene: Scene, drafts: Sequence[Draft], phrases: Sequence[PhraseFound]) -> list[Draft]:
    """`пишет X со ссылкой на Y`: Y speaks, X relays. Each reference goes to the cue that it hangs on, else to the one before it."""
    out = list(drafts)
    for phrase in phrases:
        if phrase.row.role != "reference" and not _stands_inside(scene, phrase, drafts):
            continue
        k = _referring(scene, out, phrase)
        source = phrase.source(scene)
        if k >= 0 and source is not None and not _same(source, out[k].source):
            relay = out[k].source
            out[k] = replace(out[k], source=source, via=((relay,) if relay else ()) + out[k].via)
    return [d for d in out if not any(p.cue == d.cue and _stands_inside(scene, p, drafts) for p in phrases)]


def _stands_inside(scene: Scene, phrase: PhraseFound, drafts: Sequence[Draft]) -> bool:
    """`сообщили со слов X, что …`: the phrase stands, without a comma, between a cue and what it announces."""
    if phrase.row.role != "source" or phrase.first == 0 or scene.tokens[phrase.first - 1].text in {",", ":"}:
        return False
    at = scene.tokens[phrase.first].span.start
    sentence = scene.sentence(phrase.first).index
    return any(
        d.frame == "clause" and 0 <= d.cue_token < phrase.first and scene.tokens[d.cue_token].sentence == sentence and d.content[0].start > at
        for d in drafts
    )


def _referring(scene: Scene, drafts: Sequence[Draft], phrase: PhraseFound) -> int:
    """The draft (its index) that the reference belongs to, -1 where none does."""
    sentence = scene.sentence(phrase.first)
    above = [t.i for t in scene.parse.ancestors(phrase.cue_token)]
    fits = [
        (above.index(d.cue_token) if d.cue_token in above else 100, abs(phrase.first - d.cue_token), k)
        for k, d in enumerate(drafts)
        if sentence.first <= d.cue_token < sentence.last and d.frame not in {"quote", "passage"} and d.source is not None
        if not _inside(scene, phrase.first, d.content)
    ]
    return min(fits)[2] if fits else -1


def _with_own_medium(scene: Scene, draft: Draft) -> Draft:
    """`источники издания сообщили`: the paper passes on what its sources say; `собеседник издания` spoke to it."""
    if draft.source is None or draft.source.span is None:
        return draft
    inside = [i for i in scene.parse.covered(draft.source.span) if scene.is_word(i)]
    head = next((i for i in inside if scene.tokens[i].lemma in scene.words("anonymous")), -1)
    if head < 0:
        return draft
    for i in in_slot(scene.parse, head, "gen"):
        owner = scene.cast.party(i)
        if i in inside and (is_medium(scene, owner) or scene.quotes_around(scene.tokens[i].span.start)):
            if scene.tokens[head].lemma in scene.words("interlocutor"):
                return replace(draft, addressee=draft.addressee or owner)
            return replace(draft, via=(owner, *draft.via))
    return draft


def _with_citation(scene: Scene, draft: Draft) -> Draft:
    """`цитирует X агентство`, `приводит агентство слова X`: X speaks, the agency relays."""
    if draft.cue_token < 0 or scene.tokens[draft.cue_token].lemma not in scene.words("citing") or draft.source is None:
        return draft
    for i in in_slot(scene.parse, draft.cue_token, "acc"):
        author = i
        if scene.tokens[i].lemma in scene.words("document") | scene.words("cited"):
            below = [*in_slot(scene.parse, i, "gen"), *_agents_below(scene, i)]
            if not below:
                continue
            author = below[0]
        elif scene.tokens[i].feat("Animacy") != "Anim" and scene.cast.entity(i) is None:
            continue
        return replace(draft, source=scene.cast.party(author), via=(draft.source, *draft.via))
    return draft


def _agents_below(scene: Scene, noun: int) -> list[int]:
    """`текст постановления, вынесенного судьёй X`: the agent of a participle below."""
    return [i for k in scene.parse.subtree(noun) if scene.tokens[k].feat("VerbForm") == "Part" for i in in_slot(scene.parse, k, "subj")]


def _inside(scene: Scene, token: int, spans: tuple[Span, ...]) -> bool:
    return any(s.contains(scene.tokens[token].span) for s in spans)


def relays(scene: Scene, draft: Draft) -> bool:
    """May the draft relay what its sentence tells, rather than say it?"""
    if draft.source is None or draft.frame not in {"whole", "back"}:
        return False
    passes_on = draft.cue_token >= 0 and scene.tokens[draft.cue_token].lemma in scene.words("relaying")
    return draft.frame == "back" or passes_on or is_medium(scene, draft.source)


def _is_told_by(scene: Scene, draft: Draft, relay: Draft) -> bool:
    """Is `draft` what the relay's sentence mainly tells: its cue leads the sentence, or it speaks the whole of it?"""
    if draft.cue_token < 0 or (not any(s.contains(draft.cue or s) for s in relay.content) and not _same_words(draft, relay)):
        return False
    if _is_phrase(relay) and not _is_phrase(draft) and relays(scene, draft):
        return False  # `По данным газеты, …, сообщает агентство`: the agency passes on what the paper says
    if draft.frame in {"whole", "quote", "passage", "back"}:
        return True
    if scene.tokens[draft.cue_token].pos == "NOUN":
        return False
    return _leads(scene, draft.cue_token)


def _is_phrase(draft: Draft) -> bool:
    return ".phrase." in draft.rule


def _same_words(a: Draft, b: Draft) -> bool:
    """Do both speak of the same sentence?"""
    return length(a.content) > 0 and a.content[0].overlaps(b.content[0]) and a.frame in {"whole", "quote", "back"} and b.frame in {"whole", "back"}


def _leads(scene: Scene, token: int) -> bool:
    """Is the word the main predicate of its sentence, or coordinated with it?"""
    at = scene.tokens[token]
    while at.head >= 0:
        head = scene.tokens[at.head]
        if at.deprel not in {"conj", "parataxis"} and head.i not in scene.in_hole:
            return False
        at = head
    return True


def _same(a: Party | None, b: Party | None) -> bool:
    if a is None or b is None:
        return False
    return (a.entity is not None and a.entity == b.entity) or (a.name is not None and a.name == b.name)
