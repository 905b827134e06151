"""What the API answers: each value is written as it stands here, and described by the OpenAPI document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class InFile:
    """What was found in a file that hangs on a bulletin: its name, its address, the page and the stretch."""

    name: str
    address: str
    page: int
    snippet: str


@dataclass(frozen=True)
class Hit:
    """One bulletin of a list. `url` is where it was published, `page_url` our page of it; days are ISO 8601. `also` are
    addresses where the same text stands; `inferred` tells that it can only mean the document whose number was asked
    for, without saying so."""

    id: str
    url: str | None
    page_url: str
    title: str
    published_on: str | None
    published_at: str | None
    snippet: str
    source: str
    source_title: str
    author: str | None
    section: str | None
    numbers: list[str]
    in_file: InFile | None
    also: list[str]
    inferred: bool


@dataclass(frozen=True)
class Count:
    """A value and how many bulletins have it."""

    value: str
    count: int


@dataclass(frozen=True)
class Search:
    """A page of results. `total` counts the bulletins that are the answer, `near` those that are nearly right."""

    query: str
    total: int
    near: int
    grouped: bool
    page: int
    pages: int
    next_cursor: str | None
    suggestion: str | None
    hits: list[Hit]
    facets: dict[str, list[Count]]
    links: dict[str, str]


@dataclass(frozen=True)
class Suggested:
    """How a text may go on; `kind` is phrase, number or title."""

    text: str
    kind: str


@dataclass(frozen=True)
class Suggestions:
    """How what was typed may go on, the best first."""

    q: str
    suggestions: list[Suggested]


@dataclass(frozen=True)
class File:
    """A file that a bulletin links to."""

    name: str
    url: str | None


@dataclass(frozen=True)
class Document:
    """A bulletin, whole. `number` is its own where it is a document; `content_hash` tells one text from another."""

    id: str
    url: str | None
    page_url: str
    title: str
    summary: str | None
    body: str
    author: str | None
    section: str | None
    source: str
    source_title: str
    kind: str
    published_on: str | None
    published_at: str | None
    number: str | None
    numbers: list[str]
    attachments: list[File]
    version: int
    collected_at: str | None
    content_hash: str


@dataclass(frozen=True)
class Days:
    """How many bulletins each year, month or day has; `undated` of the same search have no day."""

    by: str
    total: int
    undated: int
    counts: list[Count]


@dataclass(frozen=True)
class Facets:
    """How many bulletins have each value of each filter, each counted without what is chosen of it."""

    total: int
    facets: dict[str, list[Count]]


@dataclass(frozen=True)
class SourceValue:
    """A source: its name in addresses, its title, how many bulletins it has."""

    name: str
    title: str
    count: int


@dataclass(frozen=True)
class Sources:
    """All sources that are held."""

    sources: list[SourceValue]


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a parameter."""

    parameter: str
    message: str


@dataclass(frozen=True)
class Problem:
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Wrong] | None = None


def write(value: object) -> str:
    """A value as JSON.

    >>> write(Count("NQ", 2))
    '{"value": "NQ", "count": 2}'
    """
    return json.dumps(value, ensure_ascii=False, default=fields_of)


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of a dataclass."""
    return vars(value)
