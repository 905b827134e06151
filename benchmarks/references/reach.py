"""How many of the bulletins that mean a document its whole number finds, and by what they are known to mean it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.bulletin import Bulletin
from indexer.describing.describe import refer
from indexer.documents.cited import cite
from indexer.documents.lookup import Found, look_up
from indexer.documents.reader import DocumentReader
from indexer.documents.schema import start_file
from indexer.documents.writing import DocumentWriter


@dataclass(frozen=True)
class Reach:
    """Of one number: the bulletins that write it whole (all that a search for it could find before short forms were
    bound), those that are bound to it by their own text, those that are inferred; and those that name its type and
    digits and are left open, or mean another document."""

    asked: str
    written: int
    bound: int
    inferred: int
    open: int
    others: int

    @property
    def found(self) -> int:
        """How many a search for the number finds."""
        return self.written + self.bound + self.inferred


def measure_reach(bulletins: Iterable[Bulletin], numbers: Sequence[str]) -> list[Reach]:
    """The reach of numbers over bulletins, all of which are read and whose documents are told apart."""
    written: dict[str, set[str]] = {}  # by key, the bulletins that write it whole
    with tempfile.TemporaryDirectory() as folder:
        start_file(Path(folder), anew=True)
        writer = DocumentWriter(Path(folder))
        for bulletin in bulletins:
            references = refer(bulletin)
            for one in references:
                if one.key:
                    written.setdefault(one.key, set()).add(bulletin.id)
            writer.replace((), cite(bulletin, references))
        writer.finish()
        with closing(DocumentReader(Path(folder))) as reader:
            return [_reach_of(asked, look_up(asked, reader), written, reader) for asked in numbers]


def _reach_of(asked: str, found: Found, written: dict[str, set[str]], reader: DocumentReader) -> Reach:
    meant = set(found.bulletins)
    keys = {document.key for document in found.left}
    whole = meant & set().union(*(written.get(key, set()) for key in keys))
    inferred = set(found.inferred) - whole
    opened = {one.bulletin for one in found.open} - meant
    name = {document.name for document in found.documents}
    others = {one.bulletin for each in name for document in reader.of_name(each)
              for one in reader.citing(document)} - meant - opened
    return Reach(asked, len(whole), len(meant - whole - inferred), len(inferred), len(opened), len(others))
