"""The bulletin that the project began with: its places are units of Hương Trà in 2017, and today's name finds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from corpus.text import tidy_paragraphs
from indexer.asking.groups import Rung
from indexer.asking.search import Question, ask
from indexer.building.build import build
from indexer.live import LiveIndex
from indexer.places.reader import open_reader

DAY, PORTAL = date(2017, 3, 22), ("480-thi-xa-huong-tra", "46-tinh-thua-thien-hue")
UNITS = {"19996-phuong-tu-ha", "20011-phuong-huong-van", "20017-phuong-huong-xuan", "20020-phuong-huong-chu",
         "20029-phuong-huong-ho"}


@pytest.mark.shared
def test_the_seed_is_found_by_the_name_of_today(shared: Path, tmp_path: Path) -> None:
    text = tidy_paragraphs((shared / "data/seed/huong-tra-2017-03-22.txt").read_text(encoding="utf-8"))
    places = open_reader().find_places(text, DAY, PORTAL)
    assert UNITS <= {place.unit.id for place in places if place.unit}
    data = DataDir(tmp_path)
    (tmp_path / "sources.toml").write_text(f"[huongtra]\nunits = {list(PORTAL)}\n".replace("'", '"'), encoding="utf-8")
    with Store.open(data.store) as store:
        store.put([Bulletin("seed", "http://huongtra.example/1", "huongtra", "Kết quả", text, published_on=DAY)])
    build(data, workers=1)
    index = LiveIndex(data.index)
    answer = ask(index.engine, Question("phường Kim Trà"), index.known)
    assert [(hit.id, answer.rung_of(hit)) for hit in answer.page.hits] == [("seed", Rung.BY_PLACE)]
    assert (answer.total, answer.widened) == (0, 1)
    alone = ask(index.engine, Question("phường Kim Trà", widen=False), index.known)
    assert alone.widened == 0 and all(alone.rung_of(hit) is not Rung.BY_PLACE for hit in alone.page.hits)
