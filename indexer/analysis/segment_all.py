"""Segmentation of many texts: kept results first, the rest in worker processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from indexer.analysis.kept_words import KeptWords
from indexer.analysis.words import segment

# Texts handed to a worker at once: enough that the handing over costs nothing, few enough that none waits for long.
CHUNK = 16


class SegmentationError(Exception):
    """Words could not be segmented; the message says what to do."""


class Segmenter:
    """Cuts the words of batches of texts. A context manager: its worker processes start with the first new text.

    Paragraph by paragraph, in `workers` processes (underthesea holds the interpreter's lock, so threads gain nothing);
    with one worker, in this process.
    """

    def __init__(self, kept: KeptWords, workers: int = 2):
        self._kept = kept
        self._workers = workers
        self._pool: Executor | None = None

    def __enter__(self) -> Segmenter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def words(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each text."""
        found = self._kept.find(texts)
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            cut = dict(zip(new, self._cut(new), strict=True))
            self._kept.keep(cut)
            found |= cut
        return [found[text] for text in texts]

    def _cut(self, texts: list[str]) -> list[list[str]]:
        if self._workers <= 1 or len(texts) <= CHUNK:
            return [segment_text(text) for text in texts]
        if self._pool is None:
            # Spawned, not forked: a fork copies locks that threads of this process may hold.
            self._pool = ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"))
        try:
            return list(self._pool.map(segment_text, texts, chunksize=CHUNK))
        except BrokenProcessPool as error:
            raise SegmentationError("a worker that segments words was killed; perhaps the machine lacks memory: try "
                                    "scripts/reindex.py --workers 1") from error


def segment_text(text: str) -> list[str]:
    """The words of a text, cut paragraph by paragraph.

    >>> segment_text("Khoa học\\ncông nghệ")
    ['khoa_học', 'công_nghệ']
    """
    return [word for paragraph in text.split("\n") for word in segment(paragraph)]
