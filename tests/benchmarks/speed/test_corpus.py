"""Sizes and variations: the same for the same seed, as many as were asked for, and like the texts they come from."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.speed.corpus import NoCorpus, Size, open_collection
from benchmarks.speed.documents import DOCUMENTS, FREQUENCIES, prepare, read_frequencies
from corpus.sample.sample_bulletin import read_bulletins

SAMPLE = len(list(read_bulletins()))


def test_the_sample_comes_first_and_variations_after_it(prepared) -> None:
    bulletins = list(prepared.collection.bulletins(Size("x", SAMPLE + 50)))
    ids = [bulletin.id for bulletin in bulletins]
    assert len(set(ids)) == SAMPLE + 50
    assert [id.startswith("bien-the-") for id in ids] == [False] * SAMPLE + [True] * 50
    assert all(bulletin.published_on and bulletin.section and bulletin.body for bulletin in bulletins)
    assert bulletins[-1] == prepared.collection.bulletin(SAMPLE + 49)


def test_a_variation_is_made_of_sentences_of_two_others(prepared) -> None:
    words = {word for bulletin in prepared.collection.bulletins(Size("x", SAMPLE))
             for word in f"{bulletin.title} {bulletin.body}".split()}
    coined = 0
    for ordinal in range(SAMPLE, SAMPLE + 200):
        varied = prepared.collection.bulletin(ordinal)
        new = [word for word in varied.body.split() if word not in words and not any(c.isdigit() for c in word)]
        assert len(new) <= 1, new
        coined += len(new)
    assert 20 < coined < 80


def test_sizes_are_drawn_and_never_read_as_a_whole(prepared, tmp_path: Path) -> None:
    small = [b.id for b in prepared.collection.bulletins(Size("x", 20))]
    assert len(set(small)) == 20 and not any(id.startswith("bien-the-") for id in small)
    other = open_collection(tmp_path, None, None, 8)
    assert [b.id for b in other.bulletins(Size("x", 20))] != small
    assert len(list(islice(other.bulletins(Size("1M", 1_000_000)), 100))) == 100
    other.close()


@pytest.mark.parametrize(("label", "count"), [("500", 500), ("10k", 10_000), ("1M", 1_000_000), ("78k", 78_000)])
def test_sizes_by_name(prepared, label: str, count: int) -> None:
    assert prepared.collection.resolve(label) == Size(label, count)


@pytest.mark.parametrize("label", ["", "0", "k", "1,000", "-5", "10K", "1.5M"])
def test_what_is_no_size(prepared, label: str) -> None:
    with pytest.raises(ValueError, match="không phải cỡ"):
        prepared.collection.resolve(label)


def test_whole_collections_by_name(tmp_path: Path) -> None:
    law, news = tmp_path / "law.jsonl", tmp_path / "news.jsonl"
    line = '{{"id": "{}", "title": "Tin {}", "date": null, "body": "Một hai."}}\n'
    law.write_text("".join(line.format(f"l{n}", n) for n in range(3)), encoding="utf-8")
    news.write_text("".join(line.format(f"n{n}", n) for n in range(2)), encoding="utf-8")
    collection = open_collection(tmp_path, law, news, 1)
    assert [collection.resolve(label).count for label in ("78k", "113k")] == [3, 5]
    assert [b.id for b in collection.bulletins(collection.resolve("113k"))] == ["l0", "l1", "l2", "n0", "n1"]
    collection.close()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "law.jsonl"
    broken.write_text("no json\n", encoding="utf-8")
    with pytest.raises(NoCorpus, match="law.jsonl, dòng 1"):
        open_collection(tmp_path, broken, None, 1)


def test_documents_are_made_once_and_by_several_processes_alike(prepared, tmp_path: Path) -> None:
    source = prepared.source
    assert not prepare(source.documents, prepared.collection, source.size, 1, lambda count: None)
    told: list[int] = []
    assert prepare(tmp_path / "two", prepared.collection, source.size, 2, told.append)
    assert sum(told) == source.size.count
    for name in (FREQUENCIES, DOCUMENTS):
        assert (tmp_path / "two" / name).read_bytes() == (source.documents / name).read_bytes()


def test_frequencies_count_documents(prepared) -> None:
    frequencies = read_frequencies(prepared.source.documents)
    for word in ("tinh", "lua", "hoc"):
        assert frequencies[word] == sum(word in f"{d.head} {d.body}".split() for d in prepared.documents)
