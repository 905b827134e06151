"""The store: what goes in comes out, versions grow only with the text, and nothing is lost."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timezone
from pathlib import Path

import pytest

from corpus.bulletin import Attachment, Bulletin
from corpus.extraction.lessons import FURNITURE, Lesson, Lessons
from corpus.extraction.portal.kept import load_lessons, save
from corpus.extraction.portal.learn import Learnt
from corpus.numbers.find_numbers import find_numbers
from corpus.storing.browsing import Browsing
from corpus.storing.checking import check_texts
from corpus.storing.files import Files
from corpus.storing.open_store import open_store
from corpus.storing.pages import FetchRow, Pages
from corpus.storing.store import PutCount, Store, StoreError
from tests.corpus.storing.made_bulletins import bulletin, ids

WHOLE = Bulletin(
    id="72057594037927936", url="http://example.vn/tin/1?a=1", source="example.vn",
    title="Thị ủy triển khai nghị quyết", body="Đoạn một.\nĐoạn hai.", summary="Tóm tắt", author="Mai Thanh",
    section="Tin trong tỉnh", published_on=date(2017, 3, 22), published_at=time(8, 30),
    attachments=(Attachment("Tệp 1", "http://example.vn/1.pdf"),), number="05-CTHĐ/TU",
    numbers=tuple(found.number for found in find_numbers("Nghị quyết 20-NQ/TW, 12/2023/QĐ-UBND")),
    collected_at=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=timezone.utc))


def test_a_bulletin_comes_out_as_it_went_in(store: Store) -> None:
    assert len(WHOLE.numbers) == 2
    assert store.put([WHOLE]) == PutCount(new=1)
    assert store.get(WHOLE.id) == WHOLE
    assert store.get("0") is None


ODD = "Tin \0 có \ufdd0 và \ufdd0\ufdd2\ufdd1\ufdd0 \x7f\ufffe \U0001f30a %s ? '"


def test_texts_of_any_characters_and_any_length_come_out_as_they_went_in(store: Store) -> None:
    """What a portal, or a file to be loaded, may hold; a key of an index, too."""
    rnd = random.Random(20)
    long = "".join(chr(rnd.randrange(0x1E00, 0x1EF0)) for _ in range(4000))
    odd = replace(WHOLE, url=ODD, title=ODD, body=ODD * 3, summary=ODD, author=ODD, section=ODD + long,
                  attachments=(Attachment(ODD, ODD), Attachment("Tệp", long)))
    store.put([odd, replace(odd, id="2", title=ODD + "2")])
    Files(store).hang(odd, {ODD: "http://h/1", long: "http://h/2", ODD + long: "http://h/2"})
    Files(store).hang(odd, {long: "http://h/2"})
    lessons = Lessons(tuple(Lesson(FURNITURE, value, 1, 2) for value in (ODD, long, long + "2")))
    save(store, "example.vn", Learnt(lessons, {}))
    assert store.get(WHOLE.id) == odd and [file.name for file in Files(store).of([odd])[odd.id]] == [ODD, "Tệp"]
    assert list(check_texts(store, lambda done, total: None)) == []
    assert load_lessons(store, "example.vn").by_name[FURNITURE] == {ODD, long, long + "2"}
    assert ids(Browsing(store).others(replace(odd, id="3"), 5)) == ["2", WHOLE.id]
    assert store.put([odd]) == PutCount(unchanged=1)


@pytest.mark.parametrize("change", [
    {"title": "Khác"}, {"body": "Khác"}, {"summary": "Khác"}, {"author": "Khác"}, {"section": "Khác"},
    {"published_on": date(2017, 3, 23)}, {"published_on": None}, {"published_at": None}, {"attachments": ()},
    {"number": "06-CTHĐ/TU"}], ids=str)
def test_a_changed_text_is_a_new_version(store: Store, change: dict) -> None:
    store.put([WHOLE])
    changed = replace(WHOLE, **change)
    assert store.put([changed]) == PutCount(changed=1)
    assert store.versions(WHOLE.id) == [WHOLE, replace(changed, version=2)]
    assert store.put([changed]) == PutCount(unchanged=1)
    assert [c.bulletin.version for c in store.changes()] == [2]


def test_the_same_text_collected_again_is_no_version(store: Store) -> None:
    store.put([WHOLE])
    again = replace(WHOLE, collected_at=datetime(2027, 1, 1, tzinfo=timezone.utc), version=7)
    assert store.put([again]) == PutCount(unchanged=1)
    assert store.get(WHOLE.id) == WHOLE


def test_another_address_is_a_change_but_no_version(store: Store) -> None:
    store.put([WHOLE])
    assert store.put([replace(WHOLE, url="https://example.vn/tin/1")]) == PutCount(changed=1)
    held = store.get(WHOLE.id)
    assert held is not None and (held.url, held.version) == ("https://example.vn/tin/1", 1)
    assert store.watermark() == 2


def test_gone_and_back(store: Store) -> None:
    store.put([bulletin("1"), bulletin("2")])
    assert store.mark_gone("1", date(2026, 5, 1)) and not store.mark_gone("1", date(2026, 5, 2))
    assert (store.count(), store.sources(), ids(Browsing(store).latest(9))) == (1, {"a": 1}, ["2"])
    assert [(c.sequence, c.bulletin.id, c.bulletin.gone_on) for c in store.changes(2)] == [(3, "1", date(2026, 5, 1))]
    assert [b.gone_on for b in store.bulletins()] == [date(2026, 5, 1), None]
    assert store.put([bulletin("1")]) == PutCount(changed=1)
    assert store.count() == 2 and store.get("1") == bulletin("1")


def test_changes_come_once_each_in_order(store: Store) -> None:
    store.put([bulletin("1"), bulletin("2"), bulletin("3")])
    store.put([replace(bulletin("1"), title="Khác")])
    assert [(c.sequence, c.bulletin.id) for c in store.changes()] == [(2, "2"), (3, "3"), (4, "1")]
    assert [c.bulletin.id for c in store.changes(3)] == ["1"]
    assert list(store.changes(4)) == [] and store.watermark() == 4


def test_changes_made_meanwhile_wait_for_the_next_call(store: Store) -> None:
    store.put(bulletin(f"{number:04}") for number in range(1200))
    seen = []
    for change in store.changes():
        if not seen:
            store.put([replace(bulletin("1100"), title="Khác")])
        seen.append(change)
    assert len(seen) == 1199
    assert [c.bulletin.id for c in store.changes(seen[-1].sequence)] == ["1100"]


def test_bulletins_stream_in_order_of_id(store: Store) -> None:
    store.put(bulletin(str(number)) for number in range(1234))
    assert [b.id for b in store.bulletins()] == sorted(map(str, range(1234)))


def test_get_many_of_more_than_sqlite_takes_at_once(store: Store) -> None:
    store.put(bulletin(str(number)) for number in range(2000))
    wanted = [str(number) for number in range(0, 40000, 1)]
    assert len(store.get_many(wanted)) == 2000
    assert store.get_many(["5", "không có"]) == {"5": bulletin("5")}


def test_a_broken_transaction_leaves_nothing(store: Store) -> None:
    def until_broken() -> Iterator[Bulletin]:
        yield bulletin("1")
        raise RuntimeError

    with pytest.raises(RuntimeError), store.transaction():
        store.put([bulletin("0")])
        store.put(until_broken())
    assert store.count() == 0


def test_a_reader_sees_what_a_writer_commits(store: Store, store_address: Path | str) -> None:
    with open_store(store_address, read_only=True) as reader:
        assert reader.count() == 0
        store.put([WHOLE])
        assert reader.get(WHOLE.id) == WHOLE
        with pytest.raises(StoreError, match="quyền"):
            reader.put([bulletin("2")])


def test_a_missing_store_is_made_only_by_writers(store_address: Path | str) -> None:
    for options in ({"read_only": True}, {"create": False}):
        with pytest.raises(StoreError, match="chưa có kho"):
            open_store(store_address, **options)
    open_store(store_address).close()
    open_store(store_address, read_only=True).close()


def put_some(address: Path | str, first: int) -> None:
    with open_store(address) as store:
        for number in range(first, first + 20):
            store.put([bulletin(str(number))])


def test_several_processes_make_and_write_one_store(store_address: Path | str) -> None:
    workers = [multiprocessing.get_context("fork").Process(target=put_some, args=(store_address, first))
               for first in (0, 100, 200, 300)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    with open_store(store_address) as store:
        assert (store.count(), store.watermark()) == (80, 80)


def test_pages_are_kept_once_and_checked(store: Store) -> None:
    pages = Pages(store)
    raw = "<p>Một trang</p>".encode() * 500
    digest = pages.keep(raw)
    assert pages.keep(raw) == digest and pages.raw(digest) == raw and pages.raw(b"x") is None
    count, size = store.connection.execute("SELECT count(*), sum(length(data)) FROM blob").fetchone()
    assert count == 1 and size < len(raw) / 20
    store.connection.execute("UPDATE blob SET data = substr(data, 1, 20)")
    with pytest.raises(ValueError, match="nén hỏng"):
        pages.raw(digest)


def test_runs_go_on_until_they_are_finished(store: Store) -> None:
    pages = Pages(store)
    run = pages.begin_run("a")
    pages.log(run.id, FetchRow("http://a/", error="quá 30 giây"))
    assert pages.unfinished_run("a") == run and pages.unfinished_run("b") is None
    pages.save_report(run.id, {"fetched": 1}, finished=False)
    assert pages.unfinished_run("a") is not None
    pages.save_report(run.id, {"fetched": 2}, finished=True)
    assert pages.unfinished_run("a") is None
    assert pages.runs()[0].report == {"fetched": 2} and pages.runs()[0].finished_at is not None
    assert [row.error for row in pages.failures()] == ["quá 30 giây"]
