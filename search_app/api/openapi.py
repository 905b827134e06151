"""The OpenAPI 3.1 document: made from the endpoints, their parameters and the dataclasses that they answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import TypeAdapter

from search_app.api.endpoint import Endpoint
from search_app.api.endpoints import ENDPOINTS
from search_app.api.parameters import describe
from search_app.api.values import Problem
from search_app.problem import MIMETYPE

VERSION = "1.0.0"  # of the addresses and their answers
REFERENCE = "#/components/schemas/{model}"


def make_document(name: str, base: str) -> dict[str, Any]:
    """The document of a site."""
    answers = {made for endpoint in ENDPOINTS for made in (endpoint.answer, *(made for _, made in endpoint.others))}
    types = {made.__name__: made for made in sorted({*answers, Problem}, key=lambda made: made.__name__)}
    schemas, shared = TypeAdapter.json_schemas(
        [(title, "serialization", TypeAdapter(made)) for title, made in types.items()], ref_template=REFERENCE)
    whole = {title: schemas[title, "serialization"] for title in types}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{name}: API", "version": VERSION,
                 "description": "Bản tin đã đăng trên các cổng thông tin, cho chương trình. Chỉ đọc, không cần khóa."},
        "servers": [{"url": base}],
        "paths": {endpoint.path: {endpoint.method: describe_endpoint(endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": shared.get("$defs", {}) | {
            title: schema for title, schema in whole.items() if "$ref" not in schema}},
    }


def describe_endpoint(endpoint: Endpoint) -> dict[str, Any]:
    """One address."""
    body = {"requestBody": {"required": True, "content": {
        one.mimetype: {"schema": dict(one.schema)} for one in endpoint.body}}} if endpoint.body else {}
    return {
        "operationId": endpoint.operation,
        "summary": endpoint.text,
        "parameters": list(describe(endpoint.parameters)),
        **body,
        "responses": {
            "200": answer_of("Câu trả lời", "application/json", endpoint.answer.__name__),
            **{str(code): answer_of(HTTPStatus(code).phrase, MIMETYPE, Problem.__name__) for code in endpoint.problems},
            **{str(code): answer_of(HTTPStatus(code).phrase, MIMETYPE if code == 422 else "application/json",
                                    made.__name__) for code, made in endpoint.others},
        },
    }


def answer_of(text: str, mimetype: str, schema: str) -> dict[str, Any]:
    """What one status brings."""
    return {"description": text, "content": {mimetype: {"schema": {"$ref": REFERENCE.format(model=schema)}}}}
