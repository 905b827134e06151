"""read_file(): the text of a file, whatever it is called."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module

from corpus.attachments.file_text import FileText, Silence, Unreadable
from corpus.attachments.kinds import kind_of
from corpus.attachments.limits import Limits
from corpus.attachments.programs import can_read_scans, read_old_doc, read_old_xls, read_picture
from corpus.attachments.zipped import open_zip
from corpus.repair.fonts import read_fonts
from corpus.text import tidy_paragraphs

FEW_LETTERS = 20  # a page with fewer is a picture with a stamp of text: a scan's page number, a signature's date
NO_LETTERS = ("Co", "Cn", "Cs", "Cc")  # categories of characters that nobody reads: codes of a font without a map
READABLE = 0.7  # the share of readable characters below which a page's text is such codes

Reader = Callable[[bytes, Limits], Iterable[str]]


def from_library(name: str) -> Reader:
    """The reader in a room of this folder, whose library may not be installed."""
    def read(raw: bytes, limits: Limits) -> Iterable[str]:
        return getattr(import_module(f"corpus.attachments.{name}"), f"read_{name}")(raw, limits)

    return read


def whole(read: Callable[[bytes, Limits], str]) -> Reader:
    """A reader of what has no pages."""
    return lambda raw, limits: [read(raw, limits)]


READERS: dict[str, Reader] = {
    "pdf": from_library("pdf"), "xlsx": from_library("xlsx"), "docx": from_library("docx"),
    "odt": from_library("odt"), "ods": from_library("odt"), "rtf": from_library("rtf"),
    "html": from_library("office_page"),
    "doc": whole(read_old_doc), "xls": whole(read_old_xls),
    "png": whole(read_picture), "jpeg": whole(read_picture), "tiff": whole(read_picture),
}
PICTURES = ("png", "jpeg", "tiff")


def read_file(raw: bytes, limits: Limits = Limits()) -> FileText:
    """What a file says. Never raises for what is in the file; memory and time are for the process to bound.

    >>> read_file(b"GIF89a").silence.value
    'không phải loại tệp đọc được'
    """
    kind = kind_of(raw)
    if len(raw) > limits.bytes:
        return FileText(kind, silence=Silence.TOO_LARGE)
    try:
        if kind == "zip":
            return read_members(raw, limits)
        if kind == "encrypted":
            raise Unreadable(Silence.ENCRYPTED)
        if kind not in READERS:
            raise Unreadable(Silence.UNKNOWN)
        text = keep_within(kind, READERS[kind](raw, limits), limits)
        return read_scan(raw, text, limits) if kind == "pdf" and is_scan(text) else text
    except Unreadable as unreadable:
        return FileText(kind, silence=unreadable.why)
    except ModuleNotFoundError:
        return FileText(kind, silence=Silence.NO_PROGRAM)


def keep_within(kind: str, pages: Iterable[str], limits: Limits) -> FileText:
    """The pages, tidied, as many as the limits let through."""
    kept: list[str] = []
    left = limits.characters
    for page in pages:
        if len(kept) == limits.pages or left <= 0:
            return FileText(kind, tuple(kept), cut=True)
        kept.append(tidy_paragraphs(page[:left]))
        left -= len(page)
    text = FileText(kind, read_fonts(*kept), cut=left < 0, by_machine=kind in PICTURES)
    return text if any(kept) else replace(text, silence=Silence.EMPTY)


def is_scan(text: FileText) -> bool:
    """Whether a PDF is pictures of pages, or as good as that: most pages have next to no letters, or none that a reader
    could read."""
    return bool(text.pages) and sum(map(says_nothing, text.pages)) * 2 > len(text.pages)


def says_nothing(page: str) -> bool:
    """Whether a page is a picture, or codes of a font that does not tell which letters they are.

    >>> says_nothing("Trang 3"), says_nothing("Nghị quyết của Hội đồng nhân dân"), says_nothing("\ue012\ue013" * 20)
    (True, False, True)
    """
    return len(page) < FEW_LETTERS or not is_readable(page)


def is_readable(page: str) -> bool:
    """Whether most characters of a page are any that people read, and signs are fewer than letters and digits.

    >>> is_readable("Thu 1.204 | 3,5%"), is_readable("!\\"#$ %&' 3)(*")
    (True, False)
    """
    strange = sum(c == "\ufffd" or unicodedata.category(c) in NO_LETTERS for c in page if c != "\n")
    signs = sum(not (c.isalnum() or c.isspace()) for c in page)
    return strange < (1 - READABLE) * len(page) and signs * 2 < len(page) - sum(map(str.isspace, page))


def read_scan(raw: bytes, text: FileText, limits: Limits) -> FileText:
    """A PDF of pictures: the letters in them, where the machine can read them; pages that have letters keep theirs.
    So many pages as the seconds allow; behind them the file is cut."""
    if not can_read_scans():
        coded = any(len(page) >= FEW_LETTERS and not is_readable(page) for page in text.pages)
        return replace(text, pages=tuple("" if says_nothing(page) else page for page in text.pages),
                       silence=Silence.NO_MAP if coded else Silence.SCAN)
    draw_page = import_module("corpus.attachments.pdf").draw_page
    end = time.monotonic() + limits.seconds
    late = False

    def pages() -> Iterator[str]:
        nonlocal late
        for number, page in enumerate(text.pages):
            late = late or time.monotonic() > end
            if not says_nothing(page):
                yield page
            else:
                yield "" if late else read_picture(draw_page(raw, number), limits)

    read = keep_within("pdf", pages(), limits)
    return replace(read, by_machine=True, cut=read.cut or late)


def read_members(raw: bytes, limits: Limits) -> FileText:
    """The files in a zip, a page each under its name; a zip inside a zip is not opened."""

    def pages() -> Iterator[str]:
        with open_zip(raw, limits) as zipped:
            for name in zipped.names:
                member = zipped.read(name)
                if kind_of(member) != "zip":
                    text = read_file(member, limits)
                    if text.pages and text.silence is None:
                        yield f"{name}\n{text.text}"

    return keep_within("zip", pages(), limits)
