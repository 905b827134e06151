"""Files that hang on bulletins: which address each lies at, and what it says, kept by the hash of its bytes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.attachments.file_text import FileText
from corpus.bulletin import Attachment, Bulletin
from corpus.storing.bulletin_rows import reading
from corpus.storing.compression import compress, expand
from corpus.storing.store import BATCH, Store

UNASKED = "chưa tải"  # of a file that no crawl has asked for


@dataclass(frozen=True)
class AttachedFile:
    """A bulletin's file: its name and address there, its kind ("pdf", "" if unknown), its size in bytes, and why it
    says nothing, or "". `sha256` is that of its bytes, by which `Files.pages` has its text; None where it never came.
    `cut`: it goes on behind what was read. `by_machine`: a machine read the letters of pictures."""

    name: str
    address: str
    kind: str = ""
    size: int = 0
    silence: str = UNASKED
    sha256: bytes | None = None
    cut: bool = False
    by_machine: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is text to be searched."""
        return self.sha256 is not None and not self.silence


class Files:
    """The files of a store; none in a store that an older program wrote and nobody has written to since.

    >>> from pathlib import Path
    >>> from corpus.bulletin import Attachment
    >>> with Store.open(Path(":memory:")) as store:
    ...     files = Files(store)
    ...     hung = Bulletin("1", "", "s", "Tin", "Bài", attachments=(Attachment("Bảng 1", "http://h/1.pdf"),))
    ...     _ = store.put([hung])
    ...     files.hang(hung, {"http://h/1.pdf": "http://h/1.pdf"})
    ...     files.keep_text(b"1", 9, FileText("pdf", ("Điều 1.",)), "")
    ...     files.settle("http://h/1.pdf", b"1"), files.of([hung])["1"][0].kind, files.pages(b"1")
    (True, 'pdf', ('Điều 1.',))
    """

    def __init__(self, store: Store):
        self.store = store
        self.connection = store.connection

    @cached_property
    def exist(self) -> bool:
        """Whether the store has a place for files at all."""
        return self.connection.has_table("attachment")

    # In

    def hang(self, bulletin: Bulletin, addresses: Mapping[str, str]) -> None:
        """Notes which files hang on a bulletin: the address that is asked for, by the one that is written there."""
        self.connection.executemany("INSERT INTO file (address) VALUES (?) ON CONFLICT DO NOTHING",
                                    [(address,) for address in addresses.values()])
        self.connection.executemany("INSERT INTO attachment (bulletin, written, address) VALUES (?, ?, ?) "
                                    "ON CONFLICT DO NOTHING",
                                    [(bulletin.id, written, address) for written, address in addresses.items()])

    def read_before(self, sha256: bytes) -> tuple[str, str] | None:
        """Why the file of some bytes said nothing ("" where it spoke) and with which readers, if it was read before."""
        return self.connection.execute("SELECT silence, read_with FROM file_text WHERE sha256 = ?",
                                       [sha256]).fetchone()

    def last_at(self, address: str) -> bytes | None:
        """The hash of the bytes that lay at an address the last time."""
        found = self.connection.execute("SELECT sha256 FROM file WHERE address = ?", [address]).fetchone()
        return found[0] if found else None

    def keep_text(self, sha256: bytes, size: int, text: FileText, read_with: str) -> None:
        """Keeps what a file says, in the place of what was kept of the same bytes."""
        row = [text.kind, size, text.silence.value if text.silence else "", text.cut, text.by_machine,
               compress(json.dumps(text.pages, ensure_ascii=False).encode("utf-8", "replace")), read_with]
        self.connection.execute(
            "INSERT INTO file_text (sha256, kind, size, silence, cut, by_machine, pages, read_with) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET kind = excluded.kind, "
            "size = excluded.size, silence = excluded.silence, cut = excluded.cut, by_machine = excluded.by_machine, "
            "pages = excluded.pages, read_with = excluded.read_with", [sha256, *row])

    def settle(self, address: str, sha256: bytes | None = None, silence: str = "", *, anew: bool = False) -> bool:
        """Notes what lies at an address now, or why nothing came: then what lay there before is still what it says.
        Where that changes what is said, or it was read `anew`, its bulletins count as changed. Says whether it did."""
        before = self.connection.execute("SELECT sha256, silence FROM file WHERE address = ?", [address]).fetchone()
        if before is None:
            return False
        now = (sha256 or before[0], silence)
        if now == before and not anew:
            return False
        self.connection.execute("UPDATE file SET sha256 = ?, silence = ? WHERE address = ?", [*now, address])
        self.store.touch([id for id, in self.connection.execute(
            "SELECT DISTINCT bulletin FROM attachment WHERE address = ? ORDER BY bulletin", [address])])
        return True

    def move(self, address: str, to: str) -> None:
        """What hangs at an address lies elsewhere, as the server says."""
        self.connection.execute("INSERT INTO file (address) VALUES (?) ON CONFLICT DO NOTHING", [to])
        self.connection.execute("UPDATE attachment SET address = ? WHERE address = ?", [to, address])

    # Out

    def of(self, bulletins: Iterable[Bulletin]) -> dict[str, tuple[AttachedFile, ...]]:
        """The files of some bulletins, by the bulletin's id, in the order of the page; those without any left out."""
        hung = {bulletin.id: bulletin.attachments for bulletin in bulletins if bulletin.attachments}
        known: dict[tuple[str, str], tuple] = {}
        ids = list(hung) if hung and self.exist else []
        for start in range(0, len(ids), BATCH):
            some = ids[start:start + BATCH]
            for id, written, *row in self.connection.execute(
                    "SELECT a.bulletin, a.written, coalesce(t.kind, ''), coalesce(t.size, 0), "
                    "CASE WHEN f.sha256 IS NULL THEN coalesce(nullif(f.silence, ''), ?) ELSE t.silence END, f.sha256, "
                    "coalesce(t.cut, 0), coalesce(t.by_machine, 0) FROM attachment a JOIN file f USING (address) "
                    "LEFT JOIN file_text t USING (sha256) WHERE a.bulletin IN "
                    f"({','.join('?' * len(some))})", [UNASKED, *some]):
                known[id, written] = (*row[:4], bool(row[4]), bool(row[5]))
        return {id: tuple(AttachedFile(file.name, file.address, *known.get((id, file.address), ()))
                          for file in files) for id, files in hung.items()}

    def pages(self, sha256: bytes) -> tuple[str, ...]:
        """The pages of a file's text. Raises StoreDamaged."""
        found = self.connection.execute("SELECT pages FROM file_text WHERE sha256 = ?", [sha256]).fetchone()
        with reading(f"tệp {bytes(sha256).hex()[:12]}"):
            return tuple(json.loads(expand(found[0]))) if found else ()

    def texts(self, files: Sequence[AttachedFile]) -> tuple[tuple[str, ...], ...]:
        """The pages of each file that says something; the same bytes once."""
        spoken = dict.fromkeys(file.sha256 for file in files if file.says_something and file.sha256)
        return tuple(map(self.pages, spoken))

    def totals(self) -> dict[str, dict[str, int]]:
        """By kind of file how many were read ("") and how many say nothing, by the reason; kind "" where unknown."""
        totals: dict[str, Counter[str]] = {}
        rows = self.connection.execute(
            "SELECT coalesce(t.kind, ''), CASE WHEN f.sha256 IS NULL THEN coalesce(nullif(f.silence, ''), ?) "
            "ELSE t.silence END, count(*) FROM file f LEFT JOIN file_text t USING (sha256) WHERE EXISTS "
            "(SELECT 1 FROM attachment a WHERE a.address = f.address) GROUP BY 1, 2 ORDER BY 1, 2",
            [UNASKED]) if self.exist else ()
        for kind, silence, count in rows:
            totals.setdefault(kind, Counter())[silence] += count
        return {kind: dict(counts) for kind, counts in totals.items()}


def with_files(store: Store, source: str) -> Iterator[Bulletin]:
    """The bulletins of a source that name files, with no text."""
    rows = store.connection.execute(
        "SELECT b.id, t.attachments FROM bulletin b JOIN bulletin_text t ON t.key = b.text_key "
        "WHERE b.source = ? AND b.gone_on = '' AND t.attachments != '[]' ORDER BY b.id", [source]).fetchall()
    for id, attachments in rows:
        with reading(f"bản tin {id}"):
            yield Bulletin(id, "", source, attachments=tuple(Attachment(*pair) for pair in json.loads(attachments)))
