"""What the speaker does by speaking: the row's act, unless negation or the content says more.

Belief stays belief and an order an order; only the neutral act `say` (and a few rows that judge) look into the content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from letopis.model import Act, Token
from letopis.steps.government import in_slot
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.media import is_medium
from letopis.steps.statements.scene import Scene

NEGATED: dict[Act, Act] = {"confirm": "deny", "deny": "confirm", "support": "reject", "estimate": "estimate", "reject": "confirm"}
"""What a negated cue does; a negated act that is not here was not done."""
FIRST = "1"


def act_of(scene: Scene, draft: Draft) -> Act:
    if draft.negated:
        if draft.cue_token >= 0 and scene.tokens[draft.cue_token].lemma in scene.words("hedging"):
            return "estimate"
        return NEGATED.get(draft.act, draft.act)
    if draft.act == "accuse" and draft.frame == "whole" and not _investigates(scene, draft):
        return next((a for rule in RULES if (a := rule(scene, draft))), "say")
    if draft.act == "reject" and _claims(scene, draft):
        return "deny"
    if draft.frame == "topic" and _judges(draft):
        return _judgement(scene, draft) or draft.act
    if draft.act == "promise" and _promises_harm(scene, draft):
        return "threaten"
    passes_on = draft.frame == "whole" and draft.cue is not None and draft.source is not None and is_medium(scene, draft.source)
    if draft.act != "say" or passes_on:
        return draft.act  # what closes a sentence with `…, сообщает агентство` only passes news on
    for rule in RULES:
        found = rule(scene, draft)
        if found:
            return found
    return "say"


# --- what stands in the content ---------------------------------------------------------------------------------------
def words(scene: Scene, draft: Draft) -> Iterator[Token]:
    for span in draft.content:
        for i in scene.parse.covered(span):
            if scene.is_word(i):
                yield scene.tokens[i]


def heads(scene: Scene, draft: Draft) -> list[Token]:
    """The main words of what is said: of each sentence, or of the clause, with what is coordinated with them."""
    inside = {t.i for t in words(scene, draft)}
    tops = [scene.tokens[i] for i in sorted(inside) if scene.tokens[i].head not in inside]
    out = [t for t in tops if t.pos in {"VERB", "AUX", "ADJ", "ADV", "NOUN"}]
    joined = {"conj", "dep"}
    out += [t for t in map(scene.tokens.__getitem__, sorted(inside)) if t.deprel in joined and t.head in {o.i for o in out} and t.pos == "VERB"]
    return out


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
    return any(
        scene.lower(d.i) in scene.words("negation") and (d.i < verb.i or scene.tokens[d.i + 1].pos == "AUX")
        for d in scene.parse.dependents(verb.i)
        if d.i + 1 < len(scene.tokens)
    )


def is_future(scene: Scene, verb: Token) -> bool:
    """`сделаю`, `буду делать` (beside an infinitive an auxiliary that is not past tells the future, whatever its tag)."""
    if verb.feat("Tense") == "Fut":
        return True
    below = [d for d in scene.parse.dependents(verb.i) if d.pos == "AUX" and d.feat("VerbForm") != "Inf"]
    return any(d.feat("Tense") == "Fut" or (d.feat("Tense") == "Pres" and verb.feat("VerbForm") == "Inf") for d in below)


def intends(scene: Scene, verb: Token) -> bool:
    """`намерен`, `собирается`, `готов`."""
    return verb.lemma in scene.words("intending") or verb.text.lower() in scene.words("intending")


def _promises_harm(scene: Scene, draft: Draft) -> bool:
    """`пообещал соседям тяжёлые последствия`: no promise, a threat."""
    return draft.head >= 0 and scene.tokens[draft.head].lemma in scene.words("harm")


# --- the rules --------------------------------------------------------------------------------------------------------
def _claims(scene: Scene, draft: Draft) -> bool:
    """`отверг обвинения`: to reject a claim is to deny it."""
    return draft.head >= 0 and scene.tokens[draft.head].lemma in scene.words("claim")


def _investigates(scene: Scene, draft: Draft) -> bool:
    """`по версии следствия` accuses; `по версии журнала` does not."""
    words = {w.lower().strip('«»"') for w in (draft.source.name or "").split()} if draft.source else set()
    return bool(words & scene.words("investigator"))


def _judges(draft: Draft) -> bool:
    """Rows that call a thing something: by `назвать` and its like, or by `расценить как …`; plain belief stays belief."""
    slots = draft.row.content if draft.row is not None else ()
    return any(("+ins" in s and draft.act == "say") or ("+as" in s and draft.act in {"say", "estimate"}) for s in slots)


def _judgement(scene: Scene, draft: Draft) -> Act | None:
    """`назвал решение ошибкой (историческим)`."""
    lemmas = {t.lemma for t in words(scene, draft)}
    if lemmas & scene.words("crime"):
        return "accuse"
    if lemmas & scene.words("blame"):
        return "criticise"
    return "support" if lemmas & scene.words("praise") else None


def _performed(scene: Scene, draft: Draft) -> Act | None:
    """`Предлагаю …`, `Мы требуем …`, `что выступает за …`: the content does it by its own main verb, in the present."""
    for verb in heads(scene, draft):
        rows = scene.speech.verbs.get(verb.lemma, ())
        act = next((r.act for r in rows if r.act not in {"say", "estimate", "ask"}), None)
        if act and not intends(scene, verb) and verb.feat("Tense") == "Pres" and is_own(scene, draft, verb) and not is_negative(scene, verb):
            return act
    return None


def _wish_or_order(scene: Scene, draft: Draft) -> Act | None:
    """`Помогите!` asks, `Уходите!` orders."""
    if draft.frame != "quote":
        return None
    for verb in heads(scene, draft):
        if verb.feat("Mood") == "Imp" and verb.lemma not in scene.words("mere_imperative"):
            return "request" if verb.lemma in scene.words("pleading") else "demand"
    return None


def _refusal_or_promise(scene: Scene, draft: Draft) -> Act | None:
    """`не намерен`, `мы не будем` refuse; `намерен`, `сделаем` promise, and threaten where the deed is one."""
    for verb in heads(scene, draft):
        if is_own(scene, draft, verb) and _does_not_want(scene, verb):
            return "reject"
        if not (is_own(scene, draft, verb) and (is_future(scene, verb) or intends(scene, verb))):
            continue
        if is_negative(scene, verb) or any(r.act == "reject" for r in scene.speech.verbs.get(verb.lemma, ())):
            return "reject"
        return "threaten" if verb.lemma in scene.words("threat") else "promise"
    return None


def _does_not_want(scene: Scene, verb: Token) -> bool:
    """`не хотел бы об этом говорить`: to do something oneself."""
    now = verb.feat("Tense") != "Past" or any(scene.lower(d.i) in scene.words("subjunctive") for d in scene.parse.dependents(verb.i))
    wants = now and verb.lemma in scene.words("wanting") and is_negative(scene, verb)
    return wants and any(d.feat("VerbForm") == "Inf" for d in scene.parse.dependents(verb.i))


def _plan(scene: Scene, draft: Draft) -> Act | None:
    """`о намерении …`, `о готовности …`, and what is announced of one's own steps."""
    if draft.frame != "topic" or draft.head < 0:
        return None
    head = scene.tokens[draft.head]
    if head.lemma in scene.words("plan"):
        return "promise"
    if head.lemma in scene.words("refusal"):
        return "reject"
    if head.lemma in scene.words("need"):
        return "demand"
    if head.lemma in scene.words("loyalty"):
        return "support"
    announces = draft.row is not None and bool(set(draft.row.lemmas) & scene.words("announcing")) and draft.source is not None
    return "promise" if announces and head.text.lower().endswith(scene.ordered("deed_ending")) else None


def _need(scene: Scene, draft: Draft) -> Act | None:
    """`Власти должны …`, `необходимо …`: what somebody else has to do."""
    for head in heads(scene, draft):
        if head.lemma in scene.words("obliged") and _is_due(scene, draft, head):
            return "demand"
        if head.text.lower() in scene.words("needful") and not is_negative(scene, head):
            return "demand"
    return None


def _is_due(scene: Scene, draft: Draft, head: Token) -> bool:
    """Now, by somebody who can act: neither `должен был` nor `концепция должна помочь`."""
    if is_own(scene, draft, head) or is_negative(scene, head):
        return False
    if any(d.feat("Tense") == "Past" for d in scene.parse.dependents(head.i)):
        return False
    subjects = in_slot(scene.parse, head.i, "subj")
    passive = any(d.feat("Voice") == "Pass" or d.pos == "AUX" for d in scene.parse.dependents(head.i))
    return passive or any(_answerable(scene, i) or scene.tokens[i].feat("Animacy") == "Anim" for i in subjects)


def _denial(scene: Scene, draft: Draft) -> Act | None:
    """`что не просил …`: one's own deed, past, with `не`; or what is said is called a lie."""
    main = heads(scene, draft)
    called = [d for h in main if h.lemma in scene.words("being") for d in scene.parse.dependents(h.i) if d.feat("Case") == "Ins"]
    if any(t.lemma in scene.words("untruth") for t in (*main, *called)):
        return "deny"
    for verb in heads(scene, draft):
        past = verb.feat("Tense") == "Past" and verb.feat("VerbForm") == "Fin"
        if past and draft.frame == "clause" and is_own(scene, draft, verb) and is_negative(scene, verb):
            return "deny"
    return None


def _threat(scene: Scene, draft: Draft) -> Act | None:
    """Retaliation, `ответные меры`, `вы пожалеете`, `оставляет за собой право ответить`."""
    inside = list(words(scene, draft))
    if any(t.lemma in scene.words("retaliation") for t in inside) or _reserves_answer(scene, inside):
        return "threaten"
    for token in inside:
        below = list(scene.parse.dependents(token.i))
        if token.lemma in scene.words("step") and any(d.lemma in scene.words("in_return") for d in below):
            above = scene.tokens[token.head] if token.head >= 0 else token
            return "threaten" if is_future(scene, above) or intends(scene, above) or above.feat("VerbForm") == "Inf" else None
        if (
            token.lemma in scene.words("regret")
            and token.feat("Tense") in {"Fut", "Pres"}
            and not is_own(scene, draft, token)
            and not is_negative(scene, token)
        ):
            return "threaten"
    return None


def _reserves_answer(scene: Scene, inside: list[Token]) -> bool:
    """`оставляет за собой право` to something that answers another's deed."""
    reserves = any(t.lemma in scene.words("reserving") and any(d.lemma in scene.words("right") for d in scene.parse.dependents(t.i)) for t in inside)
    return reserves and any(t.lemma in scene.words("answering") for t in inside)


def _accusation(scene: Scene, draft: Draft) -> Act | None:
    """Somebody else does wrong: a word of wrongdoing leads, or is the object of what leads, and has an agent."""
    if _proves(scene, draft):
        return "accuse"
    for head in heads(scene, draft):
        if head.pos not in {"VERB", "NOUN", "ADJ"} or is_own(scene, draft, head) or is_negative(scene, head):
            continue
        if head.lemma in scene.words("undergoing"):
            continue
        near = [head, *(d for d in scene.parse.dependents(head.i) if d.deprel in {"obj", "obl", "nsubj", "nsubj:pass", "xcomp", "conj", "iobj"})]
        if not any(t.lemma in scene.words("crime") or t.lemma in scene.words("wrongdoing") for t in near):
            continue
        if any(_answerable(scene, i) for i in in_slot(scene.parse, head.i, "subj")):
            return "accuse"
    return None


def _proves(scene: Scene, draft: Draft) -> bool:
    """`есть доказательства обстрелов`, `это работа спецслужб`, `указывает на его причастность`."""
    main = heads(scene, draft)
    for token in words(scene, draft):
        above = scene.tokens[token.head] if token.head >= 0 else token
        if is_negative(scene, above) or is_negative(scene, token) or above.lemma in scene.words("undergoing") | scene.words("lack"):
            continue
        whose = [d for d in scene.parse.dependents(token.i) if (d.deprel in {"nmod", "det", "amod"} and d.feat("Case") == "Gen") or d.deprel == "det"]
        if token.lemma in scene.words("evidence") and any(d.lemma in scene.words("crime") | scene.words("wrongdoing") for d in whose):
            return True
        if token.lemma in scene.words("guilt") and whose and above.lemma in scene.words("proving"):
            return True
        leads = token in main or (above in main and above.lemma in scene.words("being"))
        if token.lemma in scene.words("handiwork") and leads and any(d.lemma in scene.words("forces") for d in whose):
            return True
    return False


def _answerable(scene: Scene, i: int) -> bool:
    """A party that can be blamed: a state, an organisation, a person, or forces that belong to one."""
    entity = scene.cast.entity(i)
    if entity is not None and (entity.kind in {"state", "organisation", "person", "office", "group"} or "capital_of" in entity.links):
        return True
    lemma = scene.tokens[i].lemma
    return lemma in scene.words("forces") or lemma in scene.words("speaking_body")


def _feeling(scene: Scene, draft: Draft) -> Act | None:
    """Condolences and thanks; blame and praise that lead what is said."""
    main = heads(scene, draft)
    if any(h.lemma in scene.words("sympathy") for h in main):
        return "support"
    predicates = {t.lemma for h in main for t in (h, *(d for d in scene.parse.dependents(h.i) if d.deprel in {"xcomp", "obj", "advmod", "amod"}))}
    unhappy = any(h.lemma in scene.words("contentment") and _is_denied(scene, h) for h in main)
    if predicates & scene.words("blame") or unhappy:
        return "criticise"
    return "support" if predicates & scene.words("praise") else None


def _is_denied(scene: Scene, word: Token) -> bool:
    """`не вполне довольна`: negated, by way of an adverb at most."""
    return is_negative(scene, word) or any(is_negative(scene, d) for d in scene.parse.dependents(word.i) if d.deprel == "advmod")


def _danger(scene: Scene, draft: Draft) -> Act | None:
    """`осложнит`, `приведёт к войне`: something bad to come."""
    main = {t.i for t in heads(scene, draft)}
    for verb in words(scene, draft):
        leads = verb.i in main or verb.head in main or verb.head < 0
        if leads and verb.lemma in scene.words("danger") and (is_future(scene, verb) or verb.feat("VerbForm") == "Inf"):
            return "warn"
    return None


def _question(scene: Scene, draft: Draft) -> Act | None:
    if draft.frame != "quote" or len(draft.content) != 1:
        return None
    text = draft.content[0].of(scene.text).rstrip('»"” ')
    return "ask" if text.endswith("?") and text.count(".") == 0 else None


Rule = Callable[[Scene, Draft], Act | None]
RULES: tuple[Rule, ...] = (
    _threat,
    _performed,
    _wish_or_order,
    _refusal_or_promise,
    _plan,
    _need,
    _denial,
    _accusation,
    _danger,
    _feeling,
    _question,
)
"""Ways to the act of a neutral cue; the first that answers wins."""
