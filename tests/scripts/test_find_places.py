"""scripts/find_places.py as the admin runs it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests import script_runs


def run(*arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The finished run of the script."""
    return script_runs.run("find_places.py", *arguments, typed=typed)


def test_json_says_where_each_place_stands(tmp_path: Path) -> None:
    result = run("--data", str(tmp_path), "--json", "--date", "2019-05-06", "--source",
                 "664-huyen-krong-no,67-tinh-dak-nong", "họp tại xã Quảng Phú")
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout) == [{"text": "xã Quảng Phú", "start": 8, "end": 20,
                                          "units": ["24712-xa-quang-phu"], "how": "source", "ended": False}]


def test_standard_input_and_a_source_of_the_admin_s(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[krongno]\nunits = ["664-huyen-krong-no"]\n', encoding="utf-8")
    result = run("--data", str(tmp_path), "--source", "krongno", "--date", "2019-05-06", "-",
                 typed="họp tại xã Quảng Phú".encode())
    assert result.returncode == 0 and "24712-xa-quang-phu  cổng" in result.stdout.decode()


def test_rows_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "dia-danh.tsv").write_text("ngày\n", encoding="utf-8")
    result = run("--data", str(tmp_path), "xã Quảng Phú")
    assert result.returncode == 1 and "dia-danh.tsv: dòng 1" in result.stderr.decode()
