"""LiveIndex: the published generation, followed as it changes, without a failed question."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from corpus.data_dir import DataDir
from corpus.places.changes import PlacesError
from corpus.places.reading.find_places import PlaceReader
from indexer.analysis.abbreviations.abbreviations import join_learned
from indexer.asking.known import NOTHING_KNOWN, Known
from indexer.building.generation import REMEDY, Generations
from indexer.building.manifest import Generation
from indexer.building.shelf import open_generation
from indexer.building.watch import Watch
from indexer.documents.reader import DocumentReader
from indexer.engine.arrays.heap import keep_freed_memory, set_aside
from indexer.engine.base import Engine, EngineError, EngineUnavailable, IndexAbsent, IndexUnusable
from indexer.places.reader import open_reader
from indexer.suggest.suggester import Suggester

LOG = logging.getLogger(__name__)


# Seconds between two looks at the files of the generation that answers, and megabytes that each reads: a thousandth of
# a core, and 300 MB are read within five minutes of questions.
LOOK_SECONDS = 2.0
LOOK_CHUNKS = 2
# Seconds until a generation that could not be opened is tried again: doubled each time, up to an hour, for a large one
# is read whole.
RETRY_SECONDS = 30.0
MOST_RETRY_SECONDS = 3600.0
# The same where the index lies on machines that are away, or that do not have it yet again: to ask costs a moment, and
# they are back as a whole.
AWAY_SECONDS = 5.0


class LiveIndex:
    """The engine that answers now. Every use looks whether another generation was published, which costs one call.

    A new generation that is damaged, or built by another analysis, is passed over and logged with the remedy; the one
    that was open goes on, or the newest older one that is sound. What was passed over is tried again after a while,
    for a disk may only have been away. The files of the one that answers are looked at again now and then: where they
    are no longer what was built, the newest older one that is sound answers, or none.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = monotonic):
        self._folder = folder
        self._generations = Generations(folder)
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: str | None = None
        self._engine: Engine | None = None
        self._generation: Generation | None = None
        self._suggester: Suggester | None = None
        self._documents: DocumentReader | None = None
        self._known = NOTHING_KNOWN
        self._watch: Watch | None = None
        self._told: set[str] = set()
        self._is_away = False
        self._next_look = clock() + LOOK_SECONDS
        self._retry_after = RETRY_SECONDS
        self._next_try = math.inf
        keep_freed_memory()
        self._error: EngineError = IndexUnusable(f"{folder}: chưa có chỉ mục; hãy chạy {REMEDY}")

    @property
    def engine(self) -> Engine:
        """The engine over the published generation. IndexUnusable where there is none to be had."""
        self._follow()
        if self._engine is None:
            raise self._error
        return self._engine

    @property
    def generation(self) -> Generation | None:
        """The generation that answers, or None."""
        self._follow()
        return self._generation

    @property
    def suggester(self) -> Suggester | None:
        """What the generation that answers suggests, or None."""
        self._follow()
        return self._suggester

    @property
    def documents(self) -> DocumentReader:
        """The documents of the generation that answers. IndexUnusable where there is none to be had."""
        self._follow()
        if self._documents is None:
            raise self._error
        return self._documents

    @property
    def known(self) -> Known:
        """What questions are read by: the project's own list of abbreviations with those that the generation that
        answers explains, and its words."""
        self._follow()
        return self._known

    def doubt(self) -> None:
        """Looks at all files of the generation that answers: after a fault that sound files would not explain."""
        with self._lock:
            if self._watch and (damaged := self._watch.look_at_all()):
                self._leave(damaged)

    def _follow(self) -> None:
        now = self._clock()
        current = self._generations.current_name()
        if current == self._seen and now < self._next_look and now < self._next_try:
            return
        if current == self._seen and self._engine is not None:
            # One thread looks; the others answer meanwhile.
            if self._lock.acquire(blocking=False):
                try:
                    self._look_again(now)
                finally:
                    self._lock.release()
            return
        with self._lock:
            if current != self._seen:
                self._retry_after = RETRY_SECONDS
                self._open_newest(current)
            else:
                self._look_again(now)

    def _look_again(self, now: float) -> None:
        if now >= self._next_try:
            self._open_newest(self._seen)
        elif now >= self._next_look:
            self._next_look = now + LOOK_SECONDS
            if self._was_replaced():
                self._open_newest(self._seen)
            elif self._watch and (damaged := self._watch.look(LOOK_CHUNKS)):
                self._leave(damaged)

    def _was_replaced(self) -> bool:
        """Whether another generation lies under the name of the one that answers: who builds began anew from an older
        one, after a cluster was lost, and came to the same number."""
        try:
            return self._generation is not None and self._generations.read(self._generation.name) != self._generation
        except IndexUnusable:
            return False  # that is a matter of damage, and looked for as such

    def _tell(self, error: EngineError, remedy: str = "") -> None:
        """Logs what is wrong: the same again, half a minute later, is no news."""
        if str(error) not in self._told:
            LOG.error("%s%s", error, remedy)
            self._told.add(str(error))

    def _places(self) -> PlaceReader | None:
        """The reader of places; without an admin's rows where those cannot be read, which the log says."""
        own = DataDir(self._folder.parent).places
        try:
            return open_reader(own if own.exists() else None)
        except PlacesError as error:
            LOG.error("%s", error)
            return open_reader()

    def _leave(self, damaged: Path) -> None:
        """Answers from an older generation, or from none, where a file of this one was damaged while it was open."""
        LOG.error("%s: đã hỏng trong lúc đang dùng, không trả lời bằng thế hệ này nữa; hãy chạy %s và kiểm tra đĩa",
                  damaged, REMEDY)
        self._error = IndexUnusable(f"{damaged}: đã hỏng trong lúc đang dùng; hãy chạy {REMEDY}")
        self._engine = self._generation = self._suggester = self._documents = self._watch = None
        self._known = NOTHING_KNOWN
        self._open_newest(self._generations.current_name())

    def _open_newest(self, current: str | None) -> None:
        """Opens the newest generation that is sound; where that is not the published one, it is tried again later."""
        self._is_away = False
        self._try_newest()
        self._seen = current
        if self._generation is None or self._generation.name != current:
            if self._is_away:
                self._next_try = self._clock() + AWAY_SECONDS
                return
            self._next_try = self._clock() + self._retry_after
            self._retry_after = min(2 * self._retry_after, MOST_RETRY_SECONDS)
        else:
            self._next_try, self._retry_after = math.inf, RETRY_SECONDS
            self._told.clear()

    def _try_newest(self) -> None:
        for generation, error in self._generations.usable():
            if generation is None:
                assert error is not None
                self._tell(error)
                self._error = error
                if self._engine is not None:
                    return
                continue
            if generation == self._generation:
                return
            folder = self._generations.path(generation.name)
            try:
                # The old engine is not closed: a question may still be under way in it. It goes with its last user.
                watch = Watch(folder, generation)
                suggester = Suggester(folder)
                vocabulary = suggester.vocabulary
                documents = DocumentReader(folder)
                known = Known(join_learned(vocabulary.abbreviations), vocabulary.words, vocabulary.has_title,
                              self._places(), documents)
                self._engine = open_generation(folder)
            except EngineUnavailable as away:
                # Its files are sound, and older ones lie on the same machines: they will be back.
                self._tell(away)
                self._error, self._is_away = away, True
                return
            except IndexUnusable as unusable:
                self._tell(unusable, f"; hãy chạy {REMEDY}")
                self._error = unusable
                self._is_away = self._is_away or isinstance(unusable, IndexAbsent)
                continue
            self._generation, self._suggester, self._known = generation, suggester, known
            self._documents = documents
            self._watch, self._next_look = watch, self._clock() + LOOK_SECONDS
            set_aside()
            return
