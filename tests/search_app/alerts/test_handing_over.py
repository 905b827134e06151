"""Letters handed over: hidden, by a login, and what a mail server's refusal means."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from search_app.alerts.handing_over import MailError
from search_app.alerts.subscriptions import FILE
from search_app.settings import MailServer
from tests.local_mail import hidden, open_mail_server
from tests.search_app.alerts.conftest import MAI, NAM, Portal, new


def test_an_address_that_is_nobodys_is_forgotten_and_our_own_trouble_forgets_nobody(portal: Portal) -> None:
    portal.confirm(MAI)
    portal.confirm(NAM)
    portal.publish(new("2"))
    portal.box.on_rcpt = lambda address: ("550 5.1.1 user unknown" if address == MAI
                                          else "554 5.7.1 relay access denied")
    days = [date(2026, 12, day) for day in (1, 2, 3, 4)]
    assert [portal.send(day) for day in days] == [
        ["nobody", "not taken"], ["nobody", "not taken"], ["forgotten", "not taken"], ["not taken"]]
    portal.box.on_rcpt = lambda _: None
    portal.box.on_data = lambda _: "451 4.3.0 try later"
    assert portal.send(days[-1]) == ["not taken"]
    portal.box.on_data = lambda _: None
    assert portal.send(days[-1]) == ["sent"] and portal.box.of(NAM)[-1]["Subject"] == "1 bản tin mới về “lúa”"
    assert MAI.encode() not in (portal.settings.own_folder / FILE).read_bytes()


def test_letters_go_out_hidden_and_by_a_login(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is missing")
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=thu",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    with open_mail_server(tls_context=hidden(str(certificate), str(key)), require_starttls=True) as box:
        server = MailServer("127.0.0.1", "bantin@truongha.example", box.port, "starttls", "trang", "mat-khau")
        for trusted, password, came in ((False, "mat-khau", "chứng chỉ tự ký"), (True, "sai", "không nhận tên hay mật"),
                                        (True, "mat-khau", "")):
            if trusted:
                monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
            portal.settings = replace(portal.settings, mail=replace(server, password=password))
            if not came:
                break
            with pytest.raises(MailError, match=came):
                with_news(portal, trusted)
        assert with_news(portal, True) == ["sent"] and set(box.logged_in) == {"trang"} and len(box.letters) == 1
    assert "mat-khau" not in repr(portal.settings)


def with_news(portal: Portal, again: bool) -> list[str]:
    """The run of a day with a letter to send."""
    if not again:
        portal.confirm(MAI)
        portal.publish(new("2"))
    return portal.send(date(2026, 12, 1))
