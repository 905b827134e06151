"""What is offered while a reader types is found when it is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.asking.offers import offer
from indexer.asking.search import Question, ask
from indexer.building.build import build
from indexer.live import LiveIndex

TODAY = date(2026, 11, 29)
TITLES = ("Dự đoán ngày mới 09/02/2017 cho hai nhà", "Trà Lâm -Hải Lộc: tám dự án của tỉnh",
          'Lễ hội "Cầu ngư" năm 2016', "Giá vàng hôm nay 9/2 ở chợ Kim Bồng", "Công bố báo cáo tháng 2/2017 mới nhất")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> LiveIndex:
    data = DataDir(Path(tmp_path_factory.mktemp("offers")))
    with Store.open(data.store) as store:
        store.put([Bulletin(str(place), "", "s", title, "Hôm nay bà con đi chợ.", published_on=date(2020, 5, 1 + place))
                   for place, title in enumerate(TITLES)])
    build(data, workers=1)
    return LiveIndex(data.index)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_names_a_day_or_bears_signs_is_asked_as_it_is(live: LiveIndex, title: str) -> None:
    assert live.suggester
    assert title in [one.text for one in offer(live.suggester, title[:12], TODAY)]
    answer = ask(live.engine, Question(title), live.known)
    assert answer.total == 1 and answer.understood.days.days is None and not answer.understood.query.excluded
    assert answer.page.hits[0].id == str(TITLES.index(title))


def test_what_is_no_title_goes_on_saying_days_and_exclusions(live: LiveIndex) -> None:
    understood = ask(live.engine, Question("chợ -Trà tháng 5 năm 2020"), live.known).understood
    assert understood.days.days and understood.query.excluded


def test_a_phrase_that_is_read_as_days_is_not_offered(live: LiveIndex) -> None:
    assert live.suggester
    assert "hôm nay" in [one.text.lower() for one in live.suggester.complete("hôm na")]
    assert "hôm nay" not in [one.text.lower() for one in offer(live.suggester, "hôm na", TODAY)]
