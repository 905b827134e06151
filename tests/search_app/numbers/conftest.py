"""The sample bulletins and two records, stored and indexed as an installation has them, behind their app."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.build import build
from search_app import create_app
from search_app.settings import Settings

RECORDS = (
    Bulletin("vb-1", "http://truongha.example/vb/1", "truong-ha", "Nghị quyết số 20-NQ/TW về khoa học và công nghệ",
             "Số: 20-NQ/TW\nNgày ban hành: 01/11/2012", number="20-NQ/TW", published_on=date(2012, 11, 20)),
    Bulletin("vb-2", "http://truongha.example/vb/2", "truong-ha",
             "Kế hoạch thực hiện Chương trình hành động số 05-CTHĐ/TU ngày 18/01/2018 của Tỉnh ủy",
             "Số: 45/KH-UBND\nNgày ban hành: 12/3/2018\nCăn cứ Nghị quyết số 20-NQ/TW ngày 25/10/2017 của Ban Chấp "
             "hành Trung ương khóa XII.", number="45/KH-UBND", published_on=date(2018, 3, 14)),
    Bulletin("misprint", "http://truongha.example/tin/9", "truong-ha", "Học nghị quyết",
             "Nghị quyết số 20-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương khóa XI được học ở Tây Lạc.",
             published_on=date(2018, 5, 2)),
)


@pytest.fixture(scope="session")
def numbered_data(tmp_path_factory: pytest.TempPathFactory, sample_bulletins: tuple[Bulletin, ...]) -> DataDir:
    """The installation."""
    data = DataDir(tmp_path_factory.mktemp("numbers"))
    with Store.open(data.store) as store:
        store.put([*sample_bulletins, *RECORDS])
    build(data, workers=1)
    return data


@pytest.fixture(scope="session")
def app(numbered_data: DataDir) -> Flask:
    """The app over it."""
    return create_app(Settings(numbered_data))
