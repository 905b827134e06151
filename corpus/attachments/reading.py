"""read_file(): the text of a file, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from corpus.attachments.docx import read_docx
from corpus.attachments.file_text import FileText, Silence, Unreadable
from corpus.attachments.kinds import kind_of
from corpus.attachments.limits import Limits
from corpus.attachments.odt import read_odt
from corpus.attachments.pdf import draw_page, read_pdf
from corpus.attachments.programs import can_read_scans, read_old_doc, read_old_xls, read_picture
from corpus.attachments.rtf import read_rtf
from corpus.attachments.xlsx import read_xlsx
from corpus.attachments.zipped import open_zip
from corpus.text import tidy_paragraphs

FEW_LETTERS = 20  # a page with fewer is a picture with a stamp of text: a scan's page number, a signature's date

Reader = Callable[[bytes, Limits], Iterable[str]]
READERS: dict[str, Reader] = {
    "pdf": lambda raw, limits: read_pdf(raw),
    "docx": lambda raw, limits: [read_docx(raw, limits)],
    "xlsx": read_xlsx,
    "odt": lambda raw, limits: [read_odt(raw, limits)],
    "ods": lambda raw, limits: [read_odt(raw, limits)],
    "rtf": lambda raw, limits: [read_rtf(raw)],
    "doc": lambda raw, limits: [read_old_doc(raw, limits)],
    "xls": lambda raw, limits: [read_old_xls(raw, limits)],
    "png": lambda raw, limits: [read_picture(raw, limits)],
    "jpeg": lambda raw, limits: [read_picture(raw, limits)],
    "tiff": lambda raw, limits: [read_picture(raw, limits)],
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


def keep_within(kind: str, pages: Iterable[str], limits: Limits) -> FileText:
    """The pages, tidied, as many as the limits let through."""
    kept: list[str] = []
    left = limits.characters
    for page in pages:
        if len(kept) == limits.pages or left <= 0:
            return FileText(kind, tuple(kept), cut=True)
        kept.append(tidy_paragraphs(page[:left]))
        left -= len(page)
    text = FileText(kind, tuple(kept), cut=left < 0, by_machine=kind in PICTURES)
    return text if any(kept) else replace(text, silence=Silence.EMPTY)


def is_scan(text: FileText) -> bool:
    """Whether a PDF is pictures of pages: most pages have next to no letters."""
    return bool(text.pages) and sum(len(page) < FEW_LETTERS for page in text.pages) * 2 > len(text.pages)


def read_scan(raw: bytes, text: FileText, limits: Limits) -> FileText:
    """A PDF of pictures: the letters in them, where the machine can read them; pages that have letters keep theirs."""
    if not can_read_scans():
        return replace(text, silence=Silence.SCAN)

    def pages() -> Iterator[str]:
        for number, page in enumerate(text.pages):
            yield page if len(page) >= FEW_LETTERS else read_picture(draw_page(raw, number), limits)

    return replace(keep_within("pdf", pages(), limits), by_machine=True)


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
