"""scripts/source.py as the admin runs it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from corpus.bulletin import Bulletin
from corpus.storing.naming import Naming
from corpus.storing.store import Store
from tests import script_runs


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The script over a data folder."""
    return script_runs.run_text("source.py", *arguments, "--data", data)


def test_a_source_gets_another_title_and_another_name(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.put([Bulletin("1", "http://h/1", "127.0.0.1-8080", "Tin đầu", "Một.")])
        Naming(store).note_own_title("127.0.0.1-8080", "Cổng thông tin xã Kim Bồng")
    listed = run(tmp_path)
    assert listed.stdout == "127.0.0.1-8080: Cổng thông tin xã Kim Bồng (cổng tự xưng) · 1 bản tin\n"
    changed = run(tmp_path, "127.0.0.1-8080", "--name", "kim-bong", "--title", "Xã Kim Bồng")
    assert changed.returncode == 0 and changed.stdout == "kim-bong: Xã Kim Bồng · 1 bản tin\n", changed.stderr
    assert "reindex.py" in changed.stderr
    told, = json.loads(run(tmp_path, "kim-bong", "--json").stdout)
    assert (told["name"], told["title"], told["bulletins"]) == ("kim-bong", "Xã Kim Bồng", 1)


def test_wrong_use_is_said(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.put([Bulletin("1", "http://h/1", "tinh", "Tin đầu", "Một.")])
    for arguments, words in ((["khac"], "chưa có nguồn nào tên khac"), (["tinh", "--name", "Tỉnh"], "chữ thường"),
                             (["--title", "X"], "cần mã của nguồn")):
        done = run(tmp_path, *arguments)
        assert done.returncode == 2 and words in done.stderr, done.stderr
