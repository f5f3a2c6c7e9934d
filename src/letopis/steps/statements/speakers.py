"""Who speaks, and to whom: from the slots of the cue's row, the clause around, and the way Russian drops subjects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from letopis.languages.speech import SpeechRow
from letopis.model import Party, Span, Token
from letopis.steps.commons import common_tokens
from letopis.steps.government import fill, in_slot, preposition_of
from letopis.steps.statements.cues import Cue
from letopis.steps.statements.scene import DASHES, Scene

PREDICATES = frozenset({"VERB", "ADJ", "AUX"})
WINDOW = 8
"""Words around a verb in which a subject is looked for that the tree hung elsewhere."""
PEOPLE = frozenset({"person", "organisation", "state", "media", "group", "office", "unnamed"})


def source_of(scene: Scene, cue: Cue, row: SpeechRow, content: Collection[int] = ()) -> Party | None:
    """The speaker of `cue`, or None where nobody is named; never a word of what was said (`content`)."""
    passive = scene.tokens[cue.token].feat("Voice") == "Pass" or not {"subj", "dat"} & set(row.source)
    for rule in PASSIVE_RULES if passive else RULES:
        found = [i for i in rule(scene, cue, row) if i not in content]
        if found:
            return _beside_cue(scene, cue, joined(scene, found, content))
    return None


def _beside_cue(scene: Scene, cue: Cue, party: Party) -> Party:
    """The party without the cue: the tagger may take it for a modifier (`шепнула мне соседка`), the tree hang its clause on the name."""
    if party.span is None or not party.span.contains(cue.span) or scene.tokens[cue.token].feat("VerbForm") != "Fin":
        return party
    inside = scene.parse.covered(party.span)
    if inside[0] == cue.token:
        kept = range(next((i for i in inside if i > cue.token and scene.tokens[i].feat("Case") != "Dat"), cue.token + 1), inside.stop)
    else:
        last = next((i for i in range(cue.token, inside[0], -1) if scene.tokens[i - 1].feat("Case") == "Nom"), cue.token)
        kept = range(inside[0], last)
    if not kept or not any(scene.wordlike[i] for i in kept):
        return party
    span = scene.words_of(kept[0], kept[-1] + 1)
    return Party(span, party.entity, party.name if party.entity else span.of(scene.text))


def joined(scene: Scene, heads: Sequence[int], content: Collection[int] = ()) -> Party:
    """The party headed by `heads`, several joined as the text joins them (`Россия и Китай`); never with a word of what was said."""
    parties = [p for h in heads for p in _parties(scene, antecedent(scene, h), content)]
    if len(parties) == 1:
        return parties[0]
    spans = [p.span for p in parties if p.span]
    span = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
    return Party(span, None, joint(scene).join(p.name for p in parties if p.name) or None)


def _parties(scene: Scene, head: int, content: Collection[int]) -> tuple[Party, ...]:
    """The party of `head` and those coordinated with it, unless a conjunct is part of what was said or no such party at all."""
    token = scene.tokens[head]
    conjuncts = [t for t in scene.parse.dependents(head) if t.deprel == "conj" and t.feat("VerbForm") != "Fin"]
    torn = any(t.i in content or not scene.same_quotes(t.i, head) for t in conjuncts)
    torn = torn or (token.feat("Animacy") == "Anim" and any(t.feat("Animacy") == "Inan" and scene.cast.entity(t.i) is None for t in conjuncts))
    if torn or not conjuncts:
        return (scene.cast.party(head),)
    verb = scene.tokens[token.head] if token.head >= 0 else token
    if verb.feat("Number") == "Sing" and token.text.islower() and all(t.text.islower() for t in conjuncts):
        return (_one_of_two_offices(scene, [token.i, *(t.i for t in conjuncts)]),)
    if any(t.deprel == "conj" and t not in conjuncts for t in scene.parse.dependents(head)):
        return (scene.cast.party(head), *(scene.cast.party(t.i) for t in conjuncts))
    return scene.cast.parties(head)


def _one_of_two_offices(scene: Scene, heads: Sequence[int]) -> Party:
    """`пишет философ и публицист`: one person of two trades."""
    mentions = [scene.cast.mention(h) for h in heads]
    span = Span(min(m.span.start for m in mentions), max(m.span.end for m in mentions))
    return Party(span, None, joint(scene).join(m.name for m in mentions))


def joint(scene: Scene) -> str:
    """What joins two names: ` и `."""
    return f" {scene.ordered('sentence_joint')[0]} "


def antecedent(scene: Scene, i: int) -> int:
    """The noun that a relative word points back to; any other word itself."""
    if scene.tokens[i].lemma not in scene.words["relative"]:
        return i
    for above in (scene.tokens[i], *scene.parse.ancestors(i)):
        if above.deprel in {"acl:relcl", "acl"} and above.head >= 0:
            return above.head
    return i


def _slot(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """What the row says; a document speaks for its author."""
    found = [f for f in fill(scene.parse, cue.token, row.source) if _may_speak(scene, f)]
    places = {slot.partition("+")[0] for slot in scene.ordered("speaking_place_slot")}
    if row.source[:1] == scene.ordered("speaking_place_slot")[:1] or (found and preposition_of(scene.parse, found[0]) in places):
        return [_author(scene, f) for f in found if _speaking_place(scene, f)]
    return found


def _participle_head(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """`министр, заявивший, что …`: the noun that an active participle belongs to."""
    token = scene.tokens[cue.token]
    if token.feat("VerbForm") == "Part" and token.feat("Voice") != "Pass" and token.deprel in {"acl", "amod", "acl:relcl"} and token.head >= 0:
        return [token.head]
    return []


def _place(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """`в МИД сообщили`, `в заявлении говорится`: no subject, and a place that can speak."""
    token = scene.tokens[cue.token]
    subjectless = token.feat("Number") == "Plur" and token.feat("Person") in {"", "3"} and token.feat("VerbForm") == "Fin"
    impersonal = cue.reflexive or token.feat("Variant") == "Short"
    if not (subjectless or impersonal) or in_slot(scene.parse, cue.token, "subj"):
        return []
    for slot in scene.ordered("speaking_place_slot"):
        found = [f for f in in_slot(scene.parse, cue.token, slot) if _speaking_place(scene, f)]
        if found:
            return [_author(scene, f) for f in found[:1]]
    return []


def _author(scene: Scene, place: int) -> int:
    """A document speaks for its author, if the author is named (`в докладе ООН` = ООН)."""
    token = scene.tokens[place]
    if token.lemma not in scene.words["document"]:
        return place
    authors = [t.i for t in scene.parse.dependents(place) if t.deprel == "nmod" and t.feat("Case") == "Gen" and not preposition_of(scene.parse, t.i)]
    authors = [i for i in authors if scene.tokens[i].lemma not in scene.words["no_author"] | scene.words["time_noun"]]
    return authors[0] if authors else place


def _speaking_place(scene: Scene, head: int) -> bool:
    token = scene.tokens[head]
    entity = scene.cast.entity(head)
    if entity and entity.kind in {"organisation", "media", "group", "office"}:
        return True
    if token.lemma in scene.words["document"]:
        return True
    return (
        token.pos in {"NOUN", "PROPN", "X"}
        and token.feat("Animacy") != "Anim"
        and not any(token.lemma in scene.words[name] for name in ("not_speaking", "time_noun", "occasion"))
    )


def _beside_quotative(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """`я такая: …`: the word before."""
    return [cue.token - 1] if cue.token and scene.lowers[cue.token] in scene.words["quotative"] else []


def _shared(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """The subject of a verb above that this one shares: coordinated with it, its gerund or infinitive, or a clause that drops its subject."""
    token = scene.tokens[cue.token]
    at = token
    if token.feat("VerbForm") == "Inf" and token.head >= 0 and scene.tokens[token.head].lemma in scene.words["object_control"]:
        return [i for slot in ("acc", "dat") for i in in_slot(scene.parse, token.head, slot)][:1]
    for above in scene.parse.ancestors(cue.token):
        if not _may_share(scene, at, token):
            return []
        if above.pos in PREDICATES or above.deprel == "root":
            found = [i for i in _subject_at(scene, above.i) if agrees_with(scene, token, i) and _same_gender(scene, token, i)]
            if found:
                return found
        at = above
    return []


def _may_share(scene: Scene, at: Token, cue: Token) -> bool:
    """Does `at`, on the way up from the cue, take its subject from above?"""
    if at.deprel in {"conj", "xcomp", "parataxis", "acl", "nmod", "obl", "obj", "appos", "orphan", "iobj"}:
        return True
    bare = not any(d.deprel in {"nsubj", "nsubj:pass"} for d in scene.parse.dependents(at.i))
    if at.deprel in {"advcl", "csubj", "ccomp", "acl:relcl"}:
        return at.feat("VerbForm") in {"Conv", "Inf"} or (bare and cue.feat("Number") == "Sing")
    return False


def _subject_at(scene: Scene, verb: int) -> list[int]:
    """The subject that stands at the verb, or the noun that an active participle belongs to."""
    token = scene.tokens[verb]
    if token.feat("VerbForm") == "Part" and token.feat("Voice") != "Pass" and token.deprel in {"acl", "amod"} and token.head >= 0:
        return [token.head]
    found = [i for i in in_slot(scene.parse, verb, "subj") if _may_speak(scene, i)]
    return found or nearby(scene, verb)


def agrees_with(scene: Scene, verb: Token, subject: int) -> bool:
    """May the finite verb have this subject? Number must agree, and the gender of a pronoun."""
    token = scene.tokens[subject]
    several = any(d.deprel == "conj" for d in scene.parse.dependents(subject))
    number = verb.feat("Number")
    if verb.feat("VerbForm") == "Fin" and number and token.feat("Number") and number != token.feat("Number") and not several:
        return token.pos == "NUM" or token.feat("Number") == ""
    gender = verb.feat("Gender")
    return not (token.pos == "PRON" and gender and token.feat("Gender") and gender != token.feat("Gender"))


def _same_gender(scene: Scene, verb: Token, subject: int) -> bool:
    """A verb further off takes no subject of another gender; women in masculine offices are named beside their verbs."""
    token = scene.tokens[subject]
    if verb.feat("VerbForm") != "Fin" or not verb.feat("Gender") or token.feat("Animacy") == "Anim":
        return True
    return not token.feat("Gender") or token.feat("Gender") == verb.feat("Gender") or token.feat("Number") == "Plur"


def _may_speak(scene: Scene, i: int) -> bool:
    return scene.tokens[i].pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "VERB", "SYM"}


def _near_verb(scene: Scene, cue: Cue, row: SpeechRow) -> list[int]:
    """A noun in the nominative beside the verb, where the tree hung it elsewhere."""
    if "subj" not in row.source or scene.tokens[cue.token].feat("VerbForm") != "Fin":
        return []
    return [i for i in nearby(scene, cue.token) if agrees_with(scene, scene.tokens[cue.token], i)]


def nearby(scene: Scene, verb: int) -> list[int]:
    """The nearest nominative, before the verb or behind it, with no mark and no verb between; names count whatever the tagged case."""
    sentence = scene.sentence(verb)
    for step, stop in ((-1, max(sentence.first - 1, verb - WINDOW)), (1, min(sentence.last, verb + WINDOW))):
        for i in range(verb + step, stop, step):
            token = scene.tokens[i]
            if token.pos in {"VERB", "AUX", "SCONJ", "CCONJ"} or (token.text in {",", ";", ":", "(", ")"} or token.text in DASHES):
                break
            if _stands_as_subject(scene, i, verb):
                return [head_of(scene, i)]
    return []


def _stands_as_subject(scene: Scene, i: int, verb: int) -> bool:
    token = scene.tokens[i]
    if token.pos not in {"NOUN", "PROPN", "PRON", "X"}:
        return False
    entity = scene.cast.entity(i)
    known = entity is not None and entity.kind in PEOPLE
    if token.feat("Case") == "Nom":
        may = known or token.feat("Animacy") == "Anim" or token.pos == "PRON"
    else:
        may = known and abs(i - verb) <= 1 and token.feat("Case") in {"", "Gen", "Acc"} and token.pos != "PRON"
    return may and not _governed(scene, i)


def head_of(scene: Scene, i: int) -> int:
    mention = scene.cast.at.get(i)
    return mention.head if mention else i


def _governed(scene: Scene, i: int) -> bool:
    """Does a preposition stand before the name, or is it another noun's genitive with a word between?"""
    mention = scene.cast.at.get(i)
    inside = scene.parse.covered(mention.span) if mention else common_tokens(scene.parse, i)
    before = inside[0] - 1 if len(inside) else i - 1
    return before >= 0 and scene.tokens[before].pos == "ADP"


Rule = Callable[[Scene, Cue, SpeechRow], list[int]]
RULES: tuple[Rule, ...] = (_participle_head, _slot, _place, _near_verb, _beside_quotative, _shared)
"""Ways to the speaker; the first that answers wins."""
PASSIVE_RULES: tuple[Rule, ...] = (_slot, _place)
"""Of a passive or an impersonal, only what stands in its own slots: who else is near did not say it."""
