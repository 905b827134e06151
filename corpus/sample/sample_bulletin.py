"""SampleBulletin: one file of `bulletins/`, read."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from zlib import crc32

FOLDER = Path(__file__).parent / "bulletins"
FILES = Path(__file__).parent / "files"
FENCE = "+++\n"

SECTIONS = (
    "Xây dựng Đảng", "Hội đồng nhân dân", "Kinh tế", "Nông nghiệp - Nông thôn", "Y tế", "Giáo dục",
    "Văn hóa - Du lịch", "Khoa học - Công nghệ", "Môi trường - Thiên tai", "Quốc phòng - An ninh",
    "Cải cách hành chính", "Lao động - Xã hội",
)


@dataclass(frozen=True)
class SampleAttachment:
    """A file that a bulletin links to: its name on the page and its name under /tai-lieu/."""

    name: str
    file: str


@dataclass(frozen=True)
class Edit:
    """What an editor changed after publication: what stood there, and what stands there since."""

    was: str
    to: str


@dataclass(frozen=True)
class SampleBulletin:
    """One bulletin of the sample portal; paragraphs without line ends, the summary (if any) not among them. It stands
    in the sections of `also_in`, too; its text is that after all `edits`."""

    file_name: str
    title: str
    published_on: date
    published_at: time | None
    author: str
    section: str
    summary: str
    paragraphs: tuple[str, ...]
    attachments: tuple[SampleAttachment, ...] = ()
    also_in: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def number(self) -> int:
        """Six digits that stay when other files are added."""
        return int(str(crc32(self.file_name.encode()))[:6])

    @property
    def path(self) -> str:
        """Where the portal shows it."""
        return self.path_in(self.section)

    @property
    def paths(self) -> tuple[str, ...]:
        """All addresses that it stands at, its own section's first."""
        return tuple(map(self.path_in, (self.section, *self.also_in)))

    def path_in(self, section: str) -> str:
        """Where it stands among the bulletins of a section."""
        name = self.file_name.removesuffix(".md")[len("2017-03-22-"):]
        return f"{section_path(section)}{name}-{self.number}.html"

    def at(self, edition: int) -> SampleBulletin:
        """The bulletin as it stood before its later edits: 1 is the first edition."""
        paragraphs = self.paragraphs
        for edit in reversed(self.edits[edition - 1:]):
            paragraphs = tuple(paragraph.replace(edit.to, edit.was) for paragraph in paragraphs)
        return replace(self, paragraphs=tuple(filter(None, paragraphs)))

    @property
    def text(self) -> str:
        """Title, summary and paragraphs, a line each."""
        return "\n".join(part for part in (self.title, self.summary, *self.paragraphs) if part)


def slug(text: str) -> str:
    """The text as a piece of an address.

    >>> slug("Khoa học - Công nghệ"), slug("Xây dựng Đảng")
    ('khoa-hoc-cong-nghe', 'xay-dung-dang')
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def section_path(section: str) -> str:
    """The address of a section's first list page.

    >>> section_path("Y tế")
    '/tin-tuc/y-te/'
    """
    return f"/tin-tuc/{slug(section)}/"


def read_bulletin(file_name: str, text: str) -> SampleBulletin:
    """A file's text as a record; ValueError names the file that is not in the format.

    >>> read_bulletin("2017-03-22-a.md", '+++\\ntitle = "A"\\npublished = 2017-03-22\\nsection = "Y tế"\\n+++\\nMột.')
    SampleBulletin(file_name='2017-03-22-a.md', title='A', published_on=datetime.date(2017, 3, 22), ...)
    """
    opening, fence, rest = text.partition(FENCE)
    front, closing, body = rest.partition("\n" + FENCE)
    if opening or not fence or not closing:
        raise ValueError(f"{file_name}: no front matter between two lines of +++")
    try:
        fields = tomllib.loads(front)
        published = fields["published"]
        paragraphs = tuple(" ".join(part.split("\n")) for part in body.strip().split("\n\n"))
        has_summary = bool(fields.get("summary", False))
        return SampleBulletin(
            file_name=file_name,
            title=fields["title"],
            published_on=published.date() if isinstance(published, datetime) else published,
            published_at=published.time() if isinstance(published, datetime) else None,
            author=fields.get("author", ""),
            section=fields["section"],
            summary=paragraphs[0] if has_summary else "",
            paragraphs=paragraphs[1:] if has_summary else paragraphs,
            attachments=tuple(SampleAttachment(**item) for item in fields.get("attachments", ())),
            also_in=tuple(fields.get("also_in", ())),
            edits=tuple(Edit(**edit) for edit in fields.get("edits", ())),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"{file_name}: {error!r}") from error


@lru_cache(maxsize=1)
def read_bulletins() -> tuple[SampleBulletin, ...]:
    """Every bulletin of the folder, newest first; read once in a process."""
    items = [read_bulletin(path.name, path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.md")]
    return tuple(sorted(items, key=lambda item: (item.published_on, item.published_at or time(), item.file_name),
                        reverse=True))
