"""Finds what acts without being a person: states, organisations, offices, groups, media, and places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from letopis.languages.folding import fold
from letopis.languages.lexicon import Medium, Organisation
from letopis.languages.phrases import Match
from letopis.model import EntityKind, Mention, Name, Token
from letopis.steps.commons import with_clause
from letopis.steps.phrases import nominative, phrase_tokens, span_of
from letopis.steps.placenames import place_name
from letopis.steps.scene import Scene, Sighting, before_hearer, head_of, span_between

ORGANISATIONS: dict[str, EntityKind] = {
    "agency": "office",
    "office": "office",
    "org": "organisation",
    "company": "organisation",
    "party": "organisation",
    "group": "group",
    "media": "media",
    "loose": "organisation",
    "generic": "organisation",
}
GENERIC = frozenset({"generic", "loose"})
PROPER = frozenset({"org", "company", "party"})
OFFICES = frozenset({"agency", "office"})
NAMES: dict[str, EntityKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
APPOSED = frozenset({"appos", "flat", "flat:name", "flat:foreign"})
OPENING = frozenset('«"“„')
Taken = Collection[int]
"""Heads of which a better informed finder has told: no other needs to."""


def bodies(scene: Scene, persons: Taken) -> Iterable[Sighting]:
    """One sighting for each head: the best informed finder that knows it comes first, and the others leave it alone.

    Common nouns that stand for persons are left out; `persons` are the heads of these.
    """
    found: dict[int, Sighting] = {}
    for find in (_states, _media, _quoted, _names):
        found = {s.mention.head: s for s in find(scene, found)} | found
    common = {s.mention.head: s for s in _common(scene, found, persons)}
    return (common | found).values()


def _mention(scene: Scene, head: int, first: int, last: int, kind: EntityKind, name: str) -> Mention:
    token = scene.parse.tokens[head]
    return Mention(span_between(scene.parse, first, last), head, kind, name, "name", token.feat("Gender"), token.feat("Number"))


# --- states ----------------------------------------------------------------------------------------------------------
def _states(scene: Scene, _: Taken) -> Iterator[Sighting]:
    parse = scene.parse
    for head, match in scene.states.items():
        if _part_of_person(scene, match.first):
            continue
        name = match.phrase
        first = match.first
        mention = _mention(scene, head, first, match.last, "state", name)
        yield Sighting(mention, key=f"state:{match.value.id}", proper=match.value.name)
    for head, city in scene.capitals.items():
        if not _part_of_person(scene, city.first) and (parse.tokens[head].pos == "PROPN" or head in scene.tagged):
            yield Sighting(_mention(scene, head, city.first, city.last, "place", city.phrase), key=f"city:{fold(city.phrase)}")
    for i, state in scene.state_adjectives.items():
        if parse.tokens[i].pos == "ADJ":
            yield Sighting(_mention(scene, i, i, i + 1, "state", state.name), key=f"state:{state.id}", proper=state.name)


def _part_of_person(scene: Scene, token: int) -> bool:
    return scene.tagged.get(token) == "PER"


# --- media -----------------------------------------------------------------------------------------------------------
def _media(scene: Scene, taken: Taken) -> Iterator[Sighting]:
    inside_names: set[int] = set()
    for head, match in scene.media.items():
        if not _is_medium(scene, match):
            continue
        inside_names.update(range(match.first, match.last))
        generic = _generic_above(scene, head, scene.media_words)
        yield _medium(scene, head, match.first, match.last, generic, match.phrase, f"media:{match.value.id}")
    for head, word in scene.media_words.items():
        if head in inside_names:
            continue
        name = _named_below(scene, head)
        if name is not None:
            text = _plain(scene, name)
            yield _medium(scene, name.start, name.start, name.stop, head, text, f"name:{fold(text)}")
        elif head not in taken and not any(head in q for q in scene.quoted.values()):
            yield _generic_medium(scene, head, word)


def _is_medium(scene: Scene, match: Match[Medium]) -> bool:
    """Many papers are called by everyday words: those need quotation marks, a tag, or a word like `газета` before them."""
    words = [scene.parse.tokens[i] for i in range(match.first, match.last)]
    if words[0].text[:2].isupper() or (words[0].text.isascii() and len(words) > 1):
        return True
    before = scene.parse.tokens[match.first - 1].text if match.first else ""
    return before in OPENING or scene.tagged.get(match.first) == "ORG" or match.first - 1 in scene.media_words


def _medium(scene: Scene, head: int, first: int, last: int, generic: int, name: str, key: str) -> Sighting:
    if generic >= 0:
        head, first = generic, min(generic, *phrase_tokens(scene.parse, generic))
        last = max(last, generic + 1)
    first, last = min(first, head), _closed(scene, first, last)
    return Sighting(_mention(scene, head, first, last, "media", name), key=key, proper=name)


def _generic_medium(scene: Scene, head: int, word: Match[Medium]) -> Sighting:
    chosen = phrase_tokens(scene.parse, head)
    bare = _point_back(scene, [i for i in chosen if i != head])
    token = scene.parse.tokens[head]
    name = nominative(scene.parse, head, scene.language, chosen)
    anchor = "definite" if bare and token.feat("Number") != "Plur" else "common"
    mention = Mention(span_of(scene.parse, chosen), head, "media", name, anchor, token.feat("Gender"), token.feat("Number"))  # type: ignore[arg-type]
    return Sighting(mention, key=f"word:{word.value.id}", of=scene.belongings(head), bare=bare)


def _point_back(scene: Scene, modifiers: Iterable[int]) -> bool:
    """Do they all only point back to a body known already?"""
    tokens, words = scene.parse.tokens, scene.words
    return all(tokens[i].key in words.pointing or tokens[i].key in words.pointing_bodies for i in modifiers)


def _generic_above(scene: Scene, head: int, words: Collection[int]) -> int:
    """The common noun that a name is in apposition to: `газета «Рассвет»`."""
    token = scene.parse.tokens[head]
    above = token.head
    if above >= head or above not in words:
        return -1
    loose = token.deprel in {"nmod", "parataxis"} and (token.feat("Case") in {"", "Nom"} or scene.parse.tokens[head - 1].text in OPENING)
    return above if token.deprel in APPOSED or loose else -1


def _named_below(scene: Scene, head: int) -> range | None:
    """The name in quotation marks, or in Latin script, that follows a common noun such as `газета`."""
    after = head + 1
    tokens = scene.parse.tokens
    if after < len(tokens) and tokens[after].text in OPENING and after + 1 < len(tokens):
        return next((q for q in scene.quoted.values() if q.start == after + 1), None)
    name = next((n for n in scene.names if n.first == after and n.kind != "PER"), None)
    if (
        name
        and tokens[after].deprel in APPOSED
        and (tokens[after].pos == "X" or tokens[after].feat("Case") == "Nom" or not tokens[after].feat("Case"))
    ):
        return range(name.first, name.last)
    return None


def _plain(scene: Scene, inside: range) -> str:
    return span_between(scene.parse, inside.start, inside.stop).of(scene.parse.text).rstrip(" .,;:")


def _closed(scene: Scene, first: int, last: int) -> int:
    """With the closing mark of a quotation that opens inside."""
    tokens = scene.parse.tokens
    marks = {t.text for t in tokens[first:last]} & OPENING
    return last + 1 if marks and last < len(tokens) and tokens[last].text in {"»", "”", "“", '"'} else last


# --- names in quotation marks ----------------------------------------------------------------------------------------
def _quoted(scene: Scene, taken: Taken) -> Iterator[Sighting]:
    """`«Мемориал»`, `партия «Рассвет»`: the common noun before it is kept in the name."""
    for head, inside in scene.quoted.items():
        before = inside.start - 2
        generic = before if before >= 0 and before in scene.organisations and scene.organisations[before].value.kind in GENERIC | OFFICES else -1
        known = head in scene.organisations and scene.organisations[head].first == inside.start
        if generic >= 0 and not _apposed(scene, head):
            generic = -1
        if (generic if generic >= 0 else head) in taken:
            continue
        if generic < 0 and not known and not any(n.kind == "ORG" and n.first in inside for n in scene.names):
            continue
        text = _nominative_inside(scene, head, inside, generic)
        if generic >= 0:
            name = nominative(scene.parse, generic, scene.language, [generic]) + f" «{text}»"
            first = min(phrase_tokens(scene.parse, generic))
            first = min(first, generic)
            mention = _mention(scene, generic, first, _closed(scene, first, inside.stop), "organisation", name)
        else:
            mention = _mention(scene, head, inside.start, inside.stop, "organisation", text)
        row = scene.organisations[head].value if known else None
        yield Sighting(mention, key=f"org:{row.id}" if row else f"name:{fold(text)}", proper=text)


def _apposed(scene: Scene, head: int) -> bool:
    """A name in quotation marks behind a noun is in the nominative, or taken for an apposition; `управление «Норникелем»` is none."""
    token = scene.parse.tokens[head]
    return token.deprel in APPOSED or token.feat("Case") in {"", "Nom"}


def _nominative_inside(scene: Scene, head: int, inside: range, generic: int) -> str:
    """In quotation marks after a common noun the name does not decline; alone it does: `«Газпрома»`."""
    tokens = scene.parse.tokens
    if generic >= 0 or tokens[head].feat("Case") in {"", "Nom"} or (len(inside) > 1 and tokens[inside.start].feat("Case") == "Nom"):
        return _plain(scene, inside)
    return nominative(scene.parse, head, scene.language, inside)


# --- names that the tagger found -------------------------------------------------------------------------------------
def _names(scene: Scene, taken: Taken) -> Iterator[Sighting]:
    for name in scene.names:
        if name.kind != "PER":
            yield from _tagged_name(scene, name, taken)


def _tagged_name(scene: Scene, name: Name, taken: Taken) -> Iterator[Sighting]:
    parse = scene.parse
    inside = range(name.first, name.last)
    head = head_of(parse, inside)
    match = scene.organisations.get(head)
    row = match.value if match else None
    common = parse.tokens[head].pos == "NOUN" and name.kind == "ORG"
    generic = _heading_noun(scene, inside, head)
    if generic >= 0 and not common and (row is None or row.kind in PROPER | GENERIC):
        if generic not in taken:
            yield _apposition(scene, inside, NAMES[name.kind], generic, row)
    elif head in taken:
        return
    elif (row and row.kind not in GENERIC) or common:
        yield _body(scene, head, row, "name", inside)
    else:
        yield _by_itself(scene, name, head)


def _by_itself(scene: Scene, name: Name, head: int) -> Sighting:
    """A name of which no table knows anything."""
    inside = range(name.first, name.last)
    text = place_name(scene, inside, head).rstrip(" .,;:")
    if len(inside) == 1 and "Nom" not in scene.language.morphology.name_cases(text):
        text = scene.language.morphology.inflect(text, "PROPN", {"Case": "Gen"}, {"Case": "Nom"})
    return Sighting(_mention(scene, head, name.first, name.last, NAMES[name.kind], text), key=f"name:{fold(text)}")


def _heading_noun(scene: Scene, inside: range, head: int) -> int:
    """The noun for a body or place that the name `head` is in apposition to; -1 without one."""
    generic, tokens = _generic_above(scene, head, scene.organisations), scene.parse.tokens
    kind = scene.organisations[generic].value.kind if generic >= 0 else ""
    if kind not in GENERIC and kind not in OFFICES:
        return -1
    if tokens[head].deprel == "nmod" and any(tokens[i].pos == "ADJ" and tokens[i].feat("Case") not in {"", "Nom"} for i in inside):
        return -1  # `полиция Великих Лук`
    land = kind in OFFICES and len(inside) == 1 and "Nom" not in scene.language.morphology.name_cases(tokens[head].text)
    return generic if not land else -1  # `разведка Камении` is no body of the name Камения


def _apposition(scene: Scene, inside: range, kind: EntityKind, generic: int, row: Organisation | None) -> Sighting:
    """`компания Apple`, `город Варна`: one mention, named by the proper part."""
    parse, head = scene.parse, head_of(scene.parse, inside)
    text = _plain(scene, inside) if parse.tokens[head].feat("Case") in {"", "Nom"} else ""
    text = text or nominative(parse, head, scene.language, inside)
    first = min(*phrase_tokens(parse, generic), generic)
    if "place" in scene.organisations[generic].value.stands_for:
        kind = "place"
    mention = _mention(scene, generic, first, _closed(scene, first, inside.stop), kind, text)
    key = f"org:{row.id}" if row and row.kind in PROPER else f"name:{fold(text)}"
    return Sighting(mention, key=key, of=scene.belongings(generic, inside), proper=text)


# --- common nouns for bodies -----------------------------------------------------------------------------------------
def _common(scene: Scene, taken: Taken, persons: Taken) -> Iterator[Sighting]:
    """Organisations, offices and groups of the table, proper or not, with what they belong to."""
    for head, match in scene.organisations.items():
        row, token = match.value, scene.parse.tokens[head]
        if token.pos not in {"NOUN", "PROPN", "X"} and not _noun_like(token):
            continue
        if row.kind == "loose" and not _heads_name_or_acts(scene, head):
            continue
        if row.kind == "group" and token.feat("Animacy") == "Anim" and token.feat("Number") == "Sing":
            continue
        inside = range(match.first, match.last)
        generic = _heading_noun(scene, inside, head) if row.kind in PROPER else -1
        if generic >= 0 and generic not in taken:
            yield _apposition(scene, inside, "organisation", generic, row)
        elif generic < 0 and head not in taken and (head not in persons or _is_proper(token, row)):
            yield _body(scene, head, row, "", inside)


def _is_proper(token: Token, row: Organisation) -> bool:
    """Does the word name the body by itself?"""
    capital = token.text[:2].isupper() or (row.kind in OFFICES and token.text[:1].isupper())
    return row.kind in PROPER or (capital and row.kind not in GENERIC)


def _heads_name_or_acts(scene: Scene, head: int) -> bool:
    """A noun of many senses is a body where it heads a name, or stands alone as a subject."""
    named = scene.tagged.get(head) == "ORG"
    return named or (scene.parse.tokens[head].deprel == "nsubj" and len(phrase_tokens(scene.parse, head)) == 1)


def _noun_like(token: Token) -> bool:
    return token.deprel in {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "iobj"} and token.feat("Number") == "Plur"


def _body(scene: Scene, head: int, row: Organisation | None, anchor: str, inside: range) -> Sighting:
    parse, token = scene.parse, scene.parse.tokens[head]
    if row is not None and row.kind in PROPER:
        chosen = list(inside)
    else:
        phrase = phrase_tokens(parse, head)
        chosen = before_hearer(scene, head, phrase if len(inside) == 1 else sorted({*phrase, *inside}))
    if chosen[-1] - chosen[0] + 1 != len(chosen):  # words that stand apart
        chosen = list(range(min(inside.start, head), max(inside.stop, head + 1)))
    if row and row.kind in GENERIC and token.feat("Number") == "Plur":
        chosen = with_clause(parse, head, chosen)
    kind: EntityKind = ORGANISATIONS[row.kind] if row else "organisation"
    if row and "place" in row.stands_for:
        kind = "place"
    modifiers = [i for i in chosen if i not in inside and parse.tokens[i].pos != "PUNCT"]
    bare = not modifiers or _point_back(scene, modifiers)
    if not anchor:
        generic = row is not None and row.kind in GENERIC
        proper = row is not None and _is_proper(token, row)
        anchor = "definite" if generic and bare else "name" if proper else "common"
    of = scene.belongings(head, inside)
    if row and row.state:
        of |= {f"state:{row.state}"}
    name = nominative(parse, head, scene.language, chosen)
    mention = Mention(span_of(parse, chosen), head, kind, name, anchor, token.feat("Gender"), token.feat("Number"))  # type: ignore[arg-type]
    return Sighting(mention, key=f"org:{row.id}" if row else f"name:{fold(name)}", of=of, bare=bare)
