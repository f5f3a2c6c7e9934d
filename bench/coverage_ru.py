"""What the tables of speech cover: ``python bench/coverage_ru.py [--news FILE] [--reports N]``; needs ../shared/bench/news.jsonl.

Lists the fifty most frequent verbs before `что`, a colon or a quotation mark that no row covers, and how many rows of each table fire.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from letopis.engine import load_tagger
from letopis.languages import ru
from letopis.languages.language import Language
from letopis.languages.speech import SpeechTables
from letopis.model import Parse
from letopis.steps.entities import find_entities
from letopis.steps.grammar import parse_many
from letopis.steps.statements import find_statements

NEWS = Path("../shared/bench/news.jsonl")
OPENING = frozenset('«„“"')
REACH = 6
"""Words that may stand between the verb and the mark (`сообщил журналистам в пятницу, что`)."""
MOST = 50


def texts(path: Path, most: int) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in islice(lines, most):
            yield json.loads(line)["text"]


def announcing(parse: Parse) -> Iterator[str]:
    """Lemmas of the nearest verb before each `, что` and colon, and right before opening quotation marks, within one sentence."""
    for token in parse.tokens:
        comma = token.text == "," and token.i + 1 < len(parse.tokens) and parse.tokens[token.i + 1].text.lower() == "что"
        quoted = token.text in OPENING and token.i > 0 and parse.tokens[token.i - 1].pos == "VERB"
        if comma or quoted or token.text == ":":
            first = max(parse.sentence_of(token.i).first, token.i - REACH)
            verb = next((i for i in range(token.i - 1, first - 1, -1) if parse.tokens[i].pos == "VERB"), -1)
            if verb >= 0:
                yield parse.tokens[verb].lemma


def known(lemma: str, speech: SpeechTables) -> bool:
    return lemma in speech.verbs or (lemma.endswith(("ся", "сь")) and lemma[:-2] in speech.verbs)


def rows(speech: SpeechTables) -> dict[str, set[str]]:
    """Rules by table."""
    return {
        "verbs": {f"speech.{r.id}" for found in speech.verbs.values() for r in found},
        "nouns": {f"noun.{r.id}" for found in speech.nouns.values() for r in found},
        "phrases": {f"phrase.{r.id}" for found in speech.phrases.values() for r in found.rows if r.role in {"source", "impersonal"}},
    }


def read(found: Iterable[Parse], language: Language) -> tuple[Counter[str], Counter[str]]:
    """How often each uncovered verb announces, and how often each rule fires."""
    missing: Counter[str] = Counter()
    fired: Counter[str] = Counter()
    for parse in found:
        missing.update(lemma for lemma in announcing(parse) if not known(lemma, language.speech))
        fired.update(s.rule.partition(".")[2] for s in find_statements(parse, find_entities(parse, language), language))
    return missing, fired


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--news", type=Path, default=NEWS)
    parser.add_argument("--reports", type=int, default=2000)
    options = parser.parse_args(arguments)
    if not options.news.is_file():
        print(f"no reports at {options.news}: nothing to measure", file=sys.stderr)
        return 0
    language = ru.load()
    tagger = load_tagger()
    source = texts(options.news, options.reports)
    missing, fired = Counter[str](), Counter[str]()
    while chunk := list(islice(source, 32)):
        a, b = read(parse_many(chunk, tagger, language), language)
        missing.update(a)
        fired.update(b)
    print(f"verbs before `что`, a colon or a quotation mark that no row covers, the {MOST} most frequent:")
    print(", ".join(f"{lemma} {n}" for lemma, n in missing.most_common(MOST)))
    for table, rules in rows(language.speech).items():
        print(f"{table}: {len(rules & set(fired))} of {len(rules)} rows fire")
    total = set().union(*rows(language.speech).values())
    print(f"all: {len(total & set(fired))} of {len(total)} rows ({100 * len(total & set(fired)) / len(total):.0f} %)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
