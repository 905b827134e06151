"""The manifest vouches for itself: no bit of it may change unseen, and what it says is what was written."""

from __future__ import annotations

import pytest

from indexer.building.manifest import Generation, read_manifest, write_manifest

GENERATION = Generation(12, 94, 391, 380, "2026-11-28T01:15:09+00:00", "0123456789abcdef", "underthesea 9.5.0",
                        {"_MAIN_3.toc": (3_120, "00000000"), "vocabulary.sqlite": (1_204_224, "e8b7be43")})


def test_what_is_written_is_read() -> None:
    assert read_manifest(write_manifest(GENERATION)) == GENERATION


def test_each_bit_counts() -> None:
    written = write_manifest(GENERATION)
    for place in range(len(written)):
        for bit in range(8):
            changed = bytearray(written)
            changed[place] ^= 1 << bit
            with pytest.raises(ValueError):
                read_manifest(bytes(changed))


def test_each_byte_counts() -> None:
    written = write_manifest(GENERATION)
    for place in range(len(written)):
        head, tail = written[:place], written[place:]
        for changed in (head, head + tail[1:], head + b" " + tail):
            with pytest.raises(ValueError):
                read_manifest(changed)


@pytest.mark.parametrize("odd", [b"", b"null", b"[]", b"{}", b'{"checksum": "00000000"}', b"\xff\xfe",
                                 b'{\n "checksum": "00000000",\n}'])
def test_what_is_no_manifest(odd: bytes) -> None:
    with pytest.raises(ValueError):
        read_manifest(odd)
