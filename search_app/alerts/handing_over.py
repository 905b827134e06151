"""A letter to the mail server, once: it is asked first whether it takes the letter, then the letter is marked as under
way, then it goes out. So a run that is ended at any moment sends no letter a second time. The one file that knows
smtplib."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from enum import Enum
from types import TracebackType

from corpus.reasons import why
from search_app.settings import MailServer

WAIT_SECONDS = 20.0
# Enhanced status codes (RFC 3463) of an address that is nobody's, or no longer anybody's. Other refusals may be ours.
NOBODY = re.compile(r"\b5\.(?:1\.(?:1|2|3|10)|2\.1)\b")

ADDRESS = re.compile(r"\S+@\S+")


class Fate(Enum):
    """What became of a letter. Of one in doubt nobody knows whether it was taken: the server was gone before it
    answered."""

    SENT = "sent"
    NOT_OURS = "not ours"
    NOT_TAKEN = "not taken"
    NOBODY = "nobody"
    IN_DOUBT = "in doubt"


class MailError(Exception):
    """No letter can be handed over now; the message says why, in Vietnamese."""


class Post:
    """A talk with the mail server. Raises MailError where there is none to be had."""

    def __init__(self, server: MailServer):
        self._server = server
        self._talk: smtplib.SMTP | None = None
        self.refusal = ""

    def __enter__(self) -> Post:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
                 ) -> None:
        talk, self._talk = self._talk, None
        if talk:
            try:
                talk.quit()
            except (smtplib.SMTPException, OSError):
                talk.close()

    def send(self, letter: EmailMessage, take: Callable[[], bool]) -> Fate:
        """Hands over a letter to its one addressee, if `take` says that it is ours to send. What the server said of a
        letter that it did not take stands in `refusal`."""
        talk = self._call()
        try:
            code, said = talk.mail(self._server.sender)
            if code != 250:
                raise MailError(f"máy chủ thư không nhận thư từ {self._server.sender}: {write(code, said)}")
            code, said = talk.rcpt(letter["To"].addresses[0].addr_spec)
            if code not in (250, 251):
                talk.rset()
                self.refusal = write(code, said)
                return Fate.NOBODY if NOBODY.search(self.refusal) else Fate.NOT_TAKEN
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise MailError(f"máy chủ thư {self._server.host}: {reason(error)}") from error
        if not take():
            talk.rset()
            return Fate.NOT_OURS
        try:
            code, said = talk.data(letter.as_bytes())
        except smtplib.SMTPDataError as error:
            code, said = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            self.refusal = reason(error)
            return Fate.IN_DOUBT
        self.refusal = write(code, said)
        return Fate.SENT if code == 250 else Fate.NOT_TAKEN

    def _call(self) -> smtplib.SMTP:
        """The talk that is under way and still lives, else a new one."""
        if self._talk:
            try:
                if self._talk.noop()[0] == 250:
                    return self._talk
            except (smtplib.SMTPException, OSError):
                pass
            self._hang_up()
        server = self._server
        name = server.sender.rpartition("@")[2]  # else the system's name is looked up, for as long as DNS takes
        try:
            if server.security == "tls":
                self._talk = smtplib.SMTP_SSL(server.host, server.port, name, timeout=WAIT_SECONDS,
                                              context=ssl.create_default_context())
            else:
                self._talk = smtplib.SMTP(server.host, server.port, name, timeout=WAIT_SECONDS)
            if server.security == "starttls":
                self._talk.starttls(context=ssl.create_default_context())
            self._talk.ehlo_or_helo_if_needed()
            if server.user:
                self._talk.login(server.user, server.password)
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise MailError(f"máy chủ thư {server.host}: {reason(error)}") from error
        return self._talk

    def _hang_up(self) -> None:
        """Ends a talk that failed: nobody may be there who would answer a farewell."""
        if self._talk:
            self._talk.close()
        self._talk = None


def reason(error: Exception) -> str:
    """Why a talk failed.

    >>> reason(smtplib.SMTPAuthenticationError(535, b"5.7.8 bad")), reason(ConnectionRefusedError(111, "refused"))
    ('không nhận tên hay mật khẩu (535 5.7.8 bad)', 'máy chủ từ chối kết nối')
    """
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"không nhận tên hay mật khẩu ({write(error.smtp_code, error.smtp_error)})"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "không có STARTTLS hoặc không cho đăng nhập"
    if isinstance(error, smtplib.SMTPResponseException):
        return write(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "máy chủ cắt kết nối"
    return why(error)


def write(code: int, said: bytes | str) -> str:
    """What a server said, on a line, without the addresses that it repeats.

    >>> write(550, b"5.1.1 no such\\nuser: <mai@vi.example>")
    '550 5.1.1 no such user: …'
    """
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(ADDRESS.sub('…', text).split())}"[:200].strip()
