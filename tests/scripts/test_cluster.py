"""The commands over an index on a cluster, and what /suc-khoe says of it: as over one in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch

from corpus.data_dir import DataDir
from indexer.building.shelf import SETTING
from search_app import create_app
from search_app.settings import Settings
from tests.script_runs import known_environment, run_text

LINES = [{"id": str(number), "title": f"Xã Kim Bồng họp bàn vụ lúa {number}", "date": f"2017-03-{number + 10}",
          "body": "Hội nghị bàn việc cấp nước cho vụ lúa.", "source": "kim-bong"} for number in range(6)]


@pytest.fixture
def name(cluster: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of generations on the cluster, which the setting has."""
    made = f"commands-{uuid4().hex}"
    monkeypatch.setenv(SETTING, f"opensearch:{cluster}/{made}")
    yield made
    with closing(OpenSearch(cluster)) as client:
        client.indices.delete(index=f"{made}*", ignore_unavailable=True)


def run(address: str, script: str, *arguments: object, typed: str = "") -> CompletedProcess[str]:
    return run_text(script, *arguments, typed=typed, environment=known_environment() | {SETTING: address})


def test_every_command_works_on_it(cluster: str, name: str, tmp_path: Path) -> None:
    address = f"opensearch:{cluster}/{name}"
    data = ("--data", tmp_path)

    def load(*lines: dict[str, str]) -> None:
        typed = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        assert run(address, "load.py", "-", *data, typed=typed).returncode == 0

    def tell() -> tuple[str, int]:
        """The generation that answers, and how many bulletins a question finds there."""
        told = json.loads(run(address, "status.py", *data, "--json").stdout)
        assert told["usable"]
        found = json.loads(run(address, "ask.py", "vụ lúa", *data, "--json").stdout)
        return told["current_generation"], found["total"]

    load(*LINES)
    assert run(address, "reindex.py", *data, "--workers", 1).returncode == 0
    assert tell() == ("gen-000001", 6)
    load(LINES[0] | {"id": "7", "title": "Xã Kim Bồng nạo vét kênh cho vụ lúa", "body": "Bà con góp 300 ngày công."})
    again = json.loads(run(address, "reindex.py", *data, "--workers", 1, "--json").stdout)
    assert not again["full"] and tell() == ("gen-000002", 7)
    verified = run(address, "verify.py", *data)
    assert verified.returncode == 0 and "đúng như lúc ghi" in verified.stdout
    pages = create_app(Settings(DataDir(tmp_path))).test_client()
    assert pages.get("/suc-khoe").get_json()["status"] == "ok"
    assert run(address, "reindex.py", *data, "--rollback").returncode == 0
    assert tell() == ("gen-000001", 6)
    assert run("", "ask.py", "vụ lúa", *data).returncode != 0  # what lies on a cluster is not sought elsewhere
