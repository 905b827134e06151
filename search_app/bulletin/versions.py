"""A bulletin's versions → what its page of changes shows: each edit, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from corpus.bulletin import Bulletin
from corpus.dates.writing import write_day
from search_app.addresses import bulletin_address
from search_app.rows import NO_TITLE
from search_app.wording import NO_DAY, write_moment

WORD = re.compile(r"\s+|[^\s\w]|\w+")
KEPT, ADDED, TAKEN_OUT = "", "ins", "del"
MOST_WORDS = 20_000  # of a text that is compared word by word; a longer one line by line
FIELDS = {"title": "Tiêu đề", "summary": "Tóm tắt", "author": "Tác giả", "section": "Chuyên mục", "number": "Số hiệu",
          "day": "Ngày đăng", "files": "Tệp đính kèm"}


class Stretch(NamedTuple):
    """A stretch of text and what became of it: KEPT, ADDED, or TAKEN_OUT, which are the names of tags."""

    text: str
    change: str = KEPT


@dataclass(frozen=True)
class Edit:
    """What one version changed in the one before: fields by their names, and paragraphs of the body; those that stayed
    as they were are left out."""

    heading: str
    fields: tuple[tuple[str, tuple[Stretch, ...]], ...]
    paragraphs: tuple[tuple[Stretch, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing that is shown was changed."""
        return not (self.fields or self.paragraphs)


@dataclass(frozen=True)
class Versions:
    """The page: the bulletin as it is called now, and its edits, the latest first."""

    title: str
    address: str
    first: str
    edits: tuple[Edit, ...]


def make_versions(versions: Sequence[Bulletin]) -> Versions:
    """The page of a bulletin's versions, the first one first."""
    latest = versions[-1]
    edits = [make_edit(before, after) for before, after in zip(versions, versions[1:], strict=False)]
    return Versions(latest.title or NO_TITLE, bulletin_address(latest), when(versions[0]), tuple(reversed(edits)))


def when(version: Bulletin) -> str:
    """When a version was seen for the first time."""
    return write_moment(version.collected_at) if version.collected_at else "lúc không rõ"


def make_edit(before: Bulletin, after: Bulletin) -> Edit:
    """What a version changed.

    >>> one, two = (Bulletin("1", "", "", "Tin", f"Có {count} người.\\nHết.") for count in (4, 5))
    >>> edit = make_edit(one, two)
    >>> [(piece.text, piece.change) for piece in edit.paragraphs[0]]
    [('Có ', ''), ('4', 'del'), ('5', 'ins'), (' người.', '')]
    """
    ours, theirs = fields_of(before), fields_of(after)
    fields = tuple((FIELDS[name], tuple(compare(ours[name], theirs[name]))) for name in FIELDS
                   if ours[name] != theirs[name])
    return Edit(f"Phiên bản {after.version}, thấy lúc {when(after)}", fields,
                tuple(compare_paragraphs(before.body.splitlines(), after.body.splitlines())))


def fields_of(version: Bulletin) -> dict[str, str]:
    """What stands beside the body, as text."""
    day = write_day(version.published_on) if version.published_on else NO_DAY
    at = f", {version.published_at:%H:%M}" if version.published_at else ""
    return {"title": version.title, "summary": version.summary, "author": version.author, "section": version.section,
            "number": version.number, "day": day + at, "files": "; ".join(file.name for file in version.attachments)}


def compare_paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Stretch, ...]]:
    """The paragraphs that were changed, added or taken out, in order."""
    for change, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change == "replace":
            yield from pair_up(before[a:b], after[c:d])
        elif change == "delete":
            yield from ((Stretch(line, TAKEN_OUT),) for line in before[a:b])
        elif change == "insert":
            yield from ((Stretch(line, ADDED),) for line in after[c:d])


def pair_up(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Stretch, ...]]:
    """Paragraphs that stand in each other's place, one by one; what is left over is taken out or added."""
    for one, other in zip(before, after, strict=False):
        yield tuple(compare(one, other))
    for line in before[len(after):]:
        yield (Stretch(line, TAKEN_OUT),)
    for line in after[len(before):]:
        yield (Stretch(line, ADDED),)


def compare(before: str, after: str) -> Iterator[Stretch]:
    """A text against another, word by word.

    >>> list(compare("hai ba", "hai bốn"))
    [Stretch(text='hai ', change=''), Stretch(text='ba', change='del'), Stretch(text='bốn', change='ins')]
    """
    ours, theirs = WORD.findall(before), WORD.findall(after)
    if max(len(ours), len(theirs)) > MOST_WORDS:
        ours, theirs = [before], [after]
    for change, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if change == "equal":
            yield Stretch("".join(ours[a:b]))
            continue
        if b > a:
            yield Stretch("".join(ours[a:b]), TAKEN_OUT)
        if d > c:
            yield Stretch("".join(theirs[c:d]), ADDED)
