"""Where the content of a cue stands: in a clause, an infinitive, a nominal slot, or the sentence before."""

from __future__ import annotations

from letopis.languages.speech import SpeechRow
from letopis.model import Token
from letopis.steps.government import base_form, in_slot, preposition_of
from letopis.steps.statements.clauses import announced_clause, behind_conjunction, top_of
from letopis.steps.statements.cues import Cue
from letopis.steps.statements.drafts import Found
from letopis.steps.statements.extents import clause_end, phrase_extent, sentence_end
from letopis.steps.statements.objects import is_circumstance, objects, participle_noun
from letopis.steps.statements.scene import Scene

EARLY = 4
"""Words from the head of the sentence within which a pronoun or `такой` points back to the sentence before."""


OPENING = frozenset('«„“"')


def find_content(scene: Scene, cue: Cue, row: SpeechRow, slot: str) -> Found | None:
    """What fills the content slot `slot` of `cue`."""
    if slot in {"clause", "purpose"}:
        return announced_clause(scene, cue, row)
    if slot in {"quote", "around"}:
        return None
    if slot == "inf":
        return _infinitive(scene, cue)
    return _topic(scene, cue, row, slot)


def _infinitive(scene: Scene, cue: Cue) -> Found | None:
    for i in in_slot(scene.parse, cue.token, "inf"):
        if i < cue.token or any(scene.lowers[k] in scene.words["conjunction"] for k in range(cue.token, i)):
            continue
        first, last = phrase_extent(scene, i, cue.token)
        subject_ahead = scene.tokens[cue.token].pos == "NOUN" and scene.tokens[cue.token].head > cue.token
        if not subject_ahead:  # `угроза уйти никого не испугала`: the verb of the noun follows
            last = clause_end(scene, first, cue.token)
        return Found("inf", ((first, last),), i)
    return _surface_infinitive(scene, cue)


def _surface_infinitive(scene: Scene, cue: Cue) -> Found | None:
    """`призвал Иран "немедленно открыть …"` where the tree hung the infinitive elsewhere: the first one in the clause, in quotation marks."""
    end = sentence_end(scene, cue.token)
    for i in range(cue.token + 1, min(end, cue.token + 14)):
        token = scene.tokens[i]
        if token.feat("VerbForm") == "Inf" and scene.tokens[cue.token].head == i:
            return Found("inf", ((_first_of_infinitive(scene, cue, i), clause_end(scene, i, cue.token)),), i)  # the tree has it upside down
        if token.feat("VerbForm") == "Inf":
            opened = next((k for k in range(cue.token + 1, i) if scene.tokens[k].text in OPENING), -1)
            if opened < 0 or token.head == cue.token:
                return None
            return Found("inf", ((opened, clause_end(scene, opened + 1, cue.token)),), i)
        if token.pos in {"VERB", "AUX", "SCONJ", "CCONJ"} or token.text in {",", ":", ";"}:
            return None
    return None


def _first_of_infinitive(scene: Scene, cue: Cue, i: int) -> int:
    """The infinitive with the adverbs and particles before it."""
    while i - 1 > cue.token and scene.tokens[i - 1].pos in {"ADV", "PART"}:
        i -= 1
    return i


def _topic(scene: Scene, cue: Cue, row: SpeechRow, slot: str) -> Found | None:
    if "+" in slot:
        first, _, rest = slot.partition("+")
        if back := _points_back(scene, cue, slot):
            return back
        if first in {"acc", "dat"}:
            return _object_with_charge(scene, cue, row, first, rest)
    heads = [i for i in objects(scene, cue, slot) if _is_topic(scene, scene.tokens[i])]
    if not heads:
        return _surface_topic(scene, cue, slot)
    head = heads[0]
    if "+" in slot and _only_points_back(scene, head) and not _points_ahead(scene, head, cue):
        return None
    if _points_ahead(scene, head, cue):
        start = behind_conjunction(scene, cue, row)
        if start > 0:
            return Found("clause", ((start, clause_end(scene, start, cue.token)),), top_of(scene, start, clause_end(scene, start, cue.token)))
    if slot == "acc" and (back := _claim_before(scene, head, cue)) is not None:
        return back
    begins, ends = topic_extent(scene, head, cue.token)
    return Found("topic", ((_with_preposition(scene, begins, slot), ends),), head)


def _with_preposition(scene: Scene, first: int, slot: str) -> int:
    """Where the phrase begins with its complex preposition (`в поддержку X`), which the tree may hang above it."""
    words = slot.partition("+")[0].split("_")
    start = first - len(words)
    if len(words) > 1 and start >= 0 and [base_form(t) for t in scene.tokens[start:first]] == words:
        return start
    return first


def _claim_before(scene: Scene, head: int, cue: Cue) -> Found | None:
    """`Эту информацию подтвердила полиция`: at the head of the sentence, the claim is the sentence before."""
    sentence = scene.sentence(cue.token)
    if head > cue.token or head - sentence.first > 1 or sentence.index == 0 or scene.tokens[head].lemma not in scene.words["claim"]:
        return None
    if not any(d.lemma in scene.words["demonstrative"] for d in scene.parse.dependents(head)):
        return None
    before = scene.parse.sentences[sentence.index - 1]
    return Found("back", ((before.first, before.last),), before.root)


def _only_points_back(scene: Scene, head: int) -> bool:
    """`об этом` alone says nothing by itself."""
    token = scene.tokens[head]
    bare = not any(t.deprel not in {"case", "punct"} for t in scene.parse.dependents(head))
    return bare and token.pos == "PRON" and token.lemma in scene.words["back_reference"]


def _points_ahead(scene: Scene, head: int, cue: Cue) -> bool:
    """`о том, что …`: the clause behind is what was said."""
    return head > cue.token and scene.lowers[head] in scene.words["pointer"]


def _surface_topic(scene: Scene, cue: Cue, slot: str) -> Found | None:
    """`сообщил о …` where the tree hung the phrase elsewhere: the preposition stands right behind the verb (and a word or two)."""
    preposition, _, _ = slot.partition("+")
    if preposition not in scene.words["about"]:
        return None
    end = sentence_end(scene, cue.token)
    for i in range(cue.token + 1, min(cue.token + 4, end)):
        token = scene.tokens[i]
        if token.pos == "ADP" and token.lemma == preposition:
            last = next((k for k in range(i + 1, end) if scene.tokens[k].text in {":", ",", ";"} or scene.tokens[k].pos in {"VERB", "AUX"}), end)
            return Found("topic", ((i, last),), min(i + 1, last - 1)) if last > i + 1 else None
        if not (token.pos in {"ADV", "PART", "PRON", "NOUN", "PROPN"} and token.feat("Case") in {"", "Dat", "Nom"}):
            return None
    return None


def _points_back(scene: Scene, cue: Cue, slot: str) -> Found | None:
    """`Об этом сообщил X`: what was said is the sentence before (the paragraph before, where this one begins one)."""
    sentence = scene.sentence(cue.token)
    for i in in_slot(scene.parse, cue.token, slot):
        early = i < cue.token and i - sentence.first < EARLY
        bare = i > cue.token and scene.tokens[i].pos == "PRON" and not any(d.deprel != "case" for d in scene.parse.dependents(i))
        if scene.tokens[i].lemma in scene.words["back_reference"] and (early or bare) and sentence.index > 0:
            before = scene.parse.sentences[sentence.index - 1]
            return Found("back", ((before.first, before.last),), before.root)
    return None


def such_back(scene: Scene, cue: Cue, verb: int) -> Found | None:
    """`Такое мнение высказал X`: what was said is the sentence before."""
    sentence = scene.sentence(cue.token)
    such = any(t.lemma in scene.words["such"] for t in scene.parse.dependents(cue.token))
    if not such or cue.token > verb or cue.token - sentence.first > EARLY or sentence.index == 0:
        return None
    before = scene.parse.sentences[sentence.index - 1]
    return Found("back", ((before.first, before.last),), before.root)


def topic_extent(scene: Scene, head: int, cue: int) -> tuple[int, int]:
    """The phrase of `head` with what the tree hung on the cue although it goes on the phrase: prepositional phrases and purposes."""
    first, last = phrase_extent(scene, head, cue)
    end = sentence_end(scene, cue)
    if head > cue and scene.lowers[head] in scene.words["pointer"] and last < end:
        return first, clause_end(scene, head, cue)
    while head > cue and last < end:
        grown = _grown(scene, last, end, cue) if scene.tokens[cue].pos != "NOUN" else _attribute_behind(scene, last, end, cue)
        if grown == last:
            break
        last = grown
    return first, last


def _grown(scene: Scene, last: int, end: int, cue: int) -> int:
    """One past the next words, if they go on what stands before `last`: all up to the next mark that are not the cue's own business."""
    token = scene.tokens[last]
    if token.text == "," and last + 1 < end and scene.lowers[last + 1] in scene.words["purpose"]:
        return clause_end(scene, last + 1, cue)
    if token.text == ",":
        return _attribute_behind(scene, last, end, cue)
    if token.text == "(":
        return next((k + 1 for k in range(last, end) if scene.tokens[k].text == ")"), last)
    if last in scene.in_hole or not scene.wordlike[last]:
        return last
    if scene.lowers[last] in scene.words["as"] and last + 1 < end and scene.tokens[last + 1].pos == "ADP":
        return last + 1
    if any(scene.tokens[k].lemma in scene.words["relative"] for k in range(max(cue, last - 12), last)) and token.pos not in {"CCONJ", "SCONJ"}:
        return last + 1  # inside a relative clause that the tree tore
    head = token if token.pos != "ADP" else scene.tokens[max(token.head, last)]
    if token.pos in {"VERB", "AUX", "CCONJ", "SCONJ"} and token.feat("VerbForm") != "Part":
        return last
    if _is_cues_own(scene, head, cue, behind_infinitive=_after_infinitive(scene, last)):
        return last
    return last + 1


def _attribute_behind(scene: Scene, last: int, end: int, cue: int) -> int:
    """One past what a comma adds to the phrase: a participle that agrees with its last nouns, or the clause of `за то, что …`."""
    if scene.tokens[last].text != "," or last + 2 >= end:
        return last
    if scene.lowers[last - 1] in scene.words["pointer"] and scene.lowers[last + 1] in scene.words["conjunction"]:
        return clause_end(scene, last + 2, cue)
    for k in range(last + 1, min(last + 4, end)):
        token = scene.tokens[k]
        if token.feat("VerbForm") == "Part" and token.feat("Variant") != "Short":
            agrees = any(_agrees_with_participle(token, scene.tokens[n]) for n in range(max(cue + 1, last - 8), last))
            after = next((m for m in range(k + 1, end) if scene.tokens[m].text in {",", ";", ":"} and scene.tokens[m].head != k), end)
            return after if agrees else last
        if token.pos not in {"ADV", "PART"}:
            return last
    return last


def _agrees_with_participle(participle: Token, noun: Token) -> bool:
    if noun.pos not in {"NOUN", "PROPN"}:
        return False
    return all(participle.feat(f) == noun.feat(f) for f in ("Case", "Number")) and participle.feat("Gender") in {"", noun.feat("Gender")}


def _after_infinitive(scene: Scene, last: int) -> bool:
    """Does the phrase before `last` close with an infinitive, or with a word that hangs on one?"""
    before = scene.tokens[last - 1]
    return before.feat("VerbForm") == "Inf" or (before.head >= 0 and scene.tokens[before.head].feat("VerbForm") == "Inf")


def _is_cues_own(scene: Scene, token: Token, cue: int, behind_infinitive: bool) -> bool:
    """The subject, the object, the hearer, a circumstance or an adverb of the cue (or a word that belongs to one)."""
    while token.head > token.i and token.head != cue and token.deprel in {"amod", "det", "nummod", "case", "advmod"}:
        token = scene.tokens[token.head]
    if token.deprel in {"nsubj", "nsubj:pass"}:
        return True
    circumstance = any(token.lemma in scene.words[name] for name in ("time_noun", "occasion"))
    if circumstance:
        return token.head <= cue and not behind_infinitive
    bare = not preposition_of(scene.parse, token.i)
    own = token.pos in {"ADV", "PART"} or (bare and token.feat("Case") in {"Dat", "Nom"}) or token.deprel in {"advcl", "conj", "obj"}
    return token.head == cue and own


def _is_topic(scene: Scene, token: Token) -> bool:
    """A nominal; not the `тем` of `тем самым`, nor a relative `что` (`то, что считают нужным`)."""
    if scene.lowers[token.i] in scene.words["pointer"]:
        return token.i + 1 < len(scene.tokens) and scene.tokens[token.i + 1].text == ","
    return token.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"}


def _object_with_charge(scene: Scene, cue: Cue, row: SpeechRow, first: str, rest: str) -> Found | None:
    """`обвинил Киев в обстреле`: the object together with the charge."""
    things = [i for i in objects(scene, cue, first) if scene.lowers[i] not in scene.words["conjunction"]]
    if not things:
        return _surface_charge(scene, cue, rest) if first == "acc" else None
    if rest == "clause":
        start = behind_conjunction(scene, cue, row)
        return Found("topic", ((start, clause_end(scene, start, cue.token)),), start) if start > 0 else None
    charges = [i for i in _charges(scene, cue, rest) if i not in things]
    if not charges:
        return None
    thing, charge = things[0], charges[0]
    token = scene.tokens[cue.token]
    hangs = (
        thing in {token.head, participle_noun(scene, cue.token)} and token.feat("VerbForm") == "Part"
    )  # a participle hangs on its object: leave its phrase out
    whole = _without(scene, thing, cue.token) if hangs else phrase_extent(scene, thing, cue.token)
    stretches = sorted([whole, topic_extent(scene, charge, cue.token)])
    return Found("topic", _merged(scene, stretches, cue.token), charge)


def _surface_charge(scene: Scene, cue: Cue, rest: str) -> Found | None:
    """`обвинила его в плагиате` by the order of words alone: an accusative right behind the verb, then the preposition of the charge."""
    preposition, _, case = rest.rpartition("+")
    end = sentence_end(scene, cue.token)
    if not preposition or preposition in scene.words["as"]:
        return None
    thing = -1
    for i in range(cue.token + 1, min(end - 1, cue.token + 9)):
        token = scene.tokens[i]
        if token.pos == "ADP" and thing >= 0 and token.lemma == preposition:
            charge = next((k for k in range(i + 1, min(end, i + 4)) if scene.tokens[k].feat("Case") == case), -1)
            if charge < 0 or is_circumstance(scene, charge, rest):
                return None
            return Found("topic", ((cue.token + 1, topic_extent(scene, charge, cue.token)[1]),), charge)
        if token.pos in {"VERB", "AUX", "ADP", "SCONJ", "CCONJ"} or (token.pos == "PUNCT" and token.text not in {"«", "»", '"'}):
            return None
        if token.pos in {"NOUN", "PROPN", "PRON"} and token.feat("Case") in {"Acc", "Gen", ""}:
            thing = i
    return None


def _without(scene: Scene, head: int, cue: int) -> tuple[int, int]:
    first, last = phrase_extent(scene, head, -1 if head > cue else len(scene.tokens))
    below = scene.parse.subtree(cue)
    inside = [i for i in range(first, last) if i not in set(below)]
    run = [i for i in inside if (i < min(below)) == (head < min(below))]
    return (min(run), max(run) + 1) if run else (head, head + 1)


def _merged(scene: Scene, stretches: list[tuple[int, int]], cue: int) -> tuple[tuple[int, int], ...]:
    """Stretches side by side become one, also where only an indeclinable name or a mark stands between."""
    out = [stretches[0]]
    for first, last in stretches[1:]:
        between = scene.tokens[out[-1][1] : first]
        if first <= out[-1][1] or (len(between) <= 3 and cue not in range(out[-1][1], first) and all(_joins(t) for t in between)):
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return tuple(out)


def _joins(token: Token) -> bool:
    return (
        token.pos in {"PROPN", "X"}
        or (token.pos == "PUNCT" and token.text not in {",", ";"})
        or (token.pos == "NOUN" and token.feat("Case") == "Gen")
    )


def _charges(scene: Scene, cue: Cue, rest: str) -> list[int]:
    if rest.startswith("as+"):
        return _as_phrase(scene, cue)
    if rest == "ins":
        return _predicatives(scene, cue)
    return [i for i in in_slot(scene.parse, cue.token, rest) if not is_circumstance(scene, i, rest)]


def _predicatives(scene: Scene, cue: Cue) -> list[int]:
    """`назвал решение ошибкой (незаконным)`: nouns and adjectives in the instrumental that are not the agent."""
    agents = set(in_slot(scene.parse, cue.token, "subj"))
    return [
        t.i
        for t in scene.parse.dependents(cue.token)
        if t.i not in agents
        and t.feat("Case") == "Ins"
        and t.deprel in {"xcomp", "obl", "iobj", "amod", "obj", "nmod", "ccomp"}
        and not preposition_of(scene.parse, t.i)
        if t.pos in {"NOUN", "ADJ", "PROPN"} or t.feat("VerbForm") == "Part"
    ]


def _as_phrase(scene: Scene, cue: Cue) -> list[int]:
    """`расценил как провокацию`: a word below the cue that `как` marks, or behind a `как` that stands close."""
    marked = [
        t.i
        for t in scene.parse.dependents(cue.token)
        if t.pos in {"NOUN", "PROPN", "ADJ"} and any(scene.lowers[d.i] in scene.words["as"] for d in scene.parse.dependents(t.i))
    ]
    if marked:
        return marked
    for i in range(cue.token + 1, min(sentence_end(scene, cue.token) - 1, cue.token + 8)):
        if scene.tokens[i].text in {",", ":", ";"}:
            break
        if scene.lowers[i] in scene.words["as"]:
            head = scene.tokens[i].head
            return [head if i < head < i + 5 else i + 1]
    return []
