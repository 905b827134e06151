"""Posting lists come back as they were written, whatever their gaps and weights."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.whoosh_engine.posting_lists import decode_list, encode_lists

# The gaps at which the form changes, and those around them.
GAPS = st.one_of(st.integers(1, 4), st.sampled_from([254, 255, 256, 510, 65534, 65535, 65536, 131_070, 200_000]))
UNITS = st.one_of(st.sampled_from([1, 2, 3, 4, 6, 20, 40, 60, 255]), st.integers(1, 255))
LISTS = st.lists(st.lists(st.tuples(GAPS, UNITS), min_size=1, max_size=40), max_size=8)


@given(LISTS, st.sampled_from([2, 20]))
def test_lists_come_back(lists: list[list[tuple[int, int]]], one: int) -> None:
    numbers = [np.cumsum([gap for gap, _ in each]) - 1 for each in lists]
    units = [np.array([unit for _, unit in each], np.uint8) for each in lists]
    starts = np.cumsum([0, *map(len, lists)])[:-1]
    made = encode_lists(np.concatenate([*numbers, np.empty(0, np.int64)]).astype(np.int32),
                        np.concatenate([*units, np.empty(0, np.uint8)]), starts, one)
    data = np.frombuffer(made.data, np.uint8)
    begin = 0
    for place in range(len(lists)):
        found, weights = decode_list(data[begin:made.ends[place]], int(made.kinds[place]), int(made.firsts[place]),
                                     int(made.counts[place]), one)
        begin = int(made.ends[place])
        assert found.dtype == np.int32 and found.tolist() == numbers[place].tolist()
        expected = (units[place] / np.float32(one)).tolist()
        assert (weights.tolist() if weights is not None else [1.0] * len(found)) == expected
    assert begin == len(made.data)


def test_a_dense_list_of_single_occurrences_takes_a_byte_for_each() -> None:
    numbers = np.arange(0, 20_000, 20, dtype=np.int32)
    assert len(encode_lists(numbers, np.full(1000, 2, np.uint8), np.array([0]), 2).data) == 999


def test_one_wide_gap_does_not_widen_a_list() -> None:
    numbers = np.array([*range(1000), 50_000], np.int32)
    assert len(encode_lists(numbers, np.full(1001, 2, np.uint8), np.array([0]), 2).data) < 1300


def test_what_most_bulletins_hold_takes_a_bit_for_each() -> None:
    numbers = np.array([number for number in range(8000) if number % 3], np.int32)
    made = encode_lists(numbers, np.full(len(numbers), 2, np.uint8), np.array([0]), 2)
    assert len(made.data) < 8000 / 8 + 10
