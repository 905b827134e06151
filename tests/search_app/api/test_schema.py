"""Schemathesis asks what the OpenAPI document allows, and looks whether the answers are what it promises."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings

from search_app.api.endpoints import ENDPOINTS

pytest.importorskip("schemathesis")
import schemathesis  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance, response_schema_conformance, status_code_conformance)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUESTIONS = 15  # of each address


@pytest.mark.parametrize("path", [endpoint.path for endpoint in ENDPOINTS])
def test_every_answer_is_as_described(app: Flask, path: str) -> None:
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)

    @settings(max_examples=QUESTIONS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(described[path]["GET"].as_strategy())
    def ask(case) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()
