"""A small store and its index: written to, brought up to date, and asked."""

from __future__ import annotations

from datetime import date

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.asking.search import Answer, Question, ask
from indexer.building.build import BuildReport, build
from indexer.live import LiveIndex

GONE_ON = date(2026, 11, 1)


def make(id: str, title: str, body: str = "", day: date | None = date(2020, 1, 1)) -> Bulletin:
    return Bulletin(id, f"http://x.example/{id}", "x.example", title, body, published_on=day)


def put(data: DataDir, *bulletins: Bulletin) -> None:
    with Store.open(data.store) as store:
        store.put(bulletins)


def update(data: DataDir, **more: object) -> BuildReport:
    return build(data, workers=1, **more)  # type: ignore[arg-type]


def search(data: DataDir, text: str, **more: object) -> Answer:
    engine = LiveIndex(data.index).engine
    try:
        return ask(engine, Question(text, **{"per_page": 1000} | more))  # type: ignore[arg-type]
    finally:
        engine.close()


def ids(data: DataDir, text: str) -> list[str]:
    return sorted(hit.id for hit in search(data, text).page.hits)


def folders(data: DataDir) -> list[str]:
    return sorted(path.name for path in data.index.iterdir())
