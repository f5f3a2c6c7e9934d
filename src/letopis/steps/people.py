"""Finds persons: names with the titles around them, offices and trades that stand for their holder, and people in the plural."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from letopis.languages.lexicon import Title
from letopis.model import Mention, Name, Parse, Span, Token
from letopis.steps.phrases import nominative, numbers, phrase_tokens, span_of
from letopis.steps.scene import OPENING, Scene, Sighting, head_of, span_between
from letopis.steps.titling import PHRASE, Titled, titled

OFFICES = frozenset({"state_head", "government_head", "minister", "official", "legislator", "diplomat", "royal", "clergy"})
"""Kinds of title whose holder is one at a time, so that the title alone names somebody."""
APPOSED = frozenset({"appos", "parataxis"})
COUNTABLE = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})


def people(scene: Scene) -> Iterator[Sighting]:
    """Persons by name, with or without a title; then titles without a name."""
    taken: set[int] = set()
    for name in (*_names(scene), *_untagged(scene), *_known_surnames(scene)):
        person = _acting_named(scene, titled(scene, name, head_of(scene.parse, name)))
        taken.update(person.titles)
        yield _named(scene, person)
    for head, match in scene.titles.items():
        if head not in taken and match.value.kind != "none" and scene.parse.tokens[head].pos in COUNTABLE:
            sighting = _untitled(scene, head, match.value, range(match.first, match.last))
            if sighting:
                yield _acting_alone(scene, sighting, head)


# --- names -----------------------------------------------------------------------------------------------------------
def _names(scene: Scene) -> Iterator[range]:
    """Tokens of each person's name: pieces of one name joined, titles at its front cut off."""
    spans: list[Name] = []
    for name in scene.names:
        if name.kind == "PER":
            if spans and spans[-1].last == name.first and _one_name(scene.parse, spans[-1], name):
                spans[-1] = Name(span_between(scene.parse, spans[-1].first, name.last), "PER", spans[-1].first, name.last)
            else:
                spans.append(name)
    for name in (part for joined in spans for part in _each_person(scene, joined)):
        first = name.first
        while first < name.last - 1 and (first in scene.titles or _common_noun(scene, first)):
            first += 1
        inside = range(first, name.last)
        if len(inside) == 1 and first in scene.titles and _no_surname(scene, first):
            continue
        if _of_a_land(scene, inside):
            continue
        inside = _trimmed(scene, _before_bracket(scene, inside))
        text = span_between(scene.parse, inside.start, inside.stop).of(scene.parse.text)
        if any(c.isalpha() for c in text) and not any(c.isdigit() for c in text):
            yield inside


def _each_person(scene: Scene, name: Name) -> Iterator[Name]:
    """`покушение на Волкова Петра Лося`: a surname in an oblique case, then a first name with a surname of its own, are two persons."""
    words, tokens = scene.language.morphology, scene.parse.tokens[name.first : name.last]
    two = len(tokens) == 3 and all(t.text.isalpha() and t.feat("Case") not in {"", "Nom"} for t in tokens)
    if (
        two
        and words.is_name(tokens[0].text, ("surname",))
        and not words.is_name(tokens[0].text, ("first",))
        and words.is_name(tokens[1].text, ("first",))
        and not words.is_name(tokens[2].text, ("patronymic", "first"))
    ):
        second = name.first + 1
        yield Name(span_between(scene.parse, name.first, second), "PER", name.first, second)
        yield Name(span_between(scene.parse, second, name.last), "PER", second, name.last)
    else:
        yield name


def _of_a_land(scene: Scene, inside: range) -> bool:
    """`Посол Валдории`: a word in -ии is no nominative and no accusative, so it does not name the holder of a title in that case."""
    tokens, first = scene.parse.tokens, inside.start
    title = tokens[first - 1] if first - 1 in scene.titles else None
    if title is None or len(inside) > 1:
        return False
    cases = scene.language.morphology.name_cases(tokens[first].text)
    return "Gen" in cases and title.feat("Case") in {"Nom", "Acc", "Ins"} - cases


def _common_noun(scene: Scene, token: int) -> bool:
    """A trade that the tagger took into the name: `Лётчик-испытатель Иван Громов`."""
    word = scene.parse.tokens[token]
    return word.pos == "NOUN" and word.text[1:].islower() and not scene.language.morphology.is_name(word.text, ("first", "surname", "patronymic"))


def _no_surname(scene: Scene, token: int) -> bool:
    """A title that the tagger took for a name: `Экс-премьер`."""
    word = scene.parse.tokens[token]
    return word.pos != "PROPN" or "-" in word.text or not scene.language.morphology.is_name(word.text, ("surname", "first"))


def _before_bracket(scene: Scene, inside: range) -> range:
    """A foreign spelling in brackets is no part of the name."""
    return next((range(inside.start, i) for i in inside if scene.parse.tokens[i].text == "(" and i > inside.start), inside)


def _trimmed(scene: Scene, inside: range) -> range:
    """Without marks at the edges, but for the dot of an initial."""
    tokens = scene.parse.tokens
    first, last = inside.start, inside.stop
    while first < last - 1 and not tokens[first].text[:1].isalpha():
        first += 1
    while last > first + 1 and not tokens[last - 1].text[:1].isalnum():
        last -= 1
    return range(first, last)


def _one_name(parse: Parse, before: Name, after: Name) -> bool:
    """Do two names side by side make one? (`А.` `Кудрин`)"""
    head = parse.tokens[after.first].head
    return before.first <= head < before.last or len(parse.tokens[before.last - 1].text) == 1


def _untagged(scene: Scene) -> Iterator[range]:
    """Names that the tagger missed: capitalised words in apposition to a title."""
    tokens = scene.parse.tokens
    for head in scene.titles:
        for t in scene.parse.dependents(head):
            if (
                t.i > head
                and t.deprel in {"appos", "flat:name"}
                and t.pos == "PROPN"
                and t.text[:1].isupper()
                and tokens[t.i - 1].text not in OPENING
            ):
                last = t.i + 1
                while (
                    last < len(tokens)
                    and tokens[last].text[:1].isupper()
                    and tokens[last].deprel in {"flat:name", "appos"}
                    and tokens[last].head >= t.i
                ):
                    last += 1
                inside = range(t.i, last)
                digits = any(c.isdigit() for i in inside for c in tokens[i].text)
                if not digits and not any(i in scene.tagged for i in inside):
                    yield inside


def _known_surnames(scene: Scene) -> Iterator[range]:
    """A surname that the tagger missed where it stands alone, and found elsewhere with a first name: `Береговой отметил`."""
    tokens = scene.parse.tokens
    surnames = {tokens[n.last - 1].text for n in scene.names if n.kind == "PER" and n.last - n.first > 1}
    for t in tokens if surnames else ():
        if t.text in surnames and t.i not in scene.tagged and t.pos == "PROPN" and t.deprel in {"nsubj", "obj", "iobj", "nmod", "obl"}:
            yield range(t.i, t.i + 1)


# --- who only acts for the holder of an office ------------------------------------------------------------------------
def _acting(scene: Scene, title: int) -> int:
    """The first token of `и.о.` before the phrase of a title; -1 without it."""
    first, acting = phrase_tokens(scene.parse, title)[0], scene.words.acting
    if acting and scene.parse.tokens[first - 1].text.lower() != acting[-1]:  # so it is nearly always
        return -1
    before = tuple(t.text.lower() for t in scene.parse.tokens[max(first - len(acting), 0) : first])
    return first - len(acting) if before == acting else -1


def _stand_in(scene: Scene, office: str) -> str:
    """What whoever acts for the holder of the office is called."""
    return f"{''.join(scene.words.acting)} {office}"


def _acting_named(scene: Scene, person: Titled) -> Titled:
    """`И.о. мэра Твери Анна Волгина`: the title stands in the genitive whatever the case of the name."""
    if person.titles:
        return person
    first = scene.parse.sentence_of(person.head).first
    for i in range(person.tokens.start - 1, first - 1, -1):
        if scene.parse.tokens[i].pos not in PHRASE:
            return person
        if i in scene.titles and _acting(scene, i) >= 0:
            return Titled(person.tokens, person.head, (i,))
    return person


def _acting_alone(scene: Scene, sighting: Sighting, title: int) -> Sighting:
    """`и.о. мэра` as one mention: another than the mayor."""
    start = _acting(scene, title)
    if start < 0:
        return sighting
    tokens, mention = scene.parse.tokens, sighting.mention
    name = _stand_in(scene, mention.span.of(scene.parse.text))
    of = sighting.of | {tokens[title].key}
    span = Span(tokens[start].span.start, mention.span.end)
    return replace(sighting, mention=replace(mention, span=span, head=start, name=name, anchor="role"), title=scene.language.lexicon.stand_in, of=of)


def _named(scene: Scene, person: Titled) -> Sighting:
    parse = scene.parse
    head = person.titles[0] if person.titles else person.head
    inner = person.titles[-1] if person.titles else -1
    told = [scene.titles[t].value for t in person.titles if t in scene.titles]
    title = told[-1] if told else _apposed(scene, person)
    words, gender = _name_words(scene, person, title)
    before = list(range(min(phrase_tokens(parse, head)), person.tokens.start)) if person.titles else _age(parse, person.head)
    own = [i for i in phrase_tokens(parse, inner) if i < person.tokens.start and not _naming(scene, i)] if person.titles else []
    role = nominative(parse, inner, scene.language, own) if own else None
    of = scene.belongings(inner, person.tokens) if person.titles else frozenset[str]()
    start = _acting(scene, inner) if person.titles else -1
    if start >= 0:
        head, before, title = start, list(range(start, person.tokens.start)), scene.language.lexicon.stand_in
        role, of = _stand_in(scene, span_of(parse, own).of(parse.text)), of | {parse.tokens[inner].key}
    mention = Mention(span_of(parse, [*before, *person.tokens]), head, "person", " ".join(words), "name", gender, "Sing", role)
    return Sighting(mention, words=words, title=title, of=of, others=tuple(t for t in told if t is not title))


def _naming(scene: Scene, i: int) -> bool:
    """`по имени` is no part of the role."""
    token, naming = scene.parse.tokens[i], scene.words.naming
    return token.lemma in naming or (token.pos == "ADP" and token.head >= 0 and scene.parse.tokens[token.head].lemma in naming)


def _age(parse: Parse, head: int) -> list[int]:
    """Adjectives right before a name: `33-летний Петров`."""
    return [t.i for t in parse.dependents(head) if t.deprel == "amod" and t.i == head - 1]


def _apposed(scene: Scene, person: Titled) -> Title | None:
    """A title that follows the name: `Рустам Ханов, имам мечети`."""
    for t in scene.parse.dependents(person.head):
        if t.deprel in APPOSED and t.i >= person.tokens.stop and t.i in scene.titles and t.feat("Number") != "Plur":
            return scene.titles[t.i].value
    return None


def _name_words(scene: Scene, person: Titled, title: Title | None) -> tuple[tuple[str, ...], str]:
    """The name's words in the nominative and the gender; the case is the title's, which the tagger knows better."""
    tokens = scene.parse.tokens
    words = [tokens[i].text + ("." if i + 1 in person.tokens and tokens[i + 1].text == "." else "") for i in person.tokens if tokens[i].text != "."]
    case = tokens[person.head].feat("Case")
    if person.titles and tokens[person.head].head == person.titles[-1] and _acting(scene, person.titles[-1]) < 0:
        case = _title_case(scene, tokens[person.titles[-1]].feat("Case"), tokens[person.head]) or case
    gender = tokens[person.head].feat("Gender")
    if len(words) == 1 and not person.titles and (verb := _past_verb(scene, person.head)) is not None:
        case, gender = "Nom", verb.feat("Gender")
    if title and title.gender in {"masc", "femn"}:
        gender = {"masc": "Masc", "femn": "Fem"}[title.gender]
    return scene.language.morphology.person(words, case, gender)


def _past_verb(scene: Scene, name: int) -> Token | None:
    """The past verb whose subject a name is: it tells the gender that the ending of `Береговой` hides."""
    token = scene.parse.tokens[name]
    above = scene.parse.tokens[token.head] if token.head >= 0 and token.deprel == "nsubj" else None
    return above if above is not None and above.feat("Tense") == "Past" and above.feat("Gender") in {"Masc", "Fem"} else None


def _title_case(scene: Scene, case: str, name: Token) -> str:
    """The tagger wavers between genitive and accusative of living beings: a name in -у can only be the latter (`посла Котову`)."""
    wavers = case == "Gen" and name.feat("Case") == "Acc"
    return "Acc" if wavers and case not in scene.language.morphology.name_cases(name.text) else case


# --- titles that stand alone -----------------------------------------------------------------------------------------
def _untitled(scene: Scene, head: int, title: Title, inside: range) -> Sighting | None:
    parse, token = scene.parse, scene.parse.tokens[head]
    if token.pos in {"ADJ", "VERB"} and not _stands_alone(parse, token):
        return None
    plural = token.feat("Number") == "Plur" or any(t.lemma != scene.words.one for t in numbers(parse, head))
    if token.feat("Animacy") == "Inan" and title.kind not in OFFICES:
        return None
    chosen = phrase_tokens(parse, head)
    modifiers = [i for i in chosen if i not in inside and parse.tokens[i].pos != "PUNCT"]
    modifiers += [i for i in inside if i != head and parse.tokens[i].pos == "ADJ" and scene.state_of(i)]
    told = title.kind == "human" and any(t.deprel in {"acl", "acl:relcl"} and t.i > head for t in parse.dependents(head))
    bare = not told and all(_points_back(scene, parse.tokens[i]) for i in modifiers)
    anchor = "role" if title.kind in OFFICES else "definite" if bare else "common"
    mention = Mention(
        span_of(parse, chosen),
        head,
        "group" if plural else "person",
        nominative(parse, head, scene.language, chosen),
        anchor,  # type: ignore[arg-type]
        "" if plural else _gender(token, title),
        "Plur" if plural else "Sing",
    )
    return Sighting(mention, title=title, of=scene.belongings(head, inside), bare=bare)


def _points_back(scene: Scene, modifier: Token) -> bool:
    """Does the modifier tell nothing new of somebody known already? Numbers don't."""
    words, key = scene.words, modifier.key
    told = key in words.pointing or key in words.pointing_persons or key in words.evaluating
    return told or modifier.pos == "NUM" or modifier.text[:1].isdigit()


def _gender(token: Token, title: Title) -> str:
    """Women hold offices under masculine titles; of other nouns for persons the gender is believed."""
    if title.gender in {"masc", "femn"}:
        return {"masc": "Masc", "femn": "Fem"}[title.gender]
    return "" if title.kind in OFFICES and token.feat("Gender") != "Fem" else token.feat("Gender")


def _stands_alone(parse: Parse, token: Token) -> bool:
    """An adjective or participle that plays the noun: it is no attribute and no predicate."""
    return (
        token.deprel in {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "conj"}
        and token.feat("Variant") != "Short"
        and (token.deprel != "conj" or parse.tokens[token.head].pos in {"NOUN", "PROPN"})
    )
