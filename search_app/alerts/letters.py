"""The letters: as plain text and as HTML, signed by who runs the site."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote, urlsplit

from flask import current_app

from corpus.dates.local_time import LOCAL_TIME
from corpus.dates.writing import write_day
from corpus.text import tidy
from search_app.alerts.addressee import read_addressee
from search_app.alerts.news import News
from search_app.alerts.subscriptions import CONFIRM_HOURS, Subscription
from search_app.settings import MailServer, Settings
from search_app.wording import write_count

PATH, MINE = "/nhan-thu", "/nhan-thu/cua-toi"
MAX_SUBJECT_CHARS = 120  # mail programs show fewer
ONE_CLICK = "List-Unsubscribe=One-Click"  # RFC 8058


def own_address(one: Subscription, base: str) -> str:
    """The page of a subscription, where it is confirmed and ended.

    >>> own_address(Subscription(1, "a-b", "", "", "", 0, ""), "https://h")
    'https://h/nhan-thu/cua-toi?ma=a-b'
    """
    return f"{base}{MINE}?ma={quote(one.token)}"


def write_asking(one: Subscription, about: str, settings: Settings, server: MailServer) -> EmailMessage:
    """The letter that asks whether the reader wants letters about a search of this name."""
    letter = start(one, f"Xác nhận nhận tin mới {about}", settings, server, secrets.token_hex(12))
    return fill(letter, "asking", about=about, link=own_address(one, settings.public_address), hours=CONFIRM_HOURS)


def write_news(one: Subscription, about: str, news: News, today: date, settings: Settings,
               server: MailServer) -> EmailMessage:
    """The letter of a day about a search, with the ways to end it that mail programs know."""
    base, mine = settings.public_address, own_address(one, settings.public_address)
    letter = start(one, f"{write_count(news.count)} bản tin mới {about}", settings, server,
                   f"{today:%Y%m%d}-{one.token[:12]}")
    letter["List-Unsubscribe"] = f"<{mine}>"
    letter["List-Unsubscribe-Post"] = ONE_CLICK
    letter["List-Id"] = f"<nhan-thu.{host_of(base)}>"
    return fill(letter, "news", about=about, link=mine, base=base, news=news, day=write_day(today),
                search=base + one.search, rest=news.count - len(news.told))


def start(one: Subscription, subject: str, settings: Settings, server: MailServer, id: str) -> EmailMessage:
    """A letter with its head. No line of it can become another: the policy refuses line ends in values."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(tidy(settings.name), addr_spec=server.sender)
    letter["To"] = Address(addr_spec=one.address)
    answer_to, _ = read_addressee(settings.email)
    if answer_to:
        letter["Reply-To"] = Address(addr_spec=answer_to)
    letter["Subject"] = shorten(tidy(subject))
    letter["Date"] = format_datetime(datetime.now(LOCAL_TIME))
    letter["Message-ID"] = f"<{id}@{host_of(settings.public_address)}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["Content-Language"] = "vi"
    return letter


def fill(letter: EmailMessage, template: str, **values: object) -> EmailMessage:
    """The letter with its two bodies."""
    templates = current_app.jinja_env
    letter.set_content(templates.get_template(f"alerts/mail/{template}.txt").render(**values), cte="quoted-printable")
    letter.add_alternative(templates.get_template(f"alerts/mail/{template}.html").render(**values), subtype="html",
                           cte="quoted-printable")
    return letter


def host_of(base: str) -> str:
    """The host of the site, as letters name it."""
    return urlsplit(base).hostname or "localhost"


def shorten(subject: str) -> str:
    """A subject that is not too long.

    >>> shorten("Tin mới"), len(shorten("tin " * 90))
    ('Tin mới', 120)
    """
    return subject if len(subject) <= MAX_SUBJECT_CHARS else subject[:MAX_SUBJECT_CHARS - 1].rstrip() + "…"
