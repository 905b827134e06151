"""The small cases that real pages and public complaints showed, where they lie beside the checkout."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from corpus.extraction.extract import Page, extract, numbers_in
from corpus.storing.bulletin_lines import LineError, read_line
from corpus.storing.records import read_records

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
FILE = CASES / "cases.jsonl"
LISTED = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()] if FILE.exists() else []


def named(key: str) -> list[Any]:
    """The cases whose input has a key; one that skips where there are none."""
    found = [pytest.param(case, id=case["id"]) for case in LISTED if key in case["input"]]
    return found or [pytest.param(None, marks=pytest.mark.skip(reason=f"{CASES} is not there"))]


@pytest.mark.shared
@pytest.mark.parametrize("case", named("page"))
def test_page(case: dict[str, Any]) -> None:
    found = extract(Page(case["input"]["address"], (CASES / case["input"]["page"]).read_bytes()))
    wanted = case["expected"]
    for key in ("is_article", "title", "author", "section"):
        assert getattr(found, key) == wanted.get(key, getattr(found, key))
    assert found.author in wanted.get("author_any", [found.author])
    assert str(found.published_on) == wanted.get("published_on", str(found.published_on))
    assert [str(number) for number in numbers_in(found)] == wanted.get("numbers", list(map(str, numbers_in(found))))
    assert [text for text in wanted.get("body_has", []) if text not in found.body] == []
    assert [text for text in wanted.get("body_lacks", []) if text in found.body] == []


@pytest.mark.shared
@pytest.mark.parametrize("case", named("lines"))
def test_lines(case: dict[str, Any]) -> None:
    days = {}
    for record in read_records(BytesIO("\n".join(case["input"]["lines"]).encode())):
        try:
            bulletin = read_line(record.raw, "nguon", datetime.now(UTC)).bulletin
        except LineError:
            continue
        days[bulletin.id] = str(bulletin.published_on)
    assert days == case["expected"]["dates"]
