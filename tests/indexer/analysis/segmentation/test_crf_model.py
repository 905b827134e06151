"""A model file is read whole or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.analysis.segmentation.crf_model import ModelError, read_crf_model
from indexer.analysis.segmentation.segmenter_files import verified_files


def test_underthesea_s_model() -> None:
    model = read_crf_model(verified_files().weights, "B-W", "I-W")
    assert len(model.lead) > 50_000 and len(model.steps) == 4 and all(model.steps.values())
    assert model.lead["T[0].lower=và"] > 0  # "and" begins a word


def test_other_labels_are_refused() -> None:
    with pytest.raises(ModelError, match="labels"):
        read_crf_model(verified_files().weights, "B-NP", "I-NP")


@pytest.mark.parametrize("keep", [0, 40, 48, 70, 100_000])
def test_damaged_files_are_refused(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "models.bin"
    path.write_bytes(verified_files().weights.read_bytes()[:keep])
    with pytest.raises(ModelError, match="models.bin"):
        read_crf_model(path, "B-W", "I-W")


def test_files_of_another_kind_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "models.bin"
    path.write_bytes(b"PK\x03\x04" * 100)
    with pytest.raises(ModelError, match="not a CRFsuite model"):
        read_crf_model(path, "B-W", "I-W")
