"""The service that answers readers needs no right to write: neither the index, nor the store, nor their folder."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.build import build

ROOT = Path(__file__).resolve().parents[1]
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1  # Linux's numbers: prctl(2), capabilities(7)
# Asks one and the same server, once for each line that comes in; a word of it is searched for.
FOUND = "200 found 200 200 found 200"
READER = """
import sys
from pathlib import Path
from corpus.data_dir import DataDir
from search_app import create_app
from search_app.settings import Settings
client = create_app(Settings(DataDir(Path(sys.argv[1])))).test_client()
for line in sys.stdin:
    word = line.strip()
    answers = [client.get(address) for address in (f"/tim-kiem?q={word}", "/suc-khoe", "/", f"/goi-y?q={word}")]
    try:
        (Path(sys.argv[1]) / "index" / "x").touch()
    except OSError:
        pass
    else:
        answers = "the folder can be written to"
    print(*[f"{answer.status_code}{' found' * (word in answer.text and place in (0, 2))}"
            for place, answer in enumerate(answers)], flush=True)
"""


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataDir]:
    """An installation that nobody may write to, but for who overrides all rights."""
    made = DataDir(tmp_path / "data")
    with Store.open(made.store) as store:
        store.put([Bulletin("1", "", "s", "Mùa vàng bội thu", "Nông dân được mùa.")])
    build(made, workers=1)
    allow(made.root, False)
    yield made
    allow(made.root, True)


def allow(root: Path, writing: bool) -> None:
    """Gives or takes the right to write."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod((0o755 if writing else 0o555) if path.is_dir() else (0o644 if writing else 0o444))


def give_up_overriding() -> None:
    """Makes root a user like others: with no right but those that a file gives its owner."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None, use_errno=True).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0


def test_all_is_answered_while_another_user_writes(data: DataDir) -> None:
    command = [sys.executable, "-B", "-c", READER, str(data.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
                          preexec_fn=give_up_overriding) as reader:

        def ask(word: str) -> str:
            assert reader.stdin and reader.stdout
            reader.stdin.write(word + "\n")
            reader.stdin.flush()
            return reader.stdout.readline().strip()

        assert ask("bội") == FOUND
        allow(data.root, True)
        with Store.open(data.store) as store:  # written to, and held open, as a crawl does
            store.put([Bulletin("2", "", "s", "Xuồng máy cập bến", "Chợ nổi đông vui.")])
            build(data, workers=1)
            allow(data.root, False)
            assert ask("cập") == FOUND
            allow(data.root, True)
        allow(data.root, False)
        assert ask("cập") == ask("bội") == FOUND
        assert reader.stdin
        reader.stdin.close()
        assert reader.wait(30) == 0
