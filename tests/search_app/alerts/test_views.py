"""/nhan-thu: from the results to the last letter; what the pages refuse, and what they do not tell."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from corpus.dates.local_time import local_today
from search_app import create_app
from search_app.alerts.digest import count_due
from search_app.alerts.subscriptions import FILE, MOST_UNCONFIRMED
from tests.search_app.alerts.conftest import HOST, MAI, Portal, link_of, new, text_of


def test_from_the_results_to_the_last_letter(portal: Portal) -> None:
    client, today = portal.client, local_today()
    assert "/nhan-thu?q=l%C3%BAa&amp;nguon=" in client.get("/tim-kiem?q=lúa&nguon=Cổng Trường Hà").text
    offer = client.get("/nhan-thu?q=lúa").text
    assert "về “lúa”" in offer and 'type="email"' in offer and 'action="/nhan-thu?q=l%C3%BAa"' in offer

    assert portal.ask(MAI) == 200
    letter, = portal.box.of(MAI)
    assert letter["Subject"] == "Xác nhận nhận tin mới về “lúa”"
    assert letter["From"] == "Bản tin Trường Hà <bantin@truongha.example>" and letter["To"] == MAI
    assert letter["Reply-To"] == "vanphong@truongha.example" and letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] is None
    for kind in ("plain", "html"):
        assert "Sở Văn hóa" in text_of(letter, kind) and link_of(letter) in text_of(letter, kind)
    link = link_of(letter)

    # Programs that look after the reader's mail open every link: that alone is no consent.
    assert "Xác nhận nhận tin mới" in client.get(link).text
    portal.publish(new("2"))
    assert portal.send(today) == []
    assert "Đang nhận tin mới" in client.post(link, data={"viec": "xac-nhan"}).text
    assert "Đang nhận tin mới" in client.post(link, data={"viec": "xac-nhan"}).text  # pressed twice

    assert portal.send(today) == ["nothing"]  # what was there before is no news
    portal.publish(new("3", "Giá lúa <b>tăng</b>"), new("4", "Khánh thành cầu").__class__(
        "4", "", "s", "Khánh thành cầu", "Cầu mới."))
    tomorrow = today + timedelta(days=1)
    with portal.app.app_context():
        assert count_due(portal.letters.kept, portal.settings, tomorrow) == {"sent": 1}
    assert portal.send(tomorrow) == ["sent"] and portal.send(tomorrow) == []
    letter = portal.box.of(MAI)[-1]
    assert letter["Subject"] == "1 bản tin mới về “lúa”"
    text, html = text_of(letter), text_of(letter, "html")
    assert "Giá lúa <b>tăng</b>" in text and "Giá lúa &lt;b&gt;tăng&lt;/b&gt;" in html and "Khánh thành" not in text
    assert f"{HOST}/tin/3-gia-lua-b-tang-b" in text and "28/11/2026" in text and f"{HOST}/tim-kiem?q=l%C3%BAa" in text
    assert "Thương lái mua lúa" in text and f"{HOST}/tin/3-gia-lua-b-tang-b" in html

    # RFC 8058: one POST, with no cookie and no page before it, and no redirect behind it.
    assert letter["List-Unsubscribe"] == f"<{HOST}{link}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Id"] == "<nhan-thu.timkiem.example>"
    assert client.get(link).status_code == 200  # a look ends nothing
    assert client.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    portal.publish(new("5"))
    assert portal.send(tomorrow + timedelta(days=1)) == [] and client.get(link).status_code == 404
    assert "Đã thôi nhận thư" in client.post(link, data={"viec": "thoi"}).text  # clicked again
    assert MAI.encode() not in (portal.settings.own_folder / FILE).read_bytes()


@pytest.mark.parametrize("typed", ["mai", "", "mai@vi.example\r\nBcc: nam@vi.example", "a@b.example, c@d.example",
                                   "mai@vi.example\n\nXin chào", "Mai <mai@vi.example>", "x" * 9_000])
def test_hostile_addresses_are_refused(portal: Portal, typed: str) -> None:
    answer = portal.client.post("/nhan-thu?q=lúa", data={"email": typed})
    portal.letters.wait(10)
    assert answer.status_code == 422 and 'role="alert"' in answer.text and len(answer.data) < 30_000
    assert not portal.box.letters and not (portal.settings.own_folder / FILE).exists()


def test_nobody_is_flooded_and_nothing_is_told_of_who_is_known(portal: Portal) -> None:
    answers = set()
    for search in ("?q=lúa", "?q=lúa", "?q=lũ", "?q=gốm", "?q=tôm", "?q=mộc"):
        answer = portal.client.post(f"/nhan-thu{search}", data={"email": MAI})
        answers.add(re.sub(r"“\w+”|q=[\w%]+|value=\"\w+\"|>\w+ -", "", answer.text))
    portal.letters.wait(10)
    assert len(portal.box.letters) == MOST_UNCONFIRMED and len(answers) == 1


def test_nothing_is_offered_without_a_mail_server_or_a_place_to_write(portal: Portal) -> None:
    for settings in (replace(portal.settings, mail=None), replace(portal.settings, web_folder="/khong-co")):
        client = create_app(settings, portal.engine).test_client()
        assert "nhan-thu" not in client.get("/tim-kiem?q=lúa").text + client.get("/").text
        assert client.get("/nhan-thu?q=lúa").status_code == 404
        assert client.post("/nhan-thu?q=lúa", data={"email": MAI}).status_code == 404
        assert client.post("/nhan-thu/cua-toi?ma=x", data={"List-Unsubscribe": "One-Click"}).status_code == 404


def test_one_client_hands_in_so_many_addresses(portal: Portal) -> None:
    client = create_app(replace(portal.settings, limit_letters=2), portal.engine).test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    statuses = [client.post("/nhan-thu?q=lúa", data={"email": "khong-phai"}).status_code for _ in range(3)]
    assert statuses == [422, 422, 429]
    assert client.get("/nhan-thu?q=lúa").status_code == 200
    assert client.post("/nhan-thu/cua-toi?ma=x", data={"List-Unsubscribe": "One-Click"}).status_code == 200


@pytest.mark.parametrize("address", ["/nhan-thu?q=" + "a" * 300, "/nhan-thu/cua-toi", "/nhan-thu/cua-toi?ma=%00"])
def test_no_such_search_or_link(portal: Portal, address: str) -> None:
    assert portal.client.get(address).status_code == 404


def test_a_button_that_is_none(portal: Portal) -> None:
    link = portal.confirm(MAI)
    assert portal.client.post(link, data={"viec": "khác"}).status_code == 400
    assert portal.client.post(link, data={"viec": "xac-nhan"}).status_code == 200
    assert portal.client.post("/nhan-thu/cua-toi?ma=x", data={"viec": "xac-nhan"}).status_code == 404
