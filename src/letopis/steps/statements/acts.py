"""What the speaker does by speaking: the row's act, unless negation or the content says more.

Belief stays belief and an order an order; only the neutral act `say` (and a few rows that judge) look into the content.
"""

from __future__ import annotations

from collections.abc import Callable

from letopis.model import Act, Token
from letopis.steps.government import in_slot
from letopis.steps.statements.drafts import Draft
from letopis.steps.statements.media import is_medium
from letopis.steps.statements.said import Said, intends, is_future, is_negative, is_own, read, words
from letopis.steps.statements.scene import Scene

NEGATED: dict[Act, Act] = {"confirm": "deny", "deny": "confirm", "support": "reject", "estimate": "estimate", "reject": "confirm"}
"""What a negated cue does; a negated act that is not here was not done."""
PARTS = frozenset({"obj", "obl", "nsubj", "nsubj:pass", "xcomp", "conj", "iobj"})
"""Relations of what takes part in a deed."""


def act_of(scene: Scene, draft: Draft) -> Act:
    if draft.negated:
        if draft.cue_token >= 0 and scene.tokens[draft.cue_token].lemma in scene.words["hedging"]:
            return "estimate"
        return NEGATED.get(draft.act, draft.act)
    if draft.act == "accuse" and draft.frame == "whole" and not _investigates(scene, draft):
        return _by_content(scene, draft)
    if draft.act == "reject" and _claims(scene, draft):
        return "deny"
    if draft.frame == "topic" and _judges(draft):
        return _judgement(scene, draft) or draft.act
    if draft.act == "promise" and _promises_harm(scene, draft):
        return "threaten"
    passes_on = draft.frame == "whole" and draft.cue is not None and draft.source is not None and is_medium(scene, draft.source)
    if draft.act != "say" or passes_on:
        return draft.act  # what closes a sentence with `…, сообщает агентство` only passes news on
    return _by_content(scene, draft)


def _by_content(scene: Scene, draft: Draft) -> Act:
    """What the content does: the first rule that answers, `say` where none does."""
    said = read(scene, draft)
    for rule in RULES:
        found = rule(scene, said)
        if found:
            return found
    return "say"


def _promises_harm(scene: Scene, draft: Draft) -> bool:
    """`пообещал соседям тяжёлые последствия`: no promise, a threat."""
    return draft.head >= 0 and scene.tokens[draft.head].lemma in scene.words["harm"]


# --- the rules --------------------------------------------------------------------------------------------------------
def _claims(scene: Scene, draft: Draft) -> bool:
    """`отверг обвинения`: to reject a claim is to deny it."""
    return draft.head >= 0 and scene.tokens[draft.head].lemma in scene.words["claim"]


def _investigates(scene: Scene, draft: Draft) -> bool:
    """`по версии следствия` accuses; `по версии журнала` does not."""
    named = {w.lower().strip('«»"') for w in (draft.source.name or "").split()} if draft.source else set()
    return bool(named & scene.words["investigator"])


def _judges(draft: Draft) -> bool:
    """Rows that call a thing something: by `назвать` and its like, or by `расценить как …`; plain belief stays belief."""
    slots = draft.row.content if draft.row is not None else ()
    return any(("+ins" in s and draft.act == "say") or ("+as" in s and draft.act in {"say", "estimate"}) for s in slots)


def _judgement(scene: Scene, draft: Draft) -> Act | None:
    """`назвал решение ошибкой (историческим)`."""
    lemmas = {t.lemma for t in words(scene, draft)}
    if lemmas & scene.words["crime"]:
        return "accuse"
    if lemmas & scene.words["blame"]:
        return "criticise"
    return "support" if lemmas & scene.words["praise"] else None


def _performed(scene: Scene, said: Said) -> Act | None:
    """`Предлагаю …`, `Мы требуем …`, `что выступает за …`: the content does it by its own main verb, in the present."""
    for verb in said.main:
        rows = scene.speech.verbs.get(verb.lemma, ())
        act = next((r.act for r in rows if r.act not in {"say", "estimate", "ask"}), None)
        if act and verb.feat("Tense") == "Pres" and not intends(scene, verb) and not is_negative(scene, verb) and is_own(scene, said.draft, verb):
            return act
    return None


def _wish_or_order(scene: Scene, said: Said) -> Act | None:
    """`Помогите!` asks, `Уходите!` orders."""
    if said.draft.frame != "quote":
        return None
    for verb in said.main:
        if verb.feat("Mood") == "Imp" and verb.lemma not in scene.words["mere_imperative"]:
            return "request" if verb.lemma in scene.words["pleading"] else "demand"
    return None


def _refusal_or_promise(scene: Scene, said: Said) -> Act | None:
    """`не намерен`, `мы не будем` refuse; `намерен`, `сделаем` promise, and threaten where the deed is one."""
    for verb in said.main:
        unwilling = _does_not_want(scene, verb)
        if not (unwilling or is_future(scene, verb) or intends(scene, verb)) or not is_own(scene, said.draft, verb):
            continue
        if unwilling:
            return "reject"
        if is_negative(scene, verb) or any(r.act == "reject" for r in scene.speech.verbs.get(verb.lemma, ())):
            return "reject"
        return "threaten" if verb.lemma in scene.words["threat"] else "promise"
    return None


def _does_not_want(scene: Scene, verb: Token) -> bool:
    """`не хотел бы об этом говорить`: to do something oneself."""
    if verb.lemma not in scene.words["wanting"] or not is_negative(scene, verb):
        return False
    now = verb.feat("Tense") != "Past" or any(scene.lowers[d.i] in scene.words["subjunctive"] for d in scene.parse.dependents(verb.i))
    return now and any(d.feat("VerbForm") == "Inf" for d in scene.parse.dependents(verb.i))


def _plan(scene: Scene, said: Said) -> Act | None:
    """`о намерении …`, `о готовности …`, and what is announced of one's own steps."""
    if said.draft.frame != "topic" or said.draft.head < 0:
        return None
    head = scene.tokens[said.draft.head]
    if head.lemma in scene.words["plan"]:
        return "promise"
    if head.lemma in scene.words["refusal"]:
        return "reject"
    if head.lemma in scene.words["need"]:
        return "demand"
    if head.lemma in scene.words["loyalty"]:
        return "support"
    announces = said.draft.row is not None and bool(set(said.draft.row.lemmas) & scene.words["announcing"]) and said.draft.source is not None
    return "promise" if announces and head.text.lower().endswith(scene.ordered("deed_ending")) else None


def _need(scene: Scene, said: Said) -> Act | None:
    """`Власти должны …`, `необходимо …`: what somebody else has to do."""
    for head in said.main:
        if head.lemma in scene.words["obliged"] and _is_due(scene, said.draft, head):
            return "demand"
        if head.text.lower() in scene.words["needful"] and not is_negative(scene, head):
            return "demand"
    return None


def _is_due(scene: Scene, draft: Draft, head: Token) -> bool:
    """Now, by somebody who can act: neither `должен был` nor `концепция должна помочь`."""
    if is_negative(scene, head) or is_own(scene, draft, head):
        return False
    if any(d.feat("Tense") == "Past" for d in scene.parse.dependents(head.i)):
        return False
    subjects = in_slot(scene.parse, head.i, "subj")
    passive = any(d.feat("Voice") == "Pass" or d.pos == "AUX" for d in scene.parse.dependents(head.i))
    return passive or any(_answerable(scene, i) or scene.tokens[i].feat("Animacy") == "Anim" for i in subjects)


def _denial(scene: Scene, said: Said) -> Act | None:
    """`что не просил …`: one's own deed, past, with `не`; or what is said is called a lie."""
    being, untruth = scene.words["being"], scene.words["untruth"]
    called = [d for h in said.main if h.lemma in being for d in scene.parse.dependents(h.i) if d.feat("Case") == "Ins"]
    if any(t.lemma in untruth for t in (*said.main, *called)):
        return "deny"
    if said.draft.frame != "clause":
        return None
    for verb in said.main:
        past = verb.feat("Tense") == "Past" and verb.feat("VerbForm") == "Fin"
        if past and is_negative(scene, verb) and is_own(scene, said.draft, verb):
            return "deny"
    return None


def _threat(scene: Scene, said: Said) -> Act | None:
    """Retaliation, `ответные меры`, `вы пожалеете`, `оставляет за собой право ответить`."""
    if not said.lemmas.isdisjoint(scene.words["retaliation"]) or _reserves_answer(scene, said):
        return "threaten"
    steps, regret, in_return = scene.words["step"], scene.words["regret"], scene.words["in_return"]
    for token in said.words:
        if token.lemma in steps and any(d.lemma in in_return for d in scene.parse.dependents(token.i)):
            above = scene.tokens[token.head] if token.head >= 0 else token
            return "threaten" if is_future(scene, above) or intends(scene, above) or above.feat("VerbForm") == "Inf" else None
        if (
            token.lemma in regret
            and token.feat("Tense") in {"Fut", "Pres"}
            and not is_own(scene, said.draft, token)
            and not is_negative(scene, token)
        ):
            return "threaten"
    return None


def _reserves_answer(scene: Scene, said: Said) -> bool:
    """`оставляет за собой право` to something that answers another's deed."""
    reserving, right = scene.words["reserving"], scene.words["right"]
    if said.lemmas.isdisjoint(reserving) or said.lemmas.isdisjoint(scene.words["answering"]):
        return False
    return any(t.lemma in reserving and any(d.lemma in right for d in scene.parse.dependents(t.i)) for t in said.words)


def _accusation(scene: Scene, said: Said) -> Act | None:
    """Somebody else does wrong: a word of wrongdoing leads, or is the object of what leads, and has an agent."""
    if _proves(scene, said):
        return "accuse"
    undergoing = scene.words["undergoing"]
    for head in said.main:
        if head.pos not in {"VERB", "NOUN", "ADJ"} or head.lemma in undergoing or not _of_wrong(scene, head):
            continue
        if is_negative(scene, head) or is_own(scene, said.draft, head):
            continue
        if any(_answerable(scene, i) for i in in_slot(scene.parse, head.i, "subj")):
            return "accuse"
    return None


def _of_wrong(scene: Scene, head: Token) -> bool:
    """Is the deed a wrong, or does something wrong take part in it?"""
    crime, wrongdoing = scene.words["crime"], scene.words["wrongdoing"]
    if head.lemma in crime or head.lemma in wrongdoing:
        return True
    return any((d.lemma in crime or d.lemma in wrongdoing) and d.deprel in PARTS for d in scene.parse.dependents(head.i))


def _proves(scene: Scene, said: Said) -> bool:
    """`есть доказательства обстрелов`, `это работа спецслужб`, `указывает на его причастность`."""
    evidence, guilt, handiwork = scene.words["evidence"], scene.words["guilt"], scene.words["handiwork"]
    for token in said.words:
        lemma = token.lemma
        if lemma in evidence or lemma in guilt or lemma in handiwork:
            above = scene.tokens[token.head] if token.head >= 0 else token
            if _is_proof(scene, said, token, above) and not (is_negative(scene, above) or is_negative(scene, token)):
                return True
    return False


def _is_proof(scene: Scene, said: Said, token: Token, above: Token) -> bool:
    """Is the evidence of something, or the guilt or handiwork somebody's?"""
    if above.lemma in scene.words["undergoing"] or above.lemma in scene.words["lack"]:
        return False
    whose = [d for d in scene.parse.dependents(token.i) if d.deprel == "det" or (d.deprel in {"nmod", "amod"} and d.feat("Case") == "Gen")]
    if token.lemma in scene.words["evidence"] and any(d.lemma in scene.words["crime"] or d.lemma in scene.words["wrongdoing"] for d in whose):
        return True
    if token.lemma in scene.words["guilt"] and whose and above.lemma in scene.words["proving"]:
        return True
    leads = token in said.main or (above in said.main and above.lemma in scene.words["being"])
    return token.lemma in scene.words["handiwork"] and leads and any(d.lemma in scene.words["forces"] for d in whose)


def _answerable(scene: Scene, i: int) -> bool:
    """A party that can be blamed: a state, an organisation, a person, or forces that belong to one."""
    entity = scene.cast.entity(i)
    if entity is not None and (entity.kind in {"state", "organisation", "person", "office", "group"} or "capital_of" in entity.links):
        return True
    lemma = scene.tokens[i].lemma
    return lemma in scene.words["forces"] or lemma in scene.words["speaking_body"]


def _feeling(scene: Scene, said: Said) -> Act | None:
    """Condolences and thanks; blame and praise that lead what is said."""
    main = said.main
    if any(h.lemma in scene.words["sympathy"] for h in main):
        return "support"
    predicates = {h.lemma for h in main}
    predicates.update(d.lemma for h in main for d in scene.parse.dependents(h.i) if d.deprel in {"xcomp", "obj", "advmod", "amod"})
    unhappy = any(h.lemma in scene.words["contentment"] and _is_denied(scene, h) for h in main)
    if unhappy or not predicates.isdisjoint(scene.words["blame"]):
        return "criticise"
    return None if predicates.isdisjoint(scene.words["praise"]) else "support"


def _is_denied(scene: Scene, word: Token) -> bool:
    """`не вполне довольна`: negated, by way of an adverb at most."""
    return is_negative(scene, word) or any(is_negative(scene, d) for d in scene.parse.dependents(word.i) if d.deprel == "advmod")


def _danger(scene: Scene, said: Said) -> Act | None:
    """`осложнит`, `приведёт к войне`: something bad to come."""
    danger = scene.words["danger"]
    if said.lemmas.isdisjoint(danger):
        return None
    main = {t.i for t in said.main}
    for verb in said.words:
        leads = verb.i in main or verb.head in main or verb.head < 0
        if verb.lemma in danger and leads and (is_future(scene, verb) or verb.feat("VerbForm") == "Inf"):
            return "warn"
    return None


def _question(scene: Scene, said: Said) -> Act | None:
    if said.draft.frame != "quote" or len(said.draft.content) != 1:
        return None
    text = said.draft.content[0].of(scene.text).rstrip('»"” ')
    return "ask" if text.endswith("?") and text.count(".") == 0 else None


Rule = Callable[[Scene, Said], Act | None]
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
