"""Letters about a search: asked for, confirmed, sent once, ended by one click; by a real mail server on loopback."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.dates.local_time import LOCAL_TIME, local_today
from corpus.storing.store import Store
from indexer.describing.describe import describe
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.alerts.confirming import KEY, Letters
from search_app.alerts.digest import count_due, send_all
from search_app.alerts.handing_over import MailError
from search_app.alerts.subscriptions import (
    FILE, MOST_CONFIRMED, MOST_UNCONFIRMED, MOST_WAITING, Asked, Subscriptions)
from search_app.settings import MailServer, Settings
from tests.local_mail import MailBox, hidden, open_mail_server
from tests.search_app.conftest import make_bulletin

MAI, NAM = "mai@vi.example", "nam@vi.example"
NOON = datetime(2026, 11, 29, 12, tzinfo=LOCAL_TIME)
HOST = "https://timkiem.example"


@dataclass
class Portal:
    """A portal with letters: its app, its mail server, and what came in since."""

    app: Flask
    box: MailBox
    engine: MemoryEngine
    settings: Settings

    @property
    def client(self) -> FlaskClient:
        """A reader."""
        return self.app.test_client()

    @property
    def letters(self) -> Letters:
        """What it keeps of readers."""
        return self.app.extensions[KEY]

    def ask(self, address: str, search: str = "?q=lúa") -> int:
        """Somebody types an address; the status, when the letter has gone."""
        status = self.client.post(f"/nhan-thu{search}", data={"email": address}).status_code
        self.letters.wait(10)
        return status

    def confirm(self, address: str, search: str = "?q=lúa") -> str:
        """The same, and the reader opens the letter's link and presses the button; the link."""
        self.ask(address, search)
        link = link_of(self.box.of(address)[-1])
        assert self.client.post(link, data={"viec": "xac-nhan"}).status_code == 200
        return link

    def publish(self, *bulletins: Bulletin) -> None:
        """Bulletins come in, and are indexed."""
        with Store.open(self.settings.data.store) as store:
            store.put(bulletins)
        self.engine.put(describe(bulletin) for bulletin in bulletins)
        self.engine.commit()

    def send(self, day: date) -> list[str]:
        """The run of a day: what became of each letter."""
        assert self.settings.mail
        with self.app.app_context():
            return [fate for fate, _ in send_all(self.letters.kept, self.settings, self.settings.mail, day)]


@pytest.fixture(scope="module")
def mail() -> Iterator[MailBox]:
    with open_mail_server() as box:
        yield box


@pytest.fixture
def portal(tmp_path: Path, mail: MailBox) -> Iterator[Portal]:
    """A portal with one bulletin, whose mail server takes all."""
    mail.letters, mail.raw, mail.on_rcpt, mail.on_data = [], [], lambda _: None, lambda _: None
    made, engine = DataDir(tmp_path / "data"), MemoryEngine()
    made.root.mkdir()
    settings = Settings(made, name="Bản tin Trường Hà", agency="Sở Văn hóa", public_address=HOST, mail=mail.server,
                        email="vanphong@truongha.example")
    with Store.open(made.store):
        pass
    found = Portal(create_app(settings, engine), mail, engine, settings)
    found.publish(make_bulletin("1", "Lúa đông xuân", "Nông dân gieo lúa.", date(2026, 11, 1)))
    yield found
    found.letters.wait(10)


def link_of(letter: EmailMessage) -> str:
    """The reader's own page, as the letter names it."""
    found = re.search(rf"{HOST}(/nhan-thu/cua-toi\?ma=[\w-]+)", text_of(letter))
    assert found
    return found[1]


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    """One of the bodies of a letter."""
    part = letter.get_body((kind,))
    assert part
    return part.get_content()


def new(id: str, title: str = "Giá lúa tăng", day: date | None = date(2026, 11, 28), **more: object) -> Bulletin:
    """A bulletin that is news."""
    return make_bulletin(id, title, f"Thương lái mua lúa tươi tại ruộng, tin số {id}.", day, **more)


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


def test_each_gets_what_is_new_of_its_own_search_and_since_its_own_day(portal: Portal) -> None:
    portal.confirm(MAI, "?q=lúa")
    portal.confirm(MAI, "?nguon=Báo Trường Hà")
    portal.confirm(NAM, "")
    portal.publish(new("2", source="Báo Trường Hà"), new("3", day=None), new("4", "Lũ", date(2026, 11, 27)))
    assert portal.send(date(2026, 12, 1)) == ["sent"] * 3
    told = {(to, letter["Subject"]): letter for to, letter in portal.box.letters[3:]}
    assert set(told) == {(MAI, "3 bản tin mới về “lúa”"), (NAM, "3 bản tin mới về mọi chủ đề"),
                         (MAI, "1 bản tin mới theo bộ lọc Nguồn: Báo Trường Hà")}
    text = text_of(told[MAI, "3 bản tin mới về “lúa”"])
    assert re.findall(r"/tin/(\d)", text) == ["2", "4", "3"]  # the newest day first, without a day last
    late = "an@vi.example"
    portal.confirm(late)
    portal.publish(*(new(f"n{number}") for number in range(25)))
    assert sorted(portal.send(date(2026, 12, 2))) == ["nothing"] + ["sent"] * 3
    assert "25 bản tin mới" in portal.box.of(late)[-1]["Subject"]
    assert text_of(portal.box.of(late)[-1]).count("/tin/") == 20 and "Còn 5 bản tin" in text_of(portal.box.of(late)[-1])


def test_what_was_only_changed_and_what_is_nearly_right_is_no_news(portal: Portal) -> None:
    portal.confirm(MAI, "?q=lúa vàng")
    portal.publish(replace(new("1"), body="Lúa vàng đã sửa."), new("2"))
    assert portal.send(date(2026, 12, 1)) == ["nothing"]


def test_another_store_in_its_place_is_no_news(portal: Portal) -> None:
    portal.publish(*(new(str(number)) for number in range(2, 9)))
    portal.confirm(MAI)
    with Store.open(portal.settings.data.store) as store:
        store.connection.execute("PRAGMA foreign_keys = OFF")
        store.connection.execute("DELETE FROM bulletin_text WHERE key > 3")
        store.connection.execute("DELETE FROM bulletin WHERE text_key > 3")
    assert portal.send(date(2026, 12, 1)) == ["nothing"]
    portal.publish(new("mới"))
    assert portal.send(date(2026, 12, 2)) == ["sent"]


@pytest.mark.parametrize("typed", ["mai", "", "mai@vi.example\r\nBcc: nam@vi.example", "a@b.example, c@d.example",
                                   "mai@vi.example\n\nXin chào", "Mai <mai@vi.example>", "x" * 9_000])
def test_hostile_addresses_are_refused(portal: Portal, typed: str) -> None:
    answer = portal.client.post("/nhan-thu?q=lúa", data={"email": typed})
    portal.letters.wait(10)
    assert answer.status_code == 422 and 'role="alert"' in answer.text and len(answer.data) < 30_000
    assert not portal.box.letters and not (portal.settings.own_folder / FILE).exists()


def test_a_search_writes_no_line_of_a_letter(portal: Portal) -> None:
    search = "?q=" + "lúa%0D%0ABcc:%20nam@vi.example%0D%0A%0D%0A<script>" + "&chuyen_muc=a%0D%0ABcc:%20x@y.example"
    portal.ask(MAI, search)
    letter, = portal.box.of(MAI)
    assert letter["Bcc"] is None and "Bcc:" in letter["Subject"] and "<script>" not in text_of(letter, "html")
    head, _, _ = portal.box.raw[0].partition(b"\r\n\r\n")
    assert not re.search(rb"^Bcc", head, re.MULTILINE) and max(map(len, portal.box.raw[0].split(b"\r\n"))) <= 78


def test_nobody_is_flooded_and_nothing_is_told_of_who_is_known(portal: Portal) -> None:
    answers = set()
    for search in ("?q=lúa", "?q=lúa", "?q=lũ", "?q=gốm", "?q=tôm", "?q=mộc"):
        answer = portal.client.post(f"/nhan-thu{search}", data={"email": MAI})
        answers.add(re.sub(r"“\w+”|q=[\w%]+|value=\"\w+\"|>\w+ -", "", answer.text))
    portal.letters.wait(10)
    assert len(portal.box.letters) == MOST_UNCONFIRMED and len(answers) == 1


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
