"""Asking.ask(): the answer to one address, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from corpus.attachments.readers import is_worth_another_reading
from corpus.crawling.bounded_process import BoundedProcess, Ended
from corpus.crawling.fetching.answer import Fetched, FetchError, Limits, media_type
from corpus.crawling.fetching.fetch import Fetcher, anything
from corpus.crawling.frontier import Frontier, Target
from corpus.crawling.patience import Patience
from corpus.crawling.scope import is_feed_address
from corpus.storing.files import Files
from corpus.storing.pages import FetchRow

REDIRECTS = (301, 302, 303, 307, 308)
HTML_TYPES = ("text/html", "application/xhtml+xml", "")
Result = TypeVar("Result")
PACKED_TYPES = ("application/gzip", "application/x-gzip", "application/octet-stream")


class NoAnswer(Exception):
    """Nothing came that says anything; `row` is for the log. `again` where another try may help, after `retry_after`
    seconds if the server said so."""

    def __init__(self, row: FetchRow, *, again: bool, retry_after: float | None = None):
        super().__init__(row.error)
        self.row, self.again, self.retry_after = row, again, retry_after


@dataclass(frozen=True)
class FetchingApart:
    """A Fetcher in a process that can be ended: in a name that is not found, a handshake, a body without end."""

    fetcher: Fetcher
    process: BoundedProcess
    patience: Patience

    def get(self, address: str, *, etag: str = "", last_modified: str = "", wanted: Callable[[str], bool] = anything,
            form: bytes = b"") -> Fetched:
        """The answer to one GET, or to a POST of a form, as a Fetcher gives it. Raises FetchError and Stopped."""
        return self._run(partial(self.fetcher.get, address, etag=etag, last_modified=last_modified, wanted=wanted,
                                 form=form))

    def resolve(self, address: str) -> list[str]:
        """The IP addresses of an address's host, as a Fetcher finds them. Raises FetchError and Stopped."""
        _, host, port = self.fetcher.check(address)
        return self._run(partial(self.fetcher.resolve, host, port))

    def within(self, limits: Limits) -> FetchingApart:
        """The same for what may be larger or slower."""
        return replace(self, fetcher=replace(self.fetcher, limits=limits))

    def _run(self, work: Callable[[], Result]) -> Result:
        try:
            return self.process.run(work, self.patience)
        except Ended as ended:
            raise FetchError(str(ended), again=True) from ended


@dataclass(frozen=True)
class Asking:
    """Leases addresses and asks for them. `files` asks for files, which may be larger than pages."""

    frontier: Frontier
    fetcher: FetchingApart
    files: FetchingApart
    held: Files

    def ask(self, target: Target) -> Fetched:
        """The answer, which is settled next. Raises NoAnswer."""
        self.frontier.lease(target)
        known = self._has_file(target) if target.is_file else may_be_conditional(target)
        fetcher = self.files if target.is_file else self.fetcher
        try:
            answer = fetcher.get(target.address, etag=target.etag if known else "",
                                 last_modified=target.last_modified if known else "",
                                 wanted=anything if target.is_file else partial(is_wanted, address=target.address),
                                 form=self.frontier.form_of(target))
        except FetchError as failure:
            raise NoAnswer(FetchRow(target.address, error=str(failure)), again=failure.again) from failure
        if answer.status in (408, 429) or answer.status >= 500:
            raise NoAnswer(log_row(target, answer, error=f"HTTP {answer.status}"), again=True,
                           retry_after=answer.retry_after)
        return answer

    def _has_file(self, target: Target) -> bool:
        """Whether what a file says is known, so that "not modified" would be answer enough."""
        held = self.held.last_at(target.address)
        before = self.held.read_before(held) if held else None
        return before is not None and not is_worth_another_reading(*before)


def is_wanted(content_type: str, address: str) -> bool:
    """Whether a type of content is read: pages, feeds, and sitemaps in a .gz.

    >>> is_wanted("text/html; charset=utf-8", "http://h/tin"), is_wanted("application/pdf", "http://h/tin")
    (True, False)
    """
    kind = media_type(content_type)
    return (kind in HTML_TYPES or kind.endswith("xml") or kind == "text/plain" and is_feed_address(address)
            or kind in PACKED_TYPES and address.endswith(".xml.gz"))


def may_be_conditional(target: Target) -> bool:
    """Whether "not modified" would be answer enough: not for a page that was missed, nor for one not kept."""
    held = target.bulletin is not None or target.page is not None
    return target.misses == 0 and (held or not is_wanted(target.content_type, target.address))


def log_row(target: Target, answer: Fetched, *, error: str = "") -> FetchRow:
    """The log's line for an answer."""
    return FetchRow(target.address, answer.status, content_type=answer.content_type, bytes=answer.bytes, ms=answer.ms,
                    error=error)
