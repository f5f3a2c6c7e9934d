"""The clause that a cue announces: behind a conjunction, a question word or a colon, or bare behind a comma."""

from __future__ import annotations

from collections.abc import Callable

from letopis.languages.speech import SpeechRow
from letopis.steps.government import in_slot
from letopis.steps.statements.cues import Cue
from letopis.steps.statements.drafts import Found
from letopis.steps.statements.extents import clause_end, phrase_extent, sentence_end
from letopis.steps.statements.objects import objects
from letopis.steps.statements.scene import DASHES, Scene


def announced_clause(scene: Scene, cue: Cue, row: SpeechRow) -> Found | None:
    for rule in CLAUSE_RULES:
        start = rule(scene, cue, row)
        if start >= 0:
            heard = scene.lowers[start - 1] in scene.words["hearsay_particle"]
            end = sentence_end(scene, cue.token) if heard else clause_end(scene, start, cue.token)
            if end > start:
                spoken = scene.tokens[start].text in DASHES and scene.tokens[start - 1].text == ":"
                return Found("quote" if spoken else "clause", ((start, end),), top_of(scene, start, end))
    return None


def top_of(scene: Scene, first: int, last: int) -> int:
    """The word of the stretch whose head lies outside of it."""
    return next((i for i in range(first, last) if scene.tokens[i].head not in range(first, last) and scene.wordlike[i]), first)


def behind_conjunction(scene: Scene, cue: Cue, row: SpeechRow) -> int:
    """`…, что X`: the next comma with a conjunction, with no other clause between; the content begins after the conjunction."""
    end = sentence_end(scene, cue.token)
    for i in range(cue.token + 1, end):
        token = scene.tokens[i]
        if i in scene.in_hole:
            continue
        if scene.lowers[i] in scene.words["conjunction"] and (scene.tokens[i - 1].text == "," or i == cue.token + 1):
            if _tells_purpose(scene, row, i):
                continue
            if not _theirs(scene, cue, i) or _of_a_noun(scene, cue, row, i) or _parted(scene, cue, i):
                return -1
            return _with_topic_before(scene, cue, row, i)
        heard = scene.lowers[i - 1] in scene.words["hearsay_particle"]
        if _is_question(scene, cue, i, end, row) and (scene.tokens[i - 1].text == "," or heard or _after_preposition(scene, i)):
            return i - 1 if _after_preposition(scene, i) else i
        if token.pos in {"VERB", "AUX"} and token.feat("VerbForm") in {"Fin", ""} and not _inside_insert(scene, i, cue.token):
            return -1
        if token.text in {":", ";"}:
            return -1
    return -1


def _tells_purpose(scene: Scene, row: SpeechRow, i: int) -> bool:
    """`для того, чтобы`, and any `чтобы` behind a word whose row does not take one."""
    if scene.lowers[i] in scene.words["purpose"] and "purpose" not in row.content:
        return True
    return i >= 3 and scene.lowers[i - 2] in scene.words["pointer"] and scene.lowers[i - 3] in scene.words["adverbial_joint"]


def _parted(scene: Scene, cue: Cue, conjunction: int) -> bool:
    """A comma between, and a tree in which the clause does not hang on the cue: `поддержал иск, шансы, что …`."""
    if not any(scene.tokens[k].text == "," and k not in scene.in_hole for k in range(cue.token + 1, conjunction - 1)):
        return False
    pointer = conjunction - 2 if scene.lowers[conjunction - 2] in scene.words["pointer"] else conjunction
    return not any(a.i == cue.token for a in scene.parse.ancestors(pointer))


def _of_a_noun(scene: Scene, cue: Cue, row: SpeechRow, conjunction: int) -> bool:
    """`подтвердил решение о том, что …`: the clause belongs to a noun that is itself what the verb governs."""
    pointer = conjunction - 2
    if "acc" not in row.content or pointer <= cue.token or scene.lowers[pointer] not in scene.words["pointer"]:
        return False
    above = scene.tokens[pointer].head
    return above > cue.token and scene.tokens[above].pos == "NOUN" and above in in_slot(scene.parse, cue.token, "acc")


def _inside_insert(scene: Scene, i: int, cue: int) -> bool:
    """A verb of a relative clause that belongs to the speaker or hearer (`сообщил X, который …, что …`) does not end the search."""
    return any(a.deprel == "acl:relcl" and a.head != cue and a.i > cue for a in (scene.tokens[i], *scene.parse.ancestors(i)))


def _with_topic_before(scene: Scene, cue: Cue, row: SpeechRow, conjunction: int) -> int:
    """`заявил о провокации и о том, что …`: the topic before belongs to what was said; without one, the word behind the conjunction."""
    topics = [i for slot in row.content if "+" in slot for i in in_slot(scene.parse, cue.token, slot) if cue.token < i < conjunction - 3]
    between = range(topics[0], conjunction) if topics else range(0)
    if topics and any(scene.lowers[k] in scene.words["coordinator"] for k in between):
        return phrase_extent(scene, topics[0], cue.token)[0]
    return _behind_particle(scene, conjunction + 1)


def _behind_particle(scene: Scene, i: int) -> int:
    """`что, дескать, X`: a particle that only says once more that it is somebody's word."""
    last = scene.sentence(i).last if i < len(scene.tokens) else i
    k = i
    while k < last - 1 and (scene.tokens[k].text == "," or scene.lowers[k] in scene.words["hearsay_particle"]):
        k += 1
    return k if scene.lowers[k - 1] in scene.words["hearsay_particle"] or scene.lowers[k - 2] in scene.words["hearsay_particle"] else i


def _is_question(scene: Scene, cue: Cue, i: int, end: int, row: SpeechRow) -> bool:
    if scene.lowers[i] in scene.words["question_word"]:
        if i >= 2 and scene.tokens[i - 1].text == "," and scene.tokens[i - 2].lemma in scene.words["antecedent"]:
            return False
        after_that = i >= 2 and scene.lowers[i - 2] in scene.words["pointer"]
        if after_that and any(scene.lowers[k] in scene.words["adverbial_joint"] for k in (i - 3, i - 4) if k >= 0):
            return False
        return row.act == "ask" or after_that or scene.lowers[i] not in scene.words["circumstance_word"] or _asks_what_to_do(scene, cue, i)
    return i + 1 < end and scene.lowers[i + 1] in scene.words["whether"] and scene.wordlike[i]


def _asks_what_to_do(scene: Scene, cue: Cue, i: int) -> bool:
    """`сказал ему, куда идти`: an infinitive right behind the word of time or place, and no noun before that it might tell more of."""
    between = [scene.tokens[k] for k in range(cue.token + 1, i)]
    return scene.tokens[i + 1].feat("VerbForm") == "Inf" and not any(t.pos in {"NOUN", "PROPN"} and t.feat("Case") != "Dat" for t in between)


def _after_preposition(scene: Scene, i: int) -> bool:
    return scene.tokens[i - 1].pos == "ADP" and scene.tokens[i - 2].text == ","


def _theirs(scene: Scene, cue: Cue, conjunction: int) -> bool:
    """Does the clause hang on this cue, not on a word of speech between?"""
    for i in range(cue.token + 1, conjunction):
        token = scene.tokens[i]
        if i in scene.in_hole:
            continue
        if token.lemma in scene.speech.verbs and token.pos == "VERB" and token.feat("VerbForm") != "Inf":
            return False
        if token.pos == "NOUN" and token.lemma in scene.speech.nouns and i == conjunction - 2:
            return False
    return True


def _behind_colon(scene: Scene, cue: Cue, row: SpeechRow) -> int:
    """`Он отметил: всё готово` without quotation marks, in one sentence."""
    start = _colon_behind(scene, cue)
    if start < 0:
        return -1
    others = [s.partition("+")[0] if s.startswith(("acc+", "dat+")) else s for s in row.content if s not in {"clause", "quote", "purpose", "inf"}]
    return -1 if any(i > cue.token for s in others for i in objects(scene, cue, s)) else start


def _colon_behind(scene: Scene, cue: Cue) -> int:
    """One past the colon, and past a conjunction behind it; -1 where a verb, or a quotation, comes first."""
    end = sentence_end(scene, cue.token)
    if ":" not in scene.text[scene.tokens[cue.token].span.end : scene.tokens[end - 1].span.end]:
        return -1
    below = set(scene.parse.subtree(cue.token)) if scene.tokens[cue.token].pos == "NOUN" else None
    for i in range(cue.token + 1, end - 1):
        if below is not None and scene.wordlike[i] and i not in below:
            return -1
        if scene.tokens[i].text == ":":
            start = i + 2 if scene.lowers[i + 1] in scene.words["conjunction"] and i + 2 < end else i + 1
            return start if not _quote_starts(scene, i + 1) else -1
        if scene.tokens[i].pos in {"VERB", "AUX"} and scene.tokens[i].feat("VerbForm") in {"Fin", ""}:
            return -1
    return -1


def _quote_starts(scene: Scene, i: int) -> bool:
    at = scene.tokens[i].span.start
    return any(q.outer.start in {at, at + 1, at + 2} for q in scene.quotes)


def _bare_complement(scene: Scene, cue: Cue, row: SpeechRow) -> int:
    """A complement clause without a conjunction, where the tree has one behind a comma (`считаю, он прав`)."""
    for i in in_slot(scene.parse, cue.token, "clause"):
        first = min(scene.parse.subtree(i))
        if first <= cue.token or scene.tokens[i].feat("VerbForm") != "Fin" or scene.tokens[first - 1].text != ",":
            continue
        if (
            not any(scene.tokens[k].pos in {"VERB", "AUX"} for k in range(cue.token + 1, first))
            and scene.lowers[first] not in scene.words["condition"]
        ):
            return first
    return -1


def _behind_comma(scene: Scene, cue: Cue, row: SpeechRow) -> int:
    """`Говорят, в лесу волки`, `Я считаю, это ошибка`: a verb in the present that opens its sentence, alone or behind a pronoun, and a comma."""
    token = scene.tokens[cue.token]
    comma, sentence = cue.token + 1, scene.sentence(cue.token)
    if token.feat("Tense") != "Pres" or token.feat("VerbForm") != "Fin" or comma >= sentence.last - 2 or scene.tokens[comma].text != ",":
        return -1
    if not all(_light_opening(scene, i, cue.token) for i in range(sentence.first, cue.token) if scene.wordlike[i]):
        return -1
    after = scene.tokens[comma + 1]
    if (
        scene.lowers[comma + 1] in scene.words["clause_opening"]
        or after.lemma in scene.words["relative"]
        or after.feat("VerbForm") in {"Conv", "Part"}
    ):
        return -1
    predicate = next((scene.tokens[i] for i in range(comma + 1, sentence.last) if scene.tokens[i].pos in {"VERB", "AUX"}), None)
    if (
        predicate is not None
        and predicate.feat("Tense") == "Pres"
        and predicate.feat("Person") == token.feat("Person")
        and predicate.head == cue.token
    ):
        return -1 if not in_slot(scene.parse, predicate.i, "subj") else comma + 1  # `волнуюсь, жду`: two verbs of one subject
    return comma + 1 if predicate is not None or any(scene.tokens[i].feat("Case") == "Nom" for i in range(comma + 1, sentence.last)) else -1


def _light_opening(scene: Scene, i: int, cue: int) -> bool:
    """May the word stand before a verb that opens what is said: pronouns, particles, adverbs, or somebody who is called?"""
    token = scene.tokens[i]
    if scene.lowers[i] in scene.words["question_word"] or token.lemma in scene.words["relative"] or scene.lowers[i] in scene.words["condition"]:
        return False
    return token.pos in {"PRON", "PART", "ADV", "CCONJ", "INTJ"} or (i == scene.sentence(i).first and scene.tokens[i + 1].text == ",")


CLAUSE_RULES: tuple[Callable[[Scene, Cue, SpeechRow], int], ...] = (behind_conjunction, _behind_colon, _bare_complement, _behind_comma)
