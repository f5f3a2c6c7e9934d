"""The OpenAPI description is true: schemathesis asks what it describes, and no answer is one that it does not know."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from letopis.store import Ledger, Question
from letopis.web.forms import TOKEN
from letopis.web.openapi import description
from tests.web.conftest import SETTINGS

pytestmark = pytest.mark.slow
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def known_uid(ledger: Ledger, path: str) -> str:
    row = ledger.list(Question(type=("MOBILIZE",))).rows[0]
    if path.startswith("/entity"):
        return ledger.find_entities("Северия")[0].uid
    return row.report if path.startswith("/report") else row.uid


@pytest.mark.parametrize("path", sorted(description(500)["paths"]))
def test_answers_are_as_described(address: str, ledger: Ledger, path: str) -> None:
    """Forms get their token and paths a uid that is there in every other case, so that more than the refusals is tried."""
    session = requests.Session()
    good = session.get(f"{address}/paste").text.split('name="token" value="')[1].split('"')[0]
    schema = schemathesis.openapi.from_dict(description(SETTINGS.limits.rows))
    method = next(iter(schema.raw_schema["paths"][path]))
    turn = iter(range(10**9))

    @given(case=schema[path][method].as_strategy())
    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        if next(turn) % 2 and "uid" in (case.path_parameters or {}):
            case.path_parameters["uid"] = known_uid(ledger, path)
        if isinstance(case.body, dict) and next(turn) % 4:
            case.body[TOKEN] = good
            case.body.pop("url", None)
        case.call_and_validate(session=session, base_url=address, checks=CHECKS)

    ask()
