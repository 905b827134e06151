"""What went wrong, as machines are told it: problem+json (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, request

MIMETYPE = "application/problem+json"
API = "/api/"  # where programs ask


def is_for_programs() -> bool:
    """Whether the request is a program's."""
    return request.path.startswith(API)


def problem(status: int, title: str, errors: Mapping[str, str] | None = None) -> Response:
    """The answer that says what was wrong, parameter by parameter where it is theirs."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status,
                               "detail": HTTPStatus(status).phrase}
    if errors:
        body["errors"] = [{"parameter": name, "message": sentence} for name, sentence in errors.items()]
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype=MIMETYPE)
