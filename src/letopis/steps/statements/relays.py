"""Chains of relay: who passes on whose words. `X, передаёт ТАСС`, `пишет X со ссылкой на Y`, `Об этом сообщил X`, `цитирует X агентство`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letopis.model import Party, Sentence, Span
from letopis.steps.government import in_slot
from letopis.steps.nesting import length
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.extents import spans_of
from letopis.steps.statements.media import is_medium
from letopis.steps.statements.phrases import PhraseFound, author_of
from letopis.steps.statements.scene import Scene
from letopis.steps.statements.voiced import can_speak

LEAD = 3
"""Sentences from the head of a paragraph that `Об этом сообщил X` may point back to; behind more than these, only the last."""


def with_relays(scene: Scene, drafts: Sequence[Draft], phrases: Sequence[PhraseFound]) -> list[Draft]:
    """Drafts with `via`; those that only relay another one are taken up by it."""
    drafts = [_reaching_back(scene, d, drafts) for d in drafts]
    referred = _with_channels(scene, _with_referring(scene, _with_references(scene, drafts, phrases)), phrases)
    cited = with_publishers(scene, [_with_own_medium(scene, _with_citation(scene, d)) for d in referred])
    gone: set[int] = set()
    out = list(cited)
    for k, relay in sorted(enumerate(cited), key=lambda item: length(item[1].content)):
        if not relays(scene, relay):
            continue
        told = [j for j, d in enumerate(cited) if j != k and j not in gone and _is_told_by(scene, d, relay)]
        if not told:
            continue
        rest = tuple(s for s in relay.content if relay.frame == "back" and relay.cue is not None and s.start > relay.cue.end)
        if rest:
            out[k] = relay._replace(frame="passage", content=rest)
        else:
            gone.add(k)
        hops = (*relay.via, *((relay.source,) if relay.source else ()))
        for j in told:
            if _same(out[j].source, relay.source):
                out[j] = out[j]._replace(addressee=out[j].addressee or relay.addressee)
            else:
                out[j] = out[j]._replace(via=(*hops, *out[j].via))
    return [d for k, d in enumerate(out) if k not in gone]


def _reaching_back(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """`Мост закрыт. Движение встало. Об этом сообщил X.`: what points back takes all that is told before in a short paragraph.

    Where the sentence right before tells what somebody says, the sentences before it have to, too; where it is news, they are news.
    """
    if draft.frame != "back" or draft.cue is None or draft.content[0].start > draft.cue.start:
        return draft
    sentence = scene.sentence(scene.token_at(draft.content[0].start))
    cues = {scene.tokens[d.cue_token].sentence for d in drafts if d is not draft and d.cue_token >= 0}
    lead = [s for s in scene.parse.sentences if s.paragraph == sentence.paragraph and s.index <= sentence.index]
    alike = all((s.index in cues) == (sentence.index in cues) for s in lead)
    if not 1 < len(lead) <= LEAD or not alike:
        return draft
    return draft._replace(content=(*spans_of(scene, lead[0].first, sentence.last), *draft.content[1:]))


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
            out[k] = out[k]._replace(source=source, via=((relay,) if relay else ()) + out[k].via)
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
    inside = scene.parse.covered(draft.source.span)
    head = next((i for i in inside if scene.wordlike[i] and scene.tokens[i].lemma in scene.words["anonymous"]), -1)
    if head < 0:
        return draft
    for i in (*in_slot(scene.parse, head, "gen"), *_undeclined(scene, head)):
        owner = scene.cast.party(i)
        if i in inside and scene.wordlike[i] and (is_medium(scene, owner) or scene.quotes_around(i)):
            if scene.tokens[head].lemma in scene.words["interlocutor"]:
                return draft._replace(addressee=draft.addressee or owner)
            return draft._replace(via=(owner, *draft.via))
    return draft


def _undeclined(scene: Scene, head: int) -> list[int]:
    """`источники Bloomberg`: a foreign name has no case."""
    return [t.i for t in scene.parse.dependents(head) if t.deprel in {"nmod", "appos", "flat:foreign"} and t.i > head and not t.feat("Case")]


def _with_referring(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """`X, который ссылается на Y`, `Газета ссылается на Y.`: Y speaks, X relays; behind the statement up to the end of its paragraph."""
    out = list(drafts)
    for token in scene.of_class("referring"):
        if token.feat("VerbForm") != "Fin":
            continue
        origins = [author_of(scene, i) for slot in scene.ordered("referring_slot") for i in in_slot(scene.parse, token.i, slot)]
        subjects = in_slot(scene.parse, token.i, "subj")
        if not (origins and subjects and can_speak(scene, origins[0])):
            continue
        k = _referred(scene, out, subjects[0])
        relay = out[k].source if k >= 0 else None
        if relay is not None and is_medium(scene, relay):
            out[k] = out[k]._replace(source=scene.cast.party(origins[0]), via=(relay, *out[k].via))
    return out


def _referred(scene: Scene, drafts: Sequence[Draft], subject: int) -> int:
    """The statement (its index) of the medium that `subject` means: in its sentence, else the last before in the paragraph; -1 without one."""
    sentence = scene.sentence(subject)
    relative = scene.tokens[subject].lemma in scene.words["relative"]
    medium = scene.cast.party(subject)
    best, at = -1, -1
    for k, draft in enumerate(drafts):
        if draft.source is None or draft.cue_token < 0 or draft.via:
            continue
        there = scene.sentence(draft.cue_token)
        near = there.index == sentence.index if relative else there.paragraph == sentence.paragraph and there.index <= sentence.index
        meant = _ends_before(scene, draft.source, subject) if relative else _same(draft.source, medium)
        if near and meant and draft.cue_token > at:
            best, at = k, draft.cue_token
    return best


def _ends_before(scene: Scene, party: Party, relative: int) -> bool:
    """Does the party stand right before the comma of the relative clause?"""
    return party.span is not None and 0 <= scene.tokens[relative].span.start - party.span.end <= 4


def _with_channels(scene: Scene, drafts: Sequence[Draft], phrases: Sequence[PhraseFound]) -> list[Draft]:
    """`(цитата по X)`, `по каналам агентства X`: the statement of the sentence nearest to the phrase came through X."""
    out = list(drafts)
    for phrase in phrases:
        hop = phrase.source(scene) if phrase.row.role == "via" else None
        named = hop is not None and (is_medium(scene, hop) or scene.quotes_around(phrase.party))
        if hop is None or not named:
            continue
        sentence = scene.sentence(phrase.first)
        near = [(abs(d.cue_token - phrase.first), k) for k, d in enumerate(out) if sentence.first <= d.cue_token < sentence.last]
        if near and not _same(out[min(near)[1]].source, hop):
            k = min(near)[1]
            out[k] = out[k]._replace(via=(hop, *out[k].via))
    return out


@dataclass(frozen=True, slots=True)
class Publisher:
    """A medium that is told to publish words: the verb's token, the token of what is published, and whose it is (-1 where that is not told)."""

    medium: Party
    verb: int
    work: int
    author: int


def publisher(scene: Scene, sentence: Sentence) -> Publisher | None:
    """Who is told in the sentence to publish somebody's words."""
    return next((p for p in publishers(scene) if scene.tokens[p.verb].sentence == sentence.index), None)


def publishers(scene: Scene) -> tuple[Publisher, ...]:
    """`ТАСС приводит слова министра`, `Его слова передаёт ТАСС`, `Другие цитаты выбрала газета`: the first of each sentence."""
    return scene.memo("publishers", lambda: tuple(_publishers(scene)))


def _publishers(scene: Scene) -> Iterator[Publisher]:
    told = -1
    for token in scene.of_class("publishing"):
        if token.sentence == told or token.pos != "VERB":
            continue
        works = [i for i in in_slot(scene.parse, token.i, "acc") if scene.tokens[i].lemma in scene.words["cited"] | scene.words["document"]]
        media = [p for i in in_slot(scene.parse, token.i, "subj") if is_medium(scene, p := scene.cast.party(i))]
        if works and media:
            author = author_of(scene, works[0])
            told = token.sentence
            yield Publisher(media[0], token.i, works[0], author if author != works[0] else -1)


def with_publishers(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Whose words a medium is told to publish, in the same sentence or in the one before, speaks through it."""
    out = list(drafts)
    for found in publishers(scene):
        sentence = scene.sentence(found.verb)
        here = [k for k, d in enumerate(out) if sentence.first <= d.cue_token < sentence.last]
        theirs = [k for k in here if _by_author(scene, out[k], found)]
        if not here and found.work < found.verb and sentence.index > 0:
            before = scene.parse.sentences[sentence.index - 1]
            theirs = [k for k, d in enumerate(out) if before.first <= d.cue_token < before.last and before.paragraph == sentence.paragraph]
        for k in theirs:
            if not out[k].via and not _same(out[k].source, found.medium):
                out[k] = out[k]._replace(via=(found.medium,))
    return out


def _by_author(scene: Scene, draft: Draft, found: Publisher) -> bool:
    """Is it what the published words say: their own content, or what their author says in the clause behind?"""
    if draft.cue_token == found.work:
        return True
    return found.author >= 0 and draft.cue_token > found.verb and _same(draft.source, scene.cast.party(found.author))


def _with_citation(scene: Scene, draft: Draft) -> Draft:
    """`цитирует X агентство`, `приводит агентство слова X`: X speaks, the agency relays."""
    if draft.cue_token < 0 or scene.tokens[draft.cue_token].lemma not in scene.words["citing"] or draft.source is None:
        return draft
    for i in in_slot(scene.parse, draft.cue_token, "acc"):
        author = i
        if scene.tokens[i].lemma in scene.words["document"] | scene.words["cited"]:
            below = [*in_slot(scene.parse, i, "gen"), *_agents_below(scene, i)]
            if not below:
                continue
            author = below[0]
        elif scene.tokens[i].feat("Animacy") != "Anim" and scene.cast.entity(i) is None:
            continue
        return draft._replace(source=scene.cast.party(author), via=(draft.source, *draft.via))
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
    passes_on = draft.cue_token >= 0 and scene.tokens[draft.cue_token].lemma in scene.words["relaying"]
    return draft.frame == "back" or passes_on or is_medium(scene, draft.source)


def _is_told_by(scene: Scene, draft: Draft, relay: Draft) -> bool:
    """Is `draft` what the relay's sentence mainly tells: its cue leads the sentence, or it speaks the whole of it?"""
    passed_on = [s for s in relay.content if relay.frame != "back" or relay.cue is None or s.start < relay.cue.start]
    if draft.cue_token < 0 or (not any(s.contains(draft.cue or s) for s in passed_on) and not _same_words(draft, relay)):
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
