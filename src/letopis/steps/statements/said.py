"""What stands in the content of a draft, read once for all rules that ask for it, and what its verbs tell."""

from __future__ import annotations

from letopis.model import Token
from letopis.records import record
from letopis.steps.government import in_slot
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.scene import Scene

FIRST = "1"
LEADING = frozenset({"VERB", "AUX", "ADJ", "ADV", "NOUN"})
JOINED = frozenset({"conj", "dep"})


@record(frozen=True, slots=True)
class Said:
    """What a draft says, read once for all rules: its words, their lemmas, and the main ones among them.

    `main` are the words that lead what is said: of each sentence, or of the clause, with what is coordinated with them.
    """

    draft: Draft
    words: tuple[Token, ...]
    lemmas: frozenset[str]
    main: tuple[Token, ...]


def read(scene: Scene, draft: Draft) -> Said:
    """What the draft says, word by word."""
    told = words(scene, draft)
    inside = {t.i for t in told}
    in_order = [scene.tokens[i] for i in sorted(inside)]
    tops = [t for t in in_order if t.head not in inside and t.pos in LEADING]
    leading = {t.i for t in tops}
    joined = [t for t in in_order if t.head in leading and t.deprel in JOINED and t.pos == "VERB"]
    return Said(draft, tuple(told), frozenset([t.lemma for t in told]), (*tops, *joined))


def words(scene: Scene, draft: Draft) -> list[Token]:
    """The words of the content, marks left out."""
    tokens, wordlike = scene.tokens, scene.wordlike
    return [tokens[i] for span in draft.content for i in scene.parse.covered(span) if wordlike[i]]


def is_own(scene: Scene, draft: Draft, verb: Token) -> bool:
    """Does the speaker tell of what the speaker does: first person, dropped subject, or a subject that is the speaker?"""
    if verb.feat("Person") == FIRST:
        return True
    if verb.feat("Person") == "2" or verb.feat("Mood") == "Imp":
        return False
    subjects = [i for i in in_slot(scene.parse, verb.i, "subj") if any(s.contains(scene.tokens[i].span) for s in draft.content)]
    if not subjects:
        return draft.frame == "clause" and verb.feat("Number") != "" and draft.source is not None and _agrees(scene, verb, draft)
    subject = scene.tokens[subjects[0]]
    if subject.pos == "PRON" and subject.feat("Person") == FIRST:
        return True
    if draft.frame in {"quote", "passage"}:
        return False
    entity = scene.cast.entity(subject.i)
    return entity is not None and draft.source is not None and entity.id == draft.source.entity


def _agrees(scene: Scene, verb: Token, draft: Draft) -> bool:
    """A dropped subject must agree in number with the cue."""
    if draft.cue_token < 0:
        return False
    cue = scene.tokens[draft.cue_token]
    return not cue.feat("Number") or cue.pos == "NOUN" or cue.feat("Number") == verb.feat("Number")


def is_negative(scene: Scene, verb: Token) -> bool:
    """`не делает`, `делать не будет`."""
    negation, tokens = scene.words["negation"], scene.tokens
    for i in scene.parse.children[verb.i]:
        if scene.lowers[i] in negation and i + 1 < len(tokens) and (i < verb.i or tokens[i + 1].pos == "AUX"):
            return True
    return False


def is_future(scene: Scene, verb: Token) -> bool:
    """`сделаю`, `буду делать` (beside an infinitive an auxiliary that is not past tells the future, whatever its tag)."""
    if verb.feat("Tense") == "Fut":
        return True
    below = [d for d in scene.parse.dependents(verb.i) if d.pos == "AUX" and d.feat("VerbForm") != "Inf"]
    return any(d.feat("Tense") == "Fut" or (d.feat("Tense") == "Pres" and verb.feat("VerbForm") == "Inf") for d in below)


def intends(scene: Scene, verb: Token) -> bool:
    """`намерен`, `собирается`, `готов`."""
    return verb.lemma in scene.words["intending"] or verb.text.lower() in scene.words["intending"]
