"""What is kept and what is cut now are the same words."""

from __future__ import annotations

from pathlib import Path

from corpus.bulletin import Bulletin
from indexer.analysis.segmentation.kept_words import KeptWords
from indexer.analysis.segmentation.segment_all import segment_all, segment_text


def test_kept_or_cut_words_are_the_same(sample_bulletins: tuple[Bulletin, ...], tmp_path: Path) -> None:
    texts = [*(bulletin.body for bulletin in sample_bulletins), "", sample_bulletins[0].body]
    kept = KeptWords(tmp_path / "words.sqlite")
    cut = segment_all(texts[::2], kept)
    assert any(cut) and cut == [segment_text(text) for text in texts[::2]]
    assert segment_all(texts, kept) == [segment_text(text) for text in texts]
    kept.close()


def test_words_do_not_run_across_paragraphs() -> None:
    assert segment_text("khoa\nhọc") == []
