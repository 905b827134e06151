"""An address of the API, as the OpenAPI document tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search_app.api.parameters import Parameter


@dataclass(frozen=True)
class Body:
    """One way in which a request may be sent: its type, and the JSON schema of what is in it."""

    mimetype: str
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Endpoint:
    """An address, with the type of its answer, the statuses of its problems, and `others` that answer by a type of
    their own. `name` is its operation's, where the first part of the path is another's."""

    path: str
    text: str
    parameters: tuple[Parameter, ...]
    answer: type
    example: str
    problems: tuple[int, ...] = (422, 429, 503)
    others: tuple[tuple[int, type], ...] = ()
    method: str = "get"
    body: tuple[Body, ...] = ()
    name: str = ""

    @property
    def operation(self) -> str:
        """What programs call it.

        >>> Endpoint("/api/v1/ban-tin/{id}", "", (), str, "").operation
        'ban-tin'
        """
        return self.name or self.path.rpartition("/v1/")[2].partition("/")[0]
