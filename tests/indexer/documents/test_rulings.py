"""What an admin rules: merged, split, false, a day, a title; stated and undone, and equal to having built anew."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.references.relating import BASED_ON, IMPLEMENTS, REPLACES
from corpus.storing.rulings import DAY, FALSE, KEPT, MERGE, SPLIT, TITLE, Ruling, Rulings
from corpus.storing.store import Store
from indexer.building.build import build
from indexer.building.generation import Generations
from indexer.describing.describe import refer
from indexer.documents.cited import cite
from indexer.documents.graph import beside, chain, done_by, done_to
from indexer.documents.grouping import Document
from indexer.documents.missing import find_missing
from indexer.documents.near import near_ones
from indexer.documents.reader import DocumentReader, read_document
from indexer.documents.schema import start_file
from indexer.documents.writing import DocumentWriter

TEXTS = {
    "science": ("2013-03-02", "Nghị quyết số 20-NQ/TW ngày 01/11/2012 về khoa học được học ở 12 chi bộ."),
    "health": ("2018-01-15", "Tỉnh ủy Trường Hà ban hành Chương trình hành động số 05-CTHĐ/TU ngày 18/01/2018 thực "
               "hiện Nghị quyết số 20-NQ/TW của Hội nghị Trung ương 6 (khóa XII) về y tế."),
    "plan": ("2018-04-02", "UBND tỉnh Trường Hà có Kế hoạch số 45/KH-UBND ngày 12/3/2018 triển khai Chương trình hành "
             "động số 05-CTHĐ/TU ngày 18/01/2018 của Tỉnh ủy Trường Hà."),
    "which": ("2023-06-30", "Các xã báo cáo tiến độ thực hiện Nghị quyết 20-NQ/TW."),
    "land": ("2022-02-15", "Quyết định 04/2022/QĐ-UBND ngày 10/02/2022 của UBND tỉnh Trường Hà thay thế Quyết định số "
             "11/2019/QĐ-UBND ngày 03/4/2019."),
    "unnamed": ("2022-03-15", "Quyết định số 77/QĐ-UBND ngày 10/3/2022 của UBND tỉnh giao đất cho 3 hộ."),
}
PORTALS = {"cong": ("thị xã Kim Bồng", "tỉnh Trường Hà")}


def bulletin(name: str, text: str | None = None) -> Bulletin:
    """A bulletin of the world."""
    day, body = TEXTS[name]
    return Bulletin(name, f"http://truongha.example/{name}", "cong", "Tin", body if text is None else text,
                    published_on=date.fromisoformat(day))


def write(folder: Path, bulletins: Sequence[Bulletin], rulings: Sequence[Ruling] = (),
          gone: Sequence[str] = ()) -> None:
    """Goes on from what a folder holds."""
    start_file(folder, anew=False)
    writer = DocumentWriter(folder, PORTALS, rulings)
    cited = [said for one in bulletins for said in cite(one, refer(one))]
    writer.replace([*gone, *(one.id for one in bulletins)], cited, {one.id: one.source for one in bulletins})
    writer.finish()


def documents(folder: Path, key: str = "20:nq:tw") -> list[Document]:
    """The documents of a key."""
    with closing(DocumentReader(folder)) as reader:
        return reader.of_key(key)


def test_addresses_say_what_tells_documents_apart(tmp_path: Path) -> None:
    write(tmp_path, [bulletin(name) for name in TEXTS])
    with closing(DocumentReader(tmp_path)) as reader:
        rows = reader.rows("SELECT said FROM document ORDER BY slug, path")
        addresses = [read_document(said).address for said, in rows]
    assert addresses == ["04-2022-qd-ubnd/truong-ha", "05-cthd-tu/truong-ha/2018", "11-2019-qd-ubnd/kim-bong",
                         "20-nq-tw/khoa-xi", "20-nq-tw/khoa-xii", "45-kh-ubnd/truong-ha/2018",
                         "77-qd-ubnd/truong-ha/2022"]


def test_what_one_document_does_to_another(tmp_path: Path) -> None:
    write(tmp_path, [bulletin(name) for name in TEXTS])
    with closing(DocumentReader(tmp_path)) as reader:
        health = reader.of_slug("20-nq-tw")[1]
        programme, = reader.of_slug("05-cthd-tu")
        plan, = reader.of_slug("45-kh-ubnd")
        land, = reader.of_slug("04-2022-qd-ubnd")
        assert [(one.kind, one.document.address, one.told) for one in done_to(health, reader)] == [
            (IMPLEMENTS, programme.address, 1)]
        assert [(one.kind, one.document.key) for one in done_by(land, reader)] == [(REPLACES, "11:2019:qd:ubnd")]
        link, = chain(health, reader, up=False)
        assert (link.document, [further.document for further in link.further]) == (programme, [plan])
        link, = chain(plan, reader, up=True)
        assert link.document == programme and link.further[0].document == health
        assert [(other.address, count) for other, count in beside(programme, reader)] == [
            (health.address, 1), (plan.address, 1)]


def test_a_paper_s_own_head_says_what_it_rests_on(tmp_path: Path) -> None:
    record = Bulletin("r", "", "cong", "Kế hoạch thực hiện Nghị quyết số 20-NQ/TW ngày 01/11/2012",
                      "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020;", number="45/KH-UBND",
                      published_on=date(2021, 5, 4))
    write(tmp_path, [record])
    with closing(DocumentReader(tmp_path)) as reader:
        own, = reader.of_slug("45-kh-ubnd")
        assert (own.own, own.cited, own.year, own.title) == (("r",), 0, 2021, record.title)
        assert {(one.kind, one.document.key) for one in done_by(own, reader)} == {
            (IMPLEMENTS, "20:nq:tw"), (BASED_ON, "30:2020:nd:cp")}
        missing = find_missing(reader)
        assert [one.key for one in missing.documents] == ["20:nq:tw", "30:2020:nd:cp"] and missing.total == 2
        assert find_missing(reader, "cp").total == 1 == find_missing(reader, year=2012).total
        near = near_ones(own.number, reader)
        assert not near


@pytest.mark.parametrize(("ruling", "told"), [
    (Ruling(DAY, "20:nq", "20:nq:tw", "khoa-xii", "2017-10-25"), [
        ("khoa-xi", "2012-11-01", 1), ("khoa-xii", "2017-10-25", 1)]),
    (Ruling(TITLE, "20:nq", "20:nq:tw", "khoa-xii", "Về y tế"), [("khoa-xi", "2012-11-01", 1), ("khoa-xii", "", 1)]),
    (Ruling(MERGE, "20:nq", "20:nq:tw", "khoa-xii", "20-nq-tw/khoa-xi"), [("khoa-xi", "2012-11-01", 3)]),
    (Ruling(SPLIT, "20:nq", "20:nq:tw", "khoa-xi", "khoa-xiii", ("which",)), [
        ("khoa-xi", "2012-11-01", 1), ("khoa-xii", "", 1), ("khoa-xiii", "", 1)]),
    (Ruling(FALSE, "20:nq", "20:nq:tw"), []),
    (Ruling(FALSE, "20:nq", "20:nq:tw", "", "", ("health", "which")), [("khoa-xi", "2012-11-01", 1)]),
    (Ruling(MERGE, "20:nq", "20:nq:tw", "khoa-x", "20-nq-tw/khoa-xi"), [
        ("khoa-xi", "2012-11-01", 1), ("khoa-xii", "", 1)]),
])
def test_a_ruling_is_stronger_than_what_texts_say(tmp_path: Path, ruling: Ruling,
                                                  told: list[tuple[str, str, int]]) -> None:
    names = ("science", "health", "which")
    write(tmp_path, [bulletin(name) for name in names])
    assert [one.path for one in documents(tmp_path)] == ["khoa-xi", "khoa-xii"]
    write(tmp_path, [], [ruling])
    found = documents(tmp_path)
    assert [(one.path, one.issued_on, one.all) for one in found] == told
    if ruling.kind == TITLE:
        assert [one.title for one in found if one.ruled] == ["Về y tế"]
    write(tmp_path, [])
    assert [one.path for one in documents(tmp_path)] == ["khoa-xi", "khoa-xii"]


RULINGS = (Ruling(DAY, "20:nq", "20:nq:tw", "khoa-xii", "2017-10-25"),
           Ruling(MERGE, "20:nq", "20:nq:tw", "khoa-xii", "20-nq-tw/khoa-xi"),
           Ruling(SPLIT, "20:nq", "20:nq:tw", "", "khoa-xiii", ("which",)),
           Ruling(FALSE, "5:cthd", "5:cthd:tu", "", "", ("health",)),
           Ruling(TITLE, "45:kh", "45:kh:ubnd", "truong-ha/2018", "Kế hoạch y tế"),
           Ruling(KEPT, "20:nq", "20:nq:tw", "khoa-xi", "Hộp 4\t20-NQ/TW\t"),
           Ruling(KEPT, "77:qd", "77:qd:ubnd", "truong-ha/2022", "Tủ 2\t77/QĐ-UBND\tTrường Hà"))


def test_what_is_registered_is_held_though_no_bulletin_names_it(tmp_path: Path) -> None:
    kept = [Ruling(KEPT, "20:nq", "20:nq:tw", "khoa-xii", "https://truongha.example/vb/20\t20-NQ/TW\t"),
            Ruling(KEPT, "9:kh", "9:kh:ubnd", "truong-ha/2024", "Hộp 4\t09/KH-UBND\tTrường Hà")]
    write(tmp_path, [bulletin("health")], kept)
    with closing(DocumentReader(tmp_path)) as reader:
        assert [one.key for one in find_missing(reader).documents] == ["5:cthd:tu"]
        health, = reader.of_key("20:nq:tw")
        assert (health.kept, health.is_held, health.cited) == ("https://truongha.example/vb/20", True, 1)
        paper, = reader.of_slug("09-kh-ubnd")
        assert (paper.path, paper.place, paper.kept, paper.all) == ("truong-ha/2024", "Trường Hà", "Hộp 4", 0)
    write(tmp_path, [])
    assert not documents(tmp_path, "9:kh:ubnd") and not documents(tmp_path)[0].is_held


STEP = st.tuples(st.sampled_from(sorted(TEXTS)), st.one_of(st.none(), st.sampled_from(sorted(TEXTS))),
                 st.sets(st.integers(0, len(RULINGS) - 1), max_size=3))


@settings(max_examples=25)
@given(st.lists(STEP, min_size=1, max_size=6))
def test_going_on_with_rulings_equals_making_it_anew(tmp_path_factory: pytest.TempPathFactory, steps) -> None:
    folder, fresh = tmp_path_factory.mktemp("on"), tmp_path_factory.mktemp("anew")
    texts: dict[str, str] = {}
    rulings: list[Ruling] = []
    start_file(folder, anew=True)
    for name, other, ruled in steps:
        rulings = [RULINGS[place] for place in sorted(ruled)]
        if other is None:
            texts.pop(name, None)
            write(folder, [], rulings, [name])
        else:
            texts[name] = TEXTS[other][1]
            write(folder, [bulletin(name, texts[name])], rulings)
    start_file(fresh, anew=True)
    write(fresh, [bulletin(name, text) for name, text in texts.items()], rulings)
    with closing(DocumentReader(folder)) as ours, closing(DocumentReader(fresh)) as theirs:
        assert list(ours.dump()) == list(theirs.dump())


def test_a_build_takes_rulings_in_and_lets_go_of_them(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    (tmp_path / "sources.toml").write_text('[cong]\nbody = "tỉnh Trường Hà"\n', encoding="utf-8")
    with Store.open(data.store) as store:
        store.put([bulletin("unnamed"), bulletin("science")])
        build(data, workers=1)
        number = Rulings(store).state(Ruling(TITLE, "20:nq", "20:nq:tw", "khoa-xi", "Về khoa học"))

    def read() -> tuple[str, str]:
        generations = Generations(data.index)
        with closing(DocumentReader(generations.path(str(generations.current_name())))) as reader:
            return reader.of_slug("20-nq-tw")[0].title, reader.of_slug("77-qd-ubnd")[0].place

    assert read() == ("khoa học được học ở 12 chi bộ", "Trường Hà")
    report = build(data, workers=1)
    assert report.published and not report.full and read()[0] == "Về khoa học"
    assert not build(data, workers=1).published
    with Store.open(data.store) as store:
        assert Rulings(store).undo(number)
    assert build(data, workers=1).published and read()[0] == "khoa học được học ở 12 chi bộ"
    (tmp_path / "sources.toml").write_text('[cong]\nbody = "tỉnh Lạc Hà"\n', encoding="utf-8")
    assert build(data, workers=1).full and read()[1] == "Lạc Hà"
