"""A real mail server on loopback: what was handed to it, and how it may fail."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from search_app.settings import MailServer

SENDER = "bantin@truongha.example"


@dataclass
class MailBox:
    """What came in: (addressee, letter) in order. `on_rcpt` and `on_data` may answer for the server: they get the
    addressee, and give the answer or None; they run beside the server's own loop, and may wait."""

    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    on_rcpt: Callable[[str], str | None] = lambda address: None
    on_data: Callable[[str], str | None] = lambda address: None
    port: int = 0
    logged_in: list[str] = field(default_factory=list)

    @property
    def server(self) -> MailServer:
        """How it is reached."""
        return MailServer("127.0.0.1", SENDER, self.port, "none")

    def of(self, address: str) -> list[EmailMessage]:
        """The letters to an address."""
        return [letter for to, letter in self.letters if to == address]

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
                          ) -> str:
        """The server is asked whether it takes a letter to an address."""
        said = await asyncio.to_thread(self.on_rcpt, address)
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """A letter comes."""
        to, raw = envelope.rcpt_tos[0], envelope.content
        assert isinstance(raw, bytes) and len(envelope.rcpt_tos) == 1
        self.raw.append(raw)
        self.letters.append((to, message_from_bytes(raw, policy=default)))  # type: ignore[arg-type]
        said = await asyncio.to_thread(self.on_data, to)
        return said or "250 OK"


@contextmanager
def open_mail_server(**options: Any) -> Iterator[MailBox]:
    """A mail server; `options` are aiosmtpd's."""
    box, loop = MailBox(), asyncio.new_event_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        box.port = listener.getsockname()[1]

        def log_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
            box.logged_in.append(given.login.decode())
            return AuthResult(success=given.password == b"mat-khau", handled=False)

        if options:
            options["authenticator"] = log_in
        server = loop.run_until_complete(loop.create_server(
            lambda: SMTP(box, loop=loop, hostname="thu.example", **options), sock=listener))
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            yield box
        finally:
            loop.call_soon_threadsafe(server.close)
            loop.call_soon_threadsafe(stop, loop)
            thread.join(10)
            loop.close()


def stop(loop: asyncio.AbstractEventLoop) -> None:
    """Ends what is under way, then the loop."""
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()

    async def end() -> None:
        await asyncio.gather(*tasks, return_exceptions=True)
        await loop.shutdown_default_executor()
        loop.stop()

    loop.create_task(end())


def hidden(certificate: str, key: str) -> ssl.SSLContext:
    """What a server shows who asks for TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
