"""Queries are what their class says, and the same in every run."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.speed.documents import read_frequencies
from benchmarks.speed.queries import CLASSES, How, draw_queries

# The sample is too small for words in 500 bulletins.
DRAWN = [kind for kind in CLASSES if kind != "page-50"]


@pytest.fixture(scope="module")
def frequencies(prepared) -> dict[str, int]:
    return read_frequencies(prepared.source.documents)


def of(prepared, kind: str):
    return [asked for asked in prepared.queries if asked.kind == kind]


def test_every_class_has_its_share(prepared) -> None:
    counts = Counter(asked.kind for asked in prepared.queries)
    assert {kind: counts[kind] for kind in DRAWN if counts[kind] != 10} == {}
    assert len(set(prepared.queries)) == len(prepared.queries)


def test_the_same_seed_gives_the_same_and_leaving_out_changes_no_other(prepared, frequencies) -> None:
    again = draw_queries(prepared.collection, prepared.source.size, frequencies, [], list(CLASSES), 170, 7)
    assert again == prepared.queries
    some = draw_queries(prepared.collection, prepared.source.size, frequencies, [], ["phrase"], 170, 7)
    assert set(some) == set(of(prepared, "phrase"))
    other = draw_queries(prepared.collection, prepared.source.size, frequencies, [], ["phrase"], 170, 8)
    assert set(some) != set(other)


def test_words_are_as_rare_and_as_common_as_they_are_called(prepared, frequencies) -> None:
    def shares(kind: str) -> list[int]:
        return [frequencies[asked.words[0]] for asked in of(prepared, kind)]

    count = prepared.source.size.count
    assert all(3 <= found <= 10 for kind in ("rare", "dates-rare") for found in shares(kind))
    assert all(0.02 * count <= n <= 0.2 * count for kind in ("common", "newest", "facets") for n in shares(kind))
    assert all(n >= 0.2 * count for n in shares("very-common"))


def test_shapes(prepared, frequencies) -> None:
    assert {len(asked.words) for kind in ("all-of", "any-of") for asked in of(prepared, kind)} == {2, 3, 4}
    assert all(2 <= len(asked.words) <= 4 and asked.text.startswith('"') for asked in of(prepared, "phrase"))
    assert all(asked.since <= asked.until for kind in ("dates-rare", "dates-common") for asked in of(prepared, kind))
    assert not any(word in frequencies for kind in ("none", "did-you-mean")
                   for asked in of(prepared, kind) for word in asked.words)
    assert {asked.how for asked in prepared.queries} == set(How)


def test_judged_questions_are_the_sentences_where_there_are_any(prepared, frequencies) -> None:
    fits, short = "Có được cho thuê ô tô đang bị thế chấp cho ngân hàng vay vốn không", "Ngắn quá"
    drawn = draw_queries(prepared.collection, prepared.source.size, frequencies, [fits, short], ["sentence"], 170, 7)
    assert [asked.text for asked in drawn] == [fits]
