"""How Russian numbers stand in the nominative, and which form they ask of the noun that they count."""

from __future__ import annotations

import re
from collections.abc import Mapping

COLLECTIVE = {"два": "двое", "три": "трое", "четыре": "четверо", "двое": "двое", "трое": "трое", "четверо": "четверо", "пятеро": "пятеро"}
"""What counts men and mixed company from two to four."""
FEW = frozenset({"два", "три", "четыре", "оба", "полтора"})
"""Numbers that take the genitive singular in the nominative."""
FORMS = {
    "двух": "два", "двум": "два", "двумя": "два", "две": "два", "трех": "три", "трёх": "три", "трем": "три", "трём": "три", "тремя": "три",
    "четырех": "четыре", "четырёх": "четыре", "четырем": "четыре", "четырём": "четыре", "четырьмя": "четыре",
    "двоих": "двое", "двоим": "двое", "двоими": "двое", "троих": "трое", "троим": "трое", "троими": "трое",
    "четверых": "четверо", "четверым": "четверо", "пятерых": "пятеро",
    "обоих": "оба", "обоим": "оба", "обоими": "оба", "обеих": "обе", "обеим": "обе", "обеими": "обе",
    "нескольких": "несколько", "нескольким": "несколько", "несколькими": "несколько", "многих": "много", "многим": "много",
    "десятков": "десятки", "десяткам": "десятки", "десятками": "десятки", "сотен": "сотни", "сотням": "сотни", "сотнями": "сотни",
    "тысяч": "тысячи", "тысячам": "тысячи", "тысячами": "тысячи", "скольких": "сколько", "полутора": "полтора",
    "пяти": "пять", "пятью": "пять", "шести": "шесть", "шестью": "шесть", "семи": "семь", "восьми": "восемь", "девяти": "девять",
    "десяти": "десять", "десятью": "десять", "двенадцати": "двенадцать", "двадцати": "двадцать", "тридцати": "тридцать", "ста": "сто",
}  # fmt: skip


def counted(word: str, noun: Mapping[str, str]) -> tuple[str, str, str]:
    """The number in the nominative, and the case and the number of the noun after it.

    Men and mixed company are counted by collectives: `двух генералов` -> `двое генералов`; figures stay, `21` asks for the singular.
    """
    low = word.lower()
    if re.fullmatch(r"[\d  .,]+", word):
        return (word, *_after_figure(re.sub(r"\D", "", word)))
    base = FORMS.get(low, low)
    if low in {"один", "одна", "одно", "одного", "одной", "одному", "одну", "одним", "одном"}:
        return word, "Nom", "Sing"
    if base in COLLECTIVE and noun.get("Animacy") == "Anim" and noun.get("Gender") == "Masc" and noun.get("Case") not in {"Nom"} and low != base:
        return _cased(COLLECTIVE[base], word), "Gen", "Plur"
    if base in {"два", "оба"} and noun.get("Gender") == "Fem":
        base = {"два": "две", "оба": "обе"}[base]
        return _cased(base, word), "Gen", "Sing"
    return _cased(base, word), "Gen", "Sing" if base in FEW or base == "обе" else "Plur"


def _after_figure(digits: str) -> tuple[str, str]:
    if digits[-2:-1] != "1" and digits.endswith("1"):
        return "Nom", "Sing"
    if digits[-2:-1] != "1" and digits[-1:] in {"2", "3", "4"}:
        return "Gen", "Sing"
    return "Gen", "Plur"


def _cased(form: str, like: str) -> str:
    return form[:1].upper() + form[1:] if like[:1].isupper() else form
