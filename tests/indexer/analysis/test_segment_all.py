"""Many processes cut as one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from indexer.analysis.kept_words import KeptWords
from indexer.analysis.segment_all import CHUNK, Segmenter, segment_text


@pytest.fixture
def texts(sample_bulletins: tuple[Bulletin, ...]) -> list[str]:
    """Short texts, more than one chunk of them, with an empty one and one twice."""
    return [bulletin.title for bulletin in sample_bulletins[:2 * CHUNK]] + ["", sample_bulletins[0].title]


def test_two_workers_cut_as_one(texts: list[str], tmp_path: Path) -> None:
    cut = []
    for workers in (1, 2):
        kept = KeptWords(tmp_path / f"{workers}.sqlite")
        with Segmenter(kept, workers) as segmenter:
            cut.append(segmenter.words(texts))
            assert segmenter.words(texts[:3]) == cut[-1][:3]
        kept.close()
    assert cut[0] == cut[1] == [segment_text(text) for text in texts]
    assert any(cut[0]) and cut[0][0] == cut[0][-1] and cut[0][-2] == []


def test_words_do_not_run_across_paragraphs() -> None:
    assert segment_text("khoa\nhọc") == []
