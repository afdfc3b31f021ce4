"""The JSON twins as their OpenAPI document describes them, and asked for with whatever fits it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sayso.web.answering import load_examples
from tests.conftest import LONG
from tests.web.served import HERE, make_client

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture(scope="module")
def api(strikes: str) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", make_client(strikes).app, headers={"host": "127.0.0.1"})


@pytest.mark.parametrize("name", sorted(load_examples()))
def test_whatever_fits_the_description_is_answered_as_described(api: Any, name: str) -> None:
    operation = api.find_operation_by_id(name)

    @given(case=operation.as_strategy())
    @settings(max_examples=200 if LONG else 3, deadline=None, suppress_health_check=list(HealthCheck))
    def check(case: Any) -> None:
        case.headers = {**(case.headers or {}), "host": HERE.removeprefix("http://")}
        case.call_and_validate(checks=CHECKS, allow_redirects=True)

    check()


def test_every_twin_is_described_with_an_example(strikes: str) -> None:
    document = make_client(strikes).get("/openapi.json").json()
    assert len(document["paths"]) == len(load_examples())
    for path, operations in document["paths"].items():
        operation = operations["get"]
        answer = operation["responses"]["200"]["content"]["application/json"]
        assert path.endswith(".json")
        assert answer["example"] == load_examples()[operation["operationId"]]
        assert operation["summary"]
        assert operation["description"]
        assert all(param.get("description") or param["in"] == "path" for param in operation.get("parameters", []))
        assert "422" not in operation["responses"]


def test_nothing_is_changed_through_the_api(strikes: str) -> None:
    document = make_client(strikes).get("/openapi.json").json()
    assert {method for operations in document["paths"].values() for method in operations} == {"get"}


def test_the_examples_name_only_the_invented_war(project: Path) -> None:
    reports = (project / "examples" / "war" / "reports.jsonl").read_text("utf-8")
    assert load_examples()["report"]["name"] in reports
