"""What the tagger says of unseen words is mended from the dictionary, and nothing else is."""

from __future__ import annotations

import pytest

from letopis.languages.language import Language


@pytest.mark.parametrize(
    ("word", "said", "wanted"),
    [
        ("Облава", "ADJ", "NOUN"),
        ("изловили", "ADV", "VERB"),
        ("засудил", "NOUN", "VERB"),
        ("подозреваемый", "NOUN", "NOUN"),
        ("позже", "ADV", "ADV"),
        ("Брейвик", "PROPN", "PROPN"),
        ("печь", "NOUN", "NOUN"),
    ],
)
def test_part_of_speech(russian: Language, word: str, said: str, wanted: str) -> None:
    assert russian.morphology.mended(word, said, {})[0] == wanted


def test_features_of_a_verb(russian: Language) -> None:
    pos, feats = russian.morphology.mended("изловили", "ADV", {})
    assert (pos, feats["VerbForm"], feats["Tense"], feats["Number"], feats["Voice"]) == ("VERB", "Fin", "Past", "Plur", "Act")


def test_form_of_a_verb(russian: Language) -> None:
    feats = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past", "Number": "Plur", "Voice": "Act"}
    pos, mended = russian.morphology.mended("задержавшие", "VERB", feats)
    assert (pos, mended["VerbForm"], mended["Voice"], mended["Case"]) == ("VERB", "Part", "Act", "Nom")
    assert russian.morphology.mended("задержали", "VERB", feats) == ("VERB", feats)
