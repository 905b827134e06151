"""bm25s: scores worked out ahead, in sparse arrays. It knows words and nothing else: no phrases, filters or totals."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.speed.peer import PER_PAGE, TITLE_WEIGHT, Answer, Feed, count_bytes, require
from benchmarks.speed.queries import Asked, How
from indexer.engine.ranking import B, K1

TITLES = "titles.json"


class Bm25sPeer:
    """bm25s over one text that holds the title as often as it weighs."""

    def __init__(self) -> None:
        try:
            import bm25s  # here and not above: the bench runs without its peers
        except ImportError as error:
            raise require("bm25s", error) from error
        self._bm25s = bm25s

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the arrays. bm25s takes all texts at once: each term as its number, to hold a text in little."""
        folder.mkdir(parents=True, exist_ok=True)
        vocabulary: dict[str, int] = {}
        texts, titles = [], []
        for document in feed.documents():
            words = [*document.head.split() * int(TITLE_WEIGHT), *document.body.split()]
            texts.append([vocabulary.setdefault(word, len(vocabulary)) for word in words])
            titles.append((document.id, document.title))
        made = self._bm25s.BM25(k1=K1, b=B)
        made.index((texts, vocabulary), show_progress=False)
        made.save(str(folder))
        (folder / TITLES).write_text(json.dumps(titles, ensure_ascii=False), encoding="utf-8")

    def open(self, folder: Path) -> None:
        """Opens the arrays, mapped."""
        self._made = self._bm25s.BM25.load(str(folder), mmap=True, show_progress=False)
        self._titles = json.loads((folder / TITLES).read_text(encoding="utf-8"))

    def can(self, asked: Asked) -> bool:
        """Words of which any will do, the best first."""
        return asked.how is How.ANY and not (asked.since or asked.newest or asked.facets)

    def search(self, asked: Asked) -> Answer:
        """The page of hits."""
        last = asked.page * PER_PAGE
        ordinals, scores = self._made.retrieve([list(asked.words)], k=min(last, len(self._titles)),
                                               show_progress=False)
        chosen = [(place, score) for place, score in zip(ordinals[0], scores[0], strict=True) if score > 0]
        return Answer(tuple(tuple(self._titles[int(place)]) for place, _ in chosen[last - PER_PAGE:last]), None)

    def size(self, folder: Path) -> int:
        """Bytes on disk."""
        return count_bytes(folder)

    def close(self) -> None:
        """Lets go of the arrays."""
        del self._made
