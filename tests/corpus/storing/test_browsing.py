"""Bulletins by day and beside each other: in the order of time, and without what is gone."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from corpus.storing.browsing import Browsing
from corpus.storing.store import Store
from tests.corpus.storing.made_bulletins import bulletin, ids


def test_an_empty_store_has_no_days(store: Store) -> None:
    browsing = Browsing(store)
    coverage = browsing.coverage()
    assert (coverage.count, coverage.first_day, coverage.last_day, coverage.updated_at) == (0, None, None, None)
    assert (store.watermark(), browsing.latest(5), browsing.count_by_year(), store.sources()) == (0, [], {}, {})
    assert not (browsing.has_dated() or browsing.has_undated() or browsing.count_undated())
    assert browsing.day_before(date(2017, 1, 1)) is None and list(store.bulletins()) == []


def test_a_late_month_costs_no_more_for_all_that_was_before_it() -> None:
    """Counted in steps of SQLite's: a month's days are looked at, and none of the years before."""
    with Store.open(Path(":memory:")) as store:
        store.put(bulletin(str(number), f"{2000 + number % 17}-05-{number % 28 + 1:02}") for number in range(2000))
        store.put([bulletin("late", "2017-03-22")])
        steps: list[int] = []
        assert isinstance(store.connection, sqlite3.Connection)
        store.connection.set_progress_handler(lambda: steps.append(1), 10)
        assert Browsing(store).count_by_day(2017, 3) == {date(2017, 3, 22): 1}
        assert Browsing(store).count_by_month(2017) == {3: 1}
        assert len(steps) < 50


def test_days(store: Store) -> None:
    store.put([bulletin("1", "2017-03-22", at="08:30"), bulletin("2", "2017-03-22", at="10:00"), bulletin("3", ""),
               bulletin("4", "2017-03-01"), bulletin("5", "2016-12-31"), bulletin("6", "2018-01-01")])
    store.mark_gone("4", date(2026, 1, 1))
    browsing = Browsing(store)
    coverage = browsing.coverage()
    assert (coverage.count, coverage.first_day, coverage.last_day) == (5, date(2016, 12, 31), date(2018, 1, 1))
    assert ids(browsing.latest(9)) == ["6", "2", "1", "5", "3"]
    assert ids(browsing.on_day(date(2017, 3, 22))) == ["2", "1"]
    assert browsing.count_by_day(2017, 3) == {date(2017, 3, 22): 2}
    assert browsing.count_by_month(2017) == {3: 2}
    assert browsing.count_by_year() == {2016: 1, 2017: 2, 2018: 1}
    assert browsing.count_by_month(9999) == {} and browsing.count_by_day(1, 1) == {}
    assert browsing.day_before(date(2017, 3, 22)) == date(2016, 12, 31)
    assert browsing.day_after(date(2017, 3, 22)) == date(2018, 1, 1)
    assert browsing.day_after(date(2018, 1, 1)) is None
    assert ids(browsing.between(date(2017, 1, 1), date(2017, 12, 31), 9)) == ["2", "1"]
    assert (ids(browsing.undated(0, 9)), ids(browsing.undated(1, 9)), browsing.count_undated()) == (["3"], [], 1)
    source, = browsing.by_source()
    assert (source.count, source.first_day, source.last_day, source.crawled_at) == (
        5, date(2016, 12, 31), date(2018, 1, 1), None)
    assert browsing.has_dated() and browsing.has_undated()


def test_neighbours_and_others_stay_in_the_source(store: Store) -> None:
    row = [bulletin("1", "2017-01-01", section="x"), bulletin("2", "2017-01-02"), bulletin("3", "2017-01-03"),
           bulletin("4", "2017-01-04", section="x"), bulletin("5", "2017-01-05"), bulletin("6", ""),
           bulletin("7", "2017-01-03", source="b")]
    store.put(row)
    browsing = Browsing(store)
    older, newer = browsing.neighbours(row[2])
    assert older == row[1] and newer == row[3]
    assert browsing.neighbours(row[6]) == (None, None)
    assert browsing.neighbours(row[5]) == (None, row[0])  # the undated are the oldest
    assert ids(browsing.others(row[3], 3)) == ["1", "3", "2"]  # its section, then the source
    assert ids(browsing.others(row[0], 3)) == ["6", "2", "3"]  # topped up with newer ones
    assert ids(browsing.others(row[6], 3)) == []
