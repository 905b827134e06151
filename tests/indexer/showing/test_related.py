"""Related bulletins: by phrases and numbers, without the bulletin itself and its copies."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from corpus.bulletin import Bulletin
from corpus.numbers.find_numbers import find_numbers
from corpus.sample.sample_bulletin import read_bulletins
from indexer.describing.describe import describe
from indexer.engine.base import Engine
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.whoosh_engine.engine import WhooshEngine
from indexer.showing.key_phrases import key_phrases
from indexer.showing.related import PHRASES, related


def make(id: str, title: str, body: str, summary: str = "") -> Bulletin:
    """A bulletin whose numbers are those of its text."""
    numbers = tuple(dict.fromkeys(found.number for found in find_numbers(f"{title}\n{body}")))
    return Bulletin(id, "", "", title, body, summary, numbers=numbers)


SAMPLE = [make(str(item.number), item.title, "\n".join(item.paragraphs), item.summary) for item in read_bulletins()]
FLOOD = make("lu-1", "Lũ trên sông Vệ", "Nước lũ sông Vệ lên nhanh. Lũ sông Vệ ngập hai xã ven sông Vệ, dân chạy lũ.")
OWN = [
    FLOOD,
    make("lu-2", "Sông Vệ lại có lũ", "Chiều qua nước lũ sông Vệ dâng cao, dân chạy lũ trong đêm."),
    make("lu-copy", FLOOD.title, FLOOD.body),
    make("thi", "Hội thi nấu ăn", "Hội thi nấu ăn vui và đông."),
    make("so-1", "Quán triệt nghị quyết", "Theo Nghị quyết 77-NQ/TU, các chi bộ họp bàn."),
    make("so-2", "Vụ mùa mới", "Nghị quyết 77-NQ/TU nói về lúa giống."),
    make("rong", "", ""),
    make("dau", "…", "?!"),
]


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Both engines over the sample and a few more."""
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(
        Path(tmp_path_factory.mktemp("index")), create=True)
    made.put(describe(bulletin) for bulletin in [*SAMPLE, *OWN])
    made.commit()
    return made


def ids(bulletin: Bulletin, engine: Engine, **more: int) -> list[str]:
    return [hit.id for hit in related(bulletin, engine, **more)]


def test_same_things_first_and_neither_itself_nor_a_copy(engine: Engine) -> None:
    found = ids(FLOOD, engine)
    assert found[0] == "lu-2"
    assert not {"lu-1", "lu-copy", "thi"} & set(found)


def test_a_shared_number_relates(engine: Engine) -> None:
    assert ids(OWN[4], engine)[0] == "so-2"


def test_a_rare_number_relates_more_than_a_common_one(engine: Engine) -> None:
    asking = make("hoi", "Hai văn bản", "Theo 77-NQ/TU và 20-NQ/TW.")
    assert set(ids(asking, engine)[:2]) == {"so-1", "so-2"}


def test_limits(engine: Engine) -> None:
    assert len(ids(SAMPLE[0], engine, limit=2)) <= 2
    assert ids(OWN[6], engine) == [] and ids(OWN[7], engine) == []


def test_a_bulletin_that_the_index_does_not_hold_yet(engine: Engine) -> None:
    new = make("moi", FLOOD.title, FLOOD.body)
    assert {"lu-1", "lu-2"} <= set(ids(new, engine))


def test_an_empty_index() -> None:
    assert related(FLOOD, MemoryEngine()) == ()


def test_relations_of_the_sample(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, create=True)
    engine.put(map(describe, SAMPLE))
    engine.commit()
    by_id = {bulletin.id: bulletin for bulletin in SAMPLE}

    def titles(start: str) -> str:
        bulletin = next(b for b in SAMPLE if b.title.startswith(start))
        return " / ".join(by_id[id].title for id in ids(bulletin, engine))

    assert "dịch tả lợn châu Phi xâm nhập" in titles("Họp khẩn bàn biện pháp")
    assert "Đại hội đại biểu Đảng bộ tỉnh Trường Hà lần thứ XVI" in titles("Bế mạc Đại hội đại biểu Đảng bộ tỉnh")
    assert "khoa học và công nghệ" in titles("Đảng bộ thị xã Kim Bồng qua năm năm")
    assert "đồi quế ở Trà Vân" in titles("Chị Hồ Thị Ngân")


def test_costs_little(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, create=True)
    engine.put(map(describe, SAMPLE))
    engine.commit()
    taken = []
    for bulletin in SAMPLE:
        began = perf_counter()
        related(bulletin, engine, 5, key_phrases(bulletin, engine, PHRASES))
        taken.append(perf_counter() - began)
    # 13 ms on a quiet machine; twice the bound that a page can afford leaves room for a busy one.
    assert sorted(taken)[len(taken) // 2] < 0.060
