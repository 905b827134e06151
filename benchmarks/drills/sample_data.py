"""A data folder to drill on: bulletins of the sample, stored and indexed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks.drills.changing_site import write_bulletin
from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from corpus.text import tidy, tidy_paragraphs
from indexer.building.build import build

SOURCE = "truongha.example"


def make_bulletin(place: int, revision: int = 0) -> Bulletin:
    """The bulletin at a place, in one of its revisions, as a crawl leaves it in the store."""
    item = write_bulletin(place, revision)
    return Bulletin(
        id=f"{place}", url=f"http://{SOURCE}{item.path}", source=SOURCE, title=tidy(item.title),
        summary=tidy(item.summary), body=tidy_paragraphs("\n".join(item.paragraphs)), author=item.author,
        section=item.section, published_on=item.published_on or date(2017, 3, 22), published_at=item.published_at)


def fill(folder: Path, count: int) -> DataDir:
    """A store of so many bulletins, and its index."""
    data = DataDir(folder)
    with Store.open(data.store) as store:
        store.put([make_bulletin(place) for place in range(count)])
    build(data, workers=1)
    return data
