"""Documents told apart: by term, year, place and day; whatever the order, and however the index came to be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.build import build
from indexer.building.generation import Generations
from indexer.describing.describe import refer
from indexer.documents.cited import Cited, cite
from indexer.documents.grouping import group
from indexer.documents.lookup import look_up
from indexer.documents.reader import DocumentReader
from indexer.documents.schema import start_file
from indexer.documents.writing import DocumentWriter

WORLD = {
    "science": ("2013-03-02", "Kim Bồng bàn về khoa học",
                "Nghị quyết số 20-NQ/TW ngày 01/11/2012 về phát triển khoa học và công nghệ được học ở 12 chi bộ."),
    "science later": ("2014-05-06", "Sơ kết một năm", "Tỉnh sơ kết việc thực hiện Nghị quyết 20-NQ/TW."),
    "health": ("2018-01-15", "Quán triệt nghị quyết", "Nghị quyết số 20-NQ/TW của Hội nghị Trung ương 6 (khóa XII) về "
               "chăm sóc sức khỏe nhân dân."),
    "health again": ("2019-08-20", "Trạm y tế đổi thay", "Nghị quyết 20 ngày 25/10/2017 của Ban Chấp hành Trung "
                     "ương giúp trạm y tế xã khang trang hơn."),
    "which": ("2023-06-30", "Giao ban", "Các xã báo cáo tiến độ thực hiện Nghị quyết 20-NQ/TW."),
    "town": ("2013-10-01", "Chương trình của thị ủy", "Thị ủy Kim Bồng ban hành Chương trình hành động số "
             "05-CTHĐ/TU ngày 12/9/2013."),
    "town short": ("2017-02-11", "Kiểm tra", "Đoàn kiểm tra Chương trình hành động số 05 của Thị ủy Kim Bồng."),
    "province": ("2016-04-02", "Tỉnh ủy triển khai", "Tỉnh ủy Trường Hà ban hành Chương trình hành động số "
                 "05-CTHĐ/TU ngày 10/3/2016."),
    "staff": ("2022-01-20", "Lập tổ", "UBND tỉnh Trường Hà ký Quyết định số 04/QĐ-UBND ngày 18/01/2022 lập "
              "tổ công tác."),
    "posts": ("2023-01-12", "Biên chế", "Quyết định số 04/QĐ-UBND ngày 09/01/2023 của UBND tỉnh Trường Hà giao biên "
              "chế."),
    "land": ("2022-02-15", "Giá đất", "Quyết định 04/2022/QĐ-UBND ngày 10/02/2022 của UBND tỉnh Trường Hà về giá đất."),
    "boat": ("2023-05-04", "Ghe bị giữ", "Ghe số hiệu NĐ 168 bị tạm giữ ở Hải Lộc."),
}


def bulletin(name: str, text: str | None = None) -> Bulletin:
    """A bulletin of the world, its body as given or its own."""
    day, title, body = WORLD[name]
    return Bulletin(id=name, url=f"http://truongha.example/{name}", source="truongha.example", title=title,
                    body=body if text is None else text, published_on=date.fromisoformat(day))


def said(*names: str) -> list[Cited]:
    """What bulletins of the world say."""
    return [one for name in names for one in cite(bulletin(name), refer(bulletin(name)))]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentReader]:
    folder = tmp_path_factory.mktemp("documents")
    start_file(folder, anew=True)
    writer = DocumentWriter(folder)
    writer.replace((), said(*WORLD))
    writer.finish()
    with closing(DocumentReader(folder)) as made:
        yield made


@pytest.mark.parametrize(("typed", "documents", "picked", "bulletins"), [
    ("20-NQ/TW", 2, None, {"science", "science later", "health", "health again", "which"}),
    ("nghị quyết 20 khóa XI", 2, "2012-11-01", {"science", "science later"}),
    ("20-NQ/TW khoá 12", 2, "2017-10-25", {"health", "health again"}),
    ("nghi quyet 20 nam 2012 cua trung uong", 2, "2012-11-01", {"science", "science later"}),
    ("20-NQ/TW khóa X", 2, None, set()),
    ("nghị quyết 20 chăm sóc sức khỏe", 2, "2017-10-25", {"health", "health again"}),
    ("05-CTHĐ/TU", 2, None, {"town", "town short", "province"}),
    ("05-CTHĐ/TU ngày 12/9/2013", 2, "2013-09-12", {"town", "town short"}),
    ("chương trình hành động số 05 của Tỉnh ủy Trường Hà", 2, "2016-03-10", {"province"}),
    ("04/QĐ-UBND", 2, None, {"staff", "posts"}),
    ("04/QĐ-UBND năm 2023", 2, "2023-01-09", {"posts"}),
    ("04/2022/QĐ-UBND", 1, "2022-02-10", {"land"}),
    ("nghị định 168", 0, None, set()),
    ("khoa học", 0, None, set()),
])
def test_a_question_picks_its_document(reader: DocumentReader, typed: str, documents: int, picked: str | None,
                                       bulletins: set[str]) -> None:
    found = look_up(typed, reader)
    assert len(found.documents) == documents
    assert (None if found.picked is None else found.documents[found.picked].issued_on) == picked
    assert set(found.bulletins) == bulletins


@given(st.permutations(said(*WORLD)))
def test_the_order_of_crawling_does_not_matter(shuffled: list[Cited]) -> None:
    for name in {one.name for one in shuffled}:
        members = [one for one in shuffled if one.name == name]
        assert group(name, members) == group(name, sorted(members, key=repr))


def test_a_day_beats_a_stated_term() -> None:
    text = "Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương khoá XII về đổi mới giáo dục."
    made, = group("29:nq", cite(bulletin("which", text), refer(bulletin("which", text)))).documents
    assert (made.document.term, made.document.issued_on) == ("XI", "2013-11-04")
    assert made.document.stated == (("XII", 1),)


EDITS = st.lists(st.tuples(st.sampled_from(sorted(WORLD)), st.one_of(st.none(), st.sampled_from(sorted(WORLD)))),
                 min_size=1, max_size=12)


@settings(max_examples=40)
@given(EDITS)
def test_going_on_from_a_file_equals_making_it_anew(tmp_path_factory: pytest.TempPathFactory,
                                                    edits: list[tuple[str, str | None]]) -> None:
    """Texts change, leave and return; each edit is a build of its own that goes on from the one before."""
    folder, fresh = tmp_path_factory.mktemp("on"), tmp_path_factory.mktemp("anew")
    texts: dict[str, str | None] = {}
    start_file(folder, anew=True)
    for name, other in edits:
        texts[name] = None if other is None else WORLD[other][2]
        now = [] if texts[name] is None else cite(bulletin(name, texts[name]), refer(bulletin(name, texts[name])))
        start_file(folder, anew=False)
        writer = DocumentWriter(folder)
        writer.replace([name], now)
        writer.finish()
    start_file(fresh, anew=True)
    writer = DocumentWriter(fresh)
    writer.replace((), [one for name, text in texts.items() if text is not None
                        for one in cite(bulletin(name, text), refer(bulletin(name, text)))])
    writer.finish()
    with closing(DocumentReader(folder)) as ours, closing(DocumentReader(fresh)) as theirs:
        assert list(ours.dump()) == list(theirs.dump())


def test_each_generation_has_its_own_documents(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    names = ["science", "health", "which"]
    with Store.open(data.store) as store:
        store.put(map(bulletin, names[:2]))
        build(data, workers=1)
        store.put([bulletin("which"), bulletin("science", "Bản tin đã sửa, không còn số hiệu nào.")])
    report = build(data, workers=1)
    generations = Generations(data.index)
    assert not report.full and "documents.sqlite" in report.generation.files
    with closing(DocumentReader(generations.path("gen-000001"))) as before, closing(
            DocumentReader(generations.path("gen-000002"))) as after:
        assert {len(look_up("20-NQ/TW", reader).documents) for reader in (before,)} == {2}
        assert look_up("20-NQ/TW", before).bulletins == ("health", "science")
        assert look_up("20-NQ/TW", after).bulletins == ("health", "which")
        went_on = list(after.dump())
    build(data, full=True, workers=1)
    with closing(DocumentReader(generations.path("gen-000003"))) as anew:
        assert list(anew.dump()) == went_on


@pytest.mark.shared
def test_the_reference_world(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "clerks" / "identity"
    read = [json.loads(line) for line in (folder / "bulletins.jsonl").read_text(encoding="utf-8").splitlines()]
    bulletins = [Bulletin(id=one["id"], url=one["url"], source=one["source"], title=one["title"], body=one["body"],
                          published_on=date.fromisoformat(one["date"])) for one in read]
    start_file(tmp_path, anew=True)
    writer = DocumentWriter(tmp_path)
    writer.replace((), [one for each in bulletins for one in cite(each, refer(each))])
    writer.finish()
    gold = {one["id"]: one for one in map(json.loads, (folder / "documents.jsonl").read_text("utf-8").splitlines())}
    with closing(DocumentReader(tmp_path)) as reader:
        for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            found = look_up(case["query"], reader)
            assert sorted(found.bulletins) == case["bulletins"], case["query"]
            assert len(found.documents) == len(case["documents"]), case["query"]
            picked = found.documents[found.picked] if found.picked is not None else None
            wanted = gold.get(case["picked"])
            assert (picked and (picked.key, picked.year)) == (wanted and (wanted["key"], wanted["year"])), case["query"]
