"""What the finders of mentions look at: the grammar of a report, and what the tables of the language find in its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from letopis.languages.entity_words import EntityWords
from letopis.languages.folding import fold
from letopis.languages.language import Language
from letopis.languages.lexicon import Medium, Organisation, State, Title, Unnamed
from letopis.languages.phrases import Match
from letopis.model import Mention, Name, Parse, Span, Token
from letopis.records import record
from letopis.steps.phrases import LEFT_OUT, phrase_tokens

OPENING = frozenset('«"“„')
CUT = LEFT_OUT | {"appos", "flat:name", "flat"}
FUNCTION = frozenset({"ADP", "ADV", "PART", "SCONJ", "CCONJ", "INTJ", "AUX"})
SILENT = frozenset({"PUNCT", "ADP", "CCONJ", "DET", "PRON"})
NOMINAL = frozenset({"NOUN", "PROPN", "X"})
ADJECTIVAL = frozenset({"ADJ", "PROPN"})
NONE: frozenset[int] = frozenset()
NOMINATIVE = {"Case": "Nom", "Number": "Sing"}
CLOSING = {"«": "»", '"': '"', "“": "”", "„": "“"}


@record(frozen=True, slots=True)
class Sighting:
    """A mention with what is needed to tell who is the same.

    `key` is shared by all words for the same row of a table (`state:россия`); `words` are those of a person's name, in the nominative;
    `title` is the office or trade told there, `others` further ones; `of` what the office or body belongs to: state ids and lemmas;
    `bare` is True where nothing but the noun stands, and words that point back; `proper` is the proper part of a name: what stands in
    quotation marks, a state's usual name; `says` holds the lemmas of its words, with names and adjectives of states as the state;
    `printed` is True where the text itself has the nominative.
    """

    mention: Mention
    key: str = ""
    words: tuple[str, ...] = ()
    title: Title | None = None
    of: frozenset[str] = frozenset()
    bare: bool = False
    proper: str = ""
    others: tuple[Title, ...] = ()
    says: frozenset[str] = frozenset()
    printed: bool = False

    def finished(self, mention: Mention, says: frozenset[str], printed: bool) -> Sighting:
        """This one as `mention`, with what its words say. Every sighting is finished so: `dataclasses.replace` would take twice as long."""
        return Sighting(mention, self.key, self.words, self.title, self.of, self.bare, self.proper, self.others, says, printed)


@dataclass(frozen=True)
class Scene:
    """One report: its grammar and what the tables find there, by head token of what was found."""

    parse: Parse
    language: Language
    names: tuple[Name, ...]
    """The tagger's names; one that it takes now for a person, now for a place, is what it is taken for most often."""
    states: Mapping[int, Match[State]]
    capitals: Mapping[int, Match[State]]
    titles: Mapping[int, Match[Title]]
    organisations: Mapping[int, Match[Organisation]]
    media: Mapping[int, Match[Medium]]
    media_words: Mapping[int, Match[Medium]]
    unnamed: Mapping[int, Match[Unnamed]]
    possessed: Mapping[int, int]
    """Possessive pronoun of the third person -> the noun that it goes with."""
    state_adjectives: Mapping[int, State]
    """Adjectives of states, and proper nouns that look like one."""
    peoples: Mapping[int, State]
    """Nouns for the people of a state."""
    quoted: Mapping[int, range]
    """Head of what stands in quotation marks -> its tokens, where it is short enough to be a name."""

    @property
    def words(self) -> EntityWords:
        """The closed classes of words of its language."""
        return self.language.lexicon.words

    @cached_property
    def tagged(self) -> Mapping[int, str]:
        """Token of a name -> the kind of the name."""
        return {i: n.kind for n in self.names for i in range(n.first, n.last)}

    @cached_property
    def titular(self) -> frozenset[int]:
        """The tokens of titles."""
        return frozenset([i for m in self.titles.values() for i in range(m.first, m.last)])

    @cached_property
    def _state_ids(self) -> Mapping[int, str]:
        by_word = {i: s.id for words in (self.peoples, self.state_adjectives) for i, s in words.items()}
        return by_word | {i: m.value.id for names in (self.capitals, self.states) for i, m in names.items()}

    def state_of(self, token: int) -> str:
        """The id of the state that `token` names, by name, capital, adjective or people; empty otherwise."""
        return self._state_ids.get(token, "")

    def says(self, span: Span) -> frozenset[str]:
        """What the words of a phrase say: lemmas, with adjectives and names of states as the state."""
        tokens, states = self.parse.tokens, self._state_ids
        inside = [i for i in self.parse.covered(span) if tokens[i].pos not in SILENT]
        return frozenset([f"state:{states[i]}" if i in states else tokens[i].key for i in inside])

    def belongings(self, head: int, inside: range | None = None) -> frozenset[str]:
        """What the body or office named by `head` belongs to: state ids, else lemmas of the nouns and proper adjectives below it."""
        tokens, states = self.parse.tokens, self._state_ids
        out = []
        for i in phrase_tokens(self.parse, head):
            pos = tokens[i].pos
            if i == head or (inside is not None and i in inside and not (i in states and pos == "ADJ")):
                continue
            if i in states:
                out.append(f"state:{states[i]}")
            elif i > head and (pos in NOMINAL or (pos == "ADJ" and tokens[i].text[:1].isupper())):
                out.append(tokens[i].key)
        return frozenset(out)


def look(parse: Parse, language: Language) -> Scene:
    """The scene of `parse`."""
    adjectives, peoples = _words_of_states(parse, language)
    found = _found(parse, language, frozenset([i for i in adjectives if parse.tokens[i].pos == "ADJ"]))
    return Scene(
        parse,
        language,
        names=tuple(_voted(parse)),
        states=found["state_names"],
        capitals=found["capitals"],
        titles=_with_compounds(parse, language, found["titles"]),
        organisations=found["organisations"],
        media=found["media"],
        media_words=found["media_words"],
        unnamed=found["unnamed"],
        possessed=dict(_possessed(parse, language)),
        state_adjectives=adjectives,
        peoples=peoples,
        quoted={head_of(parse, q): q for q in _quotations(parse)},
    )


def _found(parse: Parse, language: Language, adjectives: frozenset[int]) -> dict[str, dict[int, Match[Any]]]:
    """What each table of phrases finds, by head. The `adjectives` of states may stand inside a title: `глава японского правительства`."""
    texts = [t.text for t in parse.tokens]
    openings = {s.first for s in parse.sentences}
    found = language.lexicon.tables.find(texts, [(s.first, s.last) for s in parse.sentences], {"titles": adjectives})
    return {
        table: {
            head_of(parse, range(m.first, m.last)): m
            for m in matches
            if m.last - m.first > 1 or _same_lemma(parse.tokens[m.first], m.phrase, language, m.first in openings)
        }
        for table, matches in found.items()
    }


def _words_of_states(parse: Parse, language: Language) -> tuple[dict[int, State], dict[int, State]]:
    """Tokens that are adjectives of states (or look like one), and those that are nouns for their people."""
    adjectives, peoples = language.lexicon.state_adjectives, language.lexicon.demonyms
    return (
        {t.i: adjectives[t.key] for t in parse.tokens if t.pos in ADJECTIVAL and t.key in adjectives},
        {t.i: peoples[t.key] for t in parse.tokens if t.pos == "NOUN" and t.key in peoples},
    )


def _voted(parse: Parse) -> Iterator[Name]:
    words = [tuple([t.lemma for t in parse.tokens[n.first : n.last]]) for n in parse.names]
    votes: dict[tuple[str, ...], list[str]] = {}
    for name, lemmas in zip(parse.names, words, strict=True):
        votes.setdefault(lemmas, []).append(name.kind)
    for name, lemmas in zip(parse.names, words, strict=True):
        one_mind = len(set(votes[lemmas])) == 1
        kinds = [] if one_mind else Counter(votes[lemmas]).most_common(2)
        clear = len(kinds) > 1 and kinds[0][1] > kinds[1][1]
        yield replace(name, kind=kinds[0][0]) if clear else name  # type: ignore[arg-type]


def _possessed(parse: Parse, language: Language) -> Iterator[tuple[int, int]]:
    """`его` `её` `их` with their nouns. The tagger often takes one at the head of a clause for an object: its genitive betrays it."""
    possessives = language.lexicon.possessives
    for token in [t for t in parse.tokens if t.text.lower() in possessives]:
        if token.deprel in {"det", "nmod", "amod"}:
            yield token.i, token.head
        elif token.feat("Case") == "Gen" and not any(t.deprel == "case" for t in parse.dependents(token.i)):
            noun = next((t for t in parse.tokens[token.i + 1 : token.i + 4] if t.pos not in {"ADJ", "DET", "NUM"}), None)
            if noun is not None and noun.pos == "NOUN" and noun.sentence == token.sentence:
                yield token.i, noun.i


def _with_compounds(parse: Parse, language: Language, titles: dict[int, Match[Title]]) -> dict[int, Match[Title]]:
    """Compounds that no table lists: `экс-глава`, `врач-хирург` are what one of their halves is."""
    compounds = [t for t in parse.tokens if "-" in t.text and t.pos == "NOUN"]
    taken = {i for m in titles.values() for i in range(m.first, m.last)} if compounds else NONE
    for t in compounds:
        if t.i in taken:
            continue
        for part in reversed(t.lemma.split("-")):
            match = language.lexicon.titles.at(0, [frozenset({fold(part)})], [part]) if part.isalpha() else None
            if match:
                titles[t.i] = Match(match.value, t.i, t.i + 1, match.phrase)
                break
    return titles


def _same_lemma(token: Token, word: str, language: Language, opens: bool) -> bool:
    """A single word is what its lemma in this sentence says (`премьере`: `премьера`, not `премьер`); a capital that `opens` a sentence tells nothing."""
    if token.pos in FUNCTION:
        return False
    if token.pos != "NOUN" or not (opens or token.text.islower()) or fold(word) in {token.key, fold(token.text)}:
        return True
    return language.morphology.lemma(word, token.pos, NOMINATIVE) == token.lemma


def before_hearer(scene: Scene, head: int, chosen: list[int]) -> list[int]:
    """`рассказали в полиции РИА «Новости»`: the medium behind a body that speaks was spoken to, and is no part of its phrase."""
    if scene.parse.tokens[head].feat("Case") != "Loc":
        return chosen
    for medium, match in scene.media.items():
        words = [scene.parse.tokens[i].text for i in range(match.first, match.last) if scene.parse.tokens[i].pos != "PUNCT"]
        told = scene.parse.tokens[medium].feat("Case") == "Dat" or match.phrase.startswith(" ".join(words[:1]))
        if told and head < match.first and match.first in chosen:
            opening = match.first - (scene.parse.tokens[match.first - 1].text in OPENING)
            return [i for i in chosen if i < opening]
    return chosen


def head_of(parse: Parse, inside: range) -> int:
    """The token of `inside` whose head lies outside it; of several, the first noun."""
    if len(inside) == 1:
        return inside.start
    first = -1
    for i in inside:
        token = parse.tokens[i]
        if token.head not in inside and token.pos != "PUNCT":
            if token.pos in NOMINAL:
                return i
            first = i if first < 0 else first
    return first if first >= 0 else inside.start


def _quotations(parse: Parse, longest: int = 8) -> Iterator[range]:
    """Short stretches in quotation marks that begin with a capital or Latin letter and hold no finite verb."""
    tokens = parse.tokens
    closed = -1
    for i in [t.i for t in tokens if t.text in CLOSING]:
        end = _closing(parse, i, CLOSING[tokens[i].text], longest) if i > closed else 0
        if end and _nameable(parse, range(i + 1, end)):
            yield range(i + 1, end)
            closed = end


def _closing(parse: Parse, i: int, mark: str, longest: int) -> int:
    last = min(i + longest + 2, parse.sentence_of(i).last)
    return next((k for k in range(i + 2, last) if parse.tokens[k].text == mark), 0)


def _nameable(parse: Parse, inside: range) -> bool:
    words = [parse.tokens[i] for i in inside]
    first = words[0].text
    clause = any(t.feat("VerbForm") == "Fin" or t.text in {",", ".", "?", "!"} for t in words[1:]) or words[-1].text in {",", ".", "!", "?", "…"}
    return (first[:1].isupper() or first[:1].isdigit()) and not clause


def follows(scene: Scene, noun: int, name: int) -> bool:
    """Does a name stand right behind a noun's phrase, a dash or a comma between at the most?"""
    between = [t for t in scene.parse.tokens[max(phrase_tokens(scene.parse, noun, CUT)) + 1 : name] if t.text not in {"—", "–", "-", ",", ":"}]
    return noun < name and not between


def span_between(parse: Parse, first: int, last: int) -> Span:
    """The span of tokens ``[first, last)``."""
    return Span(parse.tokens[first].span.start, parse.tokens[last - 1].span.end)
