"""Settling: the end of an address in this run. What was said is kept, the log written, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.bulletin import bulletin_id
from corpus.crawling.asking import NoAnswer, is_wanted, log_row
from corpus.crawling.fetching.allowed import check_address
from corpus.crawling.fetching.answer import Fetched, FetchError, body_hash
from corpus.crawling.frontier import MAX_TRIES, Frontier, Target
from corpus.crawling.pagers import list_of
from corpus.crawling.permission.permission import Refused
from corpus.crawling.reading.said import Article, File, ListPage, Missing, Moved, NoPage, Refusal, Said, Same
from corpus.crawling.report import Outcome
from corpus.crawling.scope import Scope, is_feed_address
from corpus.crawling.settling.announcements import Announcements
from corpus.crawling.settling.attached import GONE, Attached
from corpus.crawling.settling.bulletins import MISSES_TO_BE_GONE, Bulletins
from corpus.storing.families import Families
from corpus.storing.naming import Naming
from corpus.storing.pages import FetchRow, Pages
from corpus.storing.store import Store


@dataclass(frozen=True)
class Settling:
    """Settles the addresses of one source in one run. `program` is the one that read what is kept."""

    store: Store
    scope: Scope
    frontier: Frontier
    program: str
    retry_pause: float

    @property
    def pages(self) -> Pages:
        """The pages and the log of the store."""
        return Pages(self.store)

    @property
    def bulletins(self) -> Bulletins:
        """Which bulletin is which."""
        return Bulletins(self.store, self.scope, self.frontier)

    @property
    def attached(self) -> Attached:
        """The files that hang on bulletins."""
        return Attached(self.store, self.scope, self.frontier)

    def keep(self, target: Target, answer: Fetched, said: Said) -> Outcome:
        """Keeps what an answer says."""
        row = log_row(target, answer)
        learnt: dict[str, object] = {}
        if answer.status == 200:
            learnt = {"etag": answer.etag, "last_modified": answer.last_modified, "content_type": answer.content_type}
            if target.is_file or is_wanted(answer.content_type, target.address):
                row = replace(row, sha256=body_hash(answer))
                learnt["sha256"] = row.sha256
        with self.store.transaction():
            self.frontier.servers.answered(target.origin)
            self.frontier.servers.wait_for(target.origin, self.frontier.servers.pause(target.origin))
            match said:
                case Moved():
                    return self._move(target, said, row)
                case Missing() | Refusal() if target.is_file:
                    why = GONE if isinstance(said, Missing) else said.error
                    self.attached.miss(target, why)
                    return self._settle(target, row, "dead", error=said.error if isinstance(said, Refusal) else
                                        f"HTTP {answer.status}", kind="missing" if why is GONE else "failed")
                case File():
                    return self._settle(target, row, "done", learnt, kind=self.attached.keep(target, said))
                case Same() if target.is_file:
                    return self._settle(target, row, "done", learnt, kind="same_file")
                case Missing() if is_feed_address(target.address):  # not every portal has a /sitemap.xml
                    return self._settle(target, row, "dead")
                case Missing():
                    return self._settle(target, row, "dead", error=f"HTTP {answer.status}", missed=True, kind="missing")
                case Refusal():
                    return self._settle(target, row, "dead", error=said.error, kind="failed")
                case NoPage():
                    return self._settle(target, row, "done", learnt, missed=True)
                case Same():
                    return self._settle(target, row, "done", learnt, kind="unchanged" if target.bulletin else "page")
                case ListPage():
                    self._follow(target, said)
                    learnt |= {"read_with": self.program, "page": self._page(target, answer)}
                    return self._settle(target, row, "done", learnt, missed=not said.is_feed)
                case Article():
                    self._follow(target, said)
                    return self._keep_bulletin(target, answer, said, row, learnt | {"read_with": self.program})

    def fail(self, target: Target, failure: NoAnswer) -> Outcome:
        """Notes that nothing came; the address is tried again later, unless it was tried often enough."""
        servers, tries = self.frontier.servers, target.tries + 1
        pause, try_again = servers.pause(target.origin), failure.again and tries < MAX_TRIES
        with self.store.transaction():
            self.pages.log(self.frontier.run, failure.row)
            later = servers.now() + max(pause, self.retry_pause * 4 ** (tries - 1))
            if target.is_file and not try_again:
                self.attached.miss(target, failure.row.error)
            self.frontier.settle(target, "new" if try_again else "dead",
                                 {"error": failure.row.error, "not_before": later})
            servers.wait_for(target.origin, max(pause, failure.retry_after or 0.0))
            if failure.again and failure.retry_after is None:
                servers.failed(target.origin, failure.row.error)
        return Outcome("later" if try_again else "failed", fetched=failure.row.status is not None)

    def forbid(self, target: Target, refused: Refused) -> Outcome:
        """Notes that an address may not be asked for in this run; it was not."""
        self.frontier.forbid(target, str(refused))
        if target.is_file:
            self.attached.miss(target, str(refused))
        return Outcome(refused.kind, fetched=False)

    def _follow(self, target: Target, said: ListPage | Article) -> None:
        self.frontier.traps.left_out.update(dict(said.left_out))
        unknown = self.frontier.add_links(said.links, depth=target.depth, found_from=target.id)
        if said.portal and target.address in self.scope.entrances:
            Naming(self.store).note_own_title(self.scope.source.name, said.portal)
        if not isinstance(said, ListPage):
            return
        self.frontier.add_posts(said.posts, depth=target.depth, found_from=target.id)
        if self.frontier.partial and unknown and not said.is_feed:  # where news reaches further back than this page
            own = list_of(target.address)
            self.frontier.reopen(address for address in [*(link.address for link in said.links),
                                                         *(post.address for post in said.posts)]
                                 if list_of(address) == own)
        Announcements(self.store, self.scope.source.name).note(target.address, said.announced)

    def _page(self, target: Target, answer: Fetched) -> bytes | None:
        """Where the bytes of a page are kept; those that were read again are kept already."""
        return self.pages.keep(answer.body) if answer.status == 200 else target.page

    def _keep_bulletin(self, target: Target, answer: Fetched, said: Article, row: FetchRow,
                       learnt: dict[str, object]) -> Outcome:
        """Keeps the bulletin of a page, unless another address holds it."""
        address = self.bulletins.address_of(target, said)
        own = address or target.address
        bulletin = replace(said.bulletin, id=bulletin_id(own), url=own)
        if target.bulletin not in (None, bulletin.id):
            self.bulletins.leave(target, str(target.bulletin))  # the page names another canonical address now
        twin = self.bulletins.twin_of(bulletin) if address is not None else None
        Families(self.store).note(own, twin)
        if address is None or twin is not None:
            # Read again in every run, from here if it did not change: should the other one go, this takes its place.
            learnt |= {"page": self._page(target, answer), "bulletin": None, "read_with": ""}
            return self._settle(target, row, "done", learnt, kind="twin")
        count = self.store.put([bulletin])
        self.frontier.credit(target.id)
        self.attached.hang(bulletin, target.depth, target.id)
        kind = "new" if count.new else "changed" if count.changed else "unchanged"
        if kind != "unchanged" or target.page is None:
            # Counters of visitors make the bytes differ on every visit: those that say nothing new are not kept again.
            learnt["page"] = self._page(target, answer)
        return self._settle(target, row, "done", {**learnt, "bulletin": bulletin.id, "misses": 0}, kind=kind)

    def _move(self, target: Target, said: Moved, row: FetchRow) -> Outcome:
        row = replace(row, redirected_to=said.to or said.written)
        if said.to and target.address in [said.to, *self.frontier.hops_from(said.to)]:
            return self._settle(target, row, "dead", error="chuyển hướng vòng", missed=True, kind="failed")
        error = ""
        try:
            if said.to is None:
                raise FetchError(f"chuyển hướng đến địa chỉ sai: {said.written[:200]}")
            check_address(said.to, self.scope.hosts)
        except FetchError as refused:
            error = str(refused)
        if target.is_file:
            return self._move_file(target, said, row, error)
        is_entrance = target.address in self.scope.entrances
        if said.to and not error and is_entrance:
            self.scope.entrances.add(said.to)
        if said.to and not error and self.scope.lets_in(said.to):
            self.frontier.add(said.to, depth=target.depth + 1, found_from=target.id)
        outcome = self._settle(target, row, "done", error=error, missed=True)
        if error and is_entrance:
            return Outcome("failed", f"{target.address} chuyển hướng sang {row.redirected_to}: {error}")
        return outcome

    def _move_file(self, target: Target, said: Moved, row: FetchRow, error: str) -> Outcome:
        if error or said.to is None:
            self.attached.miss(target, error)
            return self._settle(target, row, "dead", error=error, kind="failed")
        self.attached.move(target, said.to)
        return self._settle(target, row, "done")

    def _settle(self, target: Target, row: FetchRow, state: str, columns: Mapping[str, object] | None = None, *,
                kind: str = "page", error: str = "", missed: bool = False) -> Outcome:
        """Writes the log and ends the lease; where a bulletin was `missed`, counts it, and says whether it is gone."""
        noted = {"redirected_to": row.redirected_to, "error": error, **(columns or {})}
        self.pages.log(self.frontier.run, replace(row, error=error))
        if missed and target.bulletin:
            noted["misses"] = target.misses + 1
            if target.misses + 1 >= MISSES_TO_BE_GONE and self.bulletins.leave(target, target.bulletin):
                kind = "gone"
        self.frontier.settle(target, state, noted)
        return Outcome(kind)
