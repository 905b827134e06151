"""describe_all(): many bulletins to packed entries, words cut and terms gathered in worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from corpus.bulletin import Bulletin
from corpus.places.gazetteer import NOWHERE
from indexer.analysis.segmentation.kept_words import KeptWords
from indexer.analysis.segmentation.segment_all import segment_text
from indexer.describing.around import ALONE, Around
from indexer.describing.describe import describe, parts_of, refer, refer_files, text_to_segment
from indexer.documents.cited import Cited, cite_all
from indexer.engine.entry import Entry
from indexer.places.annotating import Annotator, Named, rows_of
from indexer.workers import Workers

Pack = Callable[[Sequence[Entry]], Any]
Look = Callable[[Sequence[Bulletin]], Sequence[Around]]


@dataclass(frozen=True)
class Task:
    """Bulletins to describe, with the words of each where they are known, what is around it, what packs them, and what
    reads their places."""

    bulletins: tuple[Bulletin, ...]
    words: tuple[list[str] | None, ...]
    around: tuple[Around, ...]
    pack: Pack
    annotator: Annotator | None = None


@dataclass(frozen=True)
class Described:
    """Bulletins, packed. `cut` are the words of texts that were cut anew, by text; `seconds` what the cutting took;
    `cited` is what the bulletins say of documents, `named` the places that they name."""

    bulletins: tuple[Bulletin, ...]
    packed: Any
    cut: dict[str, list[str]]
    seconds: float
    cited: tuple[Cited, ...] = ()
    named: tuple[Named, ...] = ()


def describe_all(batches: Iterable[Sequence[Bulletin]], kept: KeptWords, workers: Workers,
                 pack: Pack, look: Look | None = None, annotator: Annotator | None = None) -> Iterator[Described]:
    """The batches in their order, each packed, with what is seen around each; words that were cut are kept."""
    def tasks() -> Iterator[Task]:
        for bulletins in batches:
            texts = [text_to_segment(bulletin) for bulletin in bulletins]
            known = kept.find(texts)
            yield Task(tuple(bulletins), tuple(known.get(text) for text in texts),
                       tuple(look(bulletins) if look else [ALONE] * len(bulletins)), pack, annotator)

    for described in workers.map(work, tasks()):
        if described.cut:
            kept.keep(described.cut)
        yield described


def work(task: Task) -> Described:
    """What a worker does."""
    began = perf_counter()
    cut = {text: segment_text(text) for text, words in zip(
        map(text_to_segment, task.bulletins), task.words, strict=True) if words is None}
    seconds = perf_counter() - began
    entries, cited, named = [], [], []
    for bulletin, words, around in zip(task.bulletins, task.words, task.around, strict=True):
        references, in_files = refer(bulletin), refer_files(around.files)
        places = task.annotator.find(bulletin, parts_of(bulletin)) if task.annotator else []
        areas = task.annotator.areas(places) if task.annotator else NOWHERE
        entries.append(describe(bulletin, cut[text_to_segment(bulletin)] if words is None else words, references,
                                around, places, in_files, areas))
        named += rows_of(bulletin, places)
        cited += cite_all(bulletin, references, in_files)
    return Described(task.bulletins, task.pack(entries), cut, seconds, tuple(cited), tuple(named))
