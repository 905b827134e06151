"""LiveIndex: the published generation, followed as it changes, without a failed question."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from indexer.analysis.abbreviations.abbreviations import join_learned
from indexer.asking.known import NOTHING_KNOWN, Known
from indexer.building.generation import REMEDY, Generation, Generations
from indexer.engine.arrays.heap import keep_freed_memory
from indexer.engine.base import Engine, IndexUnusable
from indexer.engine.open import open_engine
from indexer.suggest.suggester import Suggester

LOG = logging.getLogger(__name__)


class LiveIndex:
    """The engine that answers now. Every use looks whether another generation was published, which costs one call.

    A new generation that is damaged, or built by another analysis, is passed over and logged with the remedy; the one
    that was open goes on, or the newest older one that is sound.
    """

    def __init__(self, folder: Path):
        self._generations = Generations(folder)
        self._lock = threading.Lock()
        self._seen: str | None = None
        self._engine: Engine | None = None
        self._generation: Generation | None = None
        self._suggester: Suggester | None = None
        self._known = NOTHING_KNOWN
        keep_freed_memory()
        self._error = IndexUnusable(f"{folder}: chưa có chỉ mục; hãy chạy {REMEDY}")

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
    def known(self) -> Known:
        """What questions are read by: the project's own list of abbreviations with those that the generation that
        answers explains, and its words."""
        self._follow()
        return self._known

    def _follow(self) -> None:
        current = self._generations.current_name()
        if current == self._seen:
            return
        with self._lock:
            if current != self._seen:
                self._open_newest()
                self._seen = current

    def _open_newest(self) -> None:
        for generation, error in self._generations.usable():
            if generation is None:
                assert error is not None
                LOG.error("%s", error)
                self._error = error
                if self._engine is not None:
                    return
                continue
            try:
                # The old engine is not closed: a question may still be under way in it. It goes with its last user.
                suggester = Suggester(self._generations.path(generation.name))
                vocabulary = suggester.vocabulary
                known = Known(join_learned(vocabulary.abbreviations), vocabulary.words)
                self._engine = open_engine(f"whoosh:{self._generations.path(generation.name)}")
            except IndexUnusable as unusable:
                LOG.error("%s; hãy chạy %s", unusable, REMEDY)
                self._error = unusable
                continue
            self._generation, self._suggester, self._known = generation, suggester, known
            return
