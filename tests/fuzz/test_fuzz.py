"""A short fuzz run of every reader; the long one is `make fuzz`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from letopis.formats import READERS
from tests.fuzz.contract import check
from tests.fuzz.inputs import inputs
from tests.fuzz.run import ENCODINGS
from tests.fuzz.seeds import FILES, WORDS


def test_every_reader_is_fuzzed() -> None:
    assert set(FILES) == set(WORDS) == {*(f.name for f in READERS), "packed"}


@pytest.mark.parametrize("form", FILES)
def test_no_input_breaks_the_contract(form: str) -> None:
    @settings(max_examples=60, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(inputs(form), st.booleans(), st.sampled_from(ENCODINGS))
    def reads(data: bytes, named: bool, encoding: str | None) -> None:
        check(data, form if named and form != "packed" else None, encoding)

    reads()


@pytest.mark.parametrize("form", FILES)
def test_what_is_not_changed_is_read(form: str) -> None:
    for data in FILES[form]:
        reports, _ = check(data, None)
        assert reports, data[:80]
