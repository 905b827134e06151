"""status.py: what stands where, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from corpus.attachments.file_text import FileText, Silence
from corpus.bulletin import Attachment, Bulletin
from corpus.data_dir import DataDir
from corpus.storing.files import Files
from corpus.storing.store import Store

Run = Callable[..., CompletedProcess]


def test_json(sample_data: DataDir, run_script: Run) -> None:
    result = run_script("status.py", "--data", str(sample_data.root), "--json")
    status = json.loads(result.stdout)
    assert result.returncode == 0
    assert {"store", "frontier", "generations", "last_crawl", "failures"} <= status.keys()
    assert status["store"]["bulletins"] == status["generations"][-1]["count"] > 90
    assert status["usable"] and status["last_crawl"] is None and status["failures"] == []


def test_for_people(sample_data: DataDir, run_script: Run) -> None:
    text = run_script("status.py", "--data", str(sample_data.root)).stdout
    assert "bantin.toml chưa khai báo agency, postal_address, telephone, email, licence\n" in text
    assert "Kho" in text and "→ gen-000001" in text and "reindex" not in text


def test_without_a_store(tmp_path: Path, run_script: Run) -> None:
    result = run_script("status.py", "--data", str(tmp_path), "--json")
    assert result.returncode == 1 and result.stdout == "" and "store.sqlite" in result.stderr


def test_files_are_counted_by_kind_and_silence(tmp_path: Path, run_script: Run) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        files = Files(store)
        for number, (kind, silence) in enumerate([("pdf", None), ("pdf", Silence.SCAN), ("docx", None)]):
            address = f"http://h/{number}"
            bulletin = Bulletin(str(number), "", "s", "Tin", "Bài", attachments=(Attachment("Tệp", address),))
            store.put([bulletin])
            files.hang(bulletin, {address: address})
            files.keep_text(bytes([number]), 1, FileText(kind, ("Chữ",), silence), "")
            files.settle(address, bytes([number]))
    text = run_script("status.py", "--data", str(tmp_path)).stdout
    assert "Tệp        3 tệp đính kèm: pdf 2, docx 1; đọc được 2; bản chụp, chưa đọc được: 1\n" in text
