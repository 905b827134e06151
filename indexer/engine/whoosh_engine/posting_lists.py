"""Posting lists as bytes: the gaps between bulletins in one, two or four bytes each, or a bit for each bulletin; the
weights in two bits.

A list is decoded whole, in a handful of array operations. What decides its form is which is shortest:

bits     one for each bulletin behind the first: where more than an eighth of them hold the term, which are the lists
         that take most of the space and of the time.
gaps     the distance to the bulletin before, as wide as makes the list shortest. The greatest number of one or two
         bytes (255, 65535) is no gap but "so much further, and no bulletin here": a rare wide gap does not widen all.
weights  1, 2 and 3 occurrences have codes of two bits; any other weight has a byte of its own behind, in the channel's
         unit. Nothing is rounded: `postings.weigh` counts in these units and no further than a byte goes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

WIDTHS: tuple[np.dtype, ...] = (np.dtype(np.uint8), np.dtype("<u2"), np.dtype("<u4"))
LEAPS = (255, 65535)
# Bits of a list's kind: which width (0, 1, 2) or BITS, whether it has leaps (their number goes before), whether weights
# follow.
HAS_LEAPS, HAS_WEIGHTS = 4, 8
BITS = len(WIDTHS)  # in place of a width
COUNT = np.dtype("<u4")
OTHER = 3
# The four weights in each byte of codes; 0 stands for one that is given behind.
CODED = np.array([[(1, 2, 3, 0)[byte >> shift & 3] for shift in (0, 2, 4, 6)] for byte in range(256)], np.float32)


class EncodedLists(NamedTuple):
    """Lists as bytes, and by list: where it ends in them, its kind, its first bulletin, how many it has."""

    data: bytes
    ends: np.ndarray
    kinds: np.ndarray
    firsts: np.ndarray
    counts: np.ndarray


def encode_lists(numbers: np.ndarray, units: np.ndarray, starts: np.ndarray, one: int) -> EncodedLists:
    """Lists that stand one behind the other: ascending `numbers` of bulletins (int32), their weights in units of
    1 / `one` (uint8), and the places where lists start.

    >>> lists = encode_lists(np.array([3, 5, 400, 7]), np.array([2, 4, 5, 2], np.uint8), np.array([0, 3]), 2)
    >>> lists.kinds, lists.firsts, lists.counts, lists.ends
    (array([9, 0], dtype=uint8), array([3, 7], dtype=uint32), array([3, 1], dtype=uint32), array([6, 6], dtype=uint32))
    """
    counts = np.diff(starts, append=len(numbers))
    gaps = np.diff(numbers, prepend=0)
    gaps[starts] = 0  # the first bulletin of a list stands beside it
    leaps = [np.add.reduceat(gaps // most, starts) for most in LEAPS] if len(starts) else [counts, counts]
    sizes = [(counts - 1 + n) * width.itemsize + COUNT.itemsize * (n > 0)
             for n, width in zip(leaps, WIDTHS[:2], strict=True)]
    ends = starts + counts
    spans = numbers[ends - 1] - numbers[starts] if len(starts) else counts
    kinds = np.argmin([*sizes, (counts - 1) * WIDTHS[2].itemsize, -(-spans // 8) + COUNT.itemsize], axis=0)
    kinds += HAS_LEAPS * ((kinds < 2) & (np.where(kinds == 0, *leaps) > 0))
    kinds += HAS_WEIGHTS * (np.maximum.reduceat(units != one, starts) if len(starts) else counts)
    narrow = [gaps.astype(width) for width in WIDTHS]
    weights = encode_weights(units, starts, counts, one)
    pieces: list[bytes] = []
    lengths = np.zeros(len(starts), np.int64)
    for i in np.flatnonzero((counts > 1) | (kinds >= HAS_WEIGHTS)).tolist():
        kind, first, end = int(kinds[i]), starts[i] + 1, ends[i]
        if kind & 3 == BITS:
            piece = encode_bits(gaps[first:end])
        elif kind & HAS_LEAPS:
            piece = encode_leaps(gaps[first:end], kind & 3)
        else:
            piece = narrow[kind & 3][first:end].tobytes()
        if kind & HAS_WEIGHTS:
            piece += weights.of(i)
        pieces.append(piece)
        lengths[i] = len(piece)
    return EncodedLists(b"".join(pieces), np.cumsum(lengths).astype(np.uint32), kinds.astype(np.uint8),
                        numbers[starts].astype(np.uint32), counts.astype(np.uint32))


def encode_leaps(gaps: np.ndarray, code: int) -> bytes:
    """The gaps behind the first bulletin, of which some are wider than the width."""
    most = LEAPS[code]
    times = gaps // most
    values = np.full(len(gaps) + int(times.sum()), most, WIDTHS[code])
    values[np.cumsum(times + 1) - 1] = gaps - times * most
    return np.array(times.sum(), COUNT).tobytes() + values.tobytes()


def encode_bits(gaps: np.ndarray) -> bytes:
    """The bulletins behind the first, a bit for each that there might be; before them the number of bytes."""
    places = np.cumsum(gaps) - 1
    bits = np.zeros(int(places[-1]) + 1, np.uint8)
    bits[places] = 1
    packed = np.packbits(bits, bitorder="little")
    return np.array(len(packed), COUNT).tobytes() + packed.tobytes()


class EncodedWeights(NamedTuple):
    """The weights of many lists: four codes in a byte, and behind each list's codes the weights that have none."""

    codes: np.ndarray
    code_ends: np.ndarray
    others: np.ndarray
    other_ends: np.ndarray

    def of(self, place: int) -> bytes:
        """The bytes of one list."""
        a, c = (self.code_ends[place - 1], self.other_ends[place - 1]) if place else (0, 0)
        return self.codes[a:self.code_ends[place]].tobytes() + self.others[c:self.other_ends[place]].tobytes()


def encode_weights(units: np.ndarray, starts: np.ndarray, counts: np.ndarray, one: int) -> EncodedWeights:
    """The weights of all lists, each list's codes beginning with a byte of their own."""
    code_of = np.full(256, OTHER, np.uint8)
    code_of[[one, 2 * one, 3 * one]] = 0, 1, 2
    codes = code_of[units]
    bytes_of = -(-counts // 4)
    code_ends = np.cumsum(bytes_of)
    places = np.arange(len(units)) + np.repeat((code_ends - bytes_of) * 4 - starts, counts)
    four = np.zeros((int(bytes_of.sum()), 4), np.uint8)
    four.ravel()[places] = codes
    is_other = codes == OTHER
    return EncodedWeights(four[:, 0] | four[:, 1] << 2 | four[:, 2] << 4 | four[:, 3] << 6, code_ends, units[is_other],
                          np.cumsum(np.add.reduceat(is_other, starts, dtype=np.int64)) if len(starts) else counts)


def decode_list(data: np.ndarray, kind: int, first: int, count: int, one: int) -> tuple[np.ndarray, np.ndarray | None]:
    """The bulletins of a list (int32, ascending) and their weights (float32), or None where all are 1.

    >>> lists = encode_lists(np.array([3, 5, 400]), np.array([2, 4, 5], np.uint8), np.array([0]), 2)
    >>> decode_list(np.frombuffer(lists.data, np.uint8), int(lists.kinds[0]), 3, 3, 2)
    (array([  3,   5, 400], dtype=int32), array([1. , 2. , 2.5], dtype=float32))
    """
    numbers = np.empty(count, np.int32)
    numbers[0] = first
    # What stands before: how many leaps there are, or how many bytes of bits.
    ahead = int(data[:COUNT.itemsize].view(COUNT)[0]) if kind & HAS_LEAPS or kind & 3 == BITS else 0
    place = COUNT.itemsize if ahead else 0
    if kind & 3 == BITS:
        end = place + ahead
        bits = np.unpackbits(data[place:end], bitorder="little")
        np.add(np.flatnonzero(bits.view(bool)), first + 1, out=numbers[1:], casting="same_kind")
    else:
        width = WIDTHS[kind & 3]
        end = place + (count - 1 + ahead) * width.itemsize
        steps = data[place:end].view(width)
        run = np.cumsum(steps, dtype=np.int32)
        np.add(run.compress(steps != LEAPS[kind & 3]) if ahead else run, first, out=numbers[1:])
    if not kind & HAS_WEIGHTS:
        return numbers, None
    past = end + -(-count // 4)
    weights = CODED.take(data[end:past], axis=0).ravel()[:count]
    if past < len(data):
        weights[np.flatnonzero(weights == 0)] = data[past:] / np.float32(one)
    return numbers, weights
