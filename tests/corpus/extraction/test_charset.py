"""Bytes of every kind, with right labels and with wrong ones."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.extraction.charset import decode

VIETNAMESE = "Ủy ban nhân dân tỉnh Trường Hà ban hành Quyết định số 12/2023/QĐ-UBND về hỗ trợ người trồng lúa"


def to_1258(text: str) -> bytes:
    """The text as windows-1258 writes it: base letters, then tones."""
    parts = []
    for character in unicodedata.normalize("NFC", text):
        tones = [mark for mark in unicodedata.normalize("NFD", character) if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(
            mark for mark in unicodedata.normalize("NFD", character) if mark not in tones))
        parts.append(base + "".join(tones))
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize("raw, label", [
    (VIETNAMESE.encode(), ""),
    (VIETNAMESE.encode(), "text/html; charset=iso-8859-1"),
    (VIETNAMESE.encode(), "text/html; charset=windows-1258"),
    (VIETNAMESE.encode("utf-8-sig"), "text/html; charset=tis-620"),
    (b"\xff\xfe" + VIETNAMESE.encode("utf-16-le"), ""),
    (to_1258(VIETNAMESE), ""),
    (to_1258(VIETNAMESE), "text/html; charset=utf-8"),
    (to_1258(VIETNAMESE), "text/html; charset=iso-8859-1"),
    (to_1258(VIETNAMESE), 'text/html; charset="no-such-charset"'),
    (VIETNAMESE.encode() + "ố".encode()[:2], "text/html; charset=utf-8"),
    (VIETNAMESE.replace("ế", "e\u0302\u0301").encode(), ""),
])
def test_charset(raw: bytes, label: str) -> None:
    assert decode(raw, label).rstrip("\ufffd") == VIETNAMESE


def test_one_bad_byte_does_not_turn_the_page() -> None:
    assert decode(VIETNAMESE.encode() + b" \xff " + VIETNAMESE.encode()).count(VIETNAMESE) == 2


def test_labels_in_the_page_are_hints() -> None:
    raw = b'<meta charset="utf-8">' + to_1258(VIETNAMESE)
    assert decode(raw).endswith(VIETNAMESE)
