"""All that is kept for answering, checked again: generations to the last byte, and by what they find; the caches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.data_dir import DataDir
from corpus.reasons import why
from corpus.storing.store import Store
from indexer.building.checks import PROBES, probe
from indexer.building.generation import Generations
from indexer.building.manifest import Generation
from indexer.building.shelf import open_generation
from indexer.cache_file import FAILURES, find_damage
from indexer.engine.base import Engine, IndexUnusable
from indexer.suggest.kept_counts import FILE as COUNTS
from indexer.suggest.suggester import Suggester


def check_generations(index: Path, store: Store | None) -> Iterator[str]:
    """What is wrong with the generations that are kept, and whether one is published at all. Without a store, nothing
    is looked up by its title."""
    generations = Generations(index)
    current = generations.current_name()
    if current is None or not generations.path(current).is_dir():
        yield f"{index}: chưa có chỉ mục nào đang phục vụ"
    for number in generations.numbers():
        name = f"gen-{number:06d}"
        try:
            problems = list(check_generation(generations.path(name), generations.check(name), store))
        except IndexUnusable as error:
            problems = [str(error)]
        if generations.path(name).is_dir():  # else it was cleared away meanwhile
            yield from problems


def check_generation(folder: Path, generation: Generation, store: Store | None) -> Iterator[str]:
    """What is wrong with a generation whose bytes are those that were built."""
    Suggester(folder)
    with closing(open_generation(folder)) as engine:
        count = engine.count()
        if count != generation.count or count != sum(1 for _ in engine.ids()):
            yield f"{folder}: phải có {generation.count} bản tin, mở ra có {count}"
        if store:
            yield from check_titles(folder, engine, generation, store)


def check_titles(folder: Path, engine: Engine, generation: Generation, store: Store) -> Iterator[str]:
    """Which of a sample of bulletins, that did not change since a generation was built, it does not find."""
    rows = store.connection.execute(
        "SELECT b.id, t.title FROM bulletin b JOIN bulletin_text t ON t.key = b.text_key WHERE b.gone_on = '' "
        "AND b.sequence <= ? ORDER BY b.id", [generation.watermark]).fetchall()
    for id, title in rows[::max(1, len(rows) // PROBES)]:
        if problem := probe(engine, id, title):
            yield f"{folder}: {problem}"


def check_caches(data: DataDir) -> Iterator[str]:
    """Which caches are damaged; the next build makes them anew."""
    for path in (data.words, data.root / COUNTS):
        try:
            problem = find_damage(path) if path.exists() else ""
        except FAILURES as error:
            problem = why(error)
        if problem:
            yield f"{path}: {problem}; lần lập chỉ mục sau tự làm lại"
