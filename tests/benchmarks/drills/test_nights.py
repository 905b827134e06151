"""The drill of nights, in its short form; at its full size it is run by hand."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from benchmarks.drills import nights
from benchmarks.drills.large_site import LargeSite


def test_nights_ask_little_and_find_what_is_new_and_all_is_due_again(tmp_path: Path) -> None:
    outcome = nights.run(Namespace(pages=60, nights=1, held=False), tmp_path, 1)
    assert outcome.problems == ()
    first, quiet, news, sweep, after = outcome.details["nights"]
    assert (quiet["new"], news["new"], sweep["new"], after["new"]) == (0, nights.NEWS, 0, 0)
    assert quiet["asked"] < first["asked"] / 2 and sweep["asked"] >= outcome.details["pages"]


def test_a_portal_that_was_written_into_the_store_is_as_one_that_was_crawled(tmp_path: Path) -> None:
    outcome = nights.run(Namespace(pages=60, nights=1, held=True), tmp_path, 1)
    assert outcome.problems == ()
    told = outcome.details["nights"]
    assert [(night["new"], night["asked"] < 40) for night in told] == [(0, True), (nights.NEWS, True)]


def test_the_portal_is_as_large_as_it_was_asked_to_be_and_leads_to_all_of_it() -> None:
    site = LargeSite(1_000, date(2026, 11, 29))
    assert abs(site.pages - 1_000) < 10
    listed = {number for section in range(8) for number in site.numbers(section)}
    assert listed == set(range(site.count))
    newest = site.count - 1
    assert f"/tin/{newest}" in site.answer("/") and f"/tin/{newest}" in site.answer(f"/muc/{newest % 8}")
    assert site.answer("/tin/99999") == "" and site.answer("/muc/0?trang=2") != site.answer("/muc/0")
