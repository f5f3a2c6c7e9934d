"""The closed classes of words behind phrases, mentions and entities: each row shows in its example what it is for; titles say who may hold them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from itertools import product

import pytest

from letopis.engine import Tagger
from letopis.languages import ru
from letopis.languages.language import Language
from letopis.languages.lexicon import Lexicon, Title, load_lexicon
from letopis.languages.tables import Row, TableError, read_table
from letopis.languages.words import load_words
from letopis.model import GrammarWords
from letopis.steps.dateline import find_dateline
from letopis.steps.entities import find_entities
from letopis.steps.grammar import parse_many
from letopis.steps.offices import may_hold

FOLDER = files(ru)
ENTITY_WORDS = read_table(FOLDER / "entity_words.tsv", ("id", "lemmas", "finds", "example"))
GRAMMAR_WORDS = read_table(FOLDER / "grammar_words.tsv", ("id", "lemmas", "example"))
TOWN = frozenset({"тверь"})


@pytest.fixture(scope="module")
def found(tagger: Tagger, russian: Language) -> Mapping[str, frozenset[str]]:
    """The names of entities and places in each example of entity_words.tsv."""
    texts = sorted({e for row in ENTITY_WORDS for e in row.sentences("example")})
    out = {}
    for text, parse in zip(texts, parse_many(texts, tagger, russian), strict=True):
        out[text] = frozenset(e.name for e in find_entities(parse, russian).entities)
    return out


@pytest.mark.parametrize("row", ENTITY_WORDS, ids=lambda r: r.id)
def test_entities_of_examples(row: Row, found: Mapping[str, frozenset[str]]) -> None:
    assert row.words("finds") and row.sentences("example"), row.place
    for example in row.sentences("example"):
        assert set(row.words("finds")) <= found[example], row.place


@pytest.mark.parametrize("name", ["reporter", "year"])
def test_words_of_datelines(name: str, russian: Language) -> None:
    row = next(r for r in ENTITY_WORDS if r.id == name)
    for word in row.words("lemmas"):
        example = row.cells["example"].replace(row.words("lemmas")[0] + ".", word + ".")
        line = find_dateline(example, russian)
        assert line is not None and line.relay is not None
        assert line.relay.of(example) == "ТАСС"


@pytest.mark.parametrize("row", GRAMMAR_WORDS, ids=lambda r: r.id)
def test_words_stand_in_their_examples(row: Row, tagger: Tagger, russian: Language) -> None:
    parse = next(parse_many([row.cells["example"]], tagger, russian))
    assert {t.text.lower() for t in parse.tokens} & set(row.words("lemmas")), row.place


def titles(lexicon: Lexicon) -> dict[str, Title]:
    rows = read_table(FOLDER / "titles.tsv", ("id", "lemmas"))
    found = {r.id: lexicon.titles.at(0, [lexicon.keys(w) for w in words], words) for r in rows for words in [r.words("lemmas")[0].split()]}
    return {name: match.value for name, match in found.items() if match is not None and match.value.id == name}


@pytest.mark.parametrize("rank", ["head", "deputy", "voice", "envoy"])
def test_titles_of_one_rank_are_of_one_holder(rank: str, russian: Language) -> None:
    ranked = [t for t in titles(russian.lexicon).values() if rank in t.ranks]
    assert len(ranked) > 1
    assert all(may_hold(russian.lexicon, a, TOWN, b, TOWN) for a, b in product(ranked, ranked))


def test_the_chief_of_a_town_is_its_mayor_and_not_a_deputy(russian: Language) -> None:
    known = titles(russian.lexicon)
    tops = [t for t in known.values() if "top" in t.ranks]
    assert all(may_hold(russian.lexicon, known["глава"], TOWN, t, TOWN) for t in tops)
    assert not may_hold(russian.lexicon, known["глава"], TOWN, known["заместитель"], TOWN)
    assert not may_hold(russian.lexicon, known["мэр"], TOWN, known["губернатор"], TOWN)


def test_a_wide_title_says_less_of_the_same_body(russian: Language) -> None:
    known = titles(russian.lexicon)
    assert may_hold(russian.lexicon, known["дипломат"], TOWN, known["посол"], TOWN)
    assert may_hold(russian.lexicon, known["министр_обороны"], TOWN, known["чиновник"], TOWN)
    assert not may_hold(russian.lexicon, known["дипломат"], TOWN, known["мэр"], TOWN)


@pytest.mark.parametrize("words", ["об Анне", "обо мне", "ко двору", "со слов", "во дворе", "из-под стола"])
def test_prepositions_have_the_form_of_slots(words: str, russian: Language) -> None:
    preposition = words.split()[0]
    lemma = russian.morphology.lemma(preposition, "ADP", {})
    assert lemma == {"об": "о", "обо": "о", "ко": "к", "со": "с", "во": "в"}.get(preposition, preposition)


def test_a_class_that_is_missing_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("words") / "grammar_words.tsv"
    path.write_text("id\tlemmas\texample\nfocus\tдаже\tДаже мэр.\n", encoding="utf-8")
    with pytest.raises(TableError, match="measures"):
        load_words(path, GrammarWords)


def test_an_unknown_rank_is_told(tmp_path_factory: pytest.TempPathFactory, russian: Language) -> None:
    folder = tmp_path_factory.mktemp("tables")
    for name in ("states", "titles"):
        (folder / f"{name}.tsv").write_text((FOLDER / f"{name}.tsv").read_text(encoding="utf-8"), encoding="utf-8")
    with (folder / "titles.tsv").open("a", encoding="utf-8") as table:
        table.write("\nкормчий\tкормчий\tofficial\tmasc\tКормчий спит.\tfirst\n")
    with pytest.raises(TableError, match="'first'"):
        load_lexicon(folder, russian.morphology)
