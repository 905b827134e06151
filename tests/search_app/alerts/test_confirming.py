"""Letters that ask for a confirmation: they wait for a mail server, and ask nobody who does not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from search_app.alerts.handing_over import MailError
from tests.search_app.alerts.conftest import MAI, NAM, Portal, link_of, new


def test_who_does_not_exist_is_forgotten_before_the_confirmation(portal: Portal) -> None:
    portal.box.on_rcpt = lambda _: "550 5.1.1 user unknown"
    assert portal.ask(MAI) == 200 and portal.letters.kept.counts() == (0, 0)


def test_without_a_mail_server_the_letter_waits(portal: Portal, caplog: pytest.LogCaptureFixture) -> None:
    away = replace(portal.box.server, port=1)
    portal.letters._server = away
    assert portal.ask(MAI) == 200 and not portal.box.letters
    assert "máy chủ từ chối kết nối" in caplog.text and MAI not in caplog.text
    portal.letters._server = portal.box.server
    assert portal.ask(NAM) == 200
    assert {to for to, _ in portal.box.letters} == {MAI, NAM}
    portal.publish(new("2"))
    portal.client.post(link_of(portal.box.of(NAM)[0]), data={"viec": "xac-nhan"})
    portal.publish(new("3"))
    portal.settings = replace(portal.settings, mail=away)
    with pytest.raises(MailError, match="máy chủ thư 127.0.0.1: máy chủ từ chối kết nối"):
        portal.send(date(2026, 12, 1))
    portal.settings = replace(portal.settings, mail=portal.box.server)
    assert portal.send(date(2026, 12, 1)) == ["sent"]
