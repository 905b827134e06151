"""The files that hang on a bulletin: as a line of a list, and the stretch of one in which something was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from corpus.bulletin import Bulletin
from corpus.storing.files import AttachedFile, Files
from corpus.storing.store import Store
from indexer.showing.marks import Wanted
from indexer.showing.snippet import Piece, show_stretch
from indexer.showing.unit_marks import Mark
from search_app.addresses import is_web_address
from search_app.wording import write_bytes

KIND_NAMES = {"jpeg": "ảnh", "png": "ảnh", "tiff": "ảnh", "encrypted": "có mật khẩu"}
PARTS = {"pdf": "trang {}", "xlsx": "trang tính {}", "zip": "tệp con {}"}
NAMED_PARTS = ("xlsx", "zip")  # whose pages begin with their names


@dataclass(frozen=True)
class Hung:
    """A file of a bulletin, and how its pages are read."""

    file: AttachedFile
    read: Callable[[], tuple[str, ...]]


@dataclass(frozen=True)
class FileLine:
    """A file in a list: its name, never that of an address; `details` are its kind, its size, and what it does not say.
    `address` is empty where it is nowhere safe to lead."""

    name: str
    address: str
    details: str


@dataclass(frozen=True)
class InFile:
    """Where something was found in a file: the file, the part of it ("trang 3"), and the stretch."""

    file: FileLine
    part: str
    page: int
    pieces: tuple[Piece, ...]


def hang(bulletins: Iterable[Bulletin], store: Store) -> dict[str, tuple[Hung, ...]]:
    """The files of some bulletins, by the bulletin's id."""
    files = Files(store)
    return {id: tuple(Hung(file, partial(files.pages, file.sha256 or b"")) for file in hung)
            for id, hung in files.of(bulletins).items()}


def make_line(file: AttachedFile) -> FileLine:
    """A file as a line.

    >>> make_line(AttachedFile("Bảng 1", "http://h/1", "pdf", 1_500_000, "bản chụp, chưa đọc được")).details
    'PDF, 1,5 MB, bản chụp, chưa đọc được'
    """
    kind = KIND_NAMES.get(file.kind, file.kind.upper())
    size = write_bytes(file.size) if file.size else ""
    reserve = "chữ do máy đọc từ ảnh" if file.by_machine and not file.silence else ""
    cut = "chỉ đọc phần đầu" if file.cut and not file.silence else ""
    return FileLine(file.name or file.address, file.address if is_web_address(file.address) else "",
                    ", ".join(filter(None, (kind, size, file.silence, reserve, cut))))


def find_in_files(files: Sequence[Hung], wanted: Wanted, marks: Iterable[Mark]) -> InFile | None:
    """The stretch of a file that holds most of what a bulletin's own `marks` lack; None where they lack nothing that
    any file holds."""
    lacking = wanted.lacking(marks)
    best: tuple[int, Hung, int, str, list[Mark]] | None = None
    for hung in files if lacking else ():
        for number, page in enumerate(hung.read() if hung.file.says_something else (), 1):
            found = wanted.find_marks(page)
            gain = len(lacking) - len(wanted.lacking(found) & lacking)
            if gain > (best[0] if best else 0):
                best = gain, hung, number, page, found
            if gain == len(lacking):
                break
    if best is None:
        return None
    _, hung, number, page, found = best
    return InFile(line_at(hung.file, number), name_part(hung.file, number, page), number, show_stretch(page, found))


def line_at(file: AttachedFile, page: int) -> FileLine:
    """The line of a file whose link leads to a page, where its kind has such links."""
    line = make_line(file)
    leads = file.kind == "pdf" and line.address and "#" not in line.address
    return FileLine(line.name, f"{line.address}#page={page}" if leads else line.address, line.details)


def name_part(file: AttachedFile, number: int, page: str) -> str:
    """What a page of a file is called; "" where there is one alone.

    >>> name_part(AttachedFile("", "", "pdf"), 3, "…"), name_part(AttachedFile("", "", "xlsx"), 2, "Theo xã\\nXã | Số")
    ('trang 3', 'trang tính Theo xã')
    """
    if file.kind not in PARTS:
        return ""
    return PARTS[file.kind].format(page.partition("\n")[0] if file.kind in NAMED_PARTS else number)
