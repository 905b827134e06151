"""Segmentation of many texts: kept results first, the rest in worker processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from indexer.analysis.kept_words import KeptWords
from indexer.analysis.words import segment

# Texts handed to a worker at once: ten milliseconds of work, so that handing over costs little and none waits for long.
CHUNK_CHARS = 20_000
# Fewer new texts are cut here, in a tenth of a second, before a first worker has started.
WORTH_WORKERS_CHARS = 200_000


class SegmentationError(Exception):
    """Words could not be segmented; the message says what to do."""


class Segmenter:
    """Cuts the words of batches of texts. A context manager: its worker processes start with the first new text.

    Paragraph by paragraph, in `workers` processes (the interpreter's lock is held all the time, so threads gain
    nothing); with one worker, in this process.
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
        few = sum(map(len, texts)) < WORTH_WORKERS_CHARS
        if self._workers <= 1 or few and self._pool is None:
            return [segment_text(text) for text in texts]
        if self._pool is None:
            # Spawned, not forked: a fork copies locks that threads of this process may hold.
            self._pool = ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"))
        try:
            return [words.split() for cut in self._pool.map(segment_chunk, chunks(texts)) for words in cut]
        except BrokenProcessPool as error:
            raise SegmentationError("a worker that segments words was killed; perhaps the machine lacks memory: try "
                                    "scripts/reindex.py --workers 1") from error


def chunks(texts: Iterable[str], size: int = CHUNK_CHARS) -> Iterator[list[str]]:
    """The texts in their order, in lists of about `size` characters.

    >>> list(chunks(["a" * 15, "b", "c" * 9, "d"], 10))
    [['aaaaaaaaaaaaaaa'], ['b', 'ccccccccc'], ['d']]
    """
    chunk: list[str] = []
    chars = 0
    for text in texts:
        chunk.append(text)
        chars += len(text)
        if chars >= size:
            yield chunk
            chunk, chars = [], 0
    if chunk:
        yield chunk


def segment_chunk(texts: list[str]) -> list[str]:
    """The words of each text in one string, which reaches another process faster than a list."""
    return [" ".join(segment_text(text)) for text in texts]


def segment_text(text: str) -> list[str]:
    """The words of a text, cut paragraph by paragraph.

    >>> segment_text("Khoa học\\ncông nghệ")
    ['khoa_học', 'công_nghệ']
    """
    return [word for paragraph in text.split("\n") for word in segment(paragraph)]
