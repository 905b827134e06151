"""Schemathesis asks what the OpenAPI document allows, and looks whether the answers are what it promises."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings

from corpus.data_dir import DataDir
from indexer.documents.reader import DocumentReader
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.api.endpoints import ENDPOINTS
from search_app.settings import Settings

pytest.importorskip("schemathesis")
import schemathesis  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance, response_schema_conformance, status_code_conformance)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUESTIONS = 15  # of each address


@pytest.mark.parametrize(("path", "method"), [(endpoint.path, endpoint.method) for endpoint in ENDPOINTS])
def test_every_answer_is_as_described(app: Flask, path: str, method: str) -> None:
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)

    @settings(max_examples=QUESTIONS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(described[path][method.upper()].as_strategy())
    def ask(case) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()


@pytest.mark.parametrize(("address", "path", "status"), [
    ("/so-hieu?so=20-NQ/TW", "/so-hieu", 200), ("/so-hieu?so=ngh%E1%BB%8B+quy%E1%BA%BFt", "/so-hieu", 422),
    ("/so-hieu?so=999-NQ/TW", "/so-hieu", 404), ("/so-hieu/chua-co", "/so-hieu/chua-co", 200),
    ("/van-ban/20-nq-tw", "/van-ban/{so}", 200), ("/van-ban/20-NQ-TW", "/van-ban/{so}", 302),
    ("/van-ban/20-nq-tw/khoa-xii", "/van-ban/{so}/{van_ban}", 200),
    ("/van-ban/20-nq-tw/khoa-ix", "/van-ban/{so}/{van_ban}", 404),
    ("/van-ban/20-nq-tw/khoa-xii/ban-tin", "/van-ban/{so}/{van_ban}/ban-tin", 200),
])
def test_numbers_that_are_known_answer_as_described(app: Flask, address: str, path: str, status: int) -> None:
    """What is made up at random is hardly ever a number that a bulletin names."""
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    answer = app.test_client().get(f"/api/v1{address}")
    assert answer.status_code == status
    operation = described[f"/api/v1{path}"]["GET"]
    operation.validate_response(answer)


def test_lists_and_texts_of_numbers_answer_as_described(
        data: DataDir, engine: MemoryEngine, documents: DocumentReader) -> None:
    app = create_app(Settings(data), engine, documents)  # whose turns nobody has taken yet
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    for path, field in (("/api/v1/so-hieu/hang-loat", "lines"), ("/api/v1/so-hieu/tra-cuu", "mentions")):
        answer = app.test_client().post(path, data="20-NQ/TW khóa XII".encode(), content_type="text/plain")
        assert answer.status_code == 200 and answer.get_json()[field][0]["documents"]
        described[path]["POST"].validate_response(answer)
