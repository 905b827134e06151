"""Many processes cut as one does."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from indexer.analysis.kept_words import KeptWords
from indexer.analysis.segment_all import WORTH_WORKERS_CHARS, Segmenter, segment_text


@pytest.fixture
def texts(sample_bulletins: tuple[Bulletin, ...]) -> list[str]:
    """Enough for several workers, with an empty text, a long one, and one twice."""
    bodies = [bulletin.body for bulletin in sample_bulletins]
    long = "\n".join(bodies)
    return [*bodies, "", bodies[0], *(f"Bản tin {n}\n{long}" for n in range(1 + WORTH_WORKERS_CHARS // len(long)))]


def test_two_workers_cut_as_one(texts: list[str], tmp_path: Path) -> None:
    cut = []
    for workers in (1, 2):
        kept = KeptWords(tmp_path / f"{workers}.sqlite")
        with Segmenter(kept, workers) as segmenter:
            cut.append(segmenter.words(texts))
            assert segmenter.words(texts[:3]) == cut[-1][:3]
            assert (multiprocessing.active_children() != []) == (workers == 2)
        kept.close()
    assert cut[0] == cut[1] == [segment_text(text) for text in texts]
    assert any(cut[0]) and cut[0][0] == cut[0][texts.index("") + 1] and cut[0][texts.index("")] == []


def test_a_few_texts_start_no_process(tmp_path: Path) -> None:
    kept = KeptWords(tmp_path / "words.sqlite")
    with Segmenter(kept, workers=2) as segmenter:
        assert segmenter.words(["Khoa học"] * 99) == [["khoa_học"]] * 99
        assert multiprocessing.active_children() == []
    kept.close()


def test_words_do_not_run_across_paragraphs() -> None:
    assert segment_text("khoa\nhọc") == []
