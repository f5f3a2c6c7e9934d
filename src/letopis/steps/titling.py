"""Finds the title before a person's name: `президент Чили Камила Рохас`, `уроженец Твери, чемпион мира Иван Петров`."""

from __future__ import annotations

from collections.abc import Sequence

from letopis.model import Parse, Token
from letopis.records import record
from letopis.steps.government import preposition_of
from letopis.steps.phrases import phrase_tokens
from letopis.steps.scene import Scene, head_of

APPOSED = frozenset({"appos", "flat", "flat:name", "flat:foreign"})
OF_ANOTHER = frozenset({"kin", "law", "official", "party", "press"})
"""Kinds of word that like a name in the genitive after them: `адвокат Ивана Петрова` is not Ivan Petrov."""
PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "X", "CCONJ"})
FARTHEST = 16
"""Tokens between a title and the name in the longest phrases of office."""
QUOTES = frozenset('"«»“”')


@record(frozen=True, slots=True)
class Titled:
    """A name with its titles: `tokens` and `head` of the name; `titles` are head tokens, the outermost first; `plural` if it is one of several."""

    tokens: range
    head: int
    titles: tuple[int, ...] = ()


def titled(scene: Scene, inside: range, head: int) -> Titled:
    """The name at `inside` with the titles before it."""
    for find in (_above, _by_name, _before, _below, _far_before):
        title = find(scene, inside, head)
        if title >= 0:
            return Titled(inside, head, tuple(reversed(_chain(scene, title))))
    return Titled(inside, head)


# --- the title next to the name --------------------------------------------------------------------------------------
def _above(scene: Scene, inside: range, head: int) -> int:
    """The noun that the name is in apposition to, or a title further up whose phrase reaches up to the name and agrees with it."""
    tokens, at = scene.parse.tokens, head
    name = [tokens[i] for i in inside]
    for above in scene.parse.ancestors(head):
        relation = tokens[at].deprel
        if _one_of(scene, above) and relation in APPOSED | {"parataxis"} and above.i < inside.start:
            return above.i
        if above.i >= inside.start or above.pos not in {"NOUN", "PROPN", "ADJ", "VERB"} or relation not in APPOSED | {"nmod"}:
            return -1
        if _named_between(scene, above.i, inside.start):
            return -1
        if _may_title(scene, above, inside, at == head) and agrees(above, name) and _reaches(scene.parse, above.i, inside.start):
            kind = scene.titles[above.i].value.kind if above.i in scene.titles else ""
            possessed = kind in OF_ANOTHER and name[0].feat("Case") == "Gen" and at == head
            if relation in APPOSED or (above.i in scene.titles and not possessed):
                return above.i
        at = above.i
    return -1


def _one_of(scene: Scene, token: Token) -> bool:
    """`один из адвокатов — Анна Лугова`."""
    parse = scene.parse
    return token.lemma == scene.words.one and any(
        t.deprel == "nmod" and preposition_of(parse, t.i) in scene.words.among for t in parse.dependents(token.i)
    )


def _by_name(scene: Scene, inside: range, head: int) -> int:
    """`чилиец по имени Мигель Рохас`."""
    tokens = scene.parse.tokens
    noun = tokens[head].head
    if noun < 0 or tokens[noun].lemma not in scene.words.naming or tokens[noun].head < 0:
        return -1
    above = tokens[tokens[noun].head]
    return above.i if above.i < noun < inside.start and above.pos == "NOUN" and above.feat("Animacy") == "Anim" else -1


def _before(scene: Scene, inside: range, head: int) -> int:
    """A title right before the name that agrees with it, whatever the tree says."""
    before = inside.start - 1
    if before < 0 or scene.parse.tokens[before].sentence != scene.parse.tokens[head].sentence or before not in scene.titles:
        return -1
    title = scene.parse.tokens[before]
    cases = {scene.parse.tokens[i].feat("Case") for i in inside}
    return before if title.feat("Case") in {"Nom", *cases} and (cases <= {"", title.feat("Case")}) and title.feat("Number") != "Plur" else -1


def _below(scene: Scene, inside: range, head: int) -> int:
    """A title before the name that hangs on it (`Президент` <- `Медведев`)."""
    name = [scene.parse.tokens[i] for i in inside]
    for t in scene.parse.dependents(head):
        if t.i < inside.start and t.deprel in {*APPOSED, "nmod", "amod", "nsubj"} and t.i in scene.titles and agrees(t, name):
            return t.i
    return -1


def _far_before(scene: Scene, inside: range, head: int) -> int:
    """A title with a long phrase of nouns up to the name, where the tree is torn: `начальника управления полиции Твери Ивана Громова`."""
    tokens = scene.parse.tokens
    name = [tokens[i] for i in inside]
    for i in range(inside.start - 1, max(inside.start - FARTHEST, scene.parse.sentence_of(head).first - 1), -1):
        token = tokens[i]
        if (token.pos not in PHRASE and token.text not in QUOTES) or (token.pos == "CCONJ" and i == inside.start - 1):
            return -1
        if i in scene.titles and token.pos in {"NOUN", "PROPN"} and token.feat("Number") != "Plur" and agrees(token, name):
            of_another = i == inside.start - 1 and scene.titles[i].value.kind in OF_ANOTHER and name[0].feat("Case") == "Gen"
            return -1 if of_another or _named_between(scene, i, inside.start) else i
    return -1


def _may_title(scene: Scene, token: Token, inside: range, direct: bool = True) -> bool:
    """A plural is believed to be a slip of the tagger only right above a single name in an oblique case."""
    if scene.tagged.get(token.i) == "PER":
        return False
    counted = any(t.deprel.startswith("nummod") for t in scene.parse.dependents(token.i))
    slip = direct and token.i in scene.titles and _alone(scene, inside) and token.feat("Case") != "Nom" and not counted
    if token.feat("Number") == "Plur" and not slip:
        return False
    return token.i in scene.titles or (token.feat("Animacy") == "Anim" and token.pos in {"NOUN", "PROPN"})


def _alone(scene: Scene, inside: range) -> bool:
    """No other name is coordinated with this one."""
    return not any(t.deprel == "conj" for i in inside for t in scene.parse.dependents(i))


def agrees(title: Token, name: Sequence[Token]) -> bool:
    """Do the title and some word of the name stand in one case? The tagger wavers over foreign names."""
    case = title.feat("Case")
    cases = {t.feat("Case") for t in name} - {""}
    if len(name) > 1 and name[0].feat("Case") not in {"", "Nom"}:
        cases -= {"Nom"}  # `Марлона Брандо`: the surname is fixed, the first name tells the case
    return not case or not cases or case in cases or (case in {"Gen", "Acc"} and bool(cases & {"Gen", "Acc"})) or name[0].pos == "X"


def _reaches(parse: Parse, title: int, first: int) -> bool:
    """No comma or verb parts the title's phrase from the name; words between belong to the title."""
    quoted = False
    for i in range(title + 1, first):
        t = parse.tokens[i]
        quoted = quoted != (t.text in QUOTES)
        if t.feat("VerbForm") == "Fin" or (t.text in {",", ";", ":"} and not quoted and not any(a.i == title for a in parse.ancestors(i))):
            return False
    return True


# --- titles before the title -----------------------------------------------------------------------------------------
def _chain(scene: Scene, title: int) -> list[int]:
    """`title` and the titles before it that tell of the same person, from the nearest to the name outwards."""
    out = [title]
    while (further := _further(scene, out[-1])) >= 0 and further not in out and not _named_between(scene, further, out[-1]):
        out.append(further)
    return out


def _named_between(scene: Scene, outer: int, inner: int) -> bool:
    """A name between two titles belongs to the outer one: they tell of two persons."""
    between = (head_of(scene.parse, range(n.first, n.last)) for n in scene.names if n.kind == "PER" and outer < n.first < inner)
    return any(_names(scene.parse, i, outer) for i in between)


def _names(parse: Parse, name: int, title: int) -> bool:
    """Is the name a name of the title's holder, not of somebody inside the title (`подруга банкира Ивана Громова`)?"""
    token = parse.tokens[name]
    while token.deprel in APPOSED and token.head not in {title, -1}:
        token = parse.tokens[token.head]
    return token.deprel in APPOSED | {"conj"}


def _further(scene: Scene, title: int) -> int:
    tokens, token = scene.parse.tokens, scene.parse.tokens[title]
    if token.head >= 0 and token.head < title and token.deprel in APPOSED | {"conj"}:
        above = tokens[token.head]
        joined = token.deprel != "conj" or not _joined_by_and(scene.parse, title)
        if joined and _may_title(scene, above, range(title, title + 1)) and agrees(above, [token]) and _next_to(scene.parse, above.i, title):
            return above.i
    first = min(phrase_tokens(scene.parse, title))
    for other in sorted((t for t in scene.titles if t < first and tokens[t].sentence == token.sentence), reverse=True):
        beside = tokens[other]
        if (
            beside.head == token.head
            and beside.deprel == token.deprel
            and beside.feat("Case") == token.feat("Case")
            and beside.feat("Number") != "Plur"
        ):
            return other if max(phrase_tokens(scene.parse, other)) == first - 1 else -1
    return -1


def _joined_by_and(parse: Parse, i: int) -> bool:
    return any(t.deprel == "cc" for t in parse.dependents(i))


def _next_to(parse: Parse, outer: int, inner: int) -> bool:
    """Nothing but words of the two phrases, commas and dashes stands between."""
    return all(
        t.pos in {"PUNCT", "ADP", "CCONJ"} or any(a.i in {outer, inner} for a in parse.ancestors(t.i))
        for t in (parse.tokens[i] for i in range(outer + 1, inner))
    )
