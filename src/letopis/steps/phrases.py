"""Noun phrases: which tokens belong to one, its span, and its nominative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letopis.languages.language import Language
from letopis.model import Parse, Span, Token

LEFT_OUT = frozenset(
    {"case", "cc", "conj", "parataxis", "punct", "mark", "acl:relcl", "advcl", "ccomp", "discourse", "cop", "nsubj", "nsubj:pass", "orphan"}
)
"""Relations of direct dependents that do not belong to the name of a phrase (conjuncts are phrases of their own)."""
AGREEING = frozenset({"amod", "det", "appos", "flat:name", "flat", "acl", "nummod", "nummod:gov", "flat:foreign", "conj"})
"""Relations whose words are inflected along with the head where they agree with it in case."""
MODIFIERS = frozenset({"ADJ", "DET", "VERB"})
OPENING = frozenset('«"“„(')
PRENOMINAL = frozenset({"advmod", "obl"})
OBLIQUE = frozenset({"nmod", "obl"})
PARTICIPIAL = frozenset({"acl", "amod"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "X"})
CLAUSAL = frozenset({"acl:relcl", "advcl", "parataxis", "ccomp"})
STOPS = frozenset({":", ";"})
CLOSING = {"»": "«", ")": "(", "”": "“", "“": "„", '"': '"'}


def phrase_tokens(parse: Parse, head: int, leave: frozenset[str] = LEFT_OUT) -> list[int]:
    """Tokens of the noun phrase headed by `head`, sorted, without preposition, clauses and what `leave` names; the caller may change the list."""
    if leave is not LEFT_OUT:
        return _phrase(parse, head, leave)
    known = parse.phrases.get(head)
    if known is None:
        known = parse.phrases[head] = tuple(_phrase(parse, head, leave))
    return list(known)


def _phrase(parse: Parse, head: int, leave: frozenset[str]) -> list[int]:
    counted = bool(numbers(parse, head))
    words = parse.words
    out = [head]
    for t in parse.dependents(head):
        relation = t.deprel
        if relation in leave and not (counted and t.text.lower() in words.measures):
            continue
        if relation in OBLIQUE and _leads_away(parse, t, head):
            continue
        if t.i > head:
            if relation in PRENOMINAL and parse.tokens[head].pos in NOMINAL:
                continue
        elif (word := t.text.lower()) in words.focus or (relation == "advmod" and not (counted or word in words.measures)):
            continue
        _gather(parse, t.i, head, out)
    out += _measure_before(parse, min(out))
    return _contiguous(parse, head, set(out))


def _leads_away(parse: Parse, token: Token, head: int) -> bool:
    """A direction or a ground that the parser hung on somebody (`встреча с послом в Вену`, `задержана группа военных по подозрению`)."""
    if token.text.lower() in parse.words.grounds:
        return True
    if token.feats.get("Case") != "Acc" or parse.tokens[head].feats.get("Animacy") != "Anim":
        return False
    return any(d.deprel == "case" and d.text.lower() in parse.words.directions for d in parse.dependents(token.i))


def _measure_before(parse: Parse, first: int) -> list[int]:
    """`более 17 тыс.` before `человек`, which trees often tear off."""
    at = first - 1
    if at >= 0 and parse.tokens[at].text == ".":
        at -= 1
    if at < 1 or parse.tokens[at].text.lower() not in parse.words.round_numbers or parse.tokens[at - 1].pos != "NUM":
        return []
    start = at - 1
    while start > 0 and parse.tokens[start - 1].text.lower() in parse.words.measures:
        start -= 1
    return list(range(start, first))


def _gather(parse: Parse, i: int, head: int, out: list[int]) -> None:
    """Adds `i` and what hangs on it, without relative clauses and participles set off by a comma after the head."""
    relation = parse.tokens[i].deprel
    if i > head and (relation in CLAUSAL or (relation in PARTICIPIAL and _after_comma(parse, i))):
        return
    out.append(i)
    for child in parse.children[i]:
        _gather(parse, child, head, out)


def span_of(parse: Parse, tokens: Iterable[int]) -> Span:
    """From the first to the last of `tokens`, without punctuation at the edges other than brackets and quotes that close inside."""
    some = sorted(tokens)
    return Span(parse.tokens[some[0]].span.start, parse.tokens[some[-1]].span.end)


def nominative(parse: Parse, head: int, language: Language, tokens: Iterable[int] | None = None) -> str:
    """The words of the phrase with its head, and what agrees with the head, in the nominative; small first letter unless a name.

    A counted phrase turns on its number: `двух генералов` -> `двое генералов`, `16 журналистам` -> `16 журналистов`.
    """
    chosen = sorted(tokens) if tokens is not None else phrase_tokens(parse, head)
    if len(chosen) == 1 and chosen[0] == head:  # nothing counts it
        return _initial(parse, head, _turned(parse, head, chosen, language)[0])
    if (
        chosen[0] < head
        and parse.tokens[head].feats.get("Case") == "Gen"
        and any(parse.tokens[i].text.lower() in parse.words.round_numbers for i in chosen if i < head)
    ):
        words = [parse.tokens[i].text for i in chosen]
        return _spaced(parse, chosen, [_initial(parse, chosen[0], words[0]), *words[1:]])
    number = next((t for t in numbers(parse, head) if t.i in chosen), None)
    words = _counted(parse, head, number, chosen, language) if number is not None else _turned(parse, head, chosen, language)
    words[0] = _initial(parse, chosen[0], words[0])
    return _spaced(parse, chosen, words)


def numbers(parse: Parse, head: int) -> list[Token]:
    """What counts `head`; an age (`59-летний`) does not."""
    return [
        t
        for t in parse.dependents(head)
        if t.deprel.startswith("nummod") and t.pos in {"NUM", "NOUN"} and (t.text.isalpha() or not any(c.isalpha() for c in t.text))
    ]


def _turned(parse: Parse, head: int, chosen: list[int], language: Language) -> list[str]:
    token = parse.tokens[head]
    alone = chosen == [head]
    if token.feats.get("Case") == "Nom" or (alone and token.pos == "PROPN" and token.deprel == "nsubj"):
        return [parse.tokens[i].text for i in chosen]
    if alone:
        return [_inflected(token, token, "Nom", language)]
    turned = set(_agreeing(parse, head, chosen[0], language))
    return [_inflected(parse.tokens[i], token, "Nom", language) if i in turned else parse.tokens[i].text for i in chosen]


def _counted(parse: Parse, head: int, number: Token, chosen: list[int], language: Language) -> list[str]:
    token = parse.tokens[head]
    agreeing = set(_agreeing(parse, head, chosen[0], language)) | {head}
    word, case, plural = language.morphology.number(number.text, token.feats)
    out = []
    for i in chosen:
        t = parse.tokens[i]
        if i == number.i:
            out.append(word)
        elif i in agreeing and t.feat("Case") and (t.feat("Case") not in {"Gen", case} or (i == head and plural != t.feat("Number"))):
            out.append(_inflected(t, token, case, language, plural))
        else:
            out.append(t.text)
    return out


def _agreeing(parse: Parse, head: int, first: int, language: Language) -> Iterator[int]:
    """The head and what agrees with it: its modifiers and theirs, its appositions outside quotation marks that open after token `first`."""
    yield head
    case = parse.tokens[head].feat("Case")
    for t in parse.dependents(head):
        if t.deprel not in AGREEING or (t.deprel == "conj" and t.pos not in MODIFIERS) or (t.i > first and _quoted(parse, t.i)):
            continue
        if t.pos == "PROPN" and "Nom" not in language.morphology.name_cases(t.text) and not _one_name(parse, head, t.i):
            continue  # `разведки Камении`: a land in the genitive, no apposition
        if t.feat("Case") == case or not t.feat("Case") or _same_form(t, case):
            yield from _agreeing(parse, t.i, first, language)


def _same_form(token: Token, case: str) -> bool:
    """The tagger wavers between genitive and accusative of living beings, and among the oblique cases of feminine adjectives."""
    return {token.feat("Case"), case} == {"Gen", "Acc"} and token.pos in {"ADJ", "DET", "VERB", "PROPN", "NUM"}


def _one_name(parse: Parse, head: int, i: int) -> bool:
    """`Республики Камении`: do both stand in one name, or is the head a name itself?"""
    return parse.tokens[head].pos == "PROPN" or any(n.first <= head < n.last and n.first <= i < n.last for n in parse.names)


def _quoted(parse: Parse, i: int) -> bool:
    return i > 0 and parse.tokens[i - 1].text in OPENING


def _after_comma(parse: Parse, i: int) -> bool:
    first = parse.subtree(i)[0]
    return parse.tokens[first].text == "," or (first > 0 and parse.tokens[first - 1].text == ",")


def _inflected(token: Token, head: Token, case: str, language: Language, number: str = "") -> str:
    if not token.feat("Case") and token.pos not in {"NOUN", "PROPN"}:
        return token.text
    wanted = {"Case": case}
    number = number or token.feat("Number") or head.feat("Number")
    if number:
        wanted["Number"] = number
    if number == "Sing" and token.pos in MODIFIERS and (gender := head.feat("Gender") or token.feat("Gender")):
        wanted["Gender"] = gender
    return language.morphology.inflect(token.text, token.pos, token.feats, wanted)


def _initial(parse: Parse, i: int, word: str) -> str:
    """A capital that only opens a sentence or a quotation becomes small."""
    small = word[:1].lower() + word[1:]
    if small == word or parse.tokens[i].pos in {"PROPN", "X"}:
        return word
    opens = i == parse.sentence_of(i).first or not any(c.isalnum() for c in parse.tokens[i - 1].text)
    if not opens or word[1:2].isupper() or ("-" in word and word.split("-")[1][:1].isupper()):
        return word
    return word if any(n.first <= i < n.last for n in parse.names) else small


def _spaced(parse: Parse, tokens: list[int], words: list[str]) -> str:
    """Words joined with the spaces that part them in the text."""
    if len(words) == 1:
        return words[0]
    out = words[0]
    for before, now, word in zip(tokens, tokens[1:], words[1:], strict=False):
        gap = parse.text[parse.tokens[before].span.end : parse.tokens[now].span.start]
        out += ("" if not gap and now == before + 1 else " ") + word
    return out


def _contiguous(parse: Parse, head: int, chosen: set[int]) -> list[int]:
    """The run around `head`, so that a phrase torn by a wrong arc does not swallow what stands between; edges without marks."""
    if len(chosen) == 1 and parse.tokens[head].text not in OPENING:
        return [head]
    first = last = head
    while first - 1 in chosen or (first - 2 in chosen and parse.tokens[first - 1].pos == "PUNCT"):
        first -= 1
    while last + 1 in chosen or (last + 2 in chosen and parse.tokens[last + 1].pos == "PUNCT"):
        if parse.tokens[last + 1].text in STOPS or (parse.tokens[last + 1].text == "(" and not _short_form(parse, last + 1)):
            break
        last += 1
    run = list(range(first, last + 1))
    while run[0] != head and _edge(parse.tokens[run[0]].text):
        run.pop(0)
    opening = run[: len(parse.words.singling_out)]
    if head not in opening and tuple(parse.tokens[i].text.lower() for i in opening) == parse.words.singling_out:
        run = run[len(opening) :]
    while run[-1] != head and _edge(parse.tokens[run[-1]].text) and not _closes(parse, run):
        run.pop()
    if run[-1] + 1 < len(parse.tokens) and _closes(parse, [*run, run[-1] + 1]):
        run.append(run[-1] + 1)
    return run


def _short_form(parse: Parse, bracket: int) -> bool:
    """A bracket that holds nothing but a short name: `(ЦИК)`."""
    following = parse.tokens[bracket + 1 : bracket + 3]
    return len(following) == 2 and following[0].text[:2].isupper() and following[1].text == ")"


def _edge(text: str) -> bool:
    return not (text.isalnum() or any(c.isalnum() for c in text)) and text not in {"«", "„", '"', "“"}


def _closes(parse: Parse, run: list[int]) -> bool:
    """Does the last mark close a quotation or bracket that the run opens?"""
    last = parse.tokens[run[-1]].text
    opening = CLOSING.get(last)
    if opening is None:
        return False
    inside = [parse.tokens[i].text for i in run[:-1]]
    return inside.count(opening) > (inside.count(last) if last != '"' else inside.count(last) // 2 * 2)
