"""Who asked for letters: so often, for so long, so many."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from corpus.dates.local_time import LOCAL_TIME
from search_app.alerts.subscriptions import FILE, MOST_CONFIRMED, MOST_WAITING, Asked, Subscriptions
from tests.search_app.alerts.conftest import MAI

NOON = datetime(2026, 11, 29, 12, tzinfo=LOCAL_TIME)


def test_what_is_asked_for_has_its_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_app.alerts.subscriptions.MOST_CONFIRMED", 4)
    kept = Subscriptions(tmp_path / FILE)
    assert kept.ask(MAI, "/tim-kiem", NOON) is Asked.NEW and kept.ask(MAI, "/tim-kiem", NOON) is Asked.KNOWN
    for minutes, came in ((11, Asked.NEW), (12, Asked.KNOWN), (30, Asked.NEW), (60, Asked.KNOWN)):
        one, = kept.unasked() or [None]
        if one:
            assert kept.take_asking(one.id) and not kept.take_asking(one.id)
        assert kept.ask(MAI, "/tim-kiem", NOON + timedelta(minutes=minutes)) is came, minutes
    token = next(kept._select("")).token
    assert not kept.confirm(token, NOON + timedelta(hours=49), 0) and kept.find(token) is None
    for number in range(6):
        kept.ask(MAI, f"/tim-kiem?trang={number}", NOON)
        for one in kept._select("WHERE confirmed_at = ''"):
            kept.confirm(one.token, NOON, 0)
    assert kept.counts() == (4, 0) and MOST_CONFIRMED >= 20


def test_invented_addresses_meet_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_app.alerts.subscriptions.MOST_WAITING", 9)
    kept = Subscriptions(tmp_path / FILE)
    assert [kept.ask(f"a{number}@vi.example", "/tim-kiem", NOON) for number in range(10)] == (
        [Asked.NEW] * 9 + [Asked.FULL])
    assert MOST_WAITING >= 100 and kept.ask(MAI, "/tim-kiem", NOON + timedelta(days=3)) is Asked.NEW
    assert kept.counts() == (0, 1)
