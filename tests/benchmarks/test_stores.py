"""What a store on a server costs beside one in a file: every figure is there, over the same bulletins."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.cluster.postgres import PostgresServer
from benchmarks.stores import PAGES, PASSES, Meter, compare_passes, main
from corpus.storing.store import Store
from tests.corpus.storing.made_bulletins import bulletin


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a store of thirty bulletins."""
    with Store.open(tmp_path / "store.sqlite") as store:
        store.put([bulletin(str(number), f"2017-03-{number % 9 + 10}") for number in range(30)])
    return tmp_path / "store.sqlite"


def test_every_figure_is_told(path: Path, postgres: PostgresServer, capsys: pytest.CaptureFixture[str]) -> None:
    """`postgres` skips this where no server can be started."""
    main([str(path), "--put", "7", "--pages", "3"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "put, 7", "put, 7", "copied and compared", "bytes", *(name for name in PASSES for _ in range(2)),
        *(name for name in PAGES for _ in range(2))]
    assert lines[2].startswith("copied and compared: 30 bulletins")


def test_stores_that_are_not_the_same_are_not_compared(path: Path) -> None:
    with Store.open(path, read_only=True) as one, Store.open(Path(":memory:")) as other:
        other.put([bulletin("1")])
        with pytest.raises(ValueError, match="not the same"):
            compare_passes([Meter(one), Meter(other)], Store.bulletins)
