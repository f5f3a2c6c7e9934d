"""Did it happen? From tense and mood, negation, the words that govern the deed, conditions, purposes, questions and the act of the statement.

The signs are read from the trigger outward: the verb's own form first, then modals, light verbs and nouns around it, up to the
border of the clause. What stands further out may change what is planned or possible, but never undo a negation inside.
"""

from __future__ import annotations

from collections.abc import Iterator

from letopis.languages.deeds import DeedTables, ModalRow
from letopis.model import Parse, Statement, Status, Token
from letopis.records import record
from letopis.steps.events.frames import fillers, is_finite, is_gerund, is_infinitive, is_passive
from letopis.steps.events.sharing import control_rows
from letopis.steps.events.triggers import Candidate, first_conjunct
from letopis.steps.government import in_slot, preposition_of

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
INSIDE = frozenset({"acl", "acl:relcl", "advcl", "ccomp"})
"""`в том случае, если`: a condition that hangs on a noun of the clause."""
ADVERB = "adverb"
SAID = "said"
"""A slot: the adjective is what somebody finds the deed to be (`считает важным сотрудничество`), not a mere attribute of it."""
NEGATED = "not:"
"""Before a slot of a modal: only where the modal is negated."""
LONGEST = 12
"""Steps outward; a deeper chain of governors is an error of the parser."""
ACTS: dict[str, Status] = {
    "promise": "planned",
    "threaten": "possible",
    "demand": "possible",
    "request": "possible",
    "propose": "possible",
    "reject": "not_happened",
    "deny": "not_happened",
}
"""What the act of the enclosing statement makes of the deed that is its very topic (`опроверг ввод войск`, `пообещал помощь`)."""


@record(frozen=True, slots=True)
class Sign:
    """One thing that changes the status: what it makes of the deed, whether it is itself negated, and the word it rests on."""

    status: Status
    word: int
    negated: bool = False
    condition: bool = False
    """The deed hangs on a condition, or is one: nothing inside or outside makes it more than possible."""
    last: bool = False
    """The word presupposes the deed: nothing further out says anything of it (`потребовал прекратить обстрел`)."""
    spared: bool = False
    """The word leaves deeds of this class as they are, and so does the act of the statement that it is the cue of."""


def status_of(parse: Parse, candidate: Candidate, statement: Statement | None, tables: DeedTables) -> Status:
    """The status of the candidate's deed, in the world of whoever vouches for it."""
    status: Status = "happened"
    found = list(signs(parse, candidate, tables))
    for sign in found:
        status = _over(status, sign)
    if any(sign.condition for sign in found) or (status == "planned" and _condition_follows(parse, candidate.token, tables)):
        return "possible"
    if statement is None:
        return status
    if status == "planned" and statement.act == "estimate":
        return "possible"
    if status == "happened" and not any(s.last or s.spared for s in found) and _is_topic(parse, candidate, statement):
        return ACTS.get(statement.act, status)
    return status


def _condition_follows(parse: Parse, deed: int, tables: DeedTables) -> bool:
    """Does the next clause of the sentence begin with a condition, whatever the parser hung it on (`ответят ударом по порту, если …`)?"""
    after = parse.sentence_tokens(parse.sentence_of(deed))
    for token in after[deed - after[0].i + 1 :]:
        if token.lemma in tables.words.conditions:
            return parse.tokens[token.i - 1].text == ","
        if is_finite(token):
            return False
    return False


def _over(inner: Status, sign: Sign) -> Status:
    """The status of a deed that is `inner` in itself and stands under `sign`."""
    if sign.negated:
        return "happened" if sign.status == "not_happened" else "not_happened"
    if sign.status == "happened" or inner == "not_happened":
        return inner
    return sign.status


def _is_topic(parse: Parse, candidate: Candidate, statement: Statement) -> bool:
    """Is the deed, told by a noun, the head of what the statement is about?"""
    token = parse.tokens[candidate.token]
    if token.pos not in {"NOUN", "PROPN"} or statement.form != "topic":
        return False
    top = parse.tokens[first_conjunct(parse, token.i)]
    return top.head < 0 or not any(c.contains(parse.tokens[top.head].span) for c in statement.content)


def signs(parse: Parse, candidate: Candidate, tables: DeedTables) -> Iterator[Sign]:
    """From the trigger outward."""
    at = parse.tokens[candidate.token]
    yield from _of_modifiers(parse, at, tables)
    if candidate.governor >= 0:
        light = parse.tokens[candidate.governor]
        if modal := _modal_sign(parse, light, at, candidate.row.type, tables):
            yield modal
            if modal.last:
                return
        at = light
    yield from _of_predicate(parse, at, tables, negation=not candidate.row.needs.negated)
    yield from _of_adverbs(parse, at, tables)
    for _ in range(LONGEST):
        step = _step(parse, at, candidate, tables)
        yield from step.signs
        if step.next is None:
            return
        at = step.next


@record(frozen=True, slots=True)
class _Step:
    """One step outward: its signs, and where to go on (None at the border)."""

    signs: tuple[Sign, ...] = ()
    next: Token | None = None


def _step(parse: Parse, at: Token, candidate: Candidate, tables: DeedTables) -> _Step:
    top = parse.tokens[first_conjunct(parse, at.i)] if at.pos in {"NOUN", "PROPN"} else at
    if top.head < 0:
        return _Step((Sign("possible", at.i),) if is_infinitive(at) else ())
    head = parse.tokens[top.head]
    modal = _modal_sign(parse, head, top, candidate.row.type, tables)
    if modal and modal.last:
        return _Step((modal,))
    if modal:
        return _Step((modal, *_of_predicate(parse, head, tables, negation=False)), head)
    if _is_passive_infinitive(parse, at) or (is_infinitive(at) and not _is_compound_future(parse, at, tables)):
        return _of_infinitive(parse, at, head)
    if at.feat("VerbForm") and at.pos != "NOUN":
        return _of_verb(parse, at, head, tables)
    return _of_noun(parse, top, head, tables)


def _of_infinitive(parse: Parse, at: Token, head: Token) -> _Step:
    if at.deprel == "conj" and is_infinitive(head):
        return _Step((), head)
    return _Step((Sign("possible", at.i),))


def _of_verb(parse: Parse, at: Token, head: Token, tables: DeedTables) -> _Step:
    """A gerund shares the time of its verb; a coordinated verb the condition of the first; else the clause ends here."""
    if is_gerund(at) and head.feat("VerbForm"):
        return _Step(tuple(_of_predicate(parse, head, tables, negation=False)))
    if at.deprel == "conj" and is_finite(head):
        return _Step(tuple(s for s in _of_predicate(parse, head, tables, negation=False) if s.status == "possible"))
    return _Step()


def _of_noun(parse: Parse, top: Token, head: Token, tables: DeedTables) -> _Step:
    """What a noun's governor says of the deed; the bare instrumental shares the time of its verb (`кончится штурмом`), not its negation."""
    if sign := _of_preposition(parse, top, head, tables):
        return _Step((sign,), head if is_infinitive(head) and sign.status == "possible" else None)
    if head.pos in {"NOUN", "PROPN"} and not head.feat("VerbForm"):
        if not _passes(head, tables):
            return _Step()
        return _Step(tuple(_of_modifiers(parse, head, tables)), head)
    if preposition_of(parse, top.i) in tables.words.course_prepositions and head.feat("VerbForm"):
        return _Step(tuple(s for s in _of_predicate(parse, head, tables, negation=False) if s.status == "planned"))
    if top.deprel in SUBJECTS and (sign := _subject_of_modal(parse, head, tables)):
        return _Step((sign, *_of_predicate(parse, head, tables, negation=False)))
    if top.deprel in SUBJECTS and head.pos == "ADJ" and not head.feat("VerbForm"):  # `координация будет полезна`
        return _Step(tuple(Sign("possible", s.word) for s in _of_predicate(parse, head, tables, negation=False) if s.status != "not_happened"))
    if not head.feat("VerbForm"):
        return _Step()
    if is_support(parse, head, top.i, tables):
        return _Step(tuple(_of_predicate(parse, head, tables)), head)
    if top.deprel in SUBJECTS:
        return _Step(tuple(Sign("possible", s.word) for s in _of_predicate(parse, head, tables, negation=False)))
    if top.deprel.startswith("obl") and top.feat("Case") == "Ins" and not preposition_of(parse, top.i):
        return _Step(tuple(_of_predicate(parse, head, tables, negation=False)), head if is_infinitive(head) else None)
    return _Step()


def _of_preposition(parse: Parse, top: Token, head: Token, tables: DeedTables) -> Sign | None:
    """`для захвата`, `в случае обстрела`: the deed need not have come about; `без боя`, `вместо ареста`: it has not."""
    found = preposition_of(parse, top.i)
    if not found and preposition_of(parse, head.i):  # the parser may take the noun of a complex one for the head
        found = f"{preposition_of(parse, head.i)}_{head.text.lower()}"
    if found in tables.words.purpose_prepositions:
        return Sign("possible", top.i)
    if found not in tables.words.privative_prepositions or not head.feat("VerbForm"):
        return None
    open_ = is_infinitive(head) or is_negated(parse, head.i, tables) or any(_of_predicate(parse, head, tables))
    return Sign("possible" if open_ else "not_happened", top.i)


def _passes(noun: Token, tables: DeedTables) -> bool:
    """Does what is said of `noun` hold for the deed in its genitive (`начало штурма`, `участие в митинге`, `серия ударов`), and not of itself alone
    (`расследование убийства`: that inquiry is planned, the killing has been done)?"""
    lemma = noun.key
    return not any(row.pos == "NOUN" and row.governor is None for row in tables.nouns.get(lemma, ())) or bool(tables.controls.get(lemma))


def _subject_of_modal(parse: Parse, head: Token, tables: DeedTables) -> Sign | None:
    """`переговоры должны были начаться`: what the modal says of the infinitive holds for its subject."""
    if not any(is_infinitive(d) and d.deprel in {"xcomp", "csubj", "ccomp", "advcl"} for d in parse.dependents(head.i)):
        return None
    row = next((r for r in modal_rows(head, tables) if "inf" in r.slots), None)
    return Sign(row.status, head.i, is_negated(parse, head.i, tables)) if row else None


def is_support(parse: Parse, verb: Token, noun: int, tables: DeedTables) -> bool:
    """Is `verb` a light verb of the deed that `noun` names (`провёл митинг`, `подвергся обстрелу`, `будет вестись наступление`)?"""
    if (active := tables.active(verb.key)) and parse.tokens[noun].deprel in SUBJECTS:
        return any("acc" in row.slots for row in tables.controls.get(active, ()))
    return any(
        noun in _standing(parse, verb, s, tables) for row in control_rows(verb, tables) for s in row.slots if {"subj"} & {*row.actor, *row.recipient}
    )


def _of_predicate(parse: Parse, token: Token, tables: DeedTables, *, negation: bool = True) -> Iterator[Sign]:
    """Negation, mood, tense and marks of the word itself."""
    if negation and is_negated(parse, token.i, tables):
        yield Sign("not_happened", token.i)
    if not token.feat("VerbForm") and token.pos != "ADJ":
        return
    words = tables.words
    below = [d for d in parse.dependents(token.i) if d.deprel in {"aux", "mark", "aux:pass", "cop", "discourse", "advmod", "case"}]
    lemmas = {d.key for d in below} | _particles(parse, token, tables)
    if is_future(token, tables) or any(is_future(d, tables) and d.deprel in {"aux", "aux:pass", "cop"} for d in below):
        yield Sign("planned", token.i)
    if lemmas & (words.unreal | words.purposes) or token.feat("Mood") in {"Cnd", "Imp"} or _asks(parse, token, lemmas, tables):
        yield Sign("possible", token.i)
    if lemmas & words.conditions or _has_condition(parse, token, tables):
        yield Sign("possible", token.i, condition=True)


def is_future(token: Token, tables: DeedTables) -> bool:
    """A future by form; the tagger calls that of the copula a present."""
    if token.feat("Tense") == "Fut":
        return True
    return token.pos == "AUX" and token.feat("Tense") == "Pres" and token.text.lower() not in tables.words.present_copulas


def _has_condition(parse: Parse, token: Token, tables: DeedTables) -> bool:
    """`поможет, если попросят`: what is not done yet hangs on the condition beside it (`если раньше спорили, то теперь молчат` has none)."""
    clauses = [d for d in parse.dependents(token.i) if d.deprel in {"advcl", "ccomp", "parataxis"}]
    if not (is_future(token, tables) or is_infinitive(token) or (token.pos == "ADJ" and token.feat("Variant") == "Short")):
        clauses = [d for d in clauses if is_future(d, tables)]
    clauses += [c for d in parse.dependents(token.i) if d.deprel == "obl" for c in parse.dependents(d.i) if c.deprel in INSIDE]
    marks = (m for clause in clauses for m in parse.dependents(clause.i) if m.deprel in {"mark", "advmod", "cc"})
    return any(m.lemma in tables.words.conditions for m in marks)


def _particles(parse: Parse, token: Token, tables: DeedTables) -> set[str]:
    """`бы` right beside the verb, wherever the parser hung it."""
    beside = parse.tokens[max(token.i - 1, 0) : token.i + 2]
    return {t.lemma for t in beside if t.lemma in tables.words.unreal and t.sentence == token.sentence}


def _asks(parse: Parse, token: Token, lemmas: set[str], tables: DeedTables) -> bool:
    """A question that may be answered by no: with its particle, or with a question mark and no question word."""
    if tables.words.whether in lemmas:
        return True
    sentence = parse.sentence_of(token.i)
    words = parse.sentence_tokens(sentence)
    return words[-1].text == "?" and token.i == sentence.root and not any(w.key in tables.words.question_words for w in words)


def _of_modifiers(parse: Parse, noun: Token, tables: DeedTables) -> Iterator[Sign]:
    """Adjectives of the noun: `возможный удар`, `предстоящий визит`, `несостоявшаяся встреча`; `назвал вероятной войну`."""
    if noun.pos not in {"NOUN", "PROPN"}:
        return
    attributes = [(d, {"noun"}) for d in parse.dependents(noun.i) if d.deprel in {"amod", "acl"}]
    for d, slots in (*attributes, *((d, {"noun", SAID}) for d in _said_of(parse, noun))):
        for row in modal_rows(d, tables):
            if slots & {*row.slots}:
                yield Sign(row.status, d.i, is_negated(parse, d.i, tables))


def _said_of(parse: Parse, noun: Token) -> list[Token]:
    """Adjectives that a verb of calling or finding gives to its object (`считает возможным удар`)."""
    if noun.deprel not in {"obj", "nsubj:pass"}:
        return []
    beside = [d for d in parse.dependents(noun.head) if d.pos == "ADJ" and d.feat("Case") == "Ins"]
    return [d for d in beside if all(d.feat(f) == noun.feat(f) for f in ("Number", "Gender") if d.feat(f) and noun.feat(f))]


def _of_adverbs(parse: Parse, token: Token, tables: DeedTables) -> Iterator[Sign]:
    """Words put in beside the predicate: `вероятно`, `по-видимому`."""
    if token.feat("VerbForm"):
        for d in parse.dependents(token.i):
            if d.deprel in {"parataxis", "advmod", "discourse"} and any(ADVERB in row.slots for row in modal_rows(d, tables)):
                yield Sign("possible", d.i)


def _modal_sign(parse: Parse, head: Token, token: Token, type_: str, tables: DeedTables) -> Sign | None:
    """What a word makes of what stands in one of its slots; a slot with `not:` counts only where the word is negated."""
    negated = is_negated(parse, head.i, tables)
    for row in sorted(modal_rows(head, tables), key=lambda row: not any(s.startswith(NEGATED) for s in row.slots)):
        for slot in row.slots:
            bare = slot.removeprefix(NEGATED)
            if slot != bare and not negated:
                continue
            if token.i in _standing(parse, head, bare, tables) or (
                bare == "inf" and token.deprel == "xcomp" and _is_passive_infinitive(parse, token)
            ):
                spared = row.spares_class(type_)
                last = spared and row.presupposes
                return Sign("happened" if spared else row.status, head.i, negated and slot == bare and not last, last=last, spared=spared)
    return None


def _is_compound_future(parse: Parse, token: Token, tables: DeedTables) -> bool:
    """`будут обсуждать`: an infinitive that is finite by its auxiliary."""
    return any(is_future(d, tables) and d.deprel == "aux" for d in parse.dependents(token.i))


def _is_passive_infinitive(parse: Parse, token: Token) -> bool:
    """`может быть обжалован`: a participle with the infinitive of its auxiliary."""
    return any(is_infinitive(d) and d.deprel in {"aux:pass", "aux", "cop"} for d in parse.dependents(token.i))


def _standing(parse: Parse, head: Token, slot: str, tables: DeedTables) -> list[int]:
    return [] if slot in {"noun", SAID, ADVERB} else [*in_slot(parse, head.i, slot), *fillers(parse, head.i, (slot,), tables)]


def is_negated(parse: Parse, i: int, tables: DeedTables) -> bool:
    """Does a negation stand by the word itself?"""
    token = parse.tokens[i]
    for d in parse.dependents(i):
        if 0 < i - d.i <= 3 and d.lemma in tables.words.negations:
            return True
    before = parse.tokens[i - 1] if i else token
    return before.lemma == tables.words.negative_particle and before.sentence == token.sentence and before.i != i


def modal_rows(token: Token, tables: DeedTables) -> tuple[ModalRow, ...]:
    lemma = token.key
    rows = tables.modals.get(lemma, ())
    return rows or (tables.modals.get(tables.active(lemma), ()) if is_passive(token) else ())
