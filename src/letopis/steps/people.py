"""Finds persons: names with the titles around them, offices and trades that stand for their holder, and people in the plural."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from letopis.languages.lexicon import Title, fold
from letopis.model import Mention, Name, Parse, Token
from letopis.steps.phrases import nominative, phrase_tokens, span_of
from letopis.steps.scene import Scene, Sighting, head_of, span_between

OFFICES = frozenset({"state_head", "government_head", "minister", "official", "legislator", "diplomat", "royal", "clergy"})
"""Kinds of title whose holder is one at a time, so that the title alone names somebody."""
APPOSED = frozenset({"appos", "flat", "flat:name", "flat:foreign"})
OF_ANOTHER = frozenset({"kin", "law", "official", "party", "press"})
"""Kinds of word that like a name in the genitive after them: `адвокат Ивана Петрова` is not Ivan Petrov."""
POINTING = frozenset({"этот", "тот", "сам", "данный", "бывший", "нынешний", "новый", "действующий", "прежний", "который", "покойный", "последний"})
COUNTABLE = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})


@dataclass(frozen=True, slots=True)
class _Person:
    """A name's tokens and head, and the head of the title before it (-1 without one)."""

    tokens: range
    head: int
    title: int


def people(scene: Scene) -> Iterator[Sighting]:
    """Persons by name, with or without a title; then titles without a name."""
    taken: set[int] = set()
    for name in _names(scene):
        person = _titled(scene, name)
        taken.add(person.title)
        yield _named(scene, person)
    for head, match in scene.titles.items():
        if head not in taken and scene.parse.tokens[head].pos in COUNTABLE:
            sighting = _untitled(scene, head, match.value, range(match.first, match.last))
            if sighting:
                yield sighting


# --- names -----------------------------------------------------------------------------------------------------------
def _names(scene: Scene) -> Iterator[range]:
    """Tokens of each person's name: pieces of one name joined, titles at its front cut off."""
    spans: list[Name] = []
    for name in scene.parse.names:
        if name.kind == "PER":
            if spans and spans[-1].last == name.first and _one_name(scene.parse, spans[-1], name):
                spans[-1] = Name(span_between(scene.parse, spans[-1].first, name.last), "PER", spans[-1].first, name.last)
            else:
                spans.append(name)
    for name in spans:
        first = name.first
        while first < name.last - 1 and (first in scene.titles or scene.parse.tokens[first].lemma in {"экс"}):
            first += 1
        inside = range(first, name.last)
        if len(inside) == 1 and first in scene.titles and scene.parse.tokens[first].pos != "PROPN":
            continue
        if any(any(c.isalpha() for c in scene.parse.tokens[i].text) for i in inside):
            yield inside


def _one_name(parse: Parse, before: Name, after: Name) -> bool:
    """Do two names side by side make one? (`А.` `Кудрин`)"""
    head = parse.tokens[after.first].head
    return before.first <= head < before.last or len(parse.tokens[before.last - 1].text) == 1


def _titled(scene: Scene, inside: range) -> _Person:
    head = head_of(scene.parse, inside)
    for find in (_title_above, _title_before, _title_below):
        title = find(scene, inside, head)
        if title >= 0:
            return _Person(inside, head, title)
    return _Person(inside, head, -1)


def _title_above(scene: Scene, inside: range, head: int) -> int:
    """The noun that the name is in apposition to, or a title further up whose phrase reaches up to the name and agrees with it."""
    tokens = scene.parse.tokens
    name, at = tokens[head], head
    for above in scene.parse.ancestors(head):
        relation = tokens[at].deprel
        if above.i >= inside.start or above.pos not in {"NOUN", "PROPN", "ADJ"}:
            return -1
        if _may_title(scene, above, inside) and _agree(above, name) and _reaches(scene.parse, above.i, inside.start):
            kind = scene.titles[above.i].value.kind if above.i in scene.titles else ""
            if relation in APPOSED or (
                (at != head or relation == "nmod")
                and above.i in scene.titles
                and not (kind in OF_ANOTHER and name.feat("Case") == "Gen" and at == head)
            ):
                return above.i
        if relation not in APPOSED | {"nmod"}:
            return -1
        at = above.i
    return -1


def _title_before(scene: Scene, inside: range, head: int) -> int:
    """A title right before the name that agrees with it, whatever the tree says."""
    before = inside.start - 1
    if before < 0 or scene.parse.tokens[before].sentence != scene.parse.tokens[head].sentence or before not in scene.titles:
        return -1
    title, name = scene.parse.tokens[before], scene.parse.tokens[head]
    return before if _agree(title, name) and title.feat("Case") in {"Nom", name.feat("Case")} and title.feat("Number") != "Plur" else -1


def _title_below(scene: Scene, inside: range, head: int) -> int:
    """A title before the name that hangs on it (`Президент` <- `Медведев`)."""
    for t in scene.parse.dependents(head):
        if t.i < inside.start and t.deprel in {*APPOSED, "nmod", "amod", "nsubj"} and t.i in scene.titles and _agree(t, scene.parse.tokens[head]):
            return t.i
    return -1


def _may_title(scene: Scene, token: Token, inside: range) -> bool:
    if token.feat("Number") == "Plur" or any(n.kind == "PER" and n.first <= token.i < n.last for n in scene.parse.names):
        return False
    return token.i in scene.titles or token.feat("Animacy") == "Anim"


def _agree(title: Token, name: Token) -> bool:
    cases = {title.feat("Case"), name.feat("Case")} - {""}
    return len(cases) < 2 or cases == {"Gen", "Acc"} or name.pos == "X"


def _reaches(parse: Parse, title: int, first: int) -> bool:
    """No comma or verb parts the title's phrase from the name; words between belong to the title."""
    quoted = False
    for i in range(title + 1, first):
        t = parse.tokens[i]
        quoted = quoted != (t.text in {'"', "«", "»", "“", "”"})
        if t.feat("VerbForm") == "Fin" or (t.text in {",", ";", ":"} and not quoted and not _listed(parse, title, i)):
            return False
    return True


def _listed(parse: Parse, title: int, comma: int) -> bool:
    """A comma inside the title's own phrase (`министр культуры, спорта и туризма`)."""
    return any(a.i == title for a in parse.ancestors(comma))


def _named(scene: Scene, person: _Person) -> Sighting:
    parse, tokens = scene.parse, scene.parse.tokens
    head = person.title if person.title >= 0 else person.head
    title = scene.titles[person.title].value if person.title in scene.titles else _apposed(scene, person)
    case = tokens[person.head].feat("Case")
    if person.title >= 0 and tokens[person.title].feat("Case"):
        case = tokens[person.title].feat("Case")
    words, gender = _name_words(scene, person, case, title)
    before = [i for i in phrase_tokens(parse, head) if i < person.tokens.start] if person.title >= 0 else _age(parse, person.head)
    whole = [*before, *person.tokens]
    role = nominative(parse, head, scene.language, before) if person.title >= 0 and before else None
    of = scene.belongings(head, person.tokens) if person.title >= 0 else frozenset[str]()
    mention = Mention(span_of(parse, whole), head, "person", _spelt(words), "name", gender, "Sing", role)
    return Sighting(mention, words=words, title=title, of=of)


def _age(parse: Parse, head: int) -> list[int]:
    """Adjectives right before a name: `33-летний Петров`."""
    return [t.i for t in parse.dependents(head) if t.deprel == "amod" and t.i == head - 1]


def _apposed(scene: Scene, person: _Person) -> Title | None:
    """A title that follows the name: `Рустам Ханов, имам мечети`."""
    for t in scene.parse.dependents(person.head):
        if t.deprel in {"appos", "parataxis"} and t.i >= person.tokens.stop and t.i in scene.titles and t.feat("Number") != "Plur":
            return scene.titles[t.i].value
    return None


def _name_words(scene: Scene, person: _Person, case: str, title: Title | None) -> tuple[tuple[str, ...], str]:
    tokens = scene.parse.tokens
    words = [tokens[i].text + ("." if i + 1 in person.tokens and tokens[i + 1].text == "." else "") for i in person.tokens if tokens[i].text != "."]
    gender = tokens[person.head].feat("Gender")
    if title and title.gender in {"masc", "femn"}:
        gender = {"masc": "Masc", "femn": "Fem"}[title.gender]
    return scene.language.morphology.person(words, case, gender)


def _spelt(words: tuple[str, ...]) -> str:
    """The words of a name as print has them: an initial clings to what follows."""
    return " ".join(words)


# --- titles that stand alone -----------------------------------------------------------------------------------------
def _untitled(scene: Scene, head: int, title: Title, inside: range) -> Sighting | None:
    parse, token = scene.parse, scene.parse.tokens[head]
    if token.pos in {"ADJ", "VERB"} and not _stands_alone(parse, token):
        return None
    plural = token.feat("Number") == "Plur"
    if token.feat("Animacy") == "Inan" and title.kind not in OFFICES:
        return None
    chosen = phrase_tokens(parse, head)
    modifiers = [i for i in chosen if i not in inside and parse.tokens[i].pos != "PUNCT"]
    bare = all(fold(parse.tokens[i].lemma) in POINTING or parse.tokens[i].text[:1].isdigit() for i in modifiers)
    anchor = "role" if title.kind in OFFICES else "definite" if bare else "common"
    mention = Mention(
        span_of(parse, chosen),
        head,
        "group" if plural else "person",
        nominative(parse, head, scene.language, chosen),
        anchor,  # type: ignore[arg-type]
        {"masc": "Masc", "femn": "Fem"}.get(title.gender, "") if not plural else "",
        "Plur" if plural else "Sing",
    )
    return Sighting(mention, title=title, of=scene.belongings(head, inside), bare=bare)


def _stands_alone(parse: Parse, token: Token) -> bool:
    """An adjective or participle that plays the noun: it is no attribute and no predicate."""
    return (
        token.deprel in {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "conj"}
        and token.feat("Variant") != "Short"
        and (token.deprel != "conj" or parse.tokens[token.head].pos in {"NOUN", "PROPN"})
    )
