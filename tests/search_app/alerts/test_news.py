"""What is new of a search, and what only looks new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.search_app.alerts.conftest import MAI, Portal, new


def test_what_was_only_changed_and_what_is_nearly_right_is_no_news(portal: Portal) -> None:
    portal.confirm(MAI, "?q=lúa vàng")
    portal.publish(replace(new("1"), body="Lúa vàng đã sửa."), new("2"))
    assert portal.send(date(2026, 12, 1)) == ["nothing"]
