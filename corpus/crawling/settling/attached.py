"""What becomes of files that hang on bulletins: asked for by the same frontier, kept by what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.bulletin import Bulletin
from corpus.crawling.addresses import canonical
from corpus.crawling.frontier import Frontier, Target
from corpus.crawling.reading.said import File
from corpus.crawling.scope import Scope
from corpus.storing.files import Files
from corpus.storing.store import Store

GONE = "tệp không còn trên cổng"
ELSEWHERE = "tệp nằm ngoài các máy chủ của nguồn"
MOST = 200  # files of one bulletin: the fullest that was seen has 40; a page of thousands is a list of documents


@dataclass(frozen=True)
class Attached:
    """The files of one source's bulletins."""

    store: Store
    scope: Scope
    frontier: Frontier

    @property
    def files(self) -> Files:
        """The files of the store."""
        return Files(self.store)

    def hang(self, bulletin: Bulletin, depth: int = 0, found_from: int | None = None) -> None:
        """Notes the files of a bulletin, and that those on the source's hosts are to be asked for."""
        found = {file.address: address for file in bulletin.attachments[:MOST]
                 if (address := canonical(file.address)) is not None}
        self.files.hang(bulletin, found)
        here = [address for address in dict.fromkeys(found.values()) if self.scope.lets_in_file(address)]
        self.frontier.add_files(here, depth=depth, found_from=found_from)
        for address in set(found.values()).difference(here):
            self.files.settle(address, silence=ELSEWHERE)

    def hang_all(self, bulletins: Iterable[Bulletin]) -> None:
        """The same for bulletins that are held already: an older program left their files links."""
        for bulletin in bulletins:
            self.hang(bulletin)

    def keep(self, target: Target, said: File) -> str:
        """Keeps what a file says; what that comes to, for the report."""
        if said.text is not None:
            self.files.keep_text(said.sha256, said.size, said.text, said.with_)
        changed = self.files.settle(target.address, said.sha256, anew=said.text is not None)
        silence = (self.files.read_before(said.sha256) or ("", ""))[0]
        return "mute_file" if silence else "file" if changed else "same_file"

    def miss(self, target: Target, why: str) -> None:
        """A file did not come."""
        self.files.settle(target.address, silence=why)

    def move(self, target: Target, to: str) -> None:
        """A file lies elsewhere: it is asked for there."""
        self.files.move(target.address, to)
        self.frontier.add_files([to], depth=target.depth, found_from=target.id)
