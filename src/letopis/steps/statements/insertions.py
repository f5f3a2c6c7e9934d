"""Speakers named in an insertion: `…, сообщил X.`, `— сказал он, —`, `Как передаёт X, …`. What is said is the sentence around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from letopis.languages.speech import SpeechRow
from letopis.model import Party, Span
from letopis.steps.government import in_slot
from letopis.steps.statements.cues import Cue, unlisted_cue, verb_cues
from letopis.steps.statements.dialogue import opening_dash
from letopis.steps.statements.gestures import with_gesture
from letopis.steps.statements.quotations import Quote
from letopis.steps.statements.scene import DASHES, ENDS, MARKS, Scene
from letopis.steps.statements.speakers import agrees_with, head_of, source_of
from letopis.steps.statements.voiced import can_speak, is_deed

BORDERS = frozenset({",", "(", "["}) | DASHES
BEHIND_THE_DASH = 3
"""Words from a dash to a verb that no table knows but that announces direct speech there."""
INSERTED = frozenset({"quote", "clause", "around"})
"""Slots of what an insertion interrupts."""
BEFORE_THE_VERB = 6
"""Words that may stand between the border and the verb of an insertion (`— тихо и не глядя на него сказал он`)."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Tokens ``[first, last)`` that interrupt what is said, borders included; who speaks there, and by which row."""

    first: int
    last: int
    cue: Span
    cue_token: int
    rule: str
    row: SpeechRow
    source: Party | None
    negated: bool = False
    ahead: bool = False
    """Does it announce what follows it (`… — И, помолчав, добавил: — …`)?"""


def verb_insertions(scene: Scene) -> Iterator[Insertion]:
    """Insertions of verbs of speech; of other verbs only where direct speech leaves no doubt, and none is found there yet."""
    taken: set[int] = set()
    last: Insertion | None = None
    for cue in verb_cues(scene):
        found = _insertion(scene, cue) or _announcement(scene, cue)
        if found and found.ahead and found.source is None and last is not None and _same_paragraph(scene, last, found):
            found = replace(found, source=last.source)  # `проговорил Захар и, помолчав, прибавил: — …`
        if found:
            taken.update(range(found.first, found.last))
            last = found
            yield found
    for i in _behind_dashes(scene):
        other = unlisted_cue(scene, scene.tokens[i]) if i not in taken else None
        found = _insertion(scene, other) if other else None
        if other and found and _has_speaker(scene, other) and _in_direct_speech(scene, found):
            taken.update(range(found.first, found.last))
            yield found


def _behind_dashes(scene: Scene) -> list[int]:
    """The words near enough to a dash before them to tell who speaks there."""
    dashes = [token.i for token in scene.tokens if token.text in DASHES]
    return sorted({i for dash in dashes for i in range(dash + 1, min(dash + 1 + BEHIND_THE_DASH, len(scene.tokens)))})


def _same_paragraph(scene: Scene, a: Insertion, b: Insertion) -> bool:
    return scene.sentence(a.first).paragraph == scene.sentence(b.first).paragraph


def _has_speaker(scene: Scene, cue: Cue) -> bool:
    """Has the verb a subject that can speak, behind it as announcements of speech have it, and is it told as done?"""
    subjects = in_slot(scene.parse, cue.token, "subj")
    return scene.tokens[cue.token].feat("Tense") != "Fut" and any(i > cue.token and can_speak(scene, i) for i in subjects)


def _in_direct_speech(scene: Scene, found: Insertion) -> bool:
    """A dash behind a quotation, or inside one, or in a line of dialogue; the verb comes first or behind a pronoun."""
    if scene.tokens[found.first].text not in DASHES or found.cue_token - found.first > BEHIND_THE_DASH:
        return False
    if any(scene.lowers[i] in scene.words["as"] for i in range(found.first, found.cue_token)):
        return False
    at = scene.tokens[found.first].span.start
    quoted = scene.quotes_around(found.first) or any(at - 3 <= q.outer.end <= at and is_utterance(scene, q) for q in scene.quotes)
    return bool(quoted) or opening_dash(scene, found.first) >= 0


def is_utterance(scene: Scene, quote: Quote) -> bool:
    """Does the quotation hold a sentence, rather than a name or a word held at a distance?"""
    text = quote.inner.of(scene.text)
    words = [scene.tokens[i] for i in scene.parse.covered(quote.inner) if scene.wordlike[i]]
    if text[-1:] in ".!?…" and len(words) > 1:
        return True
    return len(words) >= 3 and any(t.pos in {"VERB", "AUX"} and t.feat("VerbForm") != "Part" for t in words)


def _insertion(scene: Scene, cue: Cue) -> Insertion | None:
    first = _left_border(scene, cue) if not cue.negated and _can_insert(scene, cue) else -1
    if first < 0:
        return None
    cue = with_gesture(scene, cue)
    row = next((r for r in cue.rows if not INSERTED.isdisjoint(r.content)), None)
    if row is None or is_deed(scene, scene.tokens[cue.token], cue) or _subject_outside(scene, cue, first):
        return None
    last = _right_border(scene, cue, first)
    if last < 0 or not _something_said(scene, first, last):
        return None
    quoted = _after_quotation(scene, first)
    if not quoted and (not {"clause", "around"} & set(row.content) or _has_own_content(scene, cue, row, range(first, last))):
        return None
    if any(t.deprel == "xcomp" and t.feat("VerbForm") == "Inf" for t in scene.parse.dependents(cue.token)):
        return None  # `начала собираться`, `следует отдать`: no speech
    if not quoted and _does_to_something(scene, cue, row):
        return None
    sentence = scene.sentence(cue.token)
    outside = [i for i in range(sentence.first, sentence.last) if not first <= i < last]
    source = source_of(scene, cue, row, (*outside, *cue.beside)) or _named_behind(scene, cue, row, last)
    if source is None and quoted:
        source = source_of(scene, cue, row, cue.beside)
    if source is None and not (quoted or _impersonal(scene, cue)):
        return None
    if source is not None and _is_instrument(scene, source):
        return None
    return Insertion(first, last, cue.span, cue.token, _rule(scene, row), row, source)


def _does_to_something(scene: Scene, cue: Cue, row: SpeechRow) -> bool:
    """`…, показал хорошую игру`: an object that is none of those spoken to; such verbs do a deed."""
    if "acc" in row.addressee or "acc" in row.content:
        return False
    behind = (t for t in scene.parse.dependents(cue.token) if t.deprel == "obj" and t.i > cue.token)
    return any(t.pos == "NOUN" and t.feat("Case") == "Acc" and t.feat("Animacy") == "Inan" for t in behind)


def _named_behind(scene: Scene, cue: Cue, row: SpeechRow, last: int) -> Party | None:
    """`отвечал, нисколько не смутясь, вошедший князь`: the first nominative behind a gerund phrase of the insertion."""
    if "subj" not in row.source or scene.tokens[cue.token + 1].text != ",":
        return None
    for i in range(cue.token + 2, last):
        token = scene.tokens[i]
        if token.feat("Case") == "Nom" and token.pos in {"NOUN", "PROPN"} and agrees_with(scene, scene.tokens[cue.token], i) and can_speak(scene, i):
            return scene.cast.party(head_of(scene, i))
    return None


def _rule(scene: Scene, row: SpeechRow) -> str:
    return f"{scene.language.code}.{'noun' if row.governors else 'speech'}.{row.id}"


def _announcement(scene: Scene, cue: Cue) -> Insertion | None:
    """`— Иду. — И, помолчав, добавил: — Если позовут.`: the narrator's words in a line of dialogue that end in a colon and a dash."""
    last = _colon_and_dash(scene, cue)
    if last < 0 or cue.negated or not _can_insert(scene, cue):
        return None
    cue = with_gesture(scene, cue)
    row = next((r for r in cue.rows if "quote" in r.content), None)
    if row is None:
        return None
    sentence = scene.sentence(cue.token)
    dashes = [i for i in range(cue.token - 1, sentence.first - 1, -1) if scene.tokens[i].text in DASHES and _dash_sets_off(scene, i)]
    if not dashes or opening_dash(scene, dashes[0]) < 0:
        return None
    first = dashes[0]
    outside = [i for i in range(sentence.first, sentence.last) if not first <= i < last]
    source = source_of(scene, cue, row, (*outside, *cue.beside))
    return Insertion(first, last, cue.span, cue.token, _rule(scene, row), row, source, ahead=True)


def _colon_and_dash(scene: Scene, cue: Cue) -> int:
    """One past the dash behind the colon that the cue announces; -1 where no colon and dash follow, or another word of speech does first."""
    end = scene.sentence(cue.token).last
    colon = next((i for i in range(cue.token + 1, min(end, cue.token + 12)) if scene.tokens[i].text == ":"), -1)
    if colon < 0 or colon + 2 >= len(scene.tokens) or scene.tokens[colon + 1].text not in DASHES:
        return -1
    others = any(cue.token < c.token < colon and scene.tokens[c.token].feat("VerbForm") == "Fin" for c in verb_cues(scene))
    return -1 if others else colon + 2


def _is_instrument(scene: Scene, source: Party) -> bool:
    """`как и определено договором`: laws and agreements tell nothing by themselves."""
    inside = [i for i in scene.parse.covered(source.span) if scene.wordlike[i]] if source.span else []
    head = next((i for i in inside if scene.tokens[i].head not in inside), -1)
    return head >= 0 and scene.tokens[head].lemma in scene.words["not_speaking"] and scene.tokens[head].feat("Case") == "Ins"


def _can_insert(scene: Scene, cue: Cue) -> bool:
    """Insertions speak of others: a finite verb in the third person or the past, or a short passive (`говорится`, `сказано`)."""
    token = scene.tokens[cue.token]
    if token.feat("Variant") == "Short" and token.feat("VerbForm") == "Part":
        return token.feat("Gender") == "Neut"
    return token.feat("VerbForm") == "Fin" and token.feat("Person") in {"", "3"} and token.feat("Mood") != "Imp"


def _subject_outside(scene: Scene, cue: Cue, first: int) -> bool:
    """A subject before the border, or a noun right before the verb without `как`: then the verb leads a clause of its own."""
    for i in in_slot(scene.parse, cue.token, "subj"):
        if i < first or (i < cue.token and scene.tokens[i].lemma not in scene.words["personal"] and scene.lowers[first] not in scene.words["as"]):
            return i < first or not any(scene.lowers[k] in scene.words["as"] for k in range(first, cue.token))
    return False


def _after_quotation(scene: Scene, first: int) -> bool:
    """Does a quotation end right before the border, or does the border stand inside one, or in a line of dialogue?"""
    at = scene.tokens[first].span.start
    if scene.quotes_around(first) or scene.tokens[first].text in DASHES:
        return True
    return any(at - 2 <= q.outer.end <= at for q in scene.quotes)


def _has_own_content(scene: Scene, cue: Cue, row: SpeechRow, inside: range) -> bool:
    """`…, заявил о готовности`: the verb has its content in another slot, so it is no insertion."""
    if "acc" not in row.addressee and any(t.deprel == "obj" and t.feat("Case") == "Acc" and t.i in inside for t in scene.parse.dependents(cue.token)):
        return True
    slots = [s for s in row.content if s not in {"clause", "quote", "purpose"}]
    charges = [slot.partition("+")[2] for slot in slots if slot.startswith(("acc+", "dat+"))]
    for slot in (*slots, *charges):
        plain = slot.partition("+")[0] if slot.startswith(("acc+", "dat+")) else slot
        if any(i > cue.token and scene.tokens[i].lemma not in scene.words["back_reference"] for i in in_slot(scene.parse, cue.token, plain)):
            return True
    return False


def _impersonal(scene: Scene, cue: Cue) -> bool:
    token = scene.tokens[cue.token]
    neuter = token.feat("Gender") in {"Neut", ""} and token.feat("Number") in {"Sing", ""}
    plural = token.feat("Number") == "Plur" and token.feat("VerbForm") == "Fin"
    alone = not any(t.deprel in {"nsubj", "nsubj:pass"} for t in scene.parse.dependents(cue.token))
    return alone and ((neuter and (cue.reflexive or token.feat("Variant") == "Short")) or (plural and token.feat("Tense") == "Pres"))


def _left_border(scene: Scene, cue: Cue) -> int:
    """The mark that opens the insertion, or `как` at the head of the sentence; -1 where the cue stands in no insertion."""
    begins = scene.sentence(cue.token).first
    for i in range(cue.token - 1, max(begins, cue.token - BEFORE_THE_VERB - 1) - 1, -1):
        text = scene.tokens[i].text
        if scene.lowers[i] in scene.words["as"]:
            return i - 1 if i > begins and scene.tokens[i - 1].text in BORDERS else i
        if text in BORDERS or text in MARKS or text in ENDS:
            if _after_opening(scene, cue, i) or (text in DASHES and not _dash_sets_off(scene, i)):
                return -1
            return i if text in BORDERS else -1
        if not _light(scene, i, cue):
            return -1
    return -1


def _dash_sets_off(scene: Scene, i: int) -> bool:
    """The dash before a speaker follows a mark (`…, — сказал он`); without one it joins clauses."""
    before = scene.tokens[i - 1].text if i else ""
    return bool(before) and (before in {",", '"'} or before in ENDS or before in MARKS or before[-1] in '»”“".!?…,')


def _after_opening(scene: Scene, cue: Cue, i: int) -> bool:
    """A conjunction or relative word between border and verb: then it is a clause of its own, no insertion."""
    return any((scene.lowers[k] in scene.words["no_insertion"] or scene.tokens[k].lemma in scene.words["relative"]) for k in range(i + 1, cue.token))


def _light(scene: Scene, i: int, cue: Cue) -> bool:
    """May this word stand before the verb of an insertion? Adverbs, particles, pronouns, phrases of time and place."""
    token = scene.tokens[i]
    if token.pos in {"ADV", "PRON", "PART", "ADP", "DET", "NUM", "ADJ"}:
        return token.feat("VerbForm") == ""
    if token.pos in {"NOUN", "PROPN"}:
        return token.head == cue.token or token.head in range(i, cue.token)
    return False


def _right_border(scene: Scene, cue: Cue, first: int) -> int:
    """One past the mark that closes the insertion; one past the sentence where nothing but the insertion follows; -1 if it is none."""
    sentence = scene.sentence(cue.token)
    below = set(scene.parse.subtree(cue.token))
    dashed = scene.tokens[first].text in DASHES
    quoted = _after_quotation(scene, first)
    for i in range(cue.token + 1, sentence.last):
        text = scene.tokens[i].text
        if quoted and text == "," and i + 1 < sentence.last and _speaking_gerund(scene, i + 1):
            return i  # `«…», — сказал он, добавив, что …`: the gerund speaks anew
        if quoted and scene.lowers[i] in scene.words["sentence_joint"] and _speaks_again(scene, i, sentence.last):
            return i  # `«…», — сказал он и добавил, что …`
        if scene.lowers[i] in scene.words["conjunction"] and scene.tokens[i - 1].text == "," and scene.same_quotes(i, cue.token):
            return -1
        if text == ":":
            return i + 2 if dashed and scene.tokens[min(i + 1, sentence.last - 1)].text in DASHES and _colon_and_dash(scene, cue) < 0 else -1
        if text in ENDS and i >= sentence.last - 2:
            return i
        if dashed and text in DASHES:
            return i + 1
        if text == "," and i + 1 < sentence.last and scene.lowers[i + 1] in scene.words["conjunction"]:
            return -1
        if text == "," and not dashed and _said_after(scene, i, cue, below):
            return i + 1
        if text == "," and dashed and scene.tokens[min(i + 1, sentence.last - 1)].text in DASHES:
            return i + 2
    return sentence.last


def _speaks_again(scene: Scene, joint: int, last: int) -> bool:
    """Behind the conjunction, a finite verb of speech that has its own clause or colon ahead."""
    verb = next((k for k in range(joint + 1, min(joint + 3, last)) if scene.tokens[k].pos == "VERB"), -1)
    if verb < 0 or scene.tokens[verb].lemma not in scene.speech.verbs or scene.tokens[verb].feat("VerbForm") != "Fin":
        return False
    ahead = range(verb + 1, min(verb + 6, last))
    return any(scene.tokens[k].text == ":" or (scene.tokens[k].text == "," and scene.lowers[k + 1] in scene.words["conjunction"]) for k in ahead)


def _speaking_gerund(scene: Scene, i: int) -> bool:
    """A gerund of speech that speaks anew: no dash resumes what was said behind it (`сказала она, обращаясь ко мне, — …`)."""
    token = scene.tokens[i]
    if token.feat("VerbForm") != "Conv" or token.lemma not in scene.speech.verbs:
        return False
    for k in range(i + 1, scene.sentence(i).last - 1):
        if scene.lowers[k] in scene.words["conjunction"] or scene.tokens[k].text == ":":
            return True
        if scene.tokens[k].text == "," and scene.tokens[k + 1].text in DASHES:
            return False
    return True


def _said_after(scene: Scene, comma: int, cue: Cue, below: set[int]) -> bool:
    """Is what follows the comma no part of the insertion?"""
    after = comma + 1
    while after < len(scene.tokens) - 1 and not scene.wordlike[after]:
        after += 1
    token = scene.tokens[after]
    if token.lemma in scene.words["relative"] or token.feat("VerbForm") in {"Part", "Conv"}:
        return False
    if any(a.deprel in {"acl:relcl", "acl", "appos"} and a.head in below and a.i > comma for a in (token, *scene.parse.ancestors(after))):
        return False
    return token.deprel != "appos"


def _something_said(scene: Scene, first: int, last: int) -> bool:
    """Is there a predicate, or a quotation, outside the insertion?"""
    sentence = scene.sentence(first)
    outside = [i for i in range(sentence.first, sentence.last) if not first <= i < last]
    words = [i for i in outside if scene.wordlike[i]]
    if not words or scene.tokens[first].text in DASHES or scene.tokens[first + 1].text in DASHES:
        return bool(words)
    predicate = any(scene.tokens[i].pos in {"VERB", "AUX"} or scene.tokens[i].feat("Case") == "Nom" for i in words)
    return predicate or len(words) >= 4 or any(scene.quotes_around(i) for i in words)
