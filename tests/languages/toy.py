"""A toy language: as much English as six sentences need, with a morphology and a tagger that know no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from letopis.engine import Tagged
from letopis.languages.language import TagsSentences
from letopis.languages.morphology import Morphology

MODULE = '''"""The toy."""

from importlib.resources import files

from letopis.languages.assembly import assemble
from letopis.languages.language import Alphabet
from tests.languages.toy import load_morphology, load_tagger


def load():
    return assemble("en", files(__package__), Alphabet("A-Z", "a-z"), load_morphology(), frozenset({"mr"}))
'''
ROWS: Mapping[str, str] = {
    "time_words": """
may|May|MONTH|5
monday|Monday|WEEKDAY|1
""",
    "time_patterns": """
day.month.year|day:DAYNUM month:MONTH year:YEAR4|DATE|fields
weekday|weekday:WEEKDAY|DATE|weekday
""",
    "titles": """
minister|minister|minister|common||top
acting|acting|official|common||acting
""",
    "organisations": """
army|army|group|
police|police|org|
""",
    "pronouns": """
he|he|personal|3|sing|masc
""",
    "speech_verbs": """
say|say|say|subj||clause quote
deny|deny|deny|subj||acc
""",
    "source_phrases": """
according|according to {Acc}|source|say
""",
    "event_verbs": """
attack|attack|VERB|ASSAULT|||subj|acc|in+Loc|party
arrest|arrest|VERB|COERCE|arrest||subj|acc||recipient
""",
    "event_nouns": """
attack|attack|NOUN|ASSAULT|||by+Acc|on+Acc|in+Loc|party
""",
    "modals": """
plan|plan|planned|inf
""",
    "deed_nouns": """
town|place|port~town
""",
    "speech_words": """
conjunction|that
""",
    "deed_words": """
negations|not
negative_particle|not
conditions|if
place_prepositions|in~at
""",
    "dating_words": """
when|when
source_prepositions|according
""",
    "surface_words": """
month_beginnings|jan~feb~mar~apr~may~jun~jul~aug~sep~oct~nov~dec
text_columns|story
hedges|allegedly~reported*
""",
}
"""Table -> rows, cells parted by `|`, and alternatives inside a cell by `~`; the examples are left out."""
SENTENCES = """
On ADP case 2|May PROPN obl 7|5 NUM nummod 2|2022 NUM nummod 2|the DET det 6|minister NOUN nsubj 7|said VERB.Past root 0|that SCONJ mark 11|the DET det 10|army NOUN nsubj 11|attacked VERB.Past ccomp 7|the DET det 13|port NOUN obj 11|. PUNCT punct 7
On ADP case 3|5 NUM nummod 3|May PROPN obl 7|2022 NUM nummod 3|the DET det 6|minister NOUN nsubj 7|said VERB.Past root 0|that SCONJ mark 11|the DET det 10|army NOUN nsubj 11|attacked VERB.Past ccomp 7|the DET det 13|port NOUN obj 11|. PUNCT punct 7
The DET det 2|army NOUN nsubj 5|did AUX.Past aux 5|not PART advmod 5|attack VERB.Past root 0|the DET det 7|town NOUN obj 5|. PUNCT punct 5
The DET det 2|police NOUN nsubj 3|arrested VERB.Past root 0|the DET det 5|minister NOUN obj 3|in ADP case 8|the DET det 8|town NOUN obl 3|. PUNCT punct 3
The DET det 2|army NOUN nsubj 3|plans VERB.Pres root 0|to PART mark 5|attack VERB.Inf xcomp 3|the DET det 7|port NOUN obj 5|. PUNCT punct 3
"""
"""Form, part of speech (and tense, or `Inf`), relation, head from 1; a sentence a line."""
LEMMAS = {"said": "say", "attacked": "attack", "arrested": "arrest", "plans": "plan", "did": "do"}


class ToyMorphology:
    """Words that do not change, but for a few."""

    def lemma(self, word: str, pos: str, feats: Mapping[str, str]) -> str:
        return LEMMAS.get(word.lower(), word.lower())

    def reading(self, word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, str, Mapping[str, str]]:
        return self.lemma(word, pos, feats), pos, feats

    def lemmas(self, word: str) -> frozenset[str]:
        return frozenset({LEMMAS.get(word.lower(), word.lower())})

    def inflect(self, word: str, pos: str, feats: Mapping[str, str], wanted: Mapping[str, str]) -> str:
        return word

    def is_name(self, word: str, kinds: Sequence[str]) -> bool:
        return False

    def person(self, words: Sequence[str], case: str, gender: str) -> tuple[tuple[str, ...], str]:
        return tuple(words), gender

    def place_adjective(self, lemma: str) -> bool:
        return False

    def of_place(self, adjective: str, place: str) -> bool:
        return False

    def name_cases(self, word: str) -> frozenset[str]:
        return frozenset()

    def mended(self, word: str, pos: str, feats: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        return pos, feats

    def rehung(
        self,
        words: Sequence[str],
        tags: Sequence[str],
        feats: Sequence[Mapping[str, str]],
        heads: Sequence[int],
        relations: Sequence[str],
    ) -> tuple[Sequence[int], Sequence[str]]:
        return heads, relations

    def genitive(self, words: Sequence[str], gender: str) -> tuple[str, ...]:
        return tuple(words)

    def number(self, word: str, noun: Mapping[str, str]) -> tuple[str, str, str]:
        return word, "Nom", "Plur"


class ToyTagger:
    """Knows the sentences above by heart."""

    def __init__(self) -> None:
        parsed = (_tagged(line) for line in SENTENCES.strip().split("\n"))
        self._known = dict(parsed)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        return [self._known[tuple(words)] for words in sentences]


def _tagged(line: str) -> tuple[tuple[str, ...], Tagged]:
    words, tags, feats, heads, relations = [], [], [], [], []
    for piece in line.split("|"):
        word, tag, relation, head = piece.split(" ")
        pos, _, form = tag.partition(".")
        words.append(word)
        tags.append(pos)
        feats.append(_feats(form) if form else {"Number": "Sing"} if pos == "NOUN" else {})
        heads.append(int(head) - 1)
        relations.append(relation)
    return tuple(words), Tagged(tuple(tags), tuple(feats), tuple(heads), tuple(relations), ())


def _feats(form: str) -> Mapping[str, str]:
    if form == "Inf":
        return {"VerbForm": "Inf", "Voice": "Act"}
    return {"VerbForm": "Fin", "Mood": "Ind", "Voice": "Act", "Tense": form, "Number": "Sing", "Person": "3"}


def load_morphology() -> Morphology:
    return ToyMorphology()


def load_tagger() -> TagsSentences:
    return ToyTagger()
