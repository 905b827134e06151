"""The letters of a day: for each subscription what came since the last one, if anything did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.storing.arrivals import Arrivals
from search_app.alerts.handing_over import Fate, Post
from search_app.alerts.letters import write_news
from search_app.alerts.news import News, about_of, find_news, form_of, mark_now
from search_app.alerts.subscriptions import Subscription, Subscriptions
from search_app.library import store
from search_app.params import SearchForm
from search_app.settings import MailServer, Settings


@dataclass(frozen=True)
class Due:
    """A subscription whose search was looked at: what is new of it, up to a mark."""

    one: Subscription
    form: SearchForm
    news: News
    mark: int


def look(kept: Subscriptions, today: date, base: str) -> Iterator[Due]:
    """What is due today. Subscriptions to the same search from the same mark on share one look."""
    until, newest = mark_now(store()), Arrivals(store()).newest()
    shared: tuple[tuple[str, int], News] | None = None
    for one in kept.due(today):
        form = form_of(one.search, today)
        # A mark behind all texts is of another store, which was put in this one's place: what it holds is no news.
        mark = until if one.mark > newest else max(one.mark, until)
        if shared is None or shared[0] != (one.search, one.mark):
            arrived = Arrivals(store()).between(one.mark, mark)
            shared = (one.search, one.mark), find_news(form, arrived, base)
        yield Due(one, form, shared[1], mark)


def send_all(kept: Subscriptions, settings: Settings, server: MailServer, today: date) -> Iterator[tuple[str, str]]:
    """Sends the letters of today: (what became of one, what the server said) for each subscription. A run that was
    ended goes on where it stood. Raises MailError where the mail server cannot be talked to: the rest stays due."""
    with Post(server) as post:
        for due in look(kept, today, settings.public_address):
            yield send_one(kept, due, post, settings, server, today)


def send_one(kept: Subscriptions, due: Due, post: Post, settings: Settings, server: MailServer,
             today: date) -> tuple[str, str]:
    """Sends the letter of one subscription, where there is news."""
    one = due.one
    if not due.news.count:
        kept.pass_over(one.id, today, due.mark)
        return "nothing", ""
    letter = write_news(one, about_of(due.form), due.news, today, settings, server)
    fate = post.send(letter, lambda: kept.take(one, today, due.mark))
    if fate in (Fate.SENT, Fate.IN_DOUBT):
        kept.sent(one.id)
    elif fate is Fate.NOT_TAKEN:
        kept.give_back(one)
    elif fate is Fate.NOBODY and kept.refuse(one.id, today):
        return "forgotten", post.refusal
    return fate.value, post.refusal


def count_due(kept: Subscriptions, settings: Settings, today: date) -> Counter[str]:
    """What would be sent: how many letters, and how many subscriptions have no news."""
    return Counter("sent" if due.news.count else "nothing" for due in look(kept, today, settings.public_address))
