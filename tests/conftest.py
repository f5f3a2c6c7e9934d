"""What the tests share: one tagger and one language for the whole run."""

from __future__ import annotations

import pytest

from letopis.engine import Tagger, load_tagger
from letopis.languages import ru
from letopis.languages.language import Language


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return load_tagger()


@pytest.fixture(scope="session")
def russian() -> Language:
    return ru.load()
