"""Reading.read(): an answer → what it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import urlsplit

import corpus
from corpus.attachments.file_text import FileText, Silence
from corpus.attachments.reading import read_file
from corpus.attachments.readers import is_worth_another_reading, readers
from corpus.crawling.addresses import canonical
from corpus.crawling.asking import REDIRECTS, is_wanted
from corpus.crawling.bounded_process import BoundedProcess, Ended
from corpus.crawling.fetching.answer import Fetched, body_hash
from corpus.crawling.frontier import Target
from corpus.crawling.patience import Patience, Stopped
from corpus.crawling.reading.content import Content, read_content
from corpus.crawling.reading.said import File, Missing, Moved, NoPage, Refusal, Said, Same
from corpus.crawling.scope import Scope
from corpus.crawling.sources import Source
from corpus.extraction.lessons import UNTAUGHT, Lessons
from corpus.extraction.portal.kept import load_hint, load_lessons
from corpus.reasons import why
from corpus.storing.files import Files
from corpus.storing.pages import Pages, now

MISSING = (404, 410)
LONGEST_ENDING = 4  # of a file's name
READERS = ("repair", "text.py", "dates", "numbers", "extraction", "crawling/reading")  # what a reading depends on


@dataclass(frozen=True)
class Reading:
    """Reads answers for one source, in a process that can be ended. Nothing is written here, no transaction is open."""

    pages: Pages
    scope: Scope
    process: BoundedProcess
    patience: Patience

    @cached_property
    def program(self) -> str:
        """Which program reads, and by which rules: what was read by another is read again."""
        return reader_fingerprint(self.scope.source, self.lessons)

    @cached_property
    def lessons(self) -> Lessons:
        """What the source's pages taught so far, and what an admin says of its addresses."""
        source = self.scope.source
        return load_lessons(self.pages.store, source.name).overruled(source.told)

    def read(self, target: Target, answer: Fetched) -> Said:
        """What an answer says. Answers that deserve another try are not brought here."""
        if answer.status in REDIRECTS:
            return Moved(canonical(answer.location, target.address), answer.location)
        if answer.status in MISSING:
            return Missing()
        if answer.status not in (200, 304):
            return Refusal(f"HTTP {answer.status}")
        if target.is_file:
            return self._read_attached(answer)
        if answer.status == 200 and not is_wanted(answer.content_type, target.address):
            return NoPage()
        if self._is_known(target) and (answer.status == 304 or body_hash(answer) == target.sha256):
            return Same()
        raw = answer.body if answer.status == 200 else self.pages.raw(target.page or b"")
        if raw is None:
            return Same()
        kind = answer.content_type if answer.status == 200 else target.content_type
        hint = load_hint(self.pages.store, self.scope.source.name, target.address)
        content = Content(target.address, raw, kind, target.depth, now(), hint)
        try:
            return self.process.run(partial(read_content, content, self.scope, self.lessons), self.patience)
        except Stopped:
            raise
        except Ended as ended:
            return Refusal(f"không đọc được: {ended}")
        except Exception as error:  # one page that breaks the reader must not end the crawl of all the others
            return Refusal(f"không đọc được: {why(error)}")

    def _read_attached(self, answer: Fetched) -> Said:
        """What a file says; the same bytes are read once, wherever they lie."""
        if answer.status == 304:
            return Same()
        digest = body_hash(answer)
        before = Files(self.pages.store).read_before(digest)
        if before is not None and not is_worth_another_reading(*before):
            return File(digest, len(answer.body))
        try:
            text = self.process.run(partial(read_file, answer.body), self.patience)
        except Ended:
            text = FileText(ending_of(answer.address), silence=Silence.COSTLY)
        return File(digest, len(answer.body), text, readers())

    def _is_known(self, target: Target) -> bool:
        """Whether the same bytes would say the same as the last time."""
        return target.misses == 0 and target.read_with == self.program


def ending_of(address: str) -> str:
    """The kind that a file's name claims, where nothing else is known of it.

    >>> ending_of("http://h/Bang%201.PDF?x=1"), ending_of("http://h/tai-ve/12")
    ('pdf', '')
    """
    name, dot, ending = urlsplit(address).path.rpartition(".")
    return ending.lower() if name and dot and ending.isalnum() and len(ending) <= LONGEST_ENDING else ""


def reader_fingerprint(source: Source, lessons: Lessons = UNTAUGHT) -> str:
    """What a page's reading depends on: the rules and lessons of its source, and the program that reads. A page that
    did not change is read again when this did."""
    root = Path(corpus.__file__).parent
    rooms = sorted(room for name in READERS for room in ([root / name] if name.endswith(".py")
                                                         else (root / name).rglob("*.py")))
    described = repr((sorted(lesson.value for lesson in lessons.all), source.rules, source.hosts, source.include,
                      source.exclude, source.told)).encode()
    return hashlib.sha256(described + b"".join(room.read_bytes() for room in rooms)).hexdigest()[:16]
