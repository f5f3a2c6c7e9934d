"""Nominatives of Russian and foreign personal names.

The dictionary (pymorphy3) knows common names; the rest is read by the endings of Russian declension. Each rule answers with the
nominative of one word or abstains; the first that answers wins. Which surnames decline: masculine ones in a consonant, -а, -я, and
adjectival ones; feminine ones in -а, -я only (`Хиллари Клинтон`, `Анны Зегерс`); none in -о, -е, -и, -у, -ко, -ых, -их.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from letopis.languages.ru.dictionary import Analysis

PARTICLES = frozenset(
    [
        "де",
        "да",
        "дю",
        "душ",
        "дос",
        "ду",
        "ди",
        "дель",
        "делла",
        "ла",
        "ле",
        "лос",
        "фон",
        "ван",
        "ден",
        "дер",
        "тер",
        "цу",
        "аф",
        "ва",
        "бин",
        "бен",
        "ибн",
        "абу",
        "аль",
        "ас",
        "аш",
        "эль",
        "эд",
        "оглы",
        "кызы",
        "заде",
        "паша",
        "хан",
        "бей",
        "сан",
        "сен-жон",
        "и",
    ]
)
INITIAL = re.compile(r"^(?:[А-ЯЁA-Z]|Дж|Ю|Я)\.?$|^\W+$")
LATIN = re.compile(r"[A-Za-z]")
ROMAN = re.compile(r"^[IVXLCDM]+$")
CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
NOMINATIVE = frozenset({"nomn", "sing"})
GENITIVE = frozenset({"gent", "sing"})
GENDERS = {"Masc": "masc", "Fem": "femn"}
VOWELS = "аеёиоуыэюя"
HARD_K = "гкхжчшщ"

Parses = Callable[[str], Sequence[Analysis]]
Rule = Callable[[str, str], str | None]


def person_nominative(words: Sequence[str], case: str, gender: str, parses: Parses) -> tuple[tuple[str, ...], str]:
    """The name in the nominative, and its gender (Masc, Fem or empty). `case` and `gender` are what the tagger says, or empty."""
    words = _surname_last(words, parses)
    if case in {"", "Nom"}:
        return tuple(words), gender_of(words, case, gender, parses)
    gender = gender_of(words, case, gender, parses)
    plain = [not fixed(w) for w in words]
    last = max((k for k, p in enumerate(plain) if p), default=-1)
    out = []
    for k, word in enumerate(words):
        if not plain[k]:
            out.append(word)
        else:
            out.append(_word(word, case, gender, parses, surname=(k == last and len(words) > 1) or len(words) == 1))
    return tuple(out), gender


def _surname_last(words: Sequence[str], parses: Parses) -> Sequence[str]:
    """`Петров Иван Ильич` -> `Иван Ильич Петров`."""
    if len(words) != 3 or not any(p.is_known and "Patr" in p.tag.grammemes for p in parses(words[2].lower())):
        return words
    return (words[1], words[2], words[0]) if _known_first(words[1], parses) else words


def person_genitive(words: Sequence[str], gender: str, parses: Parses) -> tuple[str, ...]:
    """The genitive of a name in the nominative: `Анна Петрова` -> `Анны Петровой`."""
    east = len(words) > 1 and all(len(w) <= 4 for w in words[:-1]) and not any(_known_first(w, parses) for w in words)
    return tuple(
        w if fixed(w) or (east and k < len(words) - 1) else "-".join(_genitive(p, gender, parses) for p in w.split("-")) for k, w in enumerate(words)
    )


def _known_first(word: str, parses: Parses) -> bool:
    return any(p.is_known and "Name" in p.tag.grammemes for p in parses(word.lower()))


def _genitive(word: str, gender: str, parses: Parses) -> str:
    for p in parses(word.lower()):
        tags = p.tag.grammemes
        agrees = not gender or GENDERS[gender] in tags or "ms-f" in tags
        if p.is_known and tags & {"Name", "Surn", "Patr"} and tags >= NOMINATIVE and agrees:
            form = p.inflect(GENITIVE)
            return _cased(form, word) if form else word
    for nominative, genitive in GENITIVES["Fem" if gender == "Fem" else "Masc"]:
        if re.search(nominative + "$", word):
            return re.sub(nominative + "$", genitive, word)
    return word


def fixed(word: str) -> bool:
    """Words of a name that never change: initials, particles, Latin script, numerals."""
    return bool(word.lower() in PARTICLES or INITIAL.match(word) or LATIN.search(word) or ROMAN.match(word))


def gender_of(words: Sequence[str], case: str, given: str, parses: Parses) -> str:
    """Masc or Fem by the first name or patronymic, else by the ending of the surname, else as given."""
    found: set[str] = set()
    for word in words:
        if fixed(word):
            continue
        for p in parses(word.lower()):
            tags = p.tag.grammemes
            if p.is_known and tags & {"Name", "Patr"} and (not case or CASES[case] in tags or "Fixd" in tags) and "sing" in tags:
                found.update(g for g, t in GENDERS.items() if t in tags)
        if found:
            break
    if len(found) == 1:
        return found.pop()
    if case == "Nom" and words and re.search(r"(?:ова|ева|ёва|ина|ына|ская|цкая)$", words[-1]):
        return "Fem" if given != "Masc" or found != {"Masc"} else given
    return given if given in GENDERS else ""


def _word(word: str, case: str, gender: str, parses: Parses, surname: bool) -> str:
    if "-" in word:
        first, *rest = word.split("-")
        if (surname and gender == "Fem") or not surname:
            return "-".join(_single(p, case, gender, parses, surname) for p in (first, *rest))
        return "-".join([_kept_or(first, case, gender, parses), *(_single(p, case, gender, parses, surname) for p in rest)])
    return _single(word, case, gender, parses, surname)


def _kept_or(word: str, case: str, gender: str, parses: Parses) -> str:
    """The first half of a double surname: declined where the dictionary or a Russian ending says so, else as it stands."""
    if re.search(r"(?:ов|ев|ёв|ин|ск|цк)\w{1,3}$", word):
        return _single(word, case, gender, parses, True)
    return _dictionary(word, case, gender, parses, {"Name", "Surn"}) or _by_ending(word, case, gender, True)


def _single(word: str, case: str, gender: str, parses: Parses, surname: bool) -> str:
    if fixed(word) or not word[:1].isupper():
        return word
    kinds = {"Surn"} if surname else {"Name", "Patr"}
    known = _dictionary(word, case, gender, parses, kinds) or _dictionary(word, case, gender, parses, {"Name", "Surn", "Patr"})
    return known or _by_ending(word, case, gender, surname)


def _dictionary(word: str, case: str, gender: str, parses: Parses, kinds: set[str]) -> str | None:
    """By a parse of the dictionary that agrees in case and gender."""
    for p in parses(word.lower()):
        tags = p.tag.grammemes
        if not p.is_known or not tags & kinds or "sing" not in tags:
            continue
        if "Fixd" in tags:
            return word
        if CASES[case] not in tags or (gender and GENDERS[gender] not in tags and "ms-f" not in tags):
            continue
        form = p.inflect(NOMINATIVE)
        if form:
            return _cased(form, word)
    return None


def _by_ending(word: str, case: str, gender: str, surname: bool) -> str:
    rules = FEMININE if gender == "Fem" else MASCULINE
    low = word.lower()
    for rule in rules:
        found = rule(low, case)
        if found:
            return _cased(found, word)
    return word


# --- rules of endings ------------------------------------------------------------------------------------------------
def _possessive_masculine(w: str, case: str) -> str | None:
    """-ов, -ев, -ин: Медведева, Медведеву, Медведевым, Медведеве."""
    ends = {"Gen": "а", "Acc": "а", "Dat": "у", "Ins": "ым", "Loc": "е"}[case]
    stem = w[: -len(ends)]
    if w.endswith(ends) and re.search(r"[а-яё](?:ов|ев|ёв|ин|ын)$", stem):
        return stem
    return None


def _adjective_masculine(w: str, case: str) -> str | None:
    """-ский, -ый, -ой: Маяковского, Горькому, Белым."""
    m = re.match(r"^(.*[^аеёиоуыэюя])(ого|его|ому|ему|ым|им|ом|ем)$", w)
    if not m:
        return None
    stem, end = m.groups()
    wanted = {"Gen": {"ого", "его"}, "Acc": {"ого", "его"}, "Dat": {"ому", "ему"}, "Ins": {"ым", "им"}, "Loc": {"ом", "ем"}}[case]
    if end not in wanted or (case in {"Ins", "Loc"} and not re.search(r"(?:[сц]к|ск|н)$", stem)):
        return None
    if len(stem) < 3:
        return None
    return stem + ("ий" if re.search(r"(?:[сц]к|[гхжчшщ]|ьк)$", stem) or (end[:1] in "еи" and not stem.endswith(("к", "н"))) else "ый")


def _soft_or_short(w: str, case: str) -> str | None:
    """A stem in -й or -ь: Николая, Андрею, Гоголем, Игоре."""
    ends = {"Gen": "я", "Acc": "я", "Dat": "ю", "Ins": "ем", "Loc": "е"}[case]
    if not w.endswith(ends):
        return None
    stem = w[: -len(ends)]
    if len(stem) < 2:
        return None
    if stem[-1] in VOWELS:
        return stem + "й" if case != "Loc" or stem[-1] in "аеёияоу" else None
    if case in {"Gen", "Acc", "Dat"} and stem[-1] not in VOWELS:
        return stem + "ь"
    return None


def _hard_consonant(w: str, case: str) -> str | None:
    """A stem in a hard consonant: Кернеса, Бушу, Кохом, Трампе."""
    ends = {"Gen": ("а",), "Acc": ("а",), "Dat": ("у",), "Ins": ("ом", "ем"), "Loc": ("е",)}[case]
    for end in ends:
        if w.endswith(end) and len(w) > len(end) + 1:
            stem = w[: -len(end)]
            if stem[-1] in VOWELS + "йь":
                return None
            if end == "ем" and stem[-1] not in "цжчшщ":
                return None
            return stem
    return None


def _first_declension(w: str, case: str) -> str | None:
    """-а, -я: Обамы, Обаме, Обаму, Обамой; Берии, Саши."""
    ends = {"Gen": ("ы", "и"), "Dat": ("е", "и"), "Loc": ("е", "и"), "Acc": ("у", "ю"), "Ins": ("ой", "ей", "ою", "ею")}[case]
    for end in ends:
        if w.endswith(end) and len(w) > len(end) + 1:
            stem = w[: -len(end)]
            if end == "и" and case in {"Dat", "Loc"} and stem[-1] != "и":
                return None
            if stem[-1] in VOWELS:
                soft = stem[-1] != "у" or end in {"и", "ю", "ей"}
                return stem + ("я" if soft else "а")
            if end in {"и", "ю", "ей"} and stem[-1] not in HARD_K + "ц":
                return stem + "я"
            return stem + "а"
    return None


def _possessive_feminine(w: str, case: str) -> str | None:
    """-ова, -ина: Петровой, Петрову."""
    end = "у" if case == "Acc" else "ой"
    stem = w[: -len(end)]
    return stem + "а" if w.endswith(end) and re.search(r"(?:ов|ев|ёв|ин|ын)$", stem) else None


def _adjective_feminine(w: str, case: str) -> str | None:
    """-ская, -ая: Чайковской, Белую."""
    ends = {"Acc": ("ую", "юю")}.get(case, ("ой", "ей"))
    for end in ends:
        stem = w[: -len(end)]
        if w.endswith(end) and (end in {"ую", "юю"} or re.search(r"(?:[сц]к|[нжш]н)$", stem)):
            return stem + ("яя" if end in {"юю"} else "ая")
    return None


def _third_declension(w: str, case: str) -> str | None:
    """-ь of women's names: Любови, Нинель."""
    if case == "Ins" and w.endswith("ью"):
        return w[:-1]
    return None


GENITIVES: dict[str, tuple[tuple[str, str], ...]] = {
    "Masc": (
        ("(?<=[сц]к)ий", "ого"),
        (r"(?<=\w\w[бвгджзклмнпрстфхцчшщ])ой", "ого"),
        ("ый", "ого"),
        ("(?<=[гкхжчшщ])а", "и"),
        ("а", "ы"),
        ("[йь]", "я"),
        ("я", "и"),
        ("(?<=[бвгджзклмнпрстфхцчшщ])", "а"),
    ),
    "Fem": (("(?<=ов|ев|ёв|ин|ын)а", "ой"), ("ая", "ой"), ("(?<=[гкхжчшщ])а", "и"), ("а", "ы"), ("я", "и")),
}
"""Endings of the nominative and of the genitive, by gender; the first that fits."""
MASCULINE: tuple[Rule, ...] = (_possessive_masculine, _adjective_masculine, _soft_or_short, _hard_consonant, _first_declension)
FEMININE: tuple[Rule, ...] = (_possessive_feminine, _adjective_feminine, _third_declension, _first_declension)


def _cased(form: str, like: str) -> str:
    return form[:1].upper() + form[1:] if like[:1].isupper() else form
