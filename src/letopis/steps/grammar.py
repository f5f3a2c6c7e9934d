"""Puts sentences, the tagger's trees and the language's lemmas together into the `Parse` of each report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from letopis.engine import Tagged
from letopis.languages.folding import fold
from letopis.languages.language import Language, TagsSentences
from letopis.model import Dateline, Name, Parse, Sentence, Span, Token
from letopis.steps.dateline import find_dateline
from letopis.steps.sentences import Words, YearDots, cut

NAMES = ("first", "patronymic", "surname", "place", "organisation")


def parse_many(texts: Sequence[str], tagger: TagsSentences, language: Language) -> Iterator[Parse]:
    """The grammar of each text, in order; the sentences of all go through the tagger together."""
    datelines = [find_dateline(text, language) for text in texts]
    years = YearDots(language.year_abbreviations, lambda word: language.morphology.is_name(word, NAMES))
    joining = language.joining_abbreviations
    cuts = [cut(text, joining, line.span.end if line else None, years) for text, line in zip(texts, datelines, strict=True)]
    tagged = iter(tagger.tag([[text[a:b] for a, b in s.words] for text, sentences in zip(texts, cuts, strict=True) for s in sentences]))
    for text, sentences, line in zip(texts, cuts, datelines, strict=True):
        yield build(text, sentences, [next(tagged) for _ in sentences], language, line)


def build(text: str, sentences: Sequence[Words], tagged: Iterable[Tagged], language: Language, dateline: Dateline | None = None) -> Parse:
    """One report's `Parse` from its cut sentences and what the tagger said of each."""
    tokens: list[Token] = []
    rows: list[Sentence] = []
    names: list[Name] = []
    for index, (sentence, tags) in enumerate(zip(sentences, tagged, strict=True)):
        first = len(tokens)
        tokens.extend(_tokens(text, sentence, tags, first, index, language))
        root = first + tags.heads.index(-1)
        rows.append(Sentence(index, sentence.span, first, len(tokens), root, sentence.paragraph))
        names.extend(
            Name(Span(tokens[first + a].span.start, tokens[first + b - 1].span.end), kind, first + a, first + b) for a, b, kind in tags.names
        )
    return Parse(text, tuple(tokens), tuple(rows), tuple(names), language.grammar, dateline)


def _tokens(text: str, sentence: Words, tags: Tagged, first: int, index: int, language: Language) -> Iterator[Token]:
    words = [text[start:end] for start, end in sentence.words]
    heads, relations = language.morphology.rehung(words, tags.tags, tags.feats, tags.heads, tags.relations)
    readings = map(language.morphology.reading, words, tags.tags, tags.feats)
    for i, (span, word, (lemma, pos, feats), head, relation) in enumerate(zip(sentence.words, words, readings, heads, relations, strict=True), first):
        yield Token(i, span, word, lemma, fold(lemma), pos, feats, head + first if head >= 0 else -1, relation, index)
