"""Was it said at all? Rules that turn down a word of speech where nobody speaks: wishes, orders, conditions, the narrator's own asides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from letopis.model import Party, Token
from letopis.steps.government import in_slot
from letopis.steps.statements.cues import Cue
from letopis.steps.statements.phrases import PhraseFound
from letopis.steps.statements.scene import Scene

PROMISING = frozenset({"accuse", "promise", "threaten", "propose"})
"""Acts that a passive participle tells without an agent: `обещанная помощь`, `обвиняемый в краже`."""


def unvoiced(scene: Scene, cue: Cue) -> str:
    """The name of the first rule that turns the cue down; empty where it stands."""
    token = scene.tokens[cue.token]
    for rule in RULES:
        if rule(scene, token, cue):
            return rule.__name__.strip("_")
    return ""


def _order(scene: Scene, token: Token, cue: Cue) -> bool:
    """`Спросите его сами`: an order to speak."""
    return token.feat("Mood") == "Imp"


def _narrators_own(scene: Scene, token: Token, cue: Cue) -> bool:
    """`Отметим, что …`, `Напомним`: the first person plural without a subject, in the narrator's words."""
    if token.feat("Person") != "1" or token.feat("Number") != "Plur" or in_slot(scene.parse, token.i, "subj"):
        return False
    return not scene.quotes_around(token.i) and token.i - scene.sentence(token.i).first < 4


def _not_yet(scene: Scene, token: Token, cue: Cue) -> bool:
    """`завтра он скажет`: the future of somebody else."""
    return token.feat("Tense") == "Fut" and token.feat("Person") != "1"


def _condition(scene: Scene, token: Token, cue: Cue) -> bool:
    """`если он откажется`, `чтобы заявить`, `сказал бы`."""
    for d in scene.parse.dependents(token.i):
        if d.i < token.i and scene.lowers[d.i] in scene.words["condition"]:
            return True
    return any(scene.lowers[k] in scene.words["subjunctive"] for k in (token.i - 1, token.i + 1) if 0 <= k < len(scene.tokens))


def _mere_infinitive(scene: Scene, token: Token, cue: Cue) -> bool:
    """`хочет сказать`, `потребовал отказаться`: an infinitive is said only under a verb that carries it out (`успел заявить`)."""
    if token.feat("VerbForm") != "Inf":
        return False
    if token.head < 0:
        return True
    head = scene.tokens[token.head]
    while token.deprel == "conj" and head.feat("VerbForm") == "Inf" and head.head >= 0:
        token, head = head, scene.tokens[head.head]
    if head.lemma not in scene.words["carrying_out"] and head.text.lower() not in scene.words["carrying_out"]:
        return True
    return head.feat("Tense") == "Fut" or any(scene.lowers[d.i] in scene.words["negation"] for d in scene.parse.dependents(head.i))


def _attribute(scene: Scene, token: Token, cue: Cue) -> bool:
    """An active participle of a thing (`данные, подтверждающие …`): no speaker. A passive one is told only for a few acts."""
    if token.feat("VerbForm") != "Part" or token.feat("Variant") == "Short" or token.deprel not in {"acl", "amod"}:
        return False
    if token.feat("Voice") == "Pass":
        return not any(r.act in PROMISING for r in cue.rows) and not in_slot(scene.parse, token.i, "subj")
    return not can_speak(scene, token.head)


def _personal_passive(scene: Scene, token: Token, cue: Cue) -> bool:
    """`приговор подтверждён`: a short passive with a subject and no agent tells a state, save for accusations and promises."""
    if token.feat("Variant") != "Short" or token.feat("VerbForm") != "Part" or token.feat("Gender") == "Neut":
        return False
    agent = in_slot(scene.parse, token.i, "subj")
    return not agent and not any(r.act in {"accuse", "promise", "propose"} for r in cue.rows)


def is_deed(scene: Scene, token: Token, cue: Cue) -> bool:
    """`угрожал соседу ножом`: a deed, not words; `ему грозит до двух лет`: nobody's."""
    if not any(r.act == "threaten" for r in cue.rows):
        return False
    subjects = in_slot(scene.parse, token.i, "subj")
    if token.lemma in scene.words["impending"] and token.feat("Tense") == "Pres" and not any(can_speak(scene, i) for i in subjects):
        return True
    return any(scene.tokens[i].lemma in scene.words["threatening_tool"] for i in in_slot(scene.parse, token.i, "ins"))


Rule = Callable[[Scene, Token, Cue], bool]
RULES: tuple[Rule, ...] = (is_deed, _order, _narrators_own, _not_yet, _condition, _mere_infinitive, _attribute, _personal_passive)


def can_speak(scene: Scene, i: int) -> bool:
    """Persons, organisations, states, documents; of other nouns those that are alive."""
    token = scene.tokens[i]
    entity = scene.cast.entity(i)
    if entity is not None and entity.kind not in {"place", "other"}:
        return True
    if token.feat("Animacy") == "Anim" or token.pos in {"PRON", "PROPN", "X"}:
        return True
    return any(token.lemma in scene.words[name] for name in ("document", "hearer", "medium", "speaking_body"))


def blocked(scene: Scene, phrases: Sequence[PhraseFound]) -> frozenset[int]:
    """Words of phrases that name no source (`надо отметить`, `как известно`)."""
    return frozenset(i for p in phrases if p.row.role == "none" for i in range(p.first, p.last))


def court_ruling(scene: Scene, source: Party | None, act: str) -> bool:
    """What a court rules is a deed, not a statement."""
    if source is None or act not in {"confirm", "reject", "support", "demand", "deny"}:
        return False
    words = {w.lower() for w in (source.name or "").split()}
    return bool(words & scene.words["court"])
