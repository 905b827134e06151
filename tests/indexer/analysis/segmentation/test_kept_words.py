"""What was segmented once is not segmented again, unless by another segmenter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.analysis.segmentation import kept_words, segment_all
from indexer.analysis.segmentation.kept_words import KeptWords
from indexer.analysis.segmentation.segment_all import segment_all as cut_all

TEXTS = ["Khoa học công nghệ", "Nông nghiệp\nnông thôn", "", "Khoa học công nghệ"]
WORDS = [["khoa_học", "công_nghệ"], ["nông_nghiệp", "nông_thôn"], [], ["khoa_học", "công_nghệ"]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were segmented, in order."""
    made: list[str] = []
    segment_text: Callable[[str], list[str]] = segment_all.segment_text

    def counted(text: str) -> list[str]:
        made.append(text)
        return segment_text(text)

    monkeypatch.setattr(segment_all, "segment_text", counted)
    return made


def cut(path: Path, texts: list[str]) -> list[list[str]]:
    kept = KeptWords(path)
    try:
        return cut_all(texts, kept)
    finally:
        kept.close()


def test_each_text_is_segmented_once(tmp_path: Path, calls: list[str]) -> None:
    path = tmp_path / "words.sqlite"
    assert cut(path, TEXTS) == WORDS and calls == TEXTS[:3]
    assert cut(path, TEXTS) == WORDS and calls == TEXTS[:3]
    assert cut(path, ["Khoa học  công nghệ", TEXTS[0]])[1] == WORDS[0] and len(calls) == 4


def test_another_segmenter_does_not_take_them_over(
        tmp_path: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "words.sqlite"
    cut(path, TEXTS)
    monkeypatch.setattr(kept_words, "segmenter_name", lambda: "underthesea 999")
    assert cut(path, TEXTS) == WORDS and len(calls) == 6


def test_a_file_that_was_deleted_costs_only_time(tmp_path: Path, calls: list[str]) -> None:
    path = tmp_path / "words.sqlite"
    cut(path, TEXTS)
    path.unlink()
    assert cut(path, TEXTS) == WORDS and len(calls) == 6


def test_a_damaged_file_is_begun_anew(tmp_path: Path, calls: list[str], caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "words.sqlite"
    path.write_bytes(b"no database " * 1000)
    assert cut(path, TEXTS) == WORDS and str(path) in caplog.text
    assert cut(path, TEXTS) == WORDS and len(calls) == 3


def test_two_may_have_the_file_open(tmp_path: Path) -> None:
    one, other = KeptWords(tmp_path / "words.sqlite"), KeptWords(tmp_path / "words.sqlite")
    one.keep({"a b": ["a_b"]})
    other.keep({"c d": ["c_d"], "a b": ["a_b"]})
    assert one.find(["a b", "c d", "e"]) == other.find(["a b", "c d"]) == {"a b": ["a_b"], "c d": ["c_d"]}
    one.close()
    other.close()
