"""A portal that offers letters: its app, its plain engine, a real mail server on loopback, and readers who ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.describing.describe import describe
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.alerts.confirming import KEY, Letters
from search_app.alerts.digest import send_all
from search_app.settings import Settings
from tests.local_mail import MailBox, open_mail_server
from tests.search_app.conftest import make_bulletin

MAI, NAM = "mai@vi.example", "nam@vi.example"
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
